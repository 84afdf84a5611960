"""Small films of two shapes that turn to each other: nobody is in them, and yet there are initiatives and receptions."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

SECONDS = 42
TURN_S = 6.0
"""How long one round takes: the small shape begins, waits, the large one answers."""
SIZE, RATE = "640x360", 25


@dataclass(frozen=True, slots=True)
class Shape:
    """One of the two; places and sizes in pixels, times in seconds of each round."""

    colour: str
    diameter: int
    x: int
    y: int
    begins: float
    ends: float
    leans: int
    """How far it leans over while it speaks; to the left where negative."""

    @property
    def speaks(self) -> str:
        """1 while it is this shape's turn, else 0."""
        return f"between(mod(t,{TURN_S}),{self.begins},{self.ends})"

    def overlay(self, offset_x: int = 0, offset_y: int = 0) -> str:
        """Where the shape is at each moment: it leans over and hops while it speaks, and breathes all the time."""
        wave = f"sin(PI*(mod(t,{TURN_S})-{self.begins})/{self.ends - self.begins})*{self.speaks}"
        hop = f"abs(sin(7*t))*14*{self.speaks}"
        x = f"{self.x + offset_x}+{self.leans}*{wave}"
        y = f"{self.y + offset_y}+3*sin(1.7*t)-{hop}"
        return f"overlay=x='{x}':y='{y}'"


SMALL = Shape("c9ab7c", 84, x=390, y=190, begins=0.2, ends=1.9, leans=-52)
LARGE = Shape("86a3a0", 150, x=130, y=120, begins=2.6, ends=4.6, leans=46)


def draw_film(target: Path, *, later: bool) -> Path:
    """Write the film as MP4; in the ``later`` one the small shape is larger and waits less."""
    small = Shape("c9ab7c", 104, 380, 170, 0.2, 2.2, -64) if later else SMALL
    command = [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-loglevel", "error", "-y"),
        *("-f", "lavfi", "-i", f"color=0x33474f:s={SIZE}:r={RATE}:d={SECONDS}"),
        *("-f", "lavfi", "-i", _disc(LARGE.diameter, LARGE.colour)),
        *("-f", "lavfi", "-i", _disc(small.diameter, small.colour)),
        *("-f", "lavfi", "-i", _disc(14, "22313a")),
        *("-f", "lavfi", "-i", f"aevalsrc='{_voices(small)}':s=44100:d={SECONDS}"),
        *("-filter_complex", _compose(small), "-map", "[out]", "-map", "4:a"),
        *("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
        *("-shortest", "-t", str(SECONDS), str(target)),
    ]
    subprocess.run(command, check=True)
    return target


def _disc(diameter: int, colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    radius = diameter / 2
    edge = f"255*clip({radius}-hypot(X-{radius},Y-{radius}),0,1)"
    return (
        f"color=black:s={diameter}x{diameter}:r=1:d=1,format=rgba,"
        f"geq=r={red}:g={green}:b={blue}:a='{edge}',loop=loop=-1:size=1:start=0,fps={RATE}"
    )


def _compose(small: Shape) -> str:
    """Both discs with an eye each, the eyes on the sides that face each other."""
    large_eye = LARGE.overlay(LARGE.diameter - 52, 44)
    small_eye = small.overlay(24, 26)
    return (
        f"[3:v]split[eye1][eye2];[0:v][1:v]{LARGE.overlay()}:shortest=1[a];[a][2:v]{small.overlay()}[b];"
        f"[b][eye1]{large_eye}[c];[c][eye2]{small_eye},format=yuv420p[out]"
    )


def _voices(small: Shape) -> str:
    high = f"0.10*sin(2*PI*(330+20*sin(9*t))*t)*{small.speaks}"
    low = f"0.12*sin(2*PI*196*t)*{LARGE.speaks}"
    return f"{high}+{low}"
