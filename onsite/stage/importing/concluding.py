"""What came of an import, as its last words and its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, ngettext

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.stage.importing.service import Preview

_FEW = 5
"""Rooms that are named in one line."""


def homeless(seen: Preview) -> bool:
    """Whether there is nothing to import, since no stage is known for any session."""
    return not seen.placing.planned and bool(seen.placing.unknown)


def last_words(seen: Preview, plan: Plan, *, imported: bool) -> str:
    """What was done, what was left out, and how that can be changed."""
    left = sum(each.room in seen.placing.unknown for each in seen.placing.left_out)
    done = _done(seen, left, imported=imported)
    return f"{done}\n{_advice(seen, plan)}" if homeless(seen) else done


def _done(seen: Preview, left: int, *, imported: bool) -> str:
    rooms = _rooms(seen)
    if homeless(seen):
        return ngettext(
            "Nothing was imported: the room of {many} session is no stage: {rooms}.",
            "Nothing was imported: the rooms of all {many} sessions are no stages: {rooms}.",
            left,
        ).format(many=left, rooms=rooms)
    if seen.diff.empty and not seen.programme.said:
        return _nothing_new(seen, left)
    if not imported:
        return _("Nothing was imported.")
    if not left:
        return _("Imported.")
    return ngettext(
        "Imported, without {many} session whose room is no stage: {rooms}.",
        "Imported, without {many} sessions whose room is no stage: {rooms}.",
        left,
    ).format(many=left, rooms=rooms)


def _nothing_new(seen: Preview, left: int) -> str:
    if not seen.placing.planned:
        return _("Nothing was imported: all rooms are left out, as you said.")
    if seen.diff.stays:
        return _("Nothing was imported: what the file says otherwise stays as it is here.")
    if not left:
        return _("Everything is as the file says; nothing was imported.")
    return ngettext(
        "Nothing was imported; {many} session has a room that is no stage: {rooms}.",
        "Nothing was imported; {many} sessions have rooms that are no stages: {rooms}.",
        left,
    ).format(many=left, rooms=_rooms(seen))


def _rooms(seen: Preview) -> str:
    unknown = seen.placing.unknown
    named = [room or _("(no room)") for room in unknown[:_FEW]]
    return _(", ").join([*named, "…"] if len(unknown) > _FEW else named)


def _advice(seen: Preview, plan: Plan) -> str:
    room = seen.placing.unknown[0]
    return _(
        "Say which stage a room is, as --room {example}, or “-” to leave it out; or add it to the"
        " plan’s stages. They are: {stages}."
    ).format(example=f'"{room}={next(iter(plan.stages))}"', stages=_(", ").join(plan.stages))
