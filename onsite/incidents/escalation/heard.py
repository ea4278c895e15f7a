"""What the log says of an incident, as entries of its chain.

What people write down is progress: an entry, a unit, a task, a place, a decision. That somebody
only looked, struck a line or hid the incident is none, nor is what no person has said.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from onsite.incidents.escalation.entries import (
    Acked,
    Arming,
    Begun,
    Entry,
    EntryId,
    Escalated,
    Failed,
    Fired,
    Handed,
    Lapsed,
    Lowered,
    MergedInto,
    Opened,
    PolicyChanged,
    Progress,
    Raised,
    Reopened,
    StateChanged,
    Unmerged,
)
from onsite.incidents.escalation.values import EndsOn, Need, Policy, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

AGREE_MS = 50
"""Two clocks that differ by no more agree: an instant stays the same on all stations."""
_PROGRESS = (
    *("entry", "place", "types", "unit_assigned", "unit_released"),
    *("task_added", "task_done", "task_reopened", "attachment", "link", "decision", "methane"),
    *("playbook", "statement", "statement_released", "statement_withdrawn", "handed_over"),
)


class Here(NamedTuple):
    """The present of this station, by both its clocks."""

    station: str
    at_ms: int
    boot: str
    """Which start of the computer this is; empty where nothing tells."""
    boot_ms: int

    @property
    def base_ms(self) -> int:
        """By how much they are apart.

        Where that changes by more than `AGREE_MS`, entries of this station have other instants:
        it belongs into the version for `watch.Chains`.
        """
        return self.at_ms - self.boot_ms


def heard(
    rows: Iterable[Mapping[str, Any]],
    refused: Collection[tuple[str, int]] = (),
    here: Here | None = None,
) -> tuple[Entry, ...]:
    """The entries of the chain of one incident, in the order of the rows.

    Args:
        rows: its lines of the log, `incident_entry`: those that this version does not know, and
            those that are no matter of the chain, are left out.
        refused: station and number of mergings that do not hold: see `log.merging.Merged`. Both of
            two that two stations merged into each other would be silent otherwise.
        here: puts what this station has said since its computer was started where it was, however
            its wall clock was set since. None: every instant is as it was said.
    """
    found = (_heard(row, refused, here) for row in rows)
    return tuple(entry for entry in found if entry is not None)


def _heard(
    row: Mapping[str, Any], refused: Collection[tuple[str, int]], here: Here | None
) -> Entry | None:
    make = _MAKES.get(row["kind"])
    if make is None or (row["station"], row["number"]) in refused:
        return None
    fact = json.loads(row["fact"])
    about = {
        "stamp": row["time"],
        "station": row["station"],
        "number": row["number"],
        "at_ms": _at_ms(row, fact, here),
    }
    return make(about, row, fact)


def _at_ms(row: Mapping[str, Any], fact: Mapping[str, Any], here: Here | None) -> int:
    at_ms: int = row["at_ms"]
    if here is None or not here.boot:
        return at_ms
    if (row["station"], fact.get("boot")) != (here.station, here.boot):
        return at_ms
    placed_ms: int = here.base_ms + fact.get("boot_ms", 0)
    return placed_ms if abs(placed_ms - at_ms) > AGREE_MS else at_ms


_About = dict[str, Any]


def _policy(about: _About, _row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry:
    policy, rank = _frozen(fact["policy"]), fact["rank"]
    if fact["because"] == "reported":
        return Opened(**about, policy=policy, rank=rank)
    after = _named(fact.get("after", ""))
    if fact["because"] == "raised":
        return Raised(**about, policy=policy, rank=rank, after=after)
    return PolicyChanged(**about, policy=policy, after=after)


def _named(ref: str) -> EntryId | None:
    """The entry that `facts.Ref` names."""
    station, _slash, number = ref.rpartition("/")
    return EntryId(station, int(number)) if station and number.isdecimal() else None


def _frozen(said: Mapping[str, Any]) -> Policy:
    return Policy(
        id=said["id"],
        version=said["version"],
        steps=tuple(
            Step(tuple(step["roles"]), step["wait_ms"], Need(step["need"]))
            for step in said["steps"]
        ),
        passes=said["passes"],
        ends_on=EndsOn(said["ends_on"]),
        ack_expires_ms=said["ack_expires_ms"],
    )


def _acked(about: _About, row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry:
    how = fact.get("how", "key")
    return Acked(
        **about, person=fact["person"], by=row["operator"], how=how, saw=_armed(fact.get("saw"))
    )


def _ref(said: Mapping[str, Any] | None) -> EntryId | None:
    return None if said is None else EntryId(said["station"], said["number"])


def _armed(said: Mapping[str, Any] | None) -> Arming | None:
    return None if said is None else Arming(said["station"], said["number"], said["policy"])


def _progress(about: _About, row: Mapping[str, Any], _fact: Mapping[str, Any]) -> Entry | None:
    return Progress(**about) if row["operator"] else None


def _state(about: _About, row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry | None:
    """Of a change that came too late for the log, the chain knows nothing either."""
    return StateChanged(**about, state=fact["to"]) if row["counts"] else None


def _severity(about: _About, _row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry | None:
    """That it was raised says its policy; but who did not know that it was closed opens it."""
    if not fact["raised"]:
        return Lowered(**about, rank=fact["rank"], reason=fact.get("reason", ""))
    return Reopened(**about) if fact.get("seen", "new") != "closed" else None


def _merged(about: _About, _row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry:
    return MergedInto(**about, other=fact["into"])


def _unmerged(about: _About, _row: Mapping[str, Any], _fact: Mapping[str, Any]) -> Entry:
    return Unmerged(**about)


def _escalated(about: _About, _row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry:
    """The log counts steps from 1, and 0 is the next one."""
    step = fact.get("step", 0)
    return Escalated(**about, step=step - 1 if step else None)


def _fired(about: _About, _row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry:
    armed = fact["armed_by"]
    return Fired(
        **about,
        step=fact["step"] - 1,
        passing=fact["passing"] - 1,
        people=tuple(fact.get("people", ())),
        armed_by=Arming(armed["station"], armed["number"], armed["policy"]),
        late=fact.get("late", False),
        expired=_ref(fact.get("expired")),
    )


def _lapsed(about: _About, _row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry:
    expired = fact["expired"]
    return Lapsed(**about, expired=EntryId(expired["station"], expired["number"]))


def _begun(about: _About, _row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry:
    fired = fact["fired"]
    return Begun(
        **about,
        page=fact["page"],
        person=fact["person"],
        channel=fact["channel"],
        fired=EntryId(fired["station"], fired["number"]),
        repeat=fact.get("repeat", False),
    )


def _handed(about: _About, _row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry:
    return Handed(**about, page=fact["page"])


def _failed(about: _About, _row: Mapping[str, Any], fact: Mapping[str, Any]) -> Entry:
    return Failed(**about, page=fact["page"], why=fact["why"])


_MAKES: dict[str, Callable[[_About, Mapping[str, Any], Mapping[str, Any]], Entry | None]] = {
    **{f"incident.{what}": _progress for what in _PROGRESS},
    "incident.policy": _policy,
    "incident.acked": _acked,
    "incident.state": _state,
    "incident.severity": _severity,
    "incident.merged": _merged,
    "incident.unmerged": _unmerged,
    "incident.escalated": _escalated,
    "incident.fired": _fired,
    "incident.ack_lapsed": _lapsed,
    "incident.page_begun": _begun,
    "incident.page_handed": _handed,
    "incident.page_failed": _failed,
}
