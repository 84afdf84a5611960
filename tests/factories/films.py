"""Real films made by ffmpeg from test patterns: any codec, container, shape and fault a test needs."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import imageio_ffmpeg

from tests.factories.frame_numbers import list_filters

PLACE = "+51.5074-000.1278/"
PICTURES = {
    "h264": ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-pix_fmt", "yuv420p"),
    "hevc": ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-tag:v", "hvc1"),
    "vp9": ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"),
    "av1": ("-c:v", "libaom-av1", "-usage", "realtime", "-cpu-used", "8"),
    "prores": ("-c:v", "prores_ks", "-profile:v", "0", "-pix_fmt", "yuv422p10le"),
    "mpeg4": ("-c:v", "mpeg4",),
    "mjpeg": ("-c:v", "mjpeg", "-pix_fmt", "yuvj420p"),
}  # fmt: skip
TRANSFERS = {"pq": "smpte2084", "hlg": "arib-std-b67"}


def run_ffmpeg(*arguments: str) -> None:
    """Run the bare program, without the portal's limits, on files the tests made themselves."""
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-loglevel", "error", "-y", *arguments],
        check=True,
    )


def make_film(
    path: Path,
    *,
    seconds: float = 2.0,
    size: tuple[int, int] = (320, 240),
    fps: str = "30",
    codec: str = "h264",
    audio: str | None = "aac",
    key_frame_every: int = 30,
    variable_rate: bool = False,
    transfer: str | None = None,
    picture_delay: float = 0.0,
    sound_delay: float = 0.0,
    rotation: int = 0,
    place: str | None = None,
    faststart: bool = True,
    numbered: bool = False,
    beep: tuple[float, float] | None = None,
    filters: Sequence[str] = (),
    options: Sequence[str] = (),
) -> Path:
    """A moving test pattern with a tone, in the container its suffix names.

    ``numbered`` paints the number of each frame into it instead, as `tests.factories.frame_numbers` says.
    ``beep`` leaves silence but from one second to another. ``filters`` follow on the picture, ``options`` on what is
    written.
    ``variable_rate`` leaves out every fifth frame; ``transfer`` (pq, hlg) makes ten-bit high dynamic range;
    ``rotation`` is the turn players must make, in degrees; ``place`` is written wherever cameras write their
    position: the film's location and comment, and the name of its picture track.
    """
    width, height = size
    numbers = [*number_frames(width, height)] if numbered else []
    chain = [*numbers, *_picture_filters(variable_rate, transfer, picture_delay), *filters]
    pattern = "color=black:" if numbered else "testsrc2="
    upright = path.with_name(f"upright-{path.name}") if rotation else path
    run_ffmpeg(
        *("-f", "lavfi", "-i", f"{pattern}size={width}x{height}:rate={fps}:duration={seconds}"),
        *(("-itsoffset", str(sound_delay)) if sound_delay else ()),
        *(("-f", "lavfi", "-i", _choose_sound(seconds, beep)) if audio else ()),
        *(("-vf", ",".join(chain)) if chain else ()),
        *PICTURES[codec],
        *("-g", str(key_frame_every), "-fps_mode", "passthrough"),
        *(("-c:a", audio) if audio else ()),
        *(_place_tags(place) if place else ()),
        *options,
        *(("-movflags", "+faststart") if faststart and path.suffix in {".mp4", ".mov"} else ()),
        str(upright),
    )
    if rotation:
        turn = str(rotation)
        run_ffmpeg("-display_rotation", turn, "-i", str(upright), "-c", "copy", str(path))
        upright.unlink()
    return path


def _choose_sound(seconds: float, beep: tuple[float, float] | None) -> str:
    if beep is None:
        return f"sine=duration={seconds}"
    start, end = beep
    return f"aevalsrc='0.5*sin(6283*t)*gte(t,{start})*lt(t,{end})':d={seconds}:s=48000"


def make_busy_film(path: Path, *, fps: str = "30", seconds: float = 3.0) -> Path:
    """Noise for eye and ear: nothing is harder to keep small."""
    noise = f"testsrc2=size=640x360:rate={fps}:duration={seconds},noise=alls=90:allf=t"
    run_ffmpeg(
        *("-f", "lavfi", "-i", noise, "-f", "lavfi", "-i", f"anoisesrc=duration={seconds}"),
        *(*PICTURES["h264"], "-crf", "23", "-c:a", "aac", str(path)),
    )
    return path


def number_frames(width: int, height: int) -> Sequence[str]:
    """Filters that paint each frame its number, in the colours films of today have."""
    tags = "color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
    to_bt709 = f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,setparams={tags}"
    return ["format=gbrp", *list_filters(width, height), to_bt709]


def _place_tags(place: str) -> Sequence[str]:
    film = ("-metadata", f"location={place}", "-metadata", f"comment={place}")
    return (*film, "-metadata:s:v:0", f"handler_name={place}")


def _picture_filters(
    variable_rate: bool, transfer: str | None, picture_delay: float
) -> Sequence[str]:
    filters = []
    if variable_rate:
        filters.append("select=not(eq(mod(n\\,5)\\,1))")
    if picture_delay:
        filters.append(f"setpts=PTS+{picture_delay}/TB")
    if transfer:
        curve = TRANSFERS[transfer]
        filters += ["format=yuv420p10le", f"setparams=color_primaries=bt2020:color_trc={curve}"]
        filters += ["setparams=colorspace=bt2020nc"]
    return filters


def trim_start(source: Path, target: Path, seconds: float) -> Path:
    """Trim as phones do: the beginning is hidden by an edit list and stays in the file."""
    run_ffmpeg("-ss", str(seconds), "-i", str(source), "-c", "copy", str(target))
    return target


def trim_end(source: Path, target: Path) -> Path:
    """Hide the second half by halving the first edit of the picture's edit list."""
    film = bytearray(source.read_bytes())
    length_at = film.index(b"elst") + 12
    length = int.from_bytes(film[length_at : length_at + 4], "big")
    film[length_at : length_at + 4] = (length // 2).to_bytes(4, "big")
    target.write_bytes(film)
    return target


def cut_off(source: Path, target: Path, share: float) -> Path:
    """Keep only the first part of the bytes, as an interrupted copy does."""
    film = source.read_bytes()
    target.write_bytes(film[: int(len(film) * share)])
    return target


def flip_bits(source: Path, target: Path, seed: int) -> Path:
    """Turn over a few bits at places chosen by ``seed``, half of them in the first kilobytes where the index is."""
    chance = random.Random(seed)
    film = bytearray(source.read_bytes())
    for turn in range(chance.randint(1, 24)):
        end = len(film) if turn % 2 else min(4096, len(film))
        film[chance.randrange(end)] ^= 1 << chance.randrange(8)
    target.write_bytes(film)
    return target


class FilmShelf:
    """Makes each film once: the same request is answered by the same file, which nobody may change."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._films: dict[tuple[object, ...], Path] = {}

    def take(self, suffix: str, **recipe: Any) -> Path:
        """The film of ``make_film(**recipe)`` in the container of ``suffix``."""
        key = (suffix, *sorted(recipe.items()))
        return self._keep(key, suffix, lambda path: make_film(path, **recipe))

    def derive(self, change: Callable[..., Path], source: Path, *arguments: float) -> Path:
        """``change(source, target, *arguments)`` of another film on the shelf, such as ``trim_start``."""
        key = (change, source, *arguments)
        return self._keep(key, source.suffix, lambda path: change(source, path, *arguments))

    def _keep(self, key: tuple[object, ...], suffix: str, make: Callable[[Path], Path]) -> Path:
        if key not in self._films:
            self._films[key] = make(self._directory / f"film-{len(self._films)}{suffix}")
        return self._films[key]
