"""The application factory; nothing imports from here but the entry points."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask
from flask_security import Security
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, errors, headers, rate_limits, request_hooks, templating
from app.accounts import door, trail
from app.accounts.activity.routes import bp as activity
from app.accounts.agreements.routes import bp as agreements
from app.accounts.door_settings import describe_door
from app.accounts.factors import browser as factors_browser
from app.accounts.factors.parts import FACTOR_PARTS
from app.accounts.factors.routes import bp as factors
from app.accounts.invitations.acceptances.routes import bp as acceptances
from app.accounts.invitations.routes import bp as invitations
from app.accounts.messages import MESSAGES
from app.accounts.profiles.routes import bp as profiles
from app.accounts.services import PersonDatastore
from app.accounts.sign_ins import browser
from app.accounts.sign_ins.routes import bp as sign_ins
from app.accreditation.routes import bp as accreditation
from app.association.agreements.routes import bp as wordings
from app.association.documents.routes import bp as documents
from app.association.erasures.routes import bp as erasures
from app.association.events.routes import bp as events
from app.association.goal_scale.routes import bp as goal_scale
from app.association.imports.routes import bp as imports
from app.association.lists.routes import bp as lists
from app.association.organisations.approvals.routes import bp as approvals
from app.association.organisations.named_people.routes import bp as named_people
from app.association.organisations.routes import bp as organisations
from app.association.organisations.rules.routes import bp as retention_rules
from app.association.organisations.wordings.routes import bp as consent_wordings
from app.association.people.leaving.routes import bp as leavings
from app.association.people.routes import bp as people
from app.association.positions.routes import bp as positions
from app.association.routes import bp as association
from app.association.vocabulary.routes import bp as vocabulary
from app.association.wording.routes import bp as words
from app.cases.consents.routes import bp as consents
from app.cases.filmed_people.routes import bp as filmed_people
from app.cases.goals.routes import bp as goals
from app.cases.notes.routes import bp as notes
from app.cases.reflections.routes import bp as reflections
from app.cases.reminders.routes import bp as reminders
from app.cases.routes import bp as cases
from app.cases.slips.routes import bp as slips
from app.cases.withdrawals.routes import bp as withdrawals
from app.clips.annotations.imports.routes import bp as annotation_imports
from app.clips.captions.routes import bp as captions
from app.clips.comparisons.routes import bp as comparisons
from app.clips.device_copies.routes import bp as device_copies
from app.clips.edited_films.changes.routes import bp as film_parts
from app.clips.edited_films.presenting.routes import bp as presenting
from app.clips.edited_films.rendering.routes import bp as renderings
from app.clips.edited_films.routes import bp as edited_films
from app.clips.edited_films.screenings.routes import bp as screenings
from app.clips.edited_films.visits.routes import bp as visits
from app.clips.keeping.closings.routes import bp as closings
from app.clips.keeping.holds.routes import bp as holds
from app.clips.keeping.routes import bp as keeping
from app.clips.moments.routes import bp as moments
from app.clips.routes import bp as clips
from app.clips.sending.routes import bp as sending
from app.clips.showings.routes import bp as showings
from app.clips.stills.routes import bp as stills
from app.clips.timelines.routes import bp as timelines
from app.clips.turns.routes import bp as turns
from app.clips.uploads.routes import bp as uploads
from app.core.database import watch_engine
from app.drafts.routes import bp as drafts
from app.extensions import bootstrap, csrf, db, mail, migrate
from app.feedback.annotations.routes import bp as film_annotations
from app.feedback.routes import bp as feedback
from app.home.routes import bp as home
from app.notifications.account_letters import QueuedMailUtil
from app.notifications.routes import bp as notifications
from app.progress.routes import bp as progress
from app.retention import opening
from app.retention.exports.leavers.routes import bp as own_data
from app.retention.exports.sheets.routes import bp as sheets
from app.retention.exports.subject_access.routes import bp as subject_access
from app.retention.leaving.routes import bp as leaving
from app.retention.routes import bp as retention
from app.supervision.routes import bp as supervision
from app.trainees.brought_forward.routes import bp as brought_forward
from config import Settings

ROOT = Path(__file__).parent.parent
BLUEPRINTS = (
    association,
    organisations,
    approvals,
    retention_rules,
    named_people,
    consent_wordings,
    documents,
    imports,
    positions,
    people,
    events,
    erasures,
    words,
    home,
    retention,
    accreditation,
    progress,
    supervision,
    feedback,
    cases,
    consents,
    reminders,
    goals,
    notes,
    reflections,
    filmed_people,
    withdrawals,
    slips,
    clips,
    edited_films,
    presenting,
    visits,
    film_parts,
    moments,
    comparisons,
    captions,
    turns,
    stills,
    film_annotations,
    annotation_imports,
    timelines,
    uploads,
    sending,
    device_copies,
    keeping,
    holds,
    closings,
    renderings,
    screenings,
    own_data,
    showings,
    subject_access,
    sheets,
    leaving,
    leavings,
    brought_forward,
    notifications,
    activity,
    agreements,
    profiles,
    wordings,
    lists,
    goal_scale,
    vocabulary,
    factors,
    sign_ins,
    invitations,
    acceptances,
    drafts,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the portal from its settings, by default those of the environment."""
    settings = settings or Settings.from_environment()
    _close_folder(settings.data_dir)
    app = Flask(__name__, template_folder=str(ROOT / "templates"))
    app.config.from_mapping(settings.as_flask_config(), **describe_door(settings))
    app.config.from_mapping({f"SECURITY_MSG_{name}": words for name, words in MESSAGES.items()})
    app.extensions["settings"] = settings
    app.debug = app.debug and settings.is_development
    if proxies := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies)  # type: ignore[method-assign]
    headers.install(app)
    opening.install(app)
    request_hooks.install(app)
    rate_limits.install(app)
    _bind_extensions(app)
    errors.install(app)
    templating.install(app)
    cli.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _close_folder(folder: Path) -> None:
    """Nobody else of this machine reads the database or the letters, also in a folder that was there before."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_uid == os.geteuid():
        folder.chmod(0o700)


def _bind_extensions(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        watch_engine(db.engine)
    batch = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    migrate.init_app(app, db, render_as_batch=batch, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    bootstrap.init_app(app)
    mail.init_app(app)
    security = Security(
        app,
        PersonDatastore(),
        mail_util_cls=QueuedMailUtil,
        **door.DOOR_PARTS,
        **FACTOR_PARTS,
    )
    door.close_other_doors(app, security)
    trail.install(app)
    browser.install(app, request_hooks.FINISHING_ENDPOINTS)
    factors_browser.install(app)
