"""Importing a programme: looked at first, then all of it in one entry of the store, or nothing."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.stage.acting import begin, known_stage
from onsite.stage.facts import ItemAdded
from onsite.stage.importing import keeping
from onsite.stage.importing.applying import edits
from onsite.stage.importing.compare import compare
from onsite.stage.importing.facts import ProgrammeImported
from onsite.stage.importing.placing import Placing, placed
from onsite.stage.outcomes import clocks, press
from onsite.stage.rights import may_run, running

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.clock.steady import Reading as Clocks
    from onsite.stage.facts import Edit
    from onsite.stage.importing.diff import Diff
    from onsite.stage.importing.keeping import Standing
    from onsite.stage.importing.programme import Problem, Programme

MOST = 2_000
"""So many items a rundown may have."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A programme beside the rundowns: everything that importing it would do."""

    programme: Programme
    placing: Placing
    diff: Diff
    kept: Standing

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is odd, in the order of the file."""
        both = (*self.programme.problems, *self.placing.problems)
        return tuple(sorted(both, key=lambda each: each.place))

    @property
    def counts(self) -> dict[str, int]:
        """How many items are added, changed, moved, gone, unchanged, left out."""
        diff = self.diff
        return {
            "added": len(diff.added),
            "changed": len(diff.changed),
            "moved": len(diff.moved),
            "gone": len(diff.gone),
            "unchanged": diff.unchanged,
            "left_out": len(self.placing.left_out),
        }


def preview(
    rows: Connection, plan: Plan, programme: Programme, rooms: Mapping[str, str], now: Clocks
) -> Preview:
    """What importing a programme would do; changes nothing.

    Args:
        rows: the store.
        plan: the plan in force.
        programme: of `reading.read`.
        rooms: room to stage by its id, as somebody has said; `-` for one that is not wanted.
        now: both clocks of the station; what has begun by then has run.

    Raises:
        BadInputError: the plan has no stages, or none of that id; or the file no such room.
    """
    if not plan.stages:
        known_stage(plan, "")
    known = keeping.kept(rows, plan, now)
    before = keeping.rooms(known.items, programme.source)
    placing = placed(programme, plan, keeping.wanted(rooms), before)
    return Preview(programme, placing, compare(placing, known.items, programme.source), known)


def carry_out(
    journal: Journal, rows: Connection, plan: Plan, seen: Preview, operator: str, *, gone: bool
) -> int:
    """Import what was seen; answers how many facts were recorded, in one transaction.

    What changes nothing leaves no trace, however often it is done.

    Args:
        gone: more than half of what was there may be removed.

    Raises:
        NotPossibleError: the operator may not; or the rundowns are others than those that were
            seen; or more than half would be removed, and nobody has said that it is right.
        BadInputError: a rundown would have too many items.
    """
    _check(journal, rows, plan, seen, operator, gone=gone)
    key = f"{keeping.PRESS}{uuid.uuid4().hex}"
    meant = list(edits(seen.diff, seen.kept, seen.programme.source, key))
    _check_size(seen, meant)
    if not meant and not seen.programme.said:
        return 0
    for stage, day in dict.fromkeys((each.stage, each.day) for each in meant):
        # What the clock has done by then comes before it, so that nothing of it changes.
        now = replace(press(journal.clock, stage, day), key=key)
        begin(journal, rows, plan, now, operator, "edit").settle()
    return len(journal.append(rows, *meant, _imported(seen, key), operator=operator))


def _check(
    journal: Journal, rows: Connection, plan: Plan, seen: Preview, operator: str, *, gone: bool
) -> None:
    if not may_run(rows, plan, operator):
        raise NotPossibleError(
            _("You may not change the rundowns."),
            _("Ask somebody with one of these roles: {roles}.").format(
                roles=", ".join(running(plan)) or "–"
            ),
        )
    now = keeping.kept(rows, plan, clocks(journal.clock, journal.station))
    if now != seen.kept:
        raise NotPossibleError(
            _("The rundowns have changed since this was looked at; nothing was imported."),
            _("Import the file again, and look at what it changes now."),
        )
    if seen.diff.suspicious and not gone:
        raise NotPossibleError(
            _("This would remove {gone} of the {known} items: is it the right file?").format(
                gone=len(seen.diff.gone), known=seen.diff.known
            ),
            _(
                "If it is, import it with --allow-gone; if it is one programme of several, give"
                " it a name of its own with --source."
            ),
        )


def _check_size(seen: Preview, meant: Sequence[Edit]) -> None:
    many = Counter((each.stage, each.day) for each in seen.kept.items if not each.removed)
    many.update((each.stage, each.day) for each in meant if isinstance(each, ItemAdded))
    for (stage, day), items in many.items():
        if items > MOST:
            raise BadInputError(
                _("{stage} would have {items} items on {day}, at most {most} can be.").format(
                    stage=stage, items=items, day=day, most=MOST
                ),
                _("Check whether it is the right file, and the right room with --room."),
            )


def _imported(seen: Preview, press: str) -> ProgrammeImported:
    programme, said = seen.programme, seen.programme.said
    return ProgrammeImported(
        press=press,
        file=programme.file,
        sha256=programme.sha256,
        format=programme.format,
        source=programme.source,
        headers=programme.headers if said else (),
        mapping=dict(said),
        problems=len(seen.problems),
        **seen.counts,
    )
