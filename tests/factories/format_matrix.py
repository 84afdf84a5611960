"""Films as phones, cameras and programs make them: one cell for each thing a film can be, numbered frame by frame.

Each lasts 1.5 seconds, with a beep from 1.0 on, and is painted as `tests.factories.frame_numbers` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.factories.films import FilmShelf, trim_start

SECONDS = 1.5
BEEP = (1.0, 1.3)
SIZE = (320, 180)
FULL_RANGE = "scale=out_range=pc,format=yuvj420p,setparams=range=pc"
IN_601 = (
    "scale=in_color_matrix=bt709:out_color_matrix=bt601,"
    "setparams=color_primaries=smpte170m:color_trc=smpte170m:colorspace=smpte170m"
)
UNTAGGED = "setparams=color_primaries=unknown:color_trc=unknown:colorspace=unknown:range=unknown"
IN_FIELDS = "select=lt(mod(n\\,3)\\,2),interlace=scan=tff:lowpass=off,settb=1/25,setpts=N,fps=25"
"""Two of three frames are woven into each picture: any other steps would leave the same lines light for ever."""
FIELDS = ("-flags", "+ildct+ilme", "-x264-params", "tff=1")
SURROUND = ("-ac", "6", "-channel_layout", "5.1")
HELD = {90: "transpose=clock", 180: "hflip,vflip", 270: "transpose=cclock"}
"""How a picture lies in the file that players have to turn by so many degrees."""


@dataclass(frozen=True)
class Cell:
    """One film. ``first_s`` is when its picture begins on the clock of the beep, ``step`` the numbers from one frame to the
    next."""

    name: str
    suffix: str
    recipe: dict[str, Any] = field(default_factory=dict)
    fps: str = "30"
    first_s: float = 0.0
    first_number: int = 0
    sound_delay: float = 0.0
    step: int = 1
    trimmed_s: float = 0.0

    @property
    def painted(self) -> range:
        """The numbers of its frames, but for those a variable rate leaves out."""
        seconds = Fraction(str(self.recipe.get("seconds", SECONDS)))
        return range(self.first_number, round(Fraction(self.fps) * seconds), self.step)

    @property
    def beep_at(self) -> float:
        """When the beep begins in a copy that begins with the first picture, in seconds."""
        return BEEP[0] + self.sound_delay - self.first_s

    def list_numbers(self) -> list[int]:
        """The number of each of its frames."""
        variable = self.recipe.get("variable_rate")
        return [number for number in self.painted if not (variable and number % 5 == 1)]

    @property
    def has_sound(self) -> bool:
        """Whether there is a beep to hear."""
        return self.recipe.get("audio", "aac") is not None

    @property
    def is_bright(self) -> bool:
        """Whether its colours go beyond those of usual screens, so that they cannot come out unchanged."""
        return "transfer" in self.recipe

    def take(self, films: FilmShelf) -> Path:
        """The film itself."""
        recipe = {"seconds": SECONDS, "size": SIZE, "beep": BEEP, "numbered": True, "fps": self.fps}
        whole = films.take(self.suffix, **(recipe | self.recipe))
        return films.derive(trim_start, whole, self.trimmed_s) if self.trimmed_s else whole


def _make(codec: str, *suffixes: str, **recipe: Any) -> Sequence[Cell]:
    return [
        Cell(f"{codec} in {suffix[1:]}", suffix, {"codec": codec, **recipe}) for suffix in suffixes
    ]


def _turn(turn: int) -> dict[str, Any]:
    return {"rotation": turn, "filters": (HELD[turn],)}


OPUS = {"audio": "libopus"}
MATRIX: Sequence[Cell] = (
    *_make("h264", ".mov", ".mp4", ".mkv", ".avi"),
    *_make("hevc", ".mov", ".mp4", ".mkv", ".avi"),
    *_make("vp9", ".webm", ".mkv", **OPUS),
    *_make("vp9", ".mp4"),
    *_make("av1", ".webm", ".mkv", **OPUS),
    *_make("av1", ".mp4"),
    *_make("prores", ".mov", ".mkv", audio="pcm_s16le"),
    *_make("mjpeg", ".avi", audio="pcm_s16le", filters=(IN_601,)),
    *(Cell(f"turned {turn}", ".mov", _turn(turn)) for turn in HELD),
    Cell("HEVC turned 90", ".mov", {"codec": "hevc", **_turn(90)}),
    Cell("HDR, HLG", ".mov", {"codec": "hevc", "transfer": "hlg"}),
    Cell("HDR, PQ", ".mp4", {"codec": "hevc", "transfer": "pq"}),
    Cell("HDR, turned", ".mov", {"codec": "hevc", "transfer": "hlg", **_turn(270)}),
    Cell("variable rate", ".mp4", {"variable_rate": True}),
    Cell("23.976", ".mp4", fps="24000/1001"),
    Cell("29.97", ".mov", fps="30000/1001"),
    Cell("50", ".mp4", fps="50"),
    Cell("59.94", ".mp4", fps="60000/1001"),
    Cell("120", ".mov", fps="120"),
    Cell("the sound first", ".mp4", {"picture_delay": 0.4}, first_s=0.4),
    Cell("the sound first, in mkv", ".mkv", {"picture_delay": 0.4}, first_s=0.4),
    Cell("the picture first", ".mp4", {"sound_delay": 0.3}, sound_delay=0.3),
    Cell("the picture first, in mkv", ".mkv", {"sound_delay": 0.3}, sound_delay=0.3),
    Cell("begins at 5 s", ".mkv", {"options": ("-output_ts_offset", "5")}),
    Cell("begins at 5 s, in mp4", ".mp4", {"options": ("-output_ts_offset", "5")}),
    Cell("trimmed by an edit list", ".mp4", {"key_frame_every": 120}, trimmed_s=0.5, first_s=0.5, first_number=15),
    Cell("no sound", ".mov", {"audio": None}),
    Cell("surround", ".mp4", {"options": SURROUND}),
    Cell("odd size", ".webm", {"codec": "vp9", "size": (321, 241), **OPUS}),
    Cell("full range", ".mp4", {"filters": (FULL_RANGE,), "options": ("-pix_fmt", "yuvj420p")}),
    Cell("colours of old television", ".mp4", {"filters": (IN_601,)}),
    Cell("colours unsaid and small", ".mp4", {"filters": (IN_601, UNTAGGED)}),
    Cell("colours unsaid", ".mp4", {"filters": (UNTAGGED,), "size": (1280, 720)}),
    Cell(
        "in fields", ".mp4", {"filters": (IN_FIELDS,), "options": FIELDS, "seconds": 1.52}, fps="75", step=3
    ),
)  # fmt: skip
