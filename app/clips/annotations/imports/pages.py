"""From a file on its way in to its page."""

from __future__ import annotations

from flask import render_template

from app.clips.annotations.imports.forms import ConfirmationForm
from app.clips.annotations.imports.models import AnnotationImport
from app.clips.annotations.imports.plan import Plan
from app.clips.annotations.imports.targets import TARGETS
from app.clips.annotations.places import measure_film
from app.clips.captions.queries import count_captions
from app.clips.frames.queries import find_frames
from app.extensions import current_actor

MOST_SHOWN = 5
"""Annotations of a tier that are shown as they are, and refusals that are told one by one."""


def render_import(staged: AnnotationImport, plan: Plan, form: ConfirmationForm) -> str:
    """What would come of each tier."""
    actor, clip, film_ms = current_actor(), staged.clip, plan.file.film_ms
    return render_template(
        "clips/annotations/show_import.html",
        staged=staged,
        clip=clip,
        file=plan.file,
        plan=plan,
        form=form.point_out(plan.pointed),
        targets=TARGETS,
        captions_there=count_captions(actor, clip),
        is_of_other_length=film_ms not in {None, measure_film(clip, find_frames(actor, clip))},
        most_shown=MOST_SHOWN,
    )
