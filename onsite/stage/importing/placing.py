"""Rooms into stages: which of the plan's stages a session is on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage.importing.programme import Place, Problem, Trouble
from onsite.stage.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.model import Plan
    from onsite.stage.importing.programme import Programme, Session

_SIGNS = re.compile(r"[\W_]+")
LEAVE_OUT = "-"
"""What is said of a room whose sessions are not wanted here."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A session on its stage."""

    session: Session
    stage: str


@dataclass(frozen=True, slots=True)
class Placing:
    """Which sessions are on a stage of the plan, and which are not."""

    planned: tuple[Planned, ...]
    rooms: Mapping[str, str]
    """Room to stage; empty for rooms that nobody knows, `-` for those that are not wanted."""
    left_out: tuple[Session, ...]
    problems: tuple[Problem, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The rooms of which nobody has said which stage they are."""
        return tuple(room for room, stage in self.rooms.items() if not stage)


def placed(
    programme: Programme,
    plan: Plan,
    said: Mapping[str, str],
    before: Mapping[str, str] | None = None,
) -> Placing:
    """The sessions of a programme on the stages of the plan.

    Args:
        programme: whose rooms are to be known.
        plan: its stages have ids, names, and rooms under which programmes know them.
        said: room to stage by its id, as somebody has said; `-` for rooms that are not wanted.
        before: room to stage, as the same source was imported before.

    Raises:
        BadInputError: the plan has no such stage, or the programme no such room.
    """
    _check(programme, plan, said)
    rooms = _known(programme, plan, said, before or {})
    problems = []
    only = next(iter(plan.stages)) if len(plan.stages) == 1 else ""
    if only and rooms.get("") == "":
        rooms[""] = only
        problems.append(_problem(programme, "", Trouble.NO_ROOM, plan.stages[only].name))
    elif only and len(rooms) == 1 and programme.format == "ontime" and not any(rooms.values()):
        # A project of one rundown for the only stage that there is.
        rooms = dict.fromkeys(rooms, only)
    for room, stage in rooms.items():
        if not stage:
            problems.append(_problem(programme, room, Trouble.UNKNOWN_ROOM, room))
    on = {room: stage for room, stage in rooms.items() if stage not in ("", LEAVE_OUT)}
    return Placing(
        planned=tuple(
            Planned(each, on[each.room]) for each in programme.sessions if each.room in on
        ),
        rooms=rooms,
        left_out=tuple(each for each in programme.sessions if each.room not in on),
        problems=tuple(problems),
    )


def folded(room: str) -> str:
    """A room's name as it is compared: "Saal-1" is "saal 1"."""
    return " ".join(_SIGNS.sub(" ", normalize("NFKC", room).casefold()).split())


def _known(
    programme: Programme, plan: Plan, said: Mapping[str, str], before: Mapping[str, str]
) -> dict[str, str]:
    """Every room and its stage: as somebody has said, as the plan has it, or as it was before."""
    own = {folded(room): stage for room, stage in said.items()}
    known = names(plan)
    return {
        room: own.get(folded(room)) or known.get(folded(room)) or before.get(room, "")
        for room in programme.rooms
    }


def names(plan: Plan) -> dict[str, str]:
    """What the stages are called, in the form in which it is compared, and their ids."""
    known: dict[str, str] = {}
    for key, stage in plan.stages.items():
        for name in (key, stage.name, *stage.rooms):
            known.setdefault(folded(name), key)
    return known


def _problem(programme: Programme, room: str, trouble: Trouble, said: str) -> Problem:
    of = [each for each in programme.sessions if each.room == room]
    place = Place(of[0].place.line, "", room) if of else Place()
    return Problem(trouble, place, (said, str(len(of))))


def _check(programme: Programme, plan: Plan, said: Mapping[str, str]) -> None:
    there = {folded(room) for room in programme.rooms}
    for room, stage in said.items():
        if stage != LEAVE_OUT and stage not in plan.stages:
            raise BadInputError(
                _("The plan has no stage “{stage}”.").format(stage=stage),
                _("Choose one of: {known}; or “-” to leave the room out.").format(
                    known=", ".join(plan.stages) or "–"
                ),
            )
        if folded(room) not in there:
            raise BadInputError(
                _("The file has no room “{room}”.").format(room=room),
                _("Its rooms are: {rooms}.").format(
                    rooms=_(", ").join(quoted(each) or _("(no room)") for each in programme.rooms)
                ),
            )
