"""Who gives this PIN: it is verified in a thread, and wrong ones cost a growing wait.

Each try is written down before it is looked at, so that neither ending the program nor cutting
the power saves it. The wait is counted for each operator at each station, without any network.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError, OnsiteError
from onsite.journal.fold import table_of
from onsite.language import _, ngettext
from onsite.staff import pins
from onsite.staff.facts import OperatorPinSet, OperatorRefused
from onsite.staff.rules import left_ms, wait_s, weakness
from onsite.staff.service import Operator, named, overruling, with_roles
from onsite.staff.tables import TriedRow
from onsite.staff.wording import roles_in_words, too_weak
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.wiring import Site

_TRIED = table_of(TriedRow)
_OF = Prepared(select(_TRIED).where(_TRIED.c.operator == bindparam("operator")))
_PUT = insert(_TRIED)
_COUNT = Prepared(
    _PUT.on_conflict_do_update(
        index_elements=["operator"],
        set_={name: _PUT.excluded[name] for name in ("tries", "last_ms")},
    ),
    into=_TRIED,
)
_FORGET = Prepared(delete(_TRIED).where(_TRIED.c.operator == bindparam("gone")))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose PIN it may be, and what was counted of them before this try."""

    operator: Operator
    tries: int
    last_ms: int


class WrongPinError(OnsiteError):
    """Nobody who may has this PIN, or it is too early to try again.

    Args:
        happened: what happened, one sentence.
        advice: what to do next.
        wait_s: how long to wait before the next try, in seconds.
    """

    def __init__(self, happened: str, advice: str = "", *, wait_s: int = 0) -> None:
        super().__init__(happened, advice)
        self.wait_s = wait_s


async def authorise(
    site: Site, plan: Plan, pin: str, roles: Collection[str] = (), *, operator: str = ""
) -> Operator:
    """Who gives the PIN, if they have one of the roles.

    Args:
        site: this station.
        plan: the plan in force.
        pin: as it was typed.
        roles: who may; empty for any operator.
        operator: the id of who says that it is theirs; empty where the PIN alone must tell.

    Raises:
        WrongPinError: it is nobody's of those, or it is too early to try again.
        NotPossibleError: nobody of those has a PIN yet; with how to set one.
    """
    pin = pin.strip()
    asked = await site.write(_begin, plan, tuple(roles), operator)
    found = await asyncio.to_thread(_verified, pin, asked)
    if found is None:
        tries = await site.write(_refuse, asked, site.operator)
        raise _wrong(tries)
    await site.write(_accept, asked, found)
    return found


def authorise_now(
    site: Site, plan: Plan, pin: str, roles: Collection[str] = (), *, operator: str = ""
) -> Operator:
    """As `authorise`, for callers without an event loop."""
    asked = site.write_now(_begin, plan, tuple(roles), operator)
    found = _verified(pin.strip(), asked)
    if found is None:
        raise _wrong(site.write_now(_refuse, asked, site.operator))
    site.write_now(_accept, asked, found)
    return found


def waiting_s(rows: Connection, operator: Operator, now_ms: int) -> int:
    """How long the operator still has to wait before another try here, in seconds."""
    return -(-_left_ms(rows, operator, now_ms) // 1000)


def hashed(pin: str) -> str:
    """The hash of a new PIN, which takes a moment: outside any transaction, in a thread.

    Raises:
        BadInputError: the PIN is too weak; with why.
    """
    weak = weakness(pin)
    if weak is not None:
        raise BadInputError(too_weak(weak), _("Take 4 to 12 digits that are not easy to guess."))
    return pins.hash_of(pin)


def set_pin(
    journal: Journal, rows: Connection, plan: Plan, who: str, new: str, operator: str
) -> Operator:
    """Set an operator's PIN; the waiting after wrong ones is over with it.

    Args:
        new: of `hashed`.

    Raises:
        BadInputError: there is no such operator.
    """
    known = named(rows, plan, who)
    journal.append(rows, OperatorPinSet(operator=known.id, hashed=new), operator=operator)
    return named(rows, plan, known.id)


def needs_supervisor(rows: Connection, plan: Plan) -> bool:
    """Whether roles and PINs are set only with a supervisor's PIN: once there is one."""
    return bool(with_roles(rows, plan, overruling(plan)))


def _begin(
    journal: Journal, rows: Connection, plan: Plan, roles: tuple[str, ...], operator: str
) -> tuple[_Asked, ...]:
    """Who may have given the PIN; the try counts from now on."""
    holders = with_roles(rows, plan, roles)
    if not holders:
        raise nobody_has_one(plan, roles)
    asked = [each for each in holders if operator in ("", each.id)]
    if not asked:
        raise WrongPinError(_("This is not for you: {roles}.").format(roles=_who(plan, roles)))
    now_ms = to_ms(journal.clock.now())
    waits = [(_left_ms(rows, each, now_ms), each) for each in asked]
    ready = tuple(_before(rows, each) for left, each in waits if not left)
    if not ready:
        raise _too_early(min(left for left, _each in waits))
    for each in ready:
        _count(rows, each.operator, each.tries + 1, now_ms)
    return ready


def _verified(pin: str, asked: Sequence[_Asked]) -> Operator | None:
    who = (each.operator for each in asked)
    return next((each for each in who if pins.is_right(each.hashed, pin)), None)


def _refuse(journal: Journal, rows: Connection, asked: Sequence[_Asked], operator: str) -> int:
    """Record whose PIN it was not; answers how many wrong ones there were in a row."""
    facts = [OperatorRefused(operator=each.operator.id) for each in asked]
    journal.append(rows, *facts, operator=operator)
    return min(_tries(rows, each.operator) for each in asked)


def _accept(
    journal: Journal, rows: Connection, asked: Sequence[_Asked], operator: Operator
) -> None:
    """The PIN is the operator's: for whoever else it might have been, this was no wrong try."""
    del journal
    for each in asked:
        if each.operator.id == operator.id or not each.tries:
            _FORGET.run(rows, {"gone": each.operator.id})
        else:
            _count(rows, each.operator, each.tries, each.last_ms)


def _before(rows: Connection, operator: Operator) -> _Asked:
    row = _OF.first(rows, {"operator": operator.id})
    return _Asked(operator, _tries(rows, operator), row["last_ms"] if row is not None else 0)


def _count(rows: Connection, operator: Operator, tries: int, last_ms: int) -> None:
    _COUNT.run(rows, {"operator": operator.id, "tries": tries, "last_ms": last_ms})


def _tries(rows: Connection, operator: Operator) -> int:
    row = _OF.first(rows, {"operator": operator.id})
    # A new PIN begins anew, at whichever station it was set.
    return row["tries"] if row is not None and row["last_ms"] >= operator.pin_ms else 0


def _left_ms(rows: Connection, operator: Operator, now_ms: int) -> int:
    row = _OF.first(rows, {"operator": operator.id})
    tries = _tries(rows, operator)
    return left_ms(tries, row["last_ms"], now_ms) if row is not None else 0


def _wrong(tries: int) -> WrongPinError:
    wait = wait_s(tries)
    if not wait:
        return WrongPinError(_("Wrong PIN."), _("Try again."))
    return WrongPinError(_("Wrong PIN."), _again_in(wait), wait_s=wait)


def _too_early(left: int) -> WrongPinError:
    seconds = -(-left // 1000)
    happened = _("There were several wrong PINs here.")
    return WrongPinError(happened, _again_in(seconds), wait_s=seconds)


def _again_in(seconds: int) -> str:
    said = ngettext("Try again in {n} second.", "Try again in {n} seconds.", seconds)
    return said.format(n=seconds)


def nobody_has_one(plan: Plan, roles: Collection[str]) -> NotPossibleError:
    """What to say where nobody who may has a PIN yet."""
    return NotPossibleError(
        _("This needs a PIN, and nobody has one yet who may: {roles}.").format(
            roles=_who(plan, roles)
        ),
        _("Set one on the lead's laptop: onsite staff pin OPERATOR."),
    )


def _who(plan: Plan, roles: Collection[str]) -> str:
    return roles_in_words(plan, roles) if roles else _("any operator")
