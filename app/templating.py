"""Filters and globals of the templates; the one place where people's text becomes HTML."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import bleach
from flask import Flask, g, session
from flask_login import current_user
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup

from app.accounts.factors.browser import lacks_factor
from app.core.actor import NOBODY
from app.core.clock import LONDON
from app.core.durations import format_day, format_minutes
from app.core.time_range import format_ms
from app.extensions import current_actor
from app.home.navigation import find_desk, list_desks, list_nav_items, name_desk, name_roles
from app.notifications.queries import count_unread

ALLOWED_TAGS = frozenset({"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "h3", "h4"})
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})


def _calm_headings(state: StateCore) -> None:
    """A text's first heading is as high as it gets, an ``h3`` below the page's own; what lies under it is an ``h4``."""
    headings = [token for token in state.tokens if token.type.startswith("heading_")]
    top = headings[0].tag if headings else ""
    for token in headings:
        token.tag = "h3" if token.tag <= top else "h4"


_markdown.core.ruler.push("calm_headings", _calm_headings)


def install(app: Flask) -> None:
    """Give the templates of ``app`` their filters and what every page shows."""
    app.jinja_env.filters.update(
        markdown=render_markdown,
        clock=format_ms,
        minutes=format_minutes,
        day=format_day,
        moment=format_moment,
        thousands=format_thousands,
    )
    app.jinja_env.globals["is_demonstration"] = app.extensions["settings"].is_demonstration
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(describe_page)


def describe_page() -> dict[str, Any]:
    """What the frame of every page shows: navigation, the person, unread news, the nonce of this answer."""
    context: dict[str, Any] = {"csp_nonce": lambda: g.get("csp_nonce", ""), "current_person": None}
    actor = current_actor()
    if actor is NOBODY:
        return context
    desk = find_desk(actor)
    return context | {
        "current_person": current_user,
        "role_names": name_roles(actor),
        "desk_name": name_desk(desk) if desk else "",
        "desks": list_desks(actor),
        "nav_items": [] if lacks_factor(actor) else list_nav_items(actor),
        "unread_count": count_unread(actor),
        "films_closed_until": actor.films_closed_until,
        "sent_drafts": session.pop("sent_drafts", []),
    }


def render_markdown(text: str | None) -> Markup:
    """A person's Markdown as safe HTML: no links, no pictures, no HTML of their own."""
    html = _markdown.render(text or "")
    return Markup(bleach.clean(html, tags=ALLOWED_TAGS, strip=True))  # noqa: S704  # cleaned here


def format_thousands(number: int) -> str:
    """A count as people read it: ``1,684``."""
    return f"{number:,}"


def format_moment(instant: datetime) -> str:
    """An instant in the reader's own zone as ``3 March 2025, 14:05``."""
    name = getattr(current_user, "time_zone", None)
    local = instant.astimezone(ZoneInfo(name) if name else LONDON)
    return f"{format_day(local.date())}, {local:%H:%M}"
