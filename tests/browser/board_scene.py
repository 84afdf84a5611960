"""A board of an edited film for a browser of any make: films with a number in every frame, and eyes for what is painted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.accounts.models import Person
from app.cases.models import Client
from app.clips.edited_films.models import FilmPart, Repeat
from app.clips.frames.services import keep_frames
from app.clips.media.probe import read_frames
from app.clips.models import RenditionKind
from app.core.actor import SYSTEM
from app.extensions import db
from tests.factories.clips import make_clip, seal
from tests.factories.edited_films import add_card_to, make_chosen_moment, make_edited_film
from tests.factories.films import make_film
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

FRAMES = 100
RATES = {"25": 25.0, "60000/1001": 60 / 1.001}
"""The frames in a second of the two films."""

RECORD = """
const painted = (window.painted = []);
const draw = CanvasRenderingContext2D.prototype.drawImage;
CanvasRenderingContext2D.prototype.drawImage = function (...given) {
  draw.apply(this, given);
  if (!this.canvas.isConnected) return;
  const { width, height } = this.canvas;
  const middle = (share, size) => Math.floor(share * size);
  let code = 0;
  for (let place = 0; place < 16; place++) {
    const x = middle(0.2 + ((place % 4) + 0.5) * 0.15, width);
    const y = middle(0.2 + (Math.floor(place / 4) + 0.5) * 0.15, height);
    code = 2 * code + (this.getImageData(x, y, 1, 1).data[1] > 127 ? 1 : 0);
  }
  const number = code >> 4;
  const check = 15 ^ (number >> 8) ^ ((number >> 4) & 15) ^ (number & 15);
  const part = document.querySelector("[data-preview]").dataset.previewAt ?? "none";
  const title = document.querySelector("[data-preview-title]").textContent;
  painted.push([part, check === (code & 15) ? number : -1, title]);
};
const asked = (window.asked = []);
new MutationObserver(() => {
  const question = document.querySelector("[data-preview-question]");
  if (question?.textContent && question.checkVisibility()) asked.push(question.textContent);
}).observe(document, { childList: true, subtree: true });
"""
"""Reads the number in every picture that is put onto the canvas, as `tests.factories.frame_numbers` paints them; and the cards."""


@dataclass(frozen=True)
class Scene:
    """A trainee, a board of two films with a card between their moments, and moments to add."""

    trainee: Person
    family: Client
    address: str
    parts: tuple[str, str, str, str]


def set_scene(portal: RunningPortal, tmp_path: Path) -> Scene:
    """Films, moments and the board; the films have no frames that come early, as copies of the portal have none."""
    films = {
        fps: make_film(
            tmp_path / f"{number}.mp4",
            seconds=FRAMES / rate,
            size=(160, 120),
            fps=fps,
            numbered=True,
            options=("-bf", "0"),
        )
        for number, (fps, rate) in enumerate(RATES.items())
    }
    with portal.app.app_context():
        family = make_client(make_enrolment())
        clips = []
        for film in films.values():
            clip = make_clip(make_cycle(family))
            with film.open("rb") as opened:
                keep_frames(SYSTEM, clip, read_frames(opened.fileno()))
            seal(clip, RenditionKind.REVIEW, film.read_bytes())
            clips.append(clip)
        moments = [
            make_chosen_moment(clips[0], 12, 20, "She waits"),
            make_chosen_moment(clips[1], 61, 70),
            make_chosen_moment(clips[0], 40, 45, "He answers"),
        ]
        board = make_edited_film(family, *moments)
        card = add_card_to(board, "What did you do?", 2)
        rows = db.session.query(FilmPart).filter_by(edited_film_id=board.id)
        first, second, third, _ = rows.order_by(FilmPart.position)
        second.repeat, third.repeat, third.seconds = Repeat.SLOW, Repeat.STILL, 1
        second.words = "Look"
        parts = (str(first.uuid), str(second.uuid), str(third.uuid), str(card.uuid))
        db.session.commit()
        found = Scene(family.enrolment.person, family, f"/edited-films/{board.uuid}", parts)
        db.session.refresh(found.trainee)
        db.session.refresh(found.family)
        db.session.expunge_all()
        return found
