"""The page of a film in a browser of any make."""

from __future__ import annotations

from pathlib import Path

from app.clips.frames.models import FrameTimes
from app.extensions import db
from tests.browser.engines.engine import Engine, enter
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.factories.renderings import make_film_to_cut
from tests.servers import RunningPortal

PROBE = (Path(__file__).parents[1] / "player" / "probe.js").read_text()


def open_film(engine: Engine, portal: RunningPortal, path: Path) -> int:
    """Open a new trainee's film, play, and stop at once: it is there then, with the probe. Answers how many frames it has."""
    with portal.app.app_context():
        enrolment = make_enrolment()
        clip = make_film_to_cut(path, make_cycle(make_client(enrolment)))
        count: int = db.session.query(FrameTimes).filter_by(clip_id=clip.id).one().count
        enter(engine, portal, enrolment.person, f"/clips/{clip.uuid}")
    engine.run(
        """
        const until = async (holds) => {
          for (let tries = 0; tries < 600; tries += 1) {
            if (holds()) return;
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          throw new Error("the film did not open: " + document.querySelector("[data-player]").dataset.state);
        };
        const root = document.querySelector("[data-player]");
        const film = root.querySelector("video");
        film.muted = true;
        await until(() => root.dataset.state === "waiting");
        root.querySelector("[data-player-start] button").click();
        await until(() => film.readyState >= 2 && root.dataset.state !== "waiting");
        if (!film.paused) root.querySelector("[data-player-action=toggle]").click();
        await until(() => film.paused);
        await until(() => /\\d/.test(root.querySelector("[data-player-frame]").textContent));
        """
    )
    engine.run(PROBE)
    return count
