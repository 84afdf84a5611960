"""What was chosen and marked in the films of the small association."""

from __future__ import annotations

from datetime import date

from app.clips.moments.models import Moment, MomentTag
from app.clips.turns.models import Turn, TurnKind
from app.demonstration.moving_pictures import RATE
from app.demonstration.scene import Scene
from app.frameworks.parties import Party

FRAME_MS = 1000 // RATE
MOMENTS = (
    (2_600, 4_720, "The first turn", "The large one waits until the small one has finished, and only then leans in.", "It is the first time that somebody is waited for.", (("client", "BA", 1), ("client", "EI", 0))),
    (9_400, 12_000, "", "The small one looks up, and is answered at once.", "", (("child", "RI", None), ("client", "RI", 3))),
    (14_480, 16_800, "Closer", "After the answer the small one comes a little nearer.", "So that the family sees what an answer does.", (("client", "RI", 0), ("child", "DA", 7))),
    (26_400, 30_960, "To and fro", "Four turns, and both of them seem to enjoy it.", "This is the question they came with.", (("child", "DA", 3), ("client", "DA", 2), ("client", "DA", 4))),
)  # fmt: skip
"""From, to, name, what is seen, why; and who, which principle, and which of its items from 0."""

TURNS = "C2.6 a4.0 C5.2 C9.4 a10.3 A11.0 c12.4 A13.3 C14.5 a15.6 c16.6 C19.0 A20.4 C26.4 a27.3 A28.1 c29.0 C30.1 a31.2 C36.0"
"""C and A: the child, the client begins; c and a: they receive; each with its second."""

PARTIES = {"c": Party.CHILD, "a": Party.CLIENT}


def add_moments(scene: Scene, clip_id: int, day: date, *, at_most: int) -> list[int]:
    """Choose the first moments of an interaction film, each with its tags in the vocabulary in force; answers their keys."""
    moment_ids = []
    for start_ms, end_ms, title, note, reason, tags in MOMENTS[:at_most]:
        moment_id = scene.ledger.add(
            Moment,
            uuid=scene.make_uuid(),
            clip_id=clip_id,
            start_ms=start_ms,
            end_ms=end_ms,
            start_frame=start_ms // FRAME_MS,
            end_frame=end_ms // FRAME_MS,
            title=title,
            note=note,
            reason=reason,
            goal_id=None,
            created_at=scene.at(day),
            changed_at=scene.at(day),
        )
        moment_ids.append(moment_id)
        for party, code, place in tags:
            principle_id, item_ids = scene.principle_ids[code]
            scene.ledger.add(
                MomentTag,
                moment_id=moment_id,
                party=Party(party),
                principle_id=principle_id,
                item_id=None if place is None else item_ids[place],
            )
    return moment_ids


def add_turns(scene: Scene, clip_id: int) -> None:
    """Mark who began and who received in an interaction film."""
    for word in TURNS.split():
        sign, frame = word[0], round(float(word[1:]) * RATE)
        scene.ledger.add(
            Turn,
            uuid=scene.make_uuid(),
            clip_id=clip_id,
            party=PARTIES[sign.lower()],
            kind=TurnKind.INITIATIVE if sign.isupper() else TurnKind.RECEPTION,
            start_ms=frame * FRAME_MS,
            end_ms=None,
            start_frame=frame,
        )
