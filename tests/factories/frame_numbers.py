"""A number painted into every frame of a film, so big that it survives scaling, turning and compression.

Geometry, in shares of the upright picture, whatever its size:

- Sixteen cells in four columns and four rows fill the middle: cell ``(column, row)`` is the rectangle that begins at
  ``LEFT + column * CELL`` of the width and ``TOP + row * CELL`` of the height, ``CELL`` of each wide and high.
  White (more than half of full brightness) is 1, black is 0. Read row by row, from the left, from the top, the highest
  bit first, that is a number of 16 bits: twelve bits of frame number (0 to 4095), then four bits of check.
- The check is the exclusive or of the number's three groups of four bits, all of it turned over (``15 ^ …``). A picture
  mixed of two frames, one that is all black or white, or one read the wrong way up hardly ever passes it.
- Patches in the four corners, ``PATCH`` of the width and of the height each: red at the top left, green at the top right,
  blue at the bottom left, mid-grey at the bottom right. They tell which way is up, and whether colours are true.
- Everything else is black.

A reader needs the middle of each cell alone: ``(LEFT + (column + 0.5) * CELL) * width`` and likewise for the height.
"""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

LEFT = TOP = 0.2
CELL = 0.15
COLUMNS = ROWS = 4
NUMBER_BITS, CHECK_BITS = 12, 4
PATCH = 0.15
HIGHEST = 2**NUMBER_BITS - 1

RED, GREEN, BLUE, GREY = (200, 0, 0), (0, 200, 0), (0, 0, 200), (128, 128, 128)
CORNERS = {(0, 0): RED, (1, 0): GREEN, (0, 1): BLUE, (1, 1): GREY}
"""``(0, 0)`` is the top left, ``(1, 1)`` the bottom right."""


class NoNumber(Exception):
    """The picture carries no number, or a mixture of two."""


def list_filters(width: int, height: int, *, colour: bool = True) -> Iterator[str]:
    """Filters for ffmpeg that paint frame ``n`` of a black film with its number, in RGB."""
    for place in range(NUMBER_BITS + CHECK_BITS):
        row, column = divmod(place, COLUMNS)
        corner = ((LEFT + column * CELL) * width, (TOP + row * CELL) * height)
        yield _draw(corner, (CELL * width, CELL * height), "white", f"eq({_bit(place)},1)")
    for (right, bottom), (red, green, blue) in CORNERS.items():
        if colour:
            size = (PATCH * width, PATCH * height)
            corner = (right * (width - size[0]), bottom * (height - size[1]))
            yield _draw(corner, size, f"0x{red:02x}{green:02x}{blue:02x}", "1")


def read_number(picture: Image.Image) -> int:
    """The number painted into an upright picture. Raises NoNumber."""
    grey = picture.convert("L")
    code = 0
    for place in range(NUMBER_BITS + CHECK_BITS):
        row, column = divmod(place, COLUMNS)
        x = int((LEFT + (column + 0.5) * CELL) * picture.width)
        y = int((TOP + (row + 0.5) * CELL) * picture.height)
        code = 2 * code + (_brightness(grey, x, y) > 127)
    number, check = divmod(code, 1 << CHECK_BITS)
    if check != check_of(number):
        raise NoNumber(f"{code:016b}")
    return number


def read_corners(picture: Image.Image) -> dict[tuple[int, int], tuple[int, ...]]:
    """The mean colour in the middle of each corner's patch, as `CORNERS` names them."""
    found = {}
    for right, bottom in CORNERS:
        x = int((PATCH / 2 if not right else 1 - PATCH / 2) * picture.width)
        y = int((PATCH / 2 if not bottom else 1 - PATCH / 2) * picture.height)
        patch = picture.convert("RGB").crop((x - 3, y - 3, x + 4, y + 4))
        found[right, bottom] = tuple(patch.resize((1, 1), Image.Resampling.BOX).tobytes())
    return found


def check_of(number: int) -> int:
    """The check that belongs to a number."""
    return 15 ^ (number >> 8) ^ (number >> 4 & 15) ^ (number & 15)


def _bit(place: int) -> str:
    """An expression of ffmpeg's for the bit at this place, of the frame it counts as ``n``."""
    if place < NUMBER_BITS:
        return f"mod(floor(n/{2 ** (NUMBER_BITS - 1 - place)}),2)"
    of_check = CHECK_BITS - 1 - (place - NUMBER_BITS)
    ones = "+".join(f"floor(n/{2 ** (of_check + group)})" for group in (0, 4, 8))
    return f"mod({ones}+1,2)"


def _draw(
    corner: tuple[float, float], size: tuple[float, float], colour: str, condition: str
) -> str:
    x, y = (round(share) for share in corner)
    right, bottom = round(corner[0] + size[0]), round(corner[1] + size[1])
    box = f"x={x}:y={y}:w={right - x}:h={bottom - y}:color={colour}:t=fill"
    return f"drawbox={box}:enable='{condition}'"


def _brightness(grey: Image.Image, x: int, y: int) -> int:
    spot = grey.crop((x - 1, y - 1, x + 2, y + 2)).resize((1, 1), Image.Resampling.BOX)
    return spot.tobytes()[0]
