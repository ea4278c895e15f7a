"""How an act is done: the incident read, the act judged, its facts recorded, the outcome told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.cleaning import clean
from onsite.errors import BadInputError
from onsite.incidents import reading
from onsite.incidents.outcomes import Outcome
from onsite.incidents.paging.facts import PolicyFrozen
from onsite.incidents.rights import may_run, running
from onsite.incidents.rules import is_future
from onsite.incidents.tables import IncidentEntryRow
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.nearest import nearest_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

    from onsite.incidents.facts import OfIncident
    from onsite.incidents.outcomes import By, Deed, Why
    from onsite.incidents.views import Incident
    from onsite.journal.entry import Entry
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

LONGEST = 4000
SHORT = 200
"""Characters of a name, a place, a role."""
_ENTRY = table_of(IncidentEntryRow)
_PRESSED = Prepared(
    select(_ENTRY.c.number).where(
        _ENTRY.c.subject == bindparam("subject"), _ENTRY.c.press == bindparam("press")
    )
)


@dataclass(frozen=True, slots=True)
class Acting:
    """One press, with the incident as it stands."""

    journal: Journal
    rows: Connection
    plan: Plan
    by: By
    deed: Deed
    incident: Incident

    def timed(self) -> dict[str, Any]:
        """The fields that each of its facts has."""
        return fields(self.by, self.incident.id)

    def record(
        self,
        *facts: OfIncident,
        other: str = "",
        now: tuple[str, ...] = (),
        holds: Callable[[Incident], bool] = lambda _incident: True,
    ) -> Outcome:
        """Record the facts; that was it.

        Args:
            facts: what is said.
            other: the number of the other one, of a merging; of a statement, what names it.
            now: see `outcomes.Outcome`.
            holds: whether the incident is as it was to be. Where the clock of another laptop is
                ahead, what that has said before comes after this, and is the last word.
        """
        said = [self._timed(each) for each in facts]
        entries = self.journal.append(self.rows, *said, operator=self.by.operator)
        entry = name_of(entries[0])
        if not holds(known(self.rows, self.plan, self.incident.id)):
            return self._told("nothing", why="clock-ahead", entry=entry)
        return self._told("took", other=other, now=now, entry=entry)

    def _timed(self, fact: OfIncident) -> OfIncident:
        """What people did was when they say; who is told by it, from now on."""
        when = self.by.happened_ms
        if when is None or fact.happened_ms is not None or isinstance(fact, PolicyFrozen):
            return fact
        return fact.model_copy(update={"happened_ms": when})

    def nothing(self, why: Why = "no-change") -> Outcome:
        """There is nothing to do."""
        return self._told("nothing", why=why)

    def refused(self, why: Why, **more: Any) -> Outcome:
        """As things stand it cannot be done."""
        return self._told("refused", why=why, **more)

    @property
    def said(self) -> Outcome | None:
        """What there is to say without doing anything: this very press was there already."""
        asked = {"subject": f"incident:{self.incident.id}", "press": self.by.key}
        done = _PRESSED.first(self.rows, asked) is not None
        return self._told("same") if done else None

    @property
    def runs(self) -> bool:
        """Whether who acts may run incidents."""
        return may_run(self.rows, self.plan, self.by.operator)

    @property
    def not_theirs(self) -> Outcome | None:
        """What is said to whoever may not run incidents; None to whoever may. And `said`."""
        if not self.runs:
            return self.refused("not-yours", roles=running(self.plan))
        return self.said

    def _told(self, what: Any, **more: Any) -> Outcome:
        return Outcome(what, self.deed, self.incident.id, self.incident.number, **more)


def begin(
    journal: Journal, rows: Connection, plan: Plan, by: By, deed: Deed, incident: str
) -> Acting:
    """Read the incident for a press.

    Raises:
        BadInputError: there is none with that id; or the time of the press is still to come.
    """
    happened(plan, by, by.happened_ms, by.moment.at_ms)
    return Acting(journal, rows, plan, by, deed, known(rows, plan, incident))


def known(rows: Connection, plan: Plan, incident: str) -> Incident:
    """The incident with that id.

    Raises:
        BadInputError: there is none.
    """
    found = reading.one(rows, plan, incident)
    if found is None:
        raise BadInputError(
            _("There is no incident “{incident}”.").format(incident=incident),
            _("“onsite incidents list --all” shows all of them."),
        )
    return found


def fields(by: By, incident: str) -> dict[str, Any]:
    """The fields that every fact of a press has."""
    return {"incident": incident, "press": by.key, **by.moment._asdict()}


def name_of(entry: Entry) -> str:
    """What names an entry, for a strike; see `views.Line.name`."""
    return f"{entry.station[:6]}-{entry.number}"


def words(text: str, longest: int = LONGEST) -> str:
    """What was typed, on one line, without what could steer a terminal."""
    return clean(text)[:longest]


def happened(plan: Plan, by: By, happened_ms: int | None, usually_ms: int) -> int:
    """When something happened, in milliseconds UTC since 1970.

    Raises:
        BadInputError: that is still to come.
    """
    at_ms = usually_ms if happened_ms is None else max(0, happened_ms)
    if is_future(at_ms, by.moment.at_ms, plan.response.rules.future_s):
        raise BadInputError(
            _("That time is still to come."),
            _("Give the time at which it happened; leave it out if that is now."),
        )
    return at_ms


def check_known(kind: str, given: Iterable[str], ids: Iterable[str]) -> None:
    """Whether the plan has all of these.

    Args:
        kind: what they are: type, severity, zone, playbook, statement.
        given: what was named.
        ids: what the plan has.

    Raises:
        BadInputError: it lacks one; with the nearest ones.
    """
    there = tuple(ids)
    for each in given:
        if each not in there:
            raise unknown(kind, each, nearest_of(each, {one: (one,) for one in there}) or there)


def unknown(kind: str, given: str, nearest: Iterable[str]) -> BadInputError:
    """What to say of a name that nobody knows."""
    told = {
        "type": _("The plan has no type of incident “{given}”."),
        "severity": _("The plan has no severity “{given}”."),
        "zone": _("The plan has no zone “{given}”."),
        "playbook": _("The plan has no playbook “{given}”."),
        "statement": _("The plan has no statement “{given}”."),
        "person": _("Nobody is called “{given}” here."),
    }[kind]
    near = _(", ").join(nearest)
    return BadInputError(
        told.format(given=given),
        _("Nearest: {nearest}.").format(nearest=near) if near else "",
    )
