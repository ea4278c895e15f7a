"""What `onsite badges print` asks for: a first badge, the same once more, or another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _

if TYPE_CHECKING:
    from onsite.badges.rules import Job
    from onsite.plan.model import Plan
    from onsite.roster.acts.doing import Doer
    from onsite.wiring import Site


def asked(site: Site, plan: Plan, attendee: str, how: tuple[str, str, bool]) -> str:
    """Ask for somebody's badge; answers its job.

    Args:
        how: why the same once more, why another, and whether the old one was lost.

    Raises:
        NotPossibleError: they have a badge, and no reason was given; or they have none.
    """
    from onsite.badges import service
    from onsite.badges.rules import State, may_retry
    from onsite.errors import NotPossibleError
    from onsite.roster.acts.doing import Doer

    again, new, lost = how
    if new:
        anew = service.Anew(attendee, new, lost=lost)
        return site.write_now(service.issue_again, plan, anew, doer_of(site, new))
    old = site.read_now(service.job_of, attendee)
    if not again:
        if old is not None and old.generation == site.read_now(service.generation, attendee)[0]:
            _check_none_is_there(plan, old)
            if old.state is State.FAILED and not may_retry(old):
                return site.write_now(service.print_again, plan, old.job, "", Doer(site.operator))
        return site.write_now(service.ask, plan, service.Asked(attendee), site.operator)
    if old is None:
        raise NotPossibleError(
            _("They have no badge yet."), _("Leave --again out: their first one needs no reason.")
        )
    return site.write_now(service.print_again, plan, old.job, again, Doer(site.operator))


def _check_none_is_there(plan: Plan, old: Job) -> None:
    """See that no badge may be there already.

    Raises:
        NotPossibleError: one is, or nobody knows.
    """
    from onsite.badges.rules import UNDER_WAY
    from onsite.clock import from_ms
    from onsite.errors import NotPossibleError

    if old.printed == "no" or old.state in UNDER_WAY:
        return
    at = plan.local(from_ms(old.changed_ms)).strftime("%H:%M")
    said = _("They have a badge since {time}, or may have one: nothing was printed.")
    raise NotPossibleError(
        said.format(time=at),
        _("--again WHY prints the same once more; --new WHY another, and the old one is void."),
    )


def doer_of(site: Site, note: str) -> Doer:
    """Who does it, and who answers for it where that takes a reason."""
    from onsite.roster.acts.doing import Doer
    from onsite.roster.acts.options import doer

    return doer(site, note) if note else Doer(site.operator)
