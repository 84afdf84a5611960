"""The ffmpeg argument lists, one per rendition. A film is named by its descriptor, never by a path."""

from __future__ import annotations

import os
from collections.abc import Sequence

import imageio_ffmpeg

from app.clips.media.probe import Probe
from app.clips.media.waveform import SAMPLES_PER_MS

REVIEW_BOX = (1280, 720)
POSTER_BOX = (1280, 1280)
FRAMES_PER_KEY_FRAME = 15
LOW_PICTURE_RATE, LOW_BUFFER = "300k", "150k"
LOW_SECONDS_PER_KEY_FRAME = 0.5
MOST_THREADS = 8
FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi"  # as the inspector's
COLOURS_OF = {
    "bt709": "color_primaries=bt709:color_trc=bt709",
    "bt601": "color_primaries=smpte170m:color_trc=smpte170m",
}
HDR_TRANSFERS = {"pq": "smpte2084", "hlg": "arib-std-b67"}
IN_ORDER = ("-bf", "0")
"""Frames lie in the file as they are shown. Where some come early, for later use, the file begins before its first picture,
and WebKit names every picture two frames late."""


def review_copy_command(source_fd: int, target_fd: int, probe: Probe) -> list[str]:
    """H.264 at up to 720p with every frame at its own time, upright, from 0, with progress on stdout."""
    picture = f"setpts=PTS-STARTPTS,{picture_filter(probe, fit_inside(probe, REVIEW_BOX), 'tv')}"
    sound = f"asetpts=PTS-{probe.start_offset_ms / 1000}/TB,aresample=async=1:first_pts=0"
    return [
        *_open(source_fd, threads=_threads()),
        *_streams(probe),
        *("-vf", picture, "-fps_mode:v", "passthrough", "-enc_time_base:v", "demux"),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-threads", str(_threads())),
        *("-g", str(FRAMES_PER_KEY_FRAME), *IN_ORDER),
        *(("-af", sound, "-c:a", "aac", "-b:a", "128k", "-ac", "2") if probe.has_audio else ()),
        *("-progress", "pipe:1"),
        *_mp4(target_fd),
    ]


def quick_copy_command(source_fd: int, target_fd: int, probe: Probe) -> list[str]:
    """The same streams without their tags, the index in front."""
    return [*_open(source_fd), *_streams(probe), "-c", "copy", *_mp4(target_fd)]


def low_copy_command(
    review_fd: int, target_fd: int, review: Probe, box: tuple[int, int]
) -> list[str]:
    """A small film for weak lines, with the frames of the review copy at the very same times."""
    width, height = fit_inside(review, box)
    every = max(FRAMES_PER_KEY_FRAME, round(review.average_fps * LOW_SECONDS_PER_KEY_FRAME))
    sound = ("-af", "aresample=async=1:first_pts=0", "-c:a", "aac", "-b:a", "48k", "-ac", "1")
    return [
        *_open(review_fd, threads=_threads()),
        *_streams(review),
        *(
            "-vf",
            f"scale={width}:{height}",
            "-fps_mode:v",
            "passthrough",
            "-enc_time_base:v",
            "demux",
        ),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "27", "-threads", str(_threads())),
        *("-maxrate", LOW_PICTURE_RATE, "-bufsize", LOW_BUFFER, "-g", str(every)),
        *IN_ORDER,
        *(sound if review.has_audio else ()),
        *("-progress", "pipe:1"),
        *_mp4(target_fd),
    ]


def sound_command(review_fd: int, target_fd: int, review: Probe) -> list[str]:
    """The sound alone, from the film's first moment, as `measure_peaks` wants it."""
    return [
        *_open(review_fd),
        *("-map", f"0:{review.audio_index}", "-af", "aresample=async=1:first_pts=0"),
        *("-ac", "1", "-ar", str(SAMPLES_PER_MS * 1000)),
        *("-f", "s16le", "-y", f"/proc/self/fd/{target_fd}"),
    ]


def poster_command(source_fd: int, target_fd: int, probe: Probe, at_ms: int) -> list[str]:
    """One JPEG: the most typical of the frames that follow ``at_ms``."""
    picture = f"{picture_filter(probe, fit_inside(probe, POSTER_BOX), 'pc')},thumbnail=n=24"
    return [
        *_open(source_fd, "-ss", f"{at_ms}ms"),
        *("-map", f"0:{probe.video_index}", "-vf", picture),
        *_jpeg(target_fd),
    ]


def filmstrip_command(
    source_fd: int, target_fd: int, probe: Probe, *, grid: tuple[int, int], tile: tuple[int, int]
) -> list[str]:
    """One JPEG of ``columns × rows`` tiles at even times; reads key frames alone where there are enough."""
    columns, rows = grid
    tiles = columns * rows
    picture = (
        f"setpts=PTS-STARTPTS,fps={tiles * 1000}/{probe.duration_ms},"
        f"{picture_filter(probe, tile, 'pc')},"
        f"tpad=stop_mode=clone:stop={tiles},tile={columns}x{rows}"
    )
    skipping = ("-skip_frame", "nokey") if probe.key_frames >= tiles else ()
    return [
        *_open(source_fd, *skipping, threads=_threads()),
        *("-map", f"0:{probe.video_index}", "-vf", picture),
        *_jpeg(target_fd),
    ]


def stills_command(source_fd: int, pictures: Sequence[tuple[int, int]]) -> list[str]:
    """A JPEG into each descriptor: the first frame that begins after its time, in microseconds, of a review copy."""
    opened = [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-nostats"),
        *("-loglevel", "error", "-filter_threads", "1"),
    ]
    for _, after_us in pictures:
        opened += _read(source_fd, "-threads", "1", "-ss", f"{after_us}us")
    for number, (target_fd, _) in enumerate(pictures):
        opened += ("-map", f"{number}:v:0", "-vf", "scale=out_range=pc,setsar=1,format=yuv420p")
        opened += _jpeg(target_fd)
    return opened


def fit_inside(probe: Probe, box: tuple[int, int]) -> tuple[int, int]:
    """Upright width and height, even, never larger than the film; the longer side meets the box's longer one."""
    long_side, short_side = max(probe.width, probe.height), min(probe.width, probe.height)
    factor = min(1.0, max(box) / long_side, min(box) / short_side)
    return _even(probe.width * factor), _even(probe.height * factor)


def picture_filter(probe: Probe, size: tuple[int, int], levels: str) -> str:
    """Scale to square pixels and 8 bits, whole pictures out of fields, bringing high dynamic range down to screens'.

    ``levels`` is tv for films and pc for stills, which are coded in the one matrix that JPEG knows. A film that does not
    say how its colours are coded is taken as `Probe.assumed_matrix` says, and its copies say so.
    """
    width, height = size
    is_still = levels == "pc"
    whole = "bwdif=mode=send_frame:deint=interlaced," if probe.interlaced else ""
    if probe.is_high_dynamic_range:
        transfer, matrix = HDR_TRANSFERS[probe.transfer], "470bg" if is_still else "bt709"
        return (
            f"{whole}zscale=w={width}:h={height}:tin={transfer}:pin=bt2020:min=bt2020nc:t=linear:npl=100,"
            "format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
            f"zscale=t=bt709:m={matrix}:r={levels},setsar=1,format=yuv420p"
        )
    said = probe.assumed_matrix
    coded = "bt601" if is_still else said
    source = f":in_color_matrix={said}" if said else ""
    target = f":out_color_matrix={coded}" if coded else ""
    scaled = f"{whole}scale={width}:{height}:out_range={levels}{source}{target}"
    colours = f",setparams={COLOURS_OF[said]}" if said and not is_still else ""
    return f"{scaled}{colours},setsar=1,format=yuv420p"


def _open(source_fd: int, *options: str, threads: int = 2) -> Sequence[str]:
    return (
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-nostats"),
        *("-loglevel", "error", "-filter_threads", str(threads), "-threads", str(threads)),
        *_read(source_fd, *options),
    )


def _read(source_fd: int, *options: str) -> Sequence[str]:
    guards = ("-protocol_whitelist", "file", "-format_whitelist", FORMATS)
    return (*guards, *options, "-i", f"/proc/self/fd/{source_fd}")


def _streams(probe: Probe) -> Sequence[str]:
    sound = () if probe.audio_index is None else ("-map", f"0:{probe.audio_index}")
    return ("-map", f"0:{probe.video_index}", *sound)


def _mp4(target_fd: int) -> Sequence[str]:
    """No tag survives: phones write where and when a film was made."""
    return (
        *("-map_metadata", "-1", "-map_chapters", "-1"),
        *("-movflags", "+faststart", "-f", "mp4", "-y", f"/proc/self/fd/{target_fd}"),
    )


def _jpeg(target_fd: int) -> Sequence[str]:
    return (
        *("-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3", "-color_range", "pc"),
        *("-map_metadata", "-1", "-f", "mjpeg", "-y", f"/proc/self/fd/{target_fd}"),
    )


def _threads() -> int:
    """Each thread costs memory: a machine of many cores must not meet the limit for that reason."""
    return min(os.cpu_count() or 1, MOST_THREADS)


def _even(pixels: float) -> int:
    return max(2, 2 * round(pixels / 2))
