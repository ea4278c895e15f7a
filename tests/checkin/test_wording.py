"""Verdicts in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite import language
from onsite.checkin import wording
from onsite.checkin.facts import Outcome, Reason, Verdict
from onsite.plan.model import Checkpoint, Event, Plan

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
PLAN = Plan(
    event=Event(name="Summit", zone="Europe/Berlin", days=(NOW.date(),)),
    checkpoints={"door": Checkpoint(name="Main door")},
)


def verdict(reason: Reason, outcome: Outcome = Outcome.REFUSE, **details: str) -> Verdict:
    return Verdict(outcome=outcome, reason=reason, details=details)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            verdict(
                Reason.ALREADY_IN, at="2026-11-24T08:12:00+00:00", checkpoint="door", by="Maria"
            ),
            "Came in at 09:12, Main door, checked in by Maria.",
        ),
        (
            verdict(Reason.ALREADY_IN, at="2026-11-23T08:12:00+00:00", checkpoint="x", by="Ali"),
            "Came in at Mon 2026-11-23 09:12, x, checked in by Ali.",
        ),
        (
            verdict(Reason.ALREADY_IN, at="9999-12-31T23:59:59+00:00", checkpoint="door", by="Ali"),
            "Came in at ??:?? (clock wrong), Main door, checked in by Ali.",
        ),
        (
            verdict(Reason.TOO_EARLY, **{"from": "2027-11-24T08:00:00+00:00"}),
            "This ticket is good from Wed 2027-11-24 09:00.",
        ),
        (
            verdict(Reason.WRONG_DAY, days="2026-11-24,2026-11-25"),
            "This ticket is for Tue 2026-11-24, Wed 2026-11-25.",
        ),
        (
            verdict(Reason.CLOSED, opens="2026-11-24T19:00:00+00:00"),
            "This checkpoint opens at 20:00.",
        ),
        (verdict(Reason.CLOSED), "This checkpoint lets nobody in now."),
        (verdict(Reason.CLOSED, only="exit"), "This checkpoint is for leaving only."),
        (
            verdict(Reason.CATEGORY, category="Press", admitted="VIP, Speaker"),
            "A ticket “Press” is not admitted here: only VIP, Speaker.",
        ),
        (
            verdict(Reason.CATEGORY, category="Press", admitted=""),
            "A ticket “Press” is not admitted here.",
        ),
        (
            verdict(Reason.CATEGORY, category="", admitted="VIP, Speaker"),
            "A ticket without a type is not admitted here: only VIP, Speaker.",
        ),
        (
            verdict(Reason.CATEGORY, category="", admitted=""),
            "A ticket without a type is not admitted here.",
        ),
        (verdict(Reason.ADMITTED, Outcome.ADMIT), ""),
        (
            Verdict(outcome=Outcome.ADMIT, reason=Reason.LEFT, warning=Reason.UNPAID),
            "An entry would have been refused: Not paid.",
        ),
    ],
)
def test_the_sentence_says_why_in_the_guests_terms(given, sentence):
    assert wording.sentence(given, PLAN, NOW) == sentence


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ({"ab12": "Desk 2"}, "Came in at 10:05, Main door, checked in by Maria at Desk 2."),
        ({"ab12": "Desk\x1b[2J 2"}, "Came in at 10:05, Main door, checked in by Maria at Desk 2."),
        ({"cd34": "Desk 3"}, "Came in at 10:05, Main door, checked in by Maria."),
    ],
)
def test_who_is_in_already_came_in_at_a_named_station(names, sentence):
    given = verdict(
        Reason.ALREADY_IN,
        at="2026-11-24T09:05:00+00:00",
        checkpoint="door",
        by="Maria",
        station="ab12",
    )
    assert wording.sentence(given, PLAN, NOW, names) == sentence


@pytest.mark.parametrize("code", language.LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words_in_every_language(reason, code):
    language.use(code)
    details = {"from": "2026-11-24T08:12:00+00:00", "until": "2026-11-24T08:12:00+00:00"}
    details |= {"at": details["from"], "many": "2", "by": "Maria", "checkpoint": "door"}
    details |= {"category": "Press", "days": "2026-11-24", "was": "unpaid", "why": "Pays later"}
    given = verdict(reason, **details)

    said = wording.headline(given), wording.title(given), wording.sentence(given, PLAN, NOW)

    assert all(said[:2])
    assert bool(said[2]) == (reason not in (Reason.ADMITTED, Reason.LEFT))


@pytest.mark.parametrize("details", [{}, {"at": "yesterday", "by": "Eve", "checkpoint": "door"}])
def test_an_answer_that_lacks_what_its_words_need_has_its_title_alone(details):
    given = verdict(Reason.ALREADY_IN, **details)

    assert (wording.title(given), wording.sentence(given, PLAN, NOW)) == ("Already in", "")


def test_who_may_overrule_is_named_as_the_plan_names_them():
    given = verdict(Reason.UNPAID).model_copy(update={"overrule": ("problem-desk", "lead", "x")})

    assert wording.overrulers(given, PLAN) == "May decide otherwise: Problem desk, Lead"
    assert wording.overrulers(verdict(Reason.ADMITTED), PLAN) == ""
