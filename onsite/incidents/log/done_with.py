"""Duplicates of an incident that is closed: which are done with it, and which stand by themselves.

Who closes an incident is done with the duplicates that are known there, and says so. One that was
merged into it elsewhere meanwhile would be silent: nobody who closed it has thought of it. So it
stands by itself as long as the other one is closed. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents.log.merging import Merged

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def apart(merged: Merged, closed: Mapping[str, Collection[str]]) -> Merged:
    """The same, without those that nobody has thought of.

    Args:
        merged: what has come of all mergings.
        closed: the incidents that are closed, each with the duplicates that are done with it.
    """
    # What stands by itself may be closed, too, and not done with what goes on in it.
    while alone := [each for each in merged.into if _is_alone(merged, each, closed)]:
        into = {each: target for each, target in merged.into.items() if each not in alone}
        refused = merged.refused | {_named(merged.by[each]) for each in alone}
        merged = Merged(into, refused, merged.by)
    return merged


def _is_alone(merged: Merged, each: str, closed: Mapping[str, Collection[str]]) -> bool:
    root, target = merged.root(each), merged.into[each]
    done = closed.get(root)
    # What goes on in one that nobody has thought of, goes on there.
    return done is not None and each not in done and (target == root or target in done)


def _named(entry: str) -> tuple[str, int]:
    station, _slash, number = entry.rpartition("/")
    return (station, int(number))
