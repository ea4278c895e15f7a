"""Where features meet that do not know each other: what the problem desk and the stage ask others.

Everything heavy is imported when it is first asked for.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onsite import readiness
from onsite.cases import acts, implied, sights
from onsite.incidents.contacts import on_duty
from onsite.incidents.log import frozen
from onsite.language import N_
from onsite.roster.acts.offers import OFFERS, UNDOS, USUAL_CASES, WALK_IN
from onsite.stage.readiness import arrivals
from onsite.zones.levels import opening
from onsite.zones.presence import sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Connection

    from onsite.app import OnsiteApp
    from onsite.cases.implied import ImpliedCase
    from onsite.cases.views import Case
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.readiness import Finding
    from onsite.roster.facts import Record
    from onsite.stage.readiness.rules import Mark
    from onsite.sync.clock.moments import Moment
    from onsite.zones.levels.views import Crossing
    from onsite.zones.presence.views import BadgePresence


_LOST_BADGE = "lost-badge"
_REPRINTS = ("damaged-badge",)
_REISSUES = (_LOST_BADGE, "damaged-badge", "wrong-data", "wrong-category")


def register() -> None:
    """Tell the registries; as often as one likes."""
    implied.register("conflicts", _let_in_twice)
    implied.register("void tickets", _on_a_void_ticket)
    sights.register("door", _at_the_door)
    arrivals.register("check-in", _let_in_at_a_desk)
    arrivals.register_cards("check-in", _call_card)
    on_duty.register("handover", _both_until_it_is_taken)
    readiness.register("incidents", _who_is_told)
    frozen.register("checkpoints", _at_checkpoints)
    frozen.register("zones", _in_zones)
    opening.register(_crowd)
    readiness.register("zones", _who_counts)
    sources.register(_Desks())
    for key, label in OFFERS.items():
        if key in UNDOS:
            continue
        acts.register(
            acts.Act(
                key,
                label,
                partial(_on_the_roster, key),
                kinds=USUAL_CASES.get(key, ()),
                needs_attendee=key != WALK_IN,
            )
        )
    acts.register(acts.Act("reprint", N_("Print the badge again"), _reprint, _REPRINTS))
    acts.register(acts.Act("issue-again", N_("Issue another badge"), _reissue, _REISSUES))
    acts.register(acts.Act("admit", N_("Let in all the same"), _let_in))


async def _let_in(app: OnsiteApp, case: Case) -> acts.Done | None:
    from onsite.checkin.cases.admitting import admit

    said = await admit(app, case.attendee)
    return acts.Done(said) if said is not None else None


def _both_until_it_is_taken(
    rows: Connection, plan: Plan, now: datetime
) -> Iterable[tuple[str, str]]:
    from onsite.incidents.handover.reading import both_are_told

    return both_are_told(rows, plan, now)


def _let_in_twice(rows: Connection, plan: Plan) -> Iterable[ImpliedCase]:
    from onsite.checkin.conflicts.cases import let_in_twice

    return let_in_twice(rows, plan)


def _on_a_void_ticket(rows: Connection, plan: Plan) -> Iterable[ImpliedCase]:
    from onsite.checkin.voiding.admissions import implied_cases

    return implied_cases(rows, plan)


def _at_the_door(
    rows: Connection, plan: Plan, case: Case, now: datetime, names: Mapping[str, str]
) -> list[str]:
    from onsite.checkin.cases.sight import about

    return about(rows, plan, case, now, names)


def _let_in_at_a_desk(
    rows: Connection, plan: Plan, attendees: Collection[str], day: str
) -> Mapping[str, Mark]:
    from onsite.checkin.party.arrivals import let_in
    from onsite.stage.readiness.rules import Mark

    return {
        who: Mark(each.at_ms, each.operator, each.station, each.checkpoint)
        for who, each in let_in(rows, plan, attendees, day).items()
    }


def _call_card(plan: Plan, record: Record) -> tuple[str, ...]:
    from onsite.checkin.party.reception import reception
    from onsite.checkin.party.wording import card_of
    from onsite.roster.filing.desks import is_vip

    return card_of(reception(plan, record), vip=is_vip(plan, record))


def _who_is_told(rows: Connection, plan: Plan, now: datetime) -> Iterable[Finding]:
    from onsite.incidents.checking.looking import findings

    return findings(rows, plan, now)


def _who_counts(rows: Connection, plan: Plan, now: datetime) -> Iterable[Finding]:
    from onsite.zones.checking import findings

    return findings(rows, plan, now)


def _crowd(
    journal: Journal, rows: Connection, plan: Plan, moment: Moment, crossing: Crossing
) -> str:
    from onsite.incidents.crowding import Crowd, tell
    from onsite.incidents.outcomes import By
    from onsite.zones.levels.lines import line
    from onsite.zones.levels.rules import below_gravest

    zone = crossing.view.id
    crowd = Crowd(
        zone,
        crossing.turn,
        line(crossing, plan.zones[zone]),
        crossing.rises,
        below_gravest(crossing.level, crossing.levels),
        crossing.incident,
    )
    return tell(journal, rows, plan, By("", moment), crowd)


def _at_checkpoints(rows: Connection, plan: Plan, now: datetime) -> Mapping[str, Any]:
    from onsite.checkin.in_numbers import at_checkpoints

    return at_checkpoints(rows, plan, now)


def _in_zones(rows: Connection, plan: Plan, now: datetime) -> Mapping[str, Any]:
    from onsite.zones.presence.kept import in_zones

    return in_zones(rows, plan, now)


class _Desks:
    """What zones ask the check-in desks."""

    def in_zones(self, rows: Connection, plan: Plan, now: datetime) -> Mapping[str, BadgePresence]:
        from onsite.checkin.zones.desks import in_zones

        return in_zones(rows, plan, now)

    def by_gates(self, rows: Connection, plan: Plan, now: datetime) -> int | None:
        from onsite.checkin.zones.desks import by_gates

        return by_gates(rows, plan, now)

    def minutes(
        self, rows: Connection, plan: Plan, zone: str, from_ms: int, until_ms: int
    ) -> tuple[tuple[int, int, int], ...]:
        from onsite.checkin.zones.desks import minutes

        return minutes(rows, plan, zone, from_ms, until_ms)

    def read_ahead(self, rows: Connection, plan: Plan, now: datetime, from_ms: int) -> bool:
        from onsite.checkin.zones.desks import read_ahead

        return read_ahead(rows, plan, now, from_ms)


async def _on_the_roster(key: str, app: OnsiteApp, case: Case) -> acts.Done | None:
    from onsite.checkin.desk.roster import do_act

    done = await do_act(app, key, case.attendee)
    return acts.Done(done.details, done.attendee) if done is not None else None


async def _reprint(app: OnsiteApp, case: Case) -> acts.Done | None:
    from onsite.badges.case_acts import reprint

    done = await reprint(app, case.attendee)
    return acts.Done(done) if done is not None else None


async def _reissue(app: OnsiteApp, case: Case) -> acts.Done | None:
    from onsite.badges.case_acts import reissue

    done = await reissue(app, case.attendee, lost=case.kind == _LOST_BADGE)
    return acts.Done(done) if done is not None else None
