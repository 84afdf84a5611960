"""The office chooses the scale on which families say where they are with a goal."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.association.goal_scale.forms import ScaleForm
from app.cases.goals.policies import can_choose_scale
from app.cases.goals.queries import find_scale
from app.cases.goals.services import choose_scale
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("goal_scale", __name__, url_prefix="/association/goal-scale")


@bp.get("")
def edit_goal_scale() -> str:
    """The scale that new goals take."""
    require(can_choose_scale(current_actor()))
    return _render(ScaleForm.of(find_scale()))


@bp.post("")
def update_goal_scale() -> ResponseReturnValue:
    """Let new goals take another scale."""
    require(can_choose_scale(current_actor()))
    form = ScaleForm()
    if not form.validate():
        return _render(form), 422
    choose_scale(current_actor(), form.read())
    flash("New goals are rated on this scale. Goals that stand keep theirs.", "success")
    return redirect(url_for("lists.index_lists"))


def _render(form: ScaleForm) -> str:
    return render_template("association/goal_scale/edit.html", form=form)
