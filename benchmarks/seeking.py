"""From a wish to its picture in Chromium: the player on the real page, beside the browser's own film with nothing around it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, expect, sync_playwright

from app.accounts.models import Person
from app.clips.models import RenditionKind
from app.extensions import db
from benchmarks.figures import Figure, compare
from tests.browser.conftest import FLAGS
from tests.factories.clips import make_clip, seal
from tests.factories.films import run_ffmpeg
from tests.servers import RunningPortal

MINUTES, FPS, KEY_FRAME_EVERY = 10, 25, 15
FRAME_US = 1_000_000 // FPS
COUNT = MINUTES * 60 * FPS
WISHES = 40
AIM = 1.25
"""The player may add a quarter to what the browser needs by itself."""

MEASURE = """
({ isPlayer, isStep, frames }) => {
  const root = document.querySelector("[data-player]");
  const film = root.querySelector("video");
  const typed = root.querySelector("[data-player-field=frame]");
  const painted = () => new Promise((resolve) => film.requestVideoFrameCallback(resolve));
  const settled = () => new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (root.hasAttribute("data-seeking")) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(root, { attributeFilter: ["data-seeking"] });
  });
  const press = (target, key) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const ask = (frame) => {
    if (!isPlayer) film.currentTime = isStep ? film.currentTime + FRAME_S : (frame + 0.5) * FRAME_S;
    else if (isStep) press(root, ".");
    else {
      typed.value = frame;
      press(typed, "Enter");
    }
  };
  return (async () => {
    const took = [];
    for (const frame of frames) {
      const since = performance.now();
      const there = isPlayer ? settled() : painted();
      ask(frame);
      await there;
      took.push((performance.now() - since) / 1000);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return took;
  })();
}
""".replace("FRAME_S", str(FRAME_US / 1e6))


def measure_seeking(portal: RunningPortal, folder: Path) -> Iterator[Figure]:
    """The 95th percentile of jumps to any frame of a film of ten minutes, and of steps to the next frame."""
    owner, address = _prepare(portal, _make_long_film(folder))
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=False)
        page = browser.new_page(base_url=portal.url, viewport={"width": 1440, "height": 1000})
        for name, value in portal.open_browser(owner).cookies.items():
            page.context.add_cookies([{"name": name, "value": str(value), "url": portal.url}])
        page.goto(address)
        page.get_by_role("button", name="Play").click()
        expect(page.locator("[data-player]")).to_have_attribute("data-state", "playing")
        page.locator("[data-player]").press("k")
        yield _measure(page, "seek to painted, p95, any frame of 10 min 720p", is_step=False)
        yield _measure(page, "step to painted, p95", is_step=True)
        browser.close()


def _measure(page: Page, name: str, *, is_step: bool) -> Figure:
    chance, all_took = random.Random(5), list[float]()

    def take(is_player: bool) -> float:
        frames = [chance.randrange(COUNT - WISHES) for _ in range(WISHES)]
        wish = {"isPlayer": is_player, "isStep": is_step, "frames": frames}
        took: list[float] = page.evaluate(f"(wish) => ({MEASURE})(wish)", wish)
        if is_player:
            all_took.extend(took)
        return quantiles(took, n=20)[-1]

    figure = compare(name, partial(take, True), partial(take, False), aim=AIM, unit="s")
    middle, most = median(all_took), quantiles(all_took, n=20)[-1]
    note = f"the player: p50 {middle * 1000:.0f} ms, p95 {most * 1000:.0f} ms of {len(all_took)}"
    return Figure(
        figure.name, figure.ours, figure.limit, figure.ratio, figure.aim, figure.unit, note
    )


def _make_long_film(folder: Path) -> Path:
    """A minute of moving pictures, as review copies are made, ten times over."""
    minute, film = folder / "minute.mp4", folder / "ten-minutes.mp4"
    run_ffmpeg(
        *("-f", "lavfi", "-i", f"testsrc2=size=1280x720:rate={FPS}:duration=60"),
        *("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"),
        *("-g", str(KEY_FRAME_EVERY), str(minute)),
    )
    repeats = str(MINUTES - 1)
    run_ffmpeg(
        *("-stream_loop", repeats, "-i", str(minute), "-c", "copy"),
        *("-movflags", "+faststart", str(film)),
    )
    return film


def _prepare(portal: RunningPortal, film: Path) -> tuple[Person, str]:
    with portal.app.app_context():
        clip = make_clip(shown_us=[FRAME_US] * COUNT)
        seal(clip, RenditionKind.REVIEW, film.read_bytes())
        owner = clip.cycle.client.enrolment.person
        db.session.refresh(owner)
        address = f"/clips/{clip.uuid}"
        db.session.expunge_all()
        db.session.remove()
        return owner, address
