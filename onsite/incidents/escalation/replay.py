"""What has come of a chain: its entries, replayed in the order of the journal.

The rules, as a coordinator would say them:

- The first step is due with the report; each further one when the wait of the one before is over.
- An acknowledgement holds the chain, once it is what a step asks for; see `chain.satisfied`. It
  expires when nobody tells of progress for so long, and the chain goes on where it stood: with
  what was left of the wait. On hold and on backup hold nothing: they are progress, no more.
- What ends it by the policy ends it. Who comes to the scene has more than acknowledged.
- A raise begins anew from the first step, with the policy of the new severity, and so do other
  types with another policy. Acknowledgements of before do not count: they were of something
  less. Those who are on the scene already need not come again: that they acknowledge is enough.
- A severity that two consoles raised at the same time was raised once. Lowering it changes nothing.
- Escalated by hand, it goes on from that step, and waits for acknowledgements anew.
- A duplicate and a closed one are silent. Parted, or opened again, they begin anew.
- A step that was fired was fired, whatever a clock says; but only in the chain it was fired for.

An entry that arrives late is replayed where it belongs: an acknowledgement made before a step was
fired elsewhere holds the chain, though people were told meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.incidents.escalation.chain import Page, PageEnd
from onsite.incidents.escalation.entries import (
    Acked,
    Begun,
    Entry,
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
from onsite.incidents.escalation.running import Running
from onsite.incidents.escalation.values import Policy, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onsite.incidents.escalation.chain import Chain
    from onsite.incidents.escalation.entries import EntryId

ON_SCENE, CLOSED = "on-scene", "closed"
NOT_THERE = frozenset({"new", "acknowledged"})
"""The states of an incident to which nobody has come yet."""


def state(entries: Iterable[Entry]) -> Chain:
    """How the chain stands. The entries may come in any order, and more than once.

    What follows another entry in the journal cannot have been before it: an instant of a clock
    that is behind is that of what it follows. What is said of an incident follows its report, even
    if the clock of who reported it is ahead: somebody has it, though the journal says so before.
    """
    on = Running()
    last: tuple[bool, int, str, int] | None = None
    for entry in sorted(entries, key=_order):
        order = _order(entry)
        if order != last:
            last = order
            on.pass_time(entry.at_ms)
            _DOES[type(entry)](on, entry)
    return on.chain()


def _order(entry: Entry) -> tuple[bool, int, str, int]:
    return (not isinstance(entry, Opened), entry.stamp, entry.station, entry.number)


def _opened(on: Running, entry: Opened) -> None:
    if on.policy is None:
        on.policy, on.rank = entry.policy, entry.rank
        on.anew(entry.id)


def _acked(on: Running, entry: Acked) -> None:
    if on.is_as(entry.saw):
        on.acks[entry.person] = None
    on.renew(entry.id)
    on.settle(entry.id)


def _progressed(on: Running, entry: Progress) -> None:
    on.renew(entry.id)


def _state_changed(on: Running, entry: StateChanged) -> None:
    on.renew(entry.id)
    if entry.state == CLOSED:
        on.closed = True
        return
    _open_again(on, entry.id)
    if entry.state == ON_SCENE:
        on.there = on.came = True
    elif entry.state in NOT_THERE:
        on.there = on.came = False
    on.settle(entry.id)


def _reopened(on: Running, entry: Reopened) -> None:
    _open_again(on, entry.id)


def _open_again(on: Running, by: EntryId) -> None:
    if on.closed:
        on.closed = on.there = False
        on.grave = on.rank
        on.anew(by)


def _merged(on: Running, _entry: MergedInto) -> None:
    on.merged = True


def _unmerged(on: Running, entry: Unmerged) -> None:
    if on.merged:
        on.merged = False
        on.anew(entry.id)


def _raised(on: Running, entry: Raised) -> None:
    if _is_past(on, entry):
        return
    before, on.rank = on.rank, entry.rank
    if entry.rank > before and on.policy is not None:
        on.policy = entry.policy
        on.anew(entry.id)
    elif entry.rank == before:
        _has_policy(on, entry.id, entry.policy)


def _policy_changed(on: Running, entry: PolicyChanged) -> None:
    if not _is_past(on, entry):
        _has_policy(on, entry.id, entry.policy)


def _is_past(on: Running, entry: Raised | PolicyChanged) -> bool:
    """Whether somebody who knew of it has said another policy since."""
    if entry.after is not None:
        on.past.add(entry.after)
    return entry.id in on.past


def _has_policy(on: Running, by: EntryId, policy: Policy) -> None:
    if on.policy is None:
        return
    if (policy.id, policy.version) == (on.policy.id, on.policy.version):
        # Said by two at the same time: what is fired for the one is fired for the other.
        on.also_from(by)
        return
    on.policy = policy
    on.anew(by)


def _lowered(on: Running, entry: Lowered) -> None:
    on.rank = entry.rank


def _escalated(on: Running, entry: Escalated) -> None:
    if on.policy is None or not on.policy.steps:
        return
    # After the last step the last pass is gone through once more.
    start = on.next or Turn(max(1, on.policy.passes) - 1, 0)
    if entry.step is not None:
        passing = on.last.passing if on.last is not None else start.passing
        start = Turn(passing, min(max(0, entry.step), len(on.policy.steps) - 1))
    on.escalate(entry.id, start)


def _fired(on: Running, entry: Fired) -> None:
    leg, policy = on.legs.get(entry.armed_by), on.policy
    if leg is None or policy is None or not 0 <= entry.step < len(policy.steps):
        return
    if entry.expired is not None and entry.expired == on.renewed_by and not on.ended:
        on.expire(on.now_ms)
    on.tell(entry, leg, policy)
    on.settle(entry.id)


def _lapsed(on: Running, entry: Lapsed) -> None:
    on.said.add(entry.expired)
    if entry.expired == on.renewed_by and on.acks and not on.ended:
        on.expire(on.now_ms)


def _begun(on: Running, entry: Begun) -> None:
    if (place := on.places.get(entry.fired)) is not None:
        on.page(Page(entry.page, entry.person, entry.channel, entry.station, place, entry.at_ms))


def _handed(on: Running, entry: Handed) -> None:
    on.over(entry.page, PageEnd.HANDED)


def _failed(on: Running, entry: Failed) -> None:
    on.over(entry.page, PageEnd.FAILED)


_DOES: dict[type[Entry], Callable[[Running, Any], None]] = {
    Opened: _opened,
    Acked: _acked,
    Progress: _progressed,
    StateChanged: _state_changed,
    Reopened: _reopened,
    MergedInto: _merged,
    Unmerged: _unmerged,
    Raised: _raised,
    PolicyChanged: _policy_changed,
    Lowered: _lowered,
    Escalated: _escalated,
    Fired: _fired,
    Lapsed: _lapsed,
    Begun: _begun,
    Handed: _handed,
    Failed: _failed,
}
