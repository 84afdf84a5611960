"""The one ffmpeg pass that makes an edited film. Its arguments name descriptors, never a path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import imageio_ffmpeg

from app.clips.edited_films.rendering.recipe import (
    US_IN_SECOND,
    Passage,
    PassageKind,
    Recipe,
)
from app.clips.edited_films.timing import SLOWED, TITLE_S
from app.clips.media.commands import FORMATS, FRAMES_PER_KEY_FRAME, MOST_THREADS

BACKGROUND = "0x22313A"
"""The house's ink: what stands beside a picture of another shape."""
QUALITY = "21"
"""Finer than the review copies it is made from, so that the second coding costs little to be seen."""
SAMPLES_IN_SECOND = 48_000
FADE_SAMPLES = SAMPLES_IN_SECOND // 100
LEAD_US = 200_000
"""How far before a passage its film is opened: decoders of sound need some to begin with."""
FASTEST_FPS = 120


@dataclass(frozen=True, slots=True)
class OpenFilm:
    """A review copy in a nameless file."""

    fd: int
    has_sound: bool


@dataclass(frozen=True, slots=True)
class Materials:
    """What a film is made from: review copies by their storage keys, and pictures by the number of their passage."""

    films: Mapping[str, OpenFilm]
    pictures: Mapping[int, int]


def render_command(recipe: Recipe, materials: Materials, target_fd: int) -> list[str]:
    """Every passage cut to its frames and put in its place in one filter graph, with progress on stdout.

    No frame is shown at another time than the recipe says: pictures keep their own durations, sound is cut to the same
    microseconds and is silent wherever there is none.
    """
    graph = _Graph(recipe, materials)
    starts = ",".join(_seconds(us) for us in recipe.starts_us[:-1])
    last = recipe.passages[-1].shown_us[-1]
    return [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-nostats"),
        *("-loglevel", "error", "-filter_complex_threads", "2", "-copyts"),
        *graph.inputs,
        *("-filter_complex", ";".join(graph.chains), "-map", "[film]", "-map", "[sound]"),
        *("-fps_mode:v", "passthrough", "-enc_time_base:v", f"1:{US_IN_SECOND}"),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", QUALITY, "-bf", "0"),
        *("-g", str(FRAMES_PER_KEY_FRAME), "-force_key_frames", starts),
        *("-x264-params", f"fps={_measure_rate(recipe)}", "-threads", str(_threads())),
        # frames carry no length through the graph: that of the very last one is said here
        *("-bsf:v", f"setts=duration=if(eq(N\\,{recipe.frames.count - 1})\\,{last}\\,DURATION)"),
        *("-c:a", "aac", "-b:a", "128k", "-progress", "pipe:1"),
        *("-map_metadata", "-1", "-map_chapters", "-1"),
        *("-movflags", "+faststart", "-f", "mp4", "-y", f"/proc/self/fd/{target_fd}"),
    ]


class _Graph:
    """Inputs and filter chains, numbered as they are added."""

    def __init__(self, recipe: Recipe, materials: Materials) -> None:
        self._recipe = recipe
        self._materials = materials
        self._count = 0
        self.inputs: list[str] = []
        self.chains: list[str] = []
        places = range(len(recipe.passages))
        for place in places:
            self._add_passage(place)
        pictures = "".join(f"[v{place}]" for place in places)
        sounds = "".join(f"[a{place}]" for place in places)
        self.chains.append(f"{pictures}interleave=n={len(places)}:duration=longest[film]")
        self.chains.append(f"{sounds}concat=n={len(places)}:v=0:a=1,asetpts=N/SR/TB[sound]")

    def _add_passage(self, place: int) -> None:
        """Each passage opens its film anew, near where it begins: nothing between two moments is decoded, and nothing waits
        in memory for its turn."""
        passage = self._recipe.passages[place]
        picture = self._open_picture(place)
        if passage.source is None:
            film, sound = f"[{picture}:v]{self._shape()}", None
        else:
            source = self._open_film(passage)
            film = ",".join((f"[{source}:v]{_cut(passage)}", self._shape()))
            film += self._lay_title(place, picture) if picture is not None else ""
            sound = f"[{source}:a]" if self._is_heard(passage) else None
        begins = self._recipe.starts_us[place]
        self.chains.append(f"{film},settb=1/{US_IN_SECOND},setpts=PTS-STARTPTS+{begins}[v{place}]")
        self.chains.append(f"{','.join(self._list_sound_filters(place, sound))}[a{place}]")

    def _open_film(self, passage: Passage) -> int:
        assert passage.source is not None  # noqa: S101 (for the type checker)
        begins_us = passage.source.frames.starts_us[passage.cut[0]]
        seeking = ("-noaccurate_seek", "-ss", f"{max(0, begins_us - LEAD_US)}us")
        descriptor = self._materials.films[passage.source.review_key].fd
        return self._open(descriptor, FORMATS, *seeking, "-threads", "1")

    def _open_picture(self, place: int) -> int | None:
        descriptor = self._materials.pictures.get(place)
        if descriptor is None:
            return None
        return self._open(descriptor, "png_pipe", "-f", "png_pipe")

    def _open(self, descriptor: int, formats: str, *options: str) -> int:
        self.inputs += ["-protocol_whitelist", "file", "-format_whitelist", formats, *options]
        self.inputs += ["-i", f"/proc/self/fd/{descriptor}"]
        self._count += 1
        return self._count - 1

    def _is_heard(self, passage: Passage) -> bool:
        """A repeat is silent: it is there to be looked at, and spoken over."""
        key = passage.source.review_key if passage.source else ""
        return passage.kind is PassageKind.MOMENT and self._materials.films[key].has_sound

    def _shape(self) -> str:
        width, height = self._recipe.size
        return (
            f"scale={width}:{height}:force_original_aspect_ratio=decrease:force_divisible_by=2:out_range=tv,"
            f"pad={width}:{height}:-1:-1:color={BACKGROUND},setsar=1,format=yuv420p"
        )

    def _lay_title(self, place: int, picture: int) -> str:
        """Ends the chain that came before: an overlay has two inputs."""
        return (
            f"[bare{place}];[bare{place}][{picture}:v]"
            f"overlay=x=0:y=H-h:enable='lt(t,{TITLE_S})',format=yuv420p"
        )

    def _list_sound_filters(self, place: int, sound: str | None) -> Iterator[str]:
        """Exactly as many samples as the passage lasts."""
        starts = self._recipe.starts_us
        count = _samples(starts[place + 1]) - _samples(starts[place])
        if sound is None:
            yield f"anullsrc=r={SAMPLES_IN_SECOND}:cl=stereo,aformat=sample_fmts=fltp"
            yield f"atrim=end_sample={count}"
            return
        passage = self._recipe.passages[place]
        assert passage.source is not None  # noqa: S101 (for the type checker)
        first, after = (passage.source.frames.starts_us[frame] for frame in passage.cut)
        yield f"{sound}atrim=start={first}us:end={after}us"
        yield f"aresample={SAMPLES_IN_SECOND}:async=1:first_pts={_samples(first)}"
        yield "aformat=sample_fmts=fltp:channel_layouts=stereo"
        yield f"apad=whole_len={count},atrim=end_sample={count},asetpts=N/SR/TB"
        yield f"afade=t=in:ns={FADE_SAMPLES}"
        yield f"afade=t=out:ss={max(0, count - FADE_SAMPLES)}:ns={FADE_SAMPLES}"


def _cut(passage: Passage) -> str:
    """Exactly the frames of a passage. Its edges lie half way between two frames, where no rounding moves one across."""
    assert passage.source is not None  # noqa: S101 (for the type checker)
    starts = passage.source.frames.starts_us
    first, after = passage.cut
    begins = (starts[first - 1] + starts[first]) // 2 if first else 0
    ends = (starts[after - 1] + starts[after]) // 2
    slowed = f"*{SLOWED}" if passage.kind is PassageKind.SLOW else ""
    return (
        f"settb=1/{US_IN_SECOND},trim=start={begins}us:end={ends}us,setpts=(PTS-STARTPTS){slowed}"
    )


def _measure_rate(recipe: Recipe) -> int:
    """The most frames in a second, for the coder's idea of what decoders must manage."""
    shortest = min(us for passage in recipe.passages for us in passage.shown_us)
    return min(FASTEST_FPS, max(1, round(US_IN_SECOND / shortest)))


def _samples(us: int) -> int:
    return round(us * SAMPLES_IN_SECOND / US_IN_SECOND)


def _seconds(us: int) -> str:
    return f"{us // US_IN_SECOND}.{us % US_IN_SECOND:06d}"


def _threads() -> int:
    return min(os.cpu_count() or 1, MOST_THREADS)


def list_descriptors(materials: Materials, target_fd: int) -> Sequence[int]:
    """Everything the child must be given."""
    films = {film.fd for film in materials.films.values()}
    return [*films, *materials.pictures.values(), target_fd]
