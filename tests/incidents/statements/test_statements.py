"""Statements: filled in, kept as they are, released by who speaks for the event."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError
from onsite.incidents import lines, outcomes
from onsite.incidents.escalation.entries import Progress
from onsite.incidents.escalation.heard import heard
from onsite.incidents.statements import filling, service
from onsite.incidents.statements.reading import named, preview, statements
from onsite.plan.service import publish
from onsite.staff import access
from onsite.sync.clock import moments
from tests.incidents.conftest import meet
from tests.incidents.escalation.test_heard import rows_of
from tests.incidents.know import KNOWING, knowing

SPOKEN = KNOWING + '\n[operators.kim]\nname = "Kim"\nroles = ["spokesperson"]\n'


@pytest.fixture
def log(site, clock):
    return knowing(site, clock)


def written(log, incident):
    return log.site.read_now(statements, incident)


def test_values_are_put_in_once_and_not_looked_into():
    assert filling.fill("{a} and {b} {a}", {"a": "{b}", "b": ""}) == (
        "{b} and {b} {b}",
        ("b",),
    )
    assert filling.edition("n", "a", "t") != filling.edition("na", "", "t")


def test_what_the_incident_tells_is_filled_in_and_the_rest_is_asked_for(log):
    which = log.reported("dark", types=("technical",), zone="h2")
    seen = preview(log.plan, log.one(which), "pause", {}, log.clock.now())
    assert seen.missing == ("time",)
    with pytest.raises(BadInputError, match="“A pause” is not filled in: time"):
        log.do(service.draft, which, "pause", {})
    with pytest.raises(BadInputError, match="nothing to fill in for “tiem”"):
        log.do(service.draft, which, "pause", {"tiem": "14:30"})
    with pytest.raises(BadInputError, match="no statement “paws”"):
        log.do(service.draft, which, "paws", {})

    done = log.do(service.draft, which, "pause", {"time": " 14:30 "})

    (one,) = written(log, which)
    assert (done.what, done.other) == ("took", one.label)
    assert (one.text, one.audience, one.author) == (
        "We pause in Hall 2 until 14:30.\nPlease stay.",
        "the hall",
        "Maria",
    )
    assert (one.released, one.edition) == (
        False,
        filling.edition("A pause", "the hall", one.text),
    )
    assert log.do(service.draft, which, "pause", {"time": "14:30"}).what == "nothing"


def test_an_edition_never_changes_and_another_text_is_another_edition(log):
    which = log.reported("dark", zone="h2")
    log.do(service.draft, which, "pause", {"time": "14:30"})
    log.do(service.release, which, "1", "read out in the hall")
    (before,) = written(log, which)
    log.site.write_now(publish, KNOWING.replace("Please stay", "Please leave"), "Maria")
    log.do(service.draft, which, "pause", {"time": "14:30"})

    first, second = written(log, which)

    assert first == before
    assert (first.released, first.released_by, first.to) == (True, "Maria", "read out in the hall")
    assert (second.count, second.released, second.text.splitlines()[1]) == (
        2,
        False,
        "Please leave.",
    )
    assert log.do(service.release, which, "1").what == "nothing"
    assert named((first, second), second.edition[:6]) == (second,)
    with pytest.raises(BadInputError, match="has no statement “3”"):
        log.do(service.release, which, "3")


def test_only_who_speaks_for_the_event_releases(log):
    log.site.write_now(publish, SPOKEN, "Maria")
    for who, pin in (("ana", "4071"), ("kim", "5082")):
        log.site.write_now(access.set_pin, log.plan, who, access.hashed(pin), who)
    which = log.reported("dark", zone="h2")

    def by(who):
        return outcomes.By(who, moments.now(log.clock))

    refused = log.do(service.draft, which, "pause", {"time": "3 pm"}, by=by("bo"))
    assert (refused.what, refused.why) == ("refused", "not-yours")
    assert log.do(service.draft, which, "pause", {"time": "3 pm"}, by=by("ana")).what == "took"
    refused = log.do(service.release, which, "1", by=by("ana"))
    assert (refused.what, refused.why, refused.roles) == (
        "refused",
        "not-speaker",
        ("spokesperson",),
    )
    assert not written(log, which)[0].released
    assert log.do(service.release, which, "1", by=by("kim")).what == "took"
    assert written(log, which)[0].released_by == "kim"


def by_speaker(log, who):
    return outcomes.By(who, moments.now(log.clock))


def test_a_correction_takes_the_place_of_what_was_said(log):
    which = log.reported("dark", zone="h2")
    for time in ("14:30", "15:00"):
        log.do(service.draft, which, "pause", {"time": time})
    refused = log.do(service.release, which, "2", "", "1")
    assert (refused.what, refused.why) == ("refused", "not-released")
    log.do(service.release, which, "1", "hall")

    assert log.do(service.release, which, "2", "hall", "1").what == "took"

    first, second = written(log, which)
    assert (first.released, first.corrected_by, first.to) == (False, second.edition, "hall")
    assert (first.ended_by, first.ended_ms) == ("Maria", second.released_ms)
    assert (second.released, second.ended_ms) == (True, 0)
    assert log.kinds(which)[-2:] == ["statement_released", "statement_released"]


def test_what_was_released_is_withdrawn_with_a_reason_by_who_speaks(log):
    log.site.write_now(publish, SPOKEN, "Maria")
    for who, pin in (("ana", "4071"), ("kim", "5082")):
        log.site.write_now(access.set_pin, log.plan, who, access.hashed(pin), who)
    which = log.reported("dark", zone="h2")
    log.do(service.draft, which, "pause", {"time": "3 pm"}, by=by_speaker(log, "ana"))

    def withdraw(who, reason):
        return log.do(service.withdraw, which, "1", reason, by=by_speaker(log, who))

    assert withdraw("kim", "the wrong hall").why == "not-released"
    log.do(service.release, which, "1", by=by_speaker(log, "kim"))
    assert withdraw("ana", "the wrong hall").why == "not-speaker"
    assert withdraw("kim", "  ").why == "reason-needed"
    assert withdraw("kim", "the wrong hall").what == "took"

    (one,) = written(log, which)
    assert (one.released, one.ended_by, one.reason) == (False, "kim", "the wrong hall")
    assert one.released_by == "kim"
    assert withdraw("kim", "again").why == "not-released"
    # It was right after all: what was withdrawn may be released again.
    assert log.do(service.release, which, "1", by=by_speaker(log, "kim")).what == "took"
    assert (written(log, which)[0].released, written(log, which)[0].reason) == (True, "")


def test_who_corrects_and_who_withdraws_while_apart_agree_afterwards(log, station):
    which = log.reported("dark", zone="h2")
    for time in ("14:30", "15:00"):
        log.do(service.draft, which, "pause", {"time": time})
    log.do(service.release, which, "1")
    meet(log.site, station.site)
    log.do(service.withdraw, which, "1", "the wrong hall")
    station.clock.advance(seconds=600)
    station.do(service.release, which, "2", "", "1")
    meet(log.site, station.site)
    assert written(log, which) == written(station, which)
    first, second = written(log, which)
    assert (first.released, first.reason, second.released) == (False, "the wrong hall", True)


def test_who_writes_and_releases_what_is_said_is_at_work_on_it(log):
    which = log.reported("dark", zone="h2")
    log.do(service.draft, which, "pause", {"time": "14:30"})
    log.do(service.release, which, "1")
    log.do(service.withdraw, which, "1", "the wrong hall")
    rows = rows_of(log, which)
    rows.sort(key=lambda row: row["time"])
    assert [type(each) for each in heard(rows)][-3:] == [Progress] * 3


def test_the_log_says_what_was_said_in_public(log):
    which = log.reported("dark", zone="h2")
    log.do(service.draft, which, "pause", {"time": "14:30"})
    log.do(service.release, which, "1", "hall")
    log.do(service.withdraw, which, "1", "the wrong hall")
    edition = written(log, which)[0].edition[:4]
    told = [lines.said(lines.Known(log.plan), each) for each in log.timeline(which)][-3:]
    assert told == [
        f"{edition} · A pause · We pause in Hall 2 until 14:30. Please stay.",
        f"{edition} · hall",
        f"{edition} · the wrong hall",
    ]


def test_of_a_restricted_one_only_who_may_see_it_writes(log):
    log.site.write_now(publish, SPOKEN, "Maria")
    for who, pin in (("ana", "4071"), ("kim", "5082")):
        log.site.write_now(access.set_pin, log.plan, who, access.hashed(pin), who)
    which = log.reported("boy", types=("lost-child",), zone="h2")
    by = outcomes.By("kim", moments.now(log.clock))
    assert log.do(service.draft, which, "pause", {"time": "3 pm"}, by=by).why == "veiled"


def test_what_is_said_in_an_exercise_says_so(log):
    which = log.reported("dark", zone="h2", drill=True)
    log.do(service.draft, which, "pause", {"time": "3 pm"})
    assert written(log, which)[0].text.splitlines()[0] == "EXERCISE"


def test_editions_that_two_laptops_write_while_apart_keep_their_names(log, station):
    which = log.reported("dark", zone="h2")
    meet(log.site, station.site)
    labels = set()
    for each, time in ((log, "14:30"), (station, "14:45")):
        labels.add(each.do(service.draft, which, "pause", {"time": time}).other)
    meet(log.site, station.site)
    found = [written(each, which) for each in (log, station)]
    assert found[0] == found[1]
    assert {each.label for each in found[0]} == labels
    assert [each.count for each in found[0]] == [1, 1]
    with pytest.raises(BadInputError, match="has no statement “1”"):
        log.do(service.release, which, "1")
    assert log.do(service.release, which, found[0][0].label).what == "took"
