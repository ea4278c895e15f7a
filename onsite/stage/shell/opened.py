"""An open rundown, as every command of the stage needs it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.clock import to_ms
from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.staff.service import anybody_with
from onsite.staff.wording import roles_in_words
from onsite.stage import reading, wording
from onsite.stage.outcomes import clocks, press
from onsite.stage.rights import running
from onsite.stage.shell import telling
from onsite.stage.shell.finding import which_day, which_stage
from onsite.sync import membership

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onsite.plan.model import Plan
    from onsite.shell import Shell
    from onsite.stage.outcomes import Outcome, Press
    from onsite.stage.reading import Kept
    from onsite.wiring import Site


@dataclass(frozen=True, slots=True)
class Opened:
    """A rundown of an open store."""

    site: Site
    plan: Plan
    stage: str
    day: str

    @property
    def now_ms(self) -> int:
        """The present, in milliseconds UTC since 1970."""
        return to_ms(self.site.clock.now())

    def kept(self) -> Kept:
        """The rundown as it stands."""
        now = clocks(self.site.clock, self.site.journal.station)
        return self.site.read_now(reading.rundown, self.plan, self.stage, self.day, now)

    def press(self) -> Press:
        """A press now."""
        return press(self.site.clock, self.stage, self.day)

    def operator(self) -> str:
        """Who does it; where those who may have PINs, whoever gives one.

        Raises:
            WrongPinError: it is nobody's of those who may.
        """
        return operator(self.site, self.plan)

    def said(self, outcome: Outcome) -> str:
        """What came of a press, in words."""
        names = {each.station: each.name for each in self.site.read_now(membership.stations)}
        return wording.outcome(outcome, self.plan, names)


def operator(site: Site, plan: Plan) -> str:
    """Who runs the stage from here; where those who may have PINs, whoever gives one.

    Raises:
        WrongPinError: it is nobody's of those who may.
    """
    from onsite.staff.access import authorise_now
    from onsite.staff.shell_pin import secret

    may = running(plan)
    if not site.read_now(anybody_with, plan, may):
        return site.operator
    asked = _("PIN of who runs the stage ({roles})")
    given = secret(asked.format(roles=roles_in_words(plan, may)))
    return authorise_now(site, plan, given, may).id


@contextmanager
def opened(shell: Shell, stage: str, day: str) -> Iterator[Opened]:
    """The rundown that the options name; the store is closed afterwards.

    Raises:
        BadInputError: there is no such stage or day, or several that it can be.
    """
    with shell.site() as site:
        plan = shell.plan(site)
        named = which_day(plan, day, site.clock.now())
        found = site.read_now(which_stage, plan, stage, named)
        yield Opened(site, plan, found, named)


def press_and_tell(
    shell: Shell,
    stage: str,
    day: str,
    act: Callable[[Opened, Press, str], Outcome],
    *,
    begins: bool = False,
) -> int:
    """Do an act and say what came of it; answers the exit code.

    Args:
        shell: this run of the command.
        stage: the option.
        day: the option.
        act: the act.
        begins: whether it begins something, whose cues somebody has to fire.

    Raises:
        NotPossibleError: nothing could be done; with why.
    """
    with opened(shell, stage, day) as at:
        operator = at.operator()
        press = at.press()
        outcome = act(at, press, operator)
        said, answer = at.said(outcome), telling.outcome_object(outcome)
        if begins and outcome.what == "took":
            said, answer = _with_cues(at, press, operator, outcome, said, answer)
    if outcome.what in ("refused", "nothing") and not shell.as_json:
        raise NotPossibleError(said, wording.advice(outcome))
    shell.say(said, answer)
    return 0 if outcome.what in ("took", "same-press") else 1


def _with_cues(
    at: Opened, press: Press, operator: str, outcome: Outcome, said: str, answer: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """What is said, and who fires the cues where no console is open here that does."""
    from onsite.stage.cues.leaving import leave
    from onsite.stage.cues.present import is_fired_here

    site = at.site
    if is_fired_here(site.data):
        return said, answer
    by = site.write_now(leave, at.plan, press, operator, outcome.item)
    if by is None:
        return said, answer
    told = _("No console is open here, so nobody fires the cues. At a console: w, then t.")
    if by:
        names = {each.station: each.name for each in site.read_now(membership.stations)}
        told = _("No console is open here: {station} fires the cues.").format(
            station=names.get(by, by[:6])
        )
    return f"{said}\n{told}", {**answer, "cues_by": by}


def write(at: Opened, service: Callable[..., Outcome], *arguments: Any, **options: Any) -> Outcome:
    """Run a service on the rundown's plan; when it returns, it is on disk."""
    return at.site.write_now(service, at.plan, *arguments, **options)
