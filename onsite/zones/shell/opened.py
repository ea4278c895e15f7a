"""An open store and the zone that is meant, as every command of zones needs them."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onsite.clock import to_ms
from onsite.language import _
from onsite.staff.service import anybody_with, operators
from onsite.staff.wording import roles_in_words
from onsite.zones.acting import by
from onsite.zones.naming import zone_of
from onsite.zones.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from onsite.plan.model import Plan
    from onsite.shell import Shell
    from onsite.wiring import Site
    from onsite.zones.views import Survey, ZoneView


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store."""

    site: Site
    plan: Plan
    counter: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Of this run of the command: no two of them are one counter."""

    @property
    def now(self) -> datetime:
        """The present, aware."""
        return self.site.clock.now()

    @property
    def now_ms(self) -> int:
        """The present, in milliseconds UTC since 1970."""
        return to_ms(self.now)

    def zone(self, given: str) -> str:
        """The id of the zone that is meant, by id or name.

        Raises:
            BadInputError: there is none; with the nearest ones.
        """
        return zone_of(self.plan, given)

    def name(self, zone: str) -> str:
        """What a zone is called."""
        known = self.plan.zones.get(zone)
        return known.name if known is not None else zone

    def survey(self) -> Survey:
        """All zones as they stand."""
        return self.site.read_now(survey, self.plan, self.now)

    def view(self, zone: str) -> ZoneView:
        """A zone of the plan as it stands.

        Args:
            zone: its id.
        """
        return next(each for each in self.survey().zones if each.id == zone)

    def person(self, operator: str) -> str:
        """Somebody's name."""
        known = self.site.read_now(operators, self.plan)
        return next((each.name for each in known if each.id == operator), operator)

    def do(self, act: Callable[..., Any], *arguments: Any, who: str = "", **options: Any) -> Any:
        """An act of whoever works here, or of who has given a PIN.

        Args:
            act: the service.
            arguments: after the press.
            who: has given a PIN.
            options: by name.
        """
        press = by(self.site.clock, who or self.site.operator)
        return self.site.write_now(act, self.plan, press, *arguments, **options)

    def runner(self) -> str:
        """Who runs incidents from here; where those who may have PINs, whoever gives one.

        In the shell a name is no proof.

        Raises:
            WrongPinError: it is nobody's of those who may.
        """
        from onsite.staff.access import authorise_now
        from onsite.staff.shell_pin import secret

        roles = tuple(key for key, role in self.plan.roles.items() if role.runs_incidents)
        if not self.site.read_now(anybody_with, self.plan, roles):
            return self.site.operator
        asked = _("PIN of who runs incidents ({roles})")
        given = secret(asked.format(roles=roles_in_words(self.plan, roles)))
        return authorise_now(self.site, self.plan, given, roles).id


@contextmanager
def opened(shell: Shell) -> Iterator[Opened]:
    """The store that the options name; it is closed afterwards."""
    with shell.site() as site:
        yield Opened(site, shell.plan(site))
