"""Moments and the boards of edited films, made straight in the database."""

from __future__ import annotations

from app.cases.models import Client
from app.clips.edited_films.models import EditedFilm, FilmPart, PartKind
from app.clips.frames.index import FrameIndex
from app.clips.frames.models import FrameTimes
from app.clips.models import Clip
from app.clips.moments.models import Moment
from app.extensions import db


def make_chosen_moment(
    clip: Clip, start_frame: int = 10, end_frame: int = 20, title: str = ""
) -> Moment:
    """A moment of a ready film, from the first frame that is shown to the first that is not."""
    packed = db.session.query(FrameTimes.packed).filter_by(clip_id=clip.id).scalar()
    index = FrameIndex.unpack(packed)
    moment = Moment(
        clip=clip,
        start_frame=start_frame,
        end_frame=end_frame,
        start_ms=index.start_ms(start_frame),
        end_ms=index.start_ms(end_frame),
        title=title,
    )
    db.session.add(moment)
    db.session.commit()
    return moment


def make_edited_film(client: Client, *moments: Moment, title: str = "When you wait") -> EditedFilm:
    """A board with these moments in this order, each as it was chosen."""
    film = EditedFilm(client=client, title=title)
    db.session.add(film)
    db.session.flush()
    for position, moment in enumerate(moments, start=1):
        db.session.add(
            FilmPart(
                edited_film_id=film.id,
                position=position,
                kind=PartKind.MOMENT,
                clip_id=moment.clip_id,
                moment_id=moment.id,
                start_frame=moment.start_frame,
                end_frame=moment.end_frame,
                words=moment.title,
            )
        )
    db.session.commit()
    return film


def add_card_to(film: EditedFilm, words: str = "What did she do?", seconds: int = 5) -> FilmPart:
    """A card at the end of a board."""
    position = 1 + db.session.query(FilmPart).filter_by(edited_film_id=film.id).count()
    card = FilmPart(
        edited_film_id=film.id,
        position=position,
        kind=PartKind.CARD,
        words=words,
        seconds=seconds,
    )
    db.session.add(card)
    db.session.commit()
    return card
