"""What is made of a film, in three turns: opened at once, copied for review, and made light for weak lines."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

from app.audit.services import record_event
from app.cases.models import EvidenceBasis
from app.cases.services import record_evidence
from app.clips.films import workroom
from app.clips.frames.queries import find_frames
from app.clips.frames.services import keep_frames
from app.clips.media.light_copies import make_low_copy, measure_waveform
from app.clips.media.probe import Probe, probe_film, read_frames
from app.clips.media.renditions import (
    make_filmstrip,
    make_poster,
    make_quick_copy,
    make_review_copy,
)
from app.clips.media.temporary_films import temporary_film
from app.clips.models import ClipState, RenditionKind
from app.clips.processing.asking import ask_for
from app.clips.processing.errors import FilmChanged
from app.clips.processing.orders import LIGHTEN_CLIP, REVIEW_CLIP
from app.clips.processing.workbench import (
    FILM,
    PICTURE,
    SealedCopy,
    Workbench,
    forget,
    name,
)
from app.clips.scanning.errors import FilmHarmful
from app.clips.scanning.scans import Feed, scanned
from app.core.actor import SYSTEM
from app.extensions import current_settings

BYTES = "application/octet-stream"
TAKEN_IN, STILL_SHOWN = 0.3, 0.6
"""Shares of the opening at which the original is unsealed, and the still is made."""
COPIED = 0.9
"""Share of the review at which its copy is made; strip and sealing follow."""
HEARD, LIGHTENED = 0.1, 0.95
"""Shares of the lightening at which the waveform stands, and the low copy is made."""


def open_film(bench: Workbench) -> None:
    """Look at a film, show a still, and let it play where browsers play it as it is; then have it copied for review.

    Raises what refuses the film, or what stood in the way.
    """
    _take_in_original(bench)
    bench.go_on(TAKEN_IN)
    probe = probe_film(bench.source)
    _show_still(bench, probe)
    bench.go_on(STILL_SHOWN)
    quick = _make_quick_copy(bench, probe) if probe.browser_playable else None
    with bench.work.step(last=True):
        clip = bench.load_clip()
        if quick is not None:
            name(clip, quick)
            clip.state = ClipState.PLAYABLE
        ask_for(clip, REVIEW_CLIP)


def copy_for_review(bench: Workbench) -> None:
    """Make the copy that positions are counted in, with its frames and its strip; the film is ready then.

    Tile ``i`` of the strip shows the film from ``i / tile_count`` of its ``duration_ms`` on. Raises as `open_film`.
    """
    bench.take_in()
    probe = probe_film(bench.source)
    with temporary_film(workroom()) as target, temporary_film(workroom()) as sprite:
        shown = make_review_copy(
            bench.source, target, probe, lambda share: bench.go_on(share * COPIED)
        )
        frames = read_frames(target)
        strip = make_filmstrip(target, sprite, shown)
        copy = bench.seal(RenditionKind.REVIEW, target, FILM)
        filmstrip = bench.seal(RenditionKind.FILMSTRIP, sprite, PICTURE)
    with bench.work.step(last=True):
        clip = bench.load_clip()
        name(clip, copy)
        name(clip, filmstrip)
        keep_frames(SYSTEM, clip, frames)
        forget(clip, RenditionKind.QUICK)
        clip.duration_ms, clip.tile_count = shown.duration_ms, strip.tiles
        clip.state = ClipState.READY
        ask_for(clip, LIGHTEN_CLIP)


def lighten_film(bench: Workbench) -> None:
    """Make of the review copy what weak lines and eyes want: its waveform, and a low copy of the same frames.

    A film that was ready before frames were counted gets its frames first.
    """
    bench.take_in()
    review, frames = probe_film(bench.source), read_frames(bench.source)
    with bench.work.step():
        clip = bench.load_clip()
        if find_frames(SYSTEM, clip) is None:
            keep_frames(SYSTEM, clip, frames)
    _draw_sound(bench, review)
    bench.go_on(HEARD)
    with temporary_film(workroom()) as target:
        is_light = make_low_copy(
            bench.source,
            target,
            review,
            lambda share: bench.go_on(HEARD + share * (LIGHTENED - HEARD)),
        )
        same = is_light and read_frames(target) == frames
        copy = bench.seal(RenditionKind.LOW, target, FILM) if same else None
    with bench.work.step(last=True):
        if copy is not None:
            name(bench.load_clip(), copy)


def _take_in_original(bench: Workbench) -> None:
    """Unseal the film; nobody reads it as one before the scanner, where there is one, has called it clean."""
    digest = hashlib.sha256()
    with _scanned(bench) as scan:

        def note(piece: bytes) -> None:
            digest.update(piece)
            scan(piece)

        bench.take_in(note)
    if bench.order.announced_sha256 not in {None, digest.hexdigest()}:
        raise FilmChanged
    with bench.work.step():
        bench.load_clip().sha256 = digest.hexdigest()


@contextmanager
def _scanned(bench: Workbench) -> Iterator[Feed]:
    try:
        with scanned(current_settings().clamd_socket) as scan:
            yield scan
    except FilmHarmful:
        with bench.work.step():
            clip = bench.load_clip()
            owner_id = clip.cycle.client.enrolment.person_id
            record_event(SYSTEM, "clip.found_harmful", "clip", clip.uuid, about=owner_id)
        raise


def _show_still(bench: Workbench, probe: Probe) -> None:
    """The film was read as a film: its facts, a still, and the evidence for its cycle."""
    with temporary_film(workroom()) as target:
        make_poster(bench.source, target, probe)
        poster = bench.seal(RenditionKind.POSTER, target, PICTURE)
    with bench.work.step():
        clip = bench.load_clip()
        clip.duration_ms = probe.duration_ms
        clip.width, clip.height = probe.width, probe.height
        name(clip, poster)
        record_evidence(SYSTEM, clip.cycle, clip.kind, EvidenceBasis.FILM)


def _make_quick_copy(bench: Workbench, probe: Probe) -> SealedCopy:
    with temporary_film(workroom()) as target:
        make_quick_copy(bench.source, target, probe)
        return bench.seal(RenditionKind.QUICK, target, FILM)


def _draw_sound(bench: Workbench, review: Probe) -> None:
    waveform = measure_waveform(bench.source, workroom(), review)
    if waveform is None:
        return
    with temporary_film(workroom()) as drawn:
        os.write(drawn, waveform.encode())
        peaks = bench.seal(RenditionKind.WAVEFORM, drawn, BYTES)
    with bench.work.step():
        name(bench.load_clip(), peaks)
