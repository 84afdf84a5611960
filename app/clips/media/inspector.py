"""The program that looks into a film with PyAV; it runs only as a limited child, never inside the portal.

``python -I inspector.py N [--frames]`` reads ``/proc/self/fd/N`` and prints one line of JSON: the facts of the film (or how long
each of its frames is shown), or ``{"refused": name}`` with the name of an error of ``app.clips.media.errors``. It imports nothing of the portal, so
that it starts quickly and holds no secret while it parses a stranger's bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any, NoReturn

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi"
TRANSFERS = {16: "pq", 18: "hlg"}  # ITU-T H.273 numbers
UNSAID = 2
HD_WIDTH, SD_HEIGHT = 1280, 576
STEADY_WITHIN_SECONDS = 0.0025  # Matroska rounds times to whole milliseconds
PRIMING_PACKETS = 4  # encoders lead their sound in with up to this many silent ones
FIRST_PACKETS = 300
MICROSECONDS = 1_000_000


class Refusal(Exception):
    """The argument names the error the portal shall raise."""


@dataclass
class Timeline:
    """Presentation times of one stream in seconds, packets hidden by an edit list left out."""

    starts: list[float] = field(default_factory=list)
    end: float = 0.0
    key_frames: int = 0

    def add(self, packet: Packet[Any]) -> None:
        ticks = packet.pts if packet.pts is not None else packet.dts
        if ticks is None or packet.is_discard or not packet.size:
            return
        base = float(packet.time_base)
        self.starts.append(ticks * base)
        self.end = max(self.end, (ticks + (packet.duration or 0)) * base)
        self.key_frames += packet.is_keyframe


def open_film(path: str, **options: str) -> InputContainer:
    """Open with the formats and protocols a film may have; a playlist that names other files is none of them."""
    allowed = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
    return av.open(path, "r", container_options=allowed | options)


def find_picture(film: InputContainer) -> VideoStream:
    """The first moving picture; covers of sound recordings do not count."""
    for stream in film.streams.video:
        if not stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails):
            if stream.codec_context:
                return stream
            raise Refusal("FilmUnreadable")
    raise Refusal("SoundOnly" if film.streams.audio else "NotAFilm")


def find_sound(film: InputContainer) -> AudioStream | None:
    """The first sound that can be decoded at all; phones add tracks of their own making beside it."""
    return next((stream for stream in film.streams.audio if stream.codec_context), None)


def decode_first(film: InputContainer, picture: VideoStream) -> VideoFrame:
    """The first frame that decodes, looking no further than the first packets."""
    picture.codec_context.thread_count = 1
    for count, packet in enumerate(film.demux(picture)):
        try:
            frames = packet.decode()
        except av.FFmpegError:
            frames = []
        if frames:
            return frames[0]
        if count > FIRST_PACKETS:
            break
    raise Refusal("FilmUnreadable" if count else "FilmTooShort")


def read_timelines(film: InputContainer, streams: Sequence[Stream]) -> dict[int, Timeline]:
    """Walk every packet once without decoding; damage in the middle ends the walk."""
    timelines = {stream.index: Timeline() for stream in streams}
    try:
        for packet in film.demux(*streams):
            timelines[packet.stream_index].add(packet)
    except av.FFmpegError:
        pass
    for timeline in timelines.values():
        timeline.starts.sort()
    return timelines


def is_hiding(path: str, picture: int, sound: int | None) -> bool:
    """Whether an edit list withholds pictures or sound that a copy of the streams would carry along.

    A shift by the first frame's reordering delay, or by the silence encoders lead in with, hides nothing.
    """
    with open_film(path) as shown, open_film(path, ignore_editlist="1") as whole:
        for index, allowance in ((picture, 0), (sound, PRIMING_PACKETS)):
            if index is None:
                continue
            entries = list(shown.streams[index].index_entries)
            hidden = sum(entry.is_discard for entry in entries)
            missing = abs(len(whole.streams[index].index_entries) - len(entries))
            if hidden + missing > allowance:
                return True
    return False


def describe_picture(film: InputContainer, picture: VideoStream) -> dict[str, Any]:
    """Codec, upright size in square pixels, rotation and transfer, from the first frame that decodes."""
    frame = decode_first(film, picture)
    shape = picture.sample_aspect_ratio or 1
    width, height = round(frame.width * shape), frame.height
    if frame.rotation % 180:
        width, height = height, width
    return {
        "video_index": picture.index,
        "video_codec": picture.codec_context.name,
        "pixel_format": frame.format.name,
        "width": width,
        "height": height,
        "rotation": frame.rotation % 360,
        "square_pixels": shape == 1,
        "transfer": TRANSFERS.get(frame.color_trc, "sdr"),
        "assumed_matrix": assume_matrix(frame),
        "interlaced": frame.interlaced_frame,
    }


def assume_matrix(frame: VideoFrame) -> str | None:
    """How a picture that does not say it codes its colours: as television of its size did. None where it says it."""
    if frame.colorspace != UNSAID:
        return None
    return "bt709" if frame.width >= HD_WIDTH or frame.height > SD_HEIGHT else "bt601"


def describe_times(picture: Timeline, sound: Timeline | None, film_start: float) -> dict[str, Any]:
    """Length from the first to the last moment of picture or sound, and how evenly the frames fall."""
    if len(picture.starts) < 2 or picture.starts[-1] <= picture.starts[0]:
        raise Refusal("FilmTooShort")
    gaps = [later - earlier for earlier, later in pairwise(picture.starts)]
    mean = sum(gaps) / len(gaps)
    picture_end = max(picture.end, picture.starts[-1] + mean)
    end = max(picture_end, sound.end if sound else 0.0)
    return {
        "duration_ms": round((end - film_start) * 1000),
        "start_offset_ms": max(0, round((picture.starts[0] - film_start) * 1000)),
        "frames": len(picture.starts),
        "key_frames": picture.key_frames,
        "average_fps": round(1 / mean, 3),
        "variable_rate": max(gaps) - min(gaps) > STEADY_WITHIN_SECONDS,
    }


def inspect(path: str) -> dict[str, Any]:
    """Every fact the portal needs about a film; raises Refusal when there is no film to speak of."""
    with open_film(path) as film:
        picture = find_picture(film)
        sound = find_sound(film)
        facts = {"container": film.format.name.split(",")[0]} | describe_picture(film, picture)
        facts |= {
            "audio_index": sound.index if sound else None,
            "audio_codec": sound.codec_context.name if sound else None,
        }
    with open_film(path) as film:
        start = (film.start_time or 0) / av.time_base
        chosen = [
            film.streams[i] for i in (facts["video_index"], facts["audio_index"]) if i is not None
        ]
        timelines = read_timelines(film, chosen)
    sound_times = timelines.get(facts["audio_index"]) if sound else None
    facts |= describe_times(timelines[facts["video_index"]], sound_times, start)
    hides = facts["container"] == "mov" and is_hiding(
        path, facts["video_index"], facts["audio_index"]
    )
    return facts | {"hides_content": hides}


def list_frame_lengths(path: str) -> list[int]:
    """How long each frame is shown, in microseconds, counted from the first: sums are rounded as players round times.

    Two frames of one moment count as one, as they are seen.
    """
    with open_film(path) as film:
        picture = find_picture(film)
        base = picture.time_base or Fraction(1, MICROSECONDS)
        lengths = dict(read_ticks(film, picture))
    ticks = sorted(lengths)
    if not ticks:
        raise Refusal("FilmTooShort")
    usual = max(1, (ticks[-1] - ticks[0]) // max(1, len(ticks) - 1))
    moments = [*ticks, ticks[-1] + (lengths[ticks[-1]] or usual)]
    starts = [round_time((moment - ticks[0]) * base) for moment in moments]
    return [after - before for before, after in pairwise(starts) if after > before]


def read_ticks(film: InputContainer, picture: VideoStream) -> Iterator[tuple[int, int]]:
    """When each frame that is shown begins, and how long it says it lasts, in ticks of the stream; not in order."""
    for packet in film.demux(picture):
        if packet.pts is not None and packet.size and not packet.is_discard:
            yield packet.pts, packet.duration or 0


def round_time(seconds: Fraction) -> int:
    """To whole microseconds, halves up."""
    return (2 * seconds.numerator * MICROSECONDS + seconds.denominator) // (2 * seconds.denominator)


def answer(arguments: Sequence[str]) -> dict[str, Any]:
    path = f"/proc/self/fd/{int(arguments[0])}"
    try:
        if "--frames" in arguments:
            return {"frame_lengths_us": list_frame_lengths(path)}
        return inspect(path)
    except Refusal as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        raise
    except (av.FFmpegError, ValueError, IndexError, OverflowError) as error:
        return {"refused": "FilmUnreadable", "words": str(error)}


def main() -> NoReturn:
    sys.stdout.write(json.dumps(answer(sys.argv[1:])) + "\n")
    sys.exit(0)


if __name__ == "__main__":
    main()
