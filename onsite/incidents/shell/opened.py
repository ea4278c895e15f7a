"""An open store and the incident that is named, as every command of incidents needs them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.incidents import outcomes, reading, wording
from onsite.incidents.lines import Known
from onsite.incidents.log import attachments, restricted
from onsite.incidents.oneline import grammar
from onsite.incidents.oneline.reading import instant
from onsite.incidents.people import name_of, people
from onsite.incidents.rights import running
from onsite.incidents.shell import telling
from onsite.language import _
from onsite.staff.service import anybody_with
from onsite.staff.wording import roles_in_words
from onsite.sync import membership

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from onsite.incidents.outcomes import Outcome
    from onsite.incidents.views import Attachment, Incident
    from onsite.plan.model import Plan
    from onsite.shell import Shell
    from onsite.wiring import Site

    Act = Callable[..., Outcome]


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store."""

    site: Site
    plan: Plan

    def named(self, number: str) -> Incident:
        """The incident that is meant.

        Raises:
            BadInputError: there is none, or there are several.
        """
        found = self.site.read_now(reading.named, self.plan, number)
        if len(found) == 1:
            return found[0]
        if not found:
            raise BadInputError(
                _("There is no incident “{incident}”.").format(incident=number),
                _("“onsite incidents list --all” shows all of them."),
            )
        several = ", ".join(f"{each.number} ({each.id[:6]})" for each in found)
        raise BadInputError(
            _("“{incident}” may be several: {several}.").format(incident=number, several=several),
            _("Give the whole number, or what stands in brackets."),
        )

    def numbers(self) -> dict[str, str]:
        """The numbers of all incidents, by id."""
        every = self.site.read_now(reading.all_of_them, self.plan)
        return {each.id: each.number for each in every}

    def known(self, incident: Incident) -> Known:
        """What the ids in an incident's timeline stand for."""
        names = self.site.read_now(people, self.plan)
        whole = [self.site.read_now(reading.one, self.plan, each) for each in incident.members]
        tasks = (task for each in (incident, *whole) if each is not None for task in each.tasks)
        return Known(
            self.plan,
            {key: name_of(self.plan, key, names) for key in names},
            {task.id: task.text for task in tasks},
            self.numbers(),
        )

    def do(
        self,
        act: Callable[..., Any],
        *arguments: Any,
        who: str = "",
        clock: str = "",
        **options: Any,
    ) -> Any:
        """An act of whoever works here, or of who has given a PIN.

        Args:
            act: the service.
            arguments: after the press.
            who: has given a PIN.
            clock: the time of day of what is told; empty for now.
            options: by name.
        """
        by = outcomes.by(self.site.clock, who or self.site.operator)
        by = replace(by, happened_ms=self.at_ms(clock)) if clock else by
        return self.site.write_now(act, self.plan, by, *arguments, **options)

    def runner(self) -> str:
        """Who runs incidents from here; where those who may have PINs, whoever gives one."""
        asked = _("PIN of who runs incidents ({roles})")
        return self.with_pin(running(self.plan), asked)

    def with_pin(self, roles: Collection[str], asked: str) -> str:
        """Who does it: whoever works here, as long as none of the roles has a PIN.

        Raises:
            WrongPinError: it is nobody's of those who may.
        """
        from onsite.staff.access import authorise_now
        from onsite.staff.shell_pin import secret

        if not self.site.read_now(anybody_with, self.plan, roles):
            return self.site.operator
        given = secret(asked.format(roles=roles_in_words(self.plan, roles)))
        return authorise_now(self.site, self.plan, given, tuple(roles)).id

    def where(self, file: Attachment) -> str:
        """Where a file lies: only facts travel, so it stays where it was taken."""
        here = attachments.path(self.site.data, file.sha256)
        if here.is_file():
            return str(here)
        if file.station == self.site.journal.station:
            return _("gone from this laptop")
        known = self.site.read_now(membership.station, file.station)
        name = known.name if known is not None and known.name else file.station[:6]
        return _("only at {station}").format(station=name)

    def as_seen(self, incident: Incident) -> Incident:
        """A name is no proof: once anybody has a PIN, what is restricted stays veiled."""
        if not incident.restricted or not self.site.read_now(anybody_with, self.plan):
            return incident
        return restricted.veiled(incident)

    def due_ms(self, clock: str) -> int | None:
        """The next time that it is so late, in milliseconds UTC since 1970; None for none.

        Raises:
            BadInputError: that is no time of day.
        """
        if not clock:
            return None
        now = self.plan.local(self.site.clock.now())
        today = datetime.combine(now.date(), time(*_clock(clock)), now.tzinfo)
        return to_ms(today if today > now else today + timedelta(days=1))

    def at_ms(self, clock: str) -> int | None:
        """The last time that it was so late, in milliseconds UTC since 1970; None for none.

        Raises:
            BadInputError: that is no time of day, or it is still to come.
        """
        if not clock:
            return None
        happened = instant(*_clock(clock), self.plan.local(self.site.clock.now()), telling.NO_TIME)
        if happened is None:
            raise BadInputError(
                _("That time is still to come."),
                _("Give the time at which it happened; leave it out if that is now."),
            )
        return to_ms(happened)


def _clock(clock: str) -> tuple[int, int]:
    found = grammar.clock(clock.strip())
    if found is None:
        raise BadInputError(
            _("“{clock}” is not a time of day.").format(clock=clock), _("Write 14:05.")
        )
    return found


@contextmanager
def opened(shell: Shell) -> Iterator[Opened]:
    """The store that the options name; it is closed afterwards."""
    with shell.site() as site:
        yield Opened(site, shell.plan(site))


def tell(shell: Shell, plan: Plan, outcome: Outcome) -> int:
    """Say what came of an act; answers the exit code.

    Raises:
        NotPossibleError: nothing came of it; with why.
    """
    said = wording.outcome(plan, outcome)
    failed = outcome.what in ("refused", "nothing")
    if failed and not shell.as_json:
        raise NotPossibleError(said)
    shell.say(said, telling.outcome_object(outcome))
    return int(failed)


def run(
    shell: Shell, number: str, act: Callable[..., Outcome], *arguments: Any, **more: Any
) -> int:
    """An act of somebody who runs incidents on one of them; answers the exit code."""
    with opened(shell) as at:
        incident = at.named(number).id
        outcome = at.do(act, incident, *arguments, who=at.runner(), **more)
        return tell(shell, at.plan, outcome)


def add(
    shell: Shell, number: str, act: Callable[..., Outcome], *arguments: Any, **more: Any
) -> int:
    """An act of anybody on an incident; answers the exit code."""
    with opened(shell) as at:
        outcome = at.do(act, at.named(number).id, *arguments, **more)
        return tell(shell, at.plan, outcome)
