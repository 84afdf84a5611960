"""Every kind of file that is no usable film gets its own answer."""

from __future__ import annotations

import os
import random
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path

import av
import pytest
from PIL import Image

from app.clips.media import errors
from app.clips.media.children import ChildFailed, Limits, run_limited
from app.clips.media.commands import poster_command
from app.clips.media.inspector import open_film
from app.clips.media.probe import probe_film
from app.clips.media.renditions import make_review_copy
from app.clips.media.temporary_films import temporary_film
from tests.factories.films import FilmShelf, cut_off, flip_bits, make_film, run_ffmpeg
from tests.integration.clips.media.conftest import OpenFilm

NAMED_REFUSALS = (errors.FilmRefused, errors.ProcessingTooBig)
PLAYLISTS = {
    "m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{secret}\n#EXT-X-ENDLIST\n",
    "ffconcat": "ffconcat version 1.0\nfile '{secret}'\n",
    "concat": "file '{secret}'\n",
}


def count_processor_seconds() -> float:
    """What this process and its children took so far: a busy machine, on which they are patient, is no defect."""
    return sum(os.times()[:4])


def write_text(path: Path) -> None:
    path.write_text("Notes about the first visit.\n" * 200)


def write_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("film.txt", "not a film")


def write_random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(200_000))


def write_picture_brand(path: Path) -> None:
    path.write_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(4000))


@pytest.mark.parametrize("write", [write_text, write_zip, write_random_bytes, write_picture_brand])
def test_what_is_not_a_film_is_refused(tmp_path: Path, opened: OpenFilm, write: object) -> None:
    assert callable(write)
    write(tmp_path / "film.mp4")
    with pytest.raises(errors.NotAFilm):
        probe_film(opened(tmp_path / "film.mp4"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_renamed_picture_is_refused(tmp_path: Path, opened: OpenFilm, kind: str) -> None:
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "film.mp4", kind)
    with pytest.raises(errors.NotAFilm):
        probe_film(opened(tmp_path / "film.mp4"))


@pytest.mark.parametrize("kind", PLAYLISTS)
def test_a_playlist_naming_other_files_is_refused(
    films: FilmShelf, tmp_path: Path, opened: OpenFilm, kind: str
) -> None:
    (tmp_path / "film.mp4").write_text(PLAYLISTS[kind].format(secret=films.take(".mp4")))
    with pytest.raises(errors.NotAFilm):
        probe_film(opened(tmp_path / "film.mp4"))


def test_a_playlist_is_refused_by_ffmpeg_and_pyav_themselves(
    films: FilmShelf, tmp_path: Path, opened: OpenFilm
) -> None:
    film = films.take(".mp4")
    shutil.copy(film, tmp_path / "secret.mp4")
    playlist = tmp_path / "film.mp4"
    playlist.write_text(PLAYLISTS["ffconcat"].format(secret="secret.mp4"))
    with av.open(str(playlist)) as without_our_options:
        assert without_our_options.streams.video
    with pytest.raises(av.FFmpegError):
        open_film(str(playlist))
    source = opened(playlist)
    limits = Limits(cpu_seconds=20, wall_seconds=20, output_bytes=1_000_000)
    with temporary_film(tmp_path) as target:
        command = poster_command(source, target, probe_film(opened(film)), 0)
        with pytest.raises(ChildFailed, match=r"not on whitelist|Invalid data"):
            run_limited(command, fds=[source, target], limits=limits)


def test_an_empty_file_is_refused(tmp_path: Path, opened: OpenFilm) -> None:
    (tmp_path / "film.mp4").touch()
    with pytest.raises(errors.FilmEmpty):
        probe_film(opened(tmp_path / "film.mp4"))


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".avi"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_copy_that_stopped_part_way_is_refused(
    films: FilmShelf, opened: OpenFilm, suffix: str, share: float
) -> None:
    cut = films.derive(cut_off, films.take(suffix), share)
    with pytest.raises(errors.FilmTruncated):
        probe_film(opened(cut))


def test_a_film_cut_before_its_index_is_refused(films: FilmShelf, opened: OpenFilm) -> None:
    cut = films.derive(cut_off, films.take(".mp4", faststart=False), 0.9)
    with pytest.raises(errors.FilmTruncated):
        probe_film(opened(cut))


def test_sound_without_picture_is_refused(tmp_path: Path, opened: OpenFilm) -> None:
    run_ffmpeg("-f", "lavfi", "-i", "sine=duration=1", str(tmp_path / "song.m4a"))
    with pytest.raises(errors.SoundOnly):
        probe_film(opened(tmp_path / "song.m4a"))


def test_sound_with_a_cover_is_still_sound(tmp_path: Path, opened: OpenFilm) -> None:
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "cover.png")
    cover = ("-i", str(tmp_path / "cover.png"), "-c:v", "copy", "-disposition:v", "attached_pic")
    run_ffmpeg("-f", "lavfi", "-i", "sine=duration=1", *cover, str(tmp_path / "song.m4a"))
    with pytest.raises(errors.SoundOnly):
        probe_film(opened(tmp_path / "song.m4a"))


def test_a_film_of_no_length_is_refused(tmp_path: Path, opened: OpenFilm) -> None:
    make_film(tmp_path / "film.mp4", seconds=0.02, audio=None)
    with pytest.raises(errors.FilmTooShort):
        probe_film(opened(tmp_path / "film.mp4"))


def test_a_film_that_claims_half_a_day_is_refused(films: FilmShelf, opened: OpenFilm) -> None:
    with pytest.raises(errors.FilmTooLong):
        probe_film(opened(films.take(".mp4", seconds=50_000.0, fps="1/7200", audio=None)))


def test_a_film_whose_pictures_are_wiped_is_refused(
    films: FilmShelf, tmp_path: Path, opened: OpenFilm
) -> None:
    film = films.take(".mp4").read_bytes()
    pictures_at = film.index(b"mdat") + 4
    (tmp_path / "film.mp4").write_bytes(film[:pictures_at] + bytes(len(film) - pictures_at))
    with pytest.raises(errors.FilmUnreadable):
        probe_film(opened(tmp_path / "film.mp4"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_damaged_bits_end_in_a_refusal_or_a_playable_film(
    films: FilmShelf, tmp_path: Path, opened: OpenFilm, seed: int
) -> None:
    suffix = (".mp4", ".mkv", ".avi")[seed % 3]
    whole = films.take(suffix, seconds=1.0, size=(160, 120))
    source = opened(films.derive(flip_bits, whole, seed))
    before = count_processor_seconds()
    with temporary_film(tmp_path) as target, suppress(*NAMED_REFUSALS):
        copy = make_review_copy(source, target, probe_film(source), lambda _: None)
        assert copy.browser_playable
        assert os.fstat(target).st_size > 0
    assert count_processor_seconds() - before < 20
