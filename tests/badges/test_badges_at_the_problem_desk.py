"""What the problem desk does about badges: print again, issue again, each asks why."""

from __future__ import annotations

import pytest

from onsite import reactions
from onsite.badges import case_acts, service
from onsite.badges.rules import State
from onsite.cases import acts
from onsite.cases.types import USUAL_TYPES
from onsite.errors import NotPossibleError
from tests.badges.printing.conftest import bureau, make, prepared

__all__ = ["bureau", "make", "prepared"]


class Asking:
    """An app that answers every dialog with the next of its answers."""

    def __init__(self, site, *answers) -> None:
        self.site = site
        self._answers = list(answers)
        self.asked: list[str] = []

    async def push_screen_wait(self, screen):
        self.asked.append(screen._question)
        return self._answers.pop(0)


async def test_the_first_badge_needs_no_reason_and_the_second_one_does(bureau):
    assert await case_acts.reprint(Asking(bureau.site), "ada") == ()
    first = bureau.site.read_now(service.job_of, "ada")
    await bureau.agent.round()
    bureau.left.prints()
    await bureau.agent.round()

    asking = Asking(bureau.site, None)
    assert await case_acts.reprint(asking, "ada") is None
    assert asking.asked == ["Badge of Ada: print the same one again. Why?"]
    assert await case_acts.reprint(Asking(bureau.site, "Torn"), "ada") == (("reason", "Torn"),)

    second = bureau.site.read_now(service.job_of, "ada")
    assert (second.instead_of, second.generation, second.reason) == (first.job, 1, "Torn")


async def test_another_badge_makes_the_lost_one_void(bureau):
    await case_acts.reprint(Asking(bureau.site), "ada")
    first = bureau.site.read_now(service.job_of, "ada")
    await bureau.agent.round()
    bureau.left.prints()
    await bureau.agent.round()

    assert await case_acts.reissue(Asking(bureau.site, None), "ada", lost=True) is None
    await case_acts.reissue(Asking(bureau.site, "Left in the train"), "ada", lost=True)

    assert bureau.job(first.job).state is State.LOST
    assert bureau.site.read_now(service.generation, "ada") == (2, False)


async def test_without_a_plan_there_is_nothing_to_print(site):
    with pytest.raises(NotPossibleError, match="No plan"):
        await case_acts.reprint(Asking(site), "ada")


def test_lost_and_damaged_badges_offer_what_helps():
    reactions.register()
    offering = {
        kind: {each.key for each in acts.registered() if not each.kinds or kind in each.kinds}
        & {"reprint", "issue-again"}
        for kind in USUAL_TYPES
    }

    assert offering["damaged-badge"] == {"reprint", "issue-again"}
    assert offering["lost-badge"] == {"issue-again"}
    assert offering["unpaid"] == set()
