"""Who is meant by a response role at a moment."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.incidents.contacts import on_duty
from onsite.incidents.contacts.resolving import Way, channels, person_of, way_to
from onsite.incidents.contacts.service import set_duty
from onsite.plan.service import publish
from onsite.staff import access
from onsite.staff.shifts.service import sign_off, sign_on
from tests.incidents.conftest import Log

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.door]
name = "Main door"

[operators.ana]
name = "Ana Lima"
roles = ["coordinator"]

[operators.bo]
name = "Bo Stern"
roles = ["coordinator"]

[operators.cy]
name = "Cy Ho"

[shifts.early]
post = "Control"
day = 2026-11-24
begin = 09:00:00
end = 12:00:00
operators = ["ana"]

[shifts.late]
post = "Control"
day = 2026-11-24
begin = 12:00:00
end = 18:00:00
operators = ["bo"]

[contacts.anna]
name = "Ana"
operator = "ana"
phone = "+49 1"
pages = ["sms", "chat", "mail"]

[contacts.house]
name = "House technician"
channel = "4"

[contacts.cyril]
name = "Cyril"
operator = "cy"

[page_channels.sms]
kind = "webhook"
address = "http://localhost/{phone}"

[page_channels.chat]
kind = "webhook"
address = "http://localhost/"

[page_channels.mail]
kind = "apprise"
address = "mailto://localhost?to={email}"

[response_roles.medical]
people = ["anna"]
deputies = ["house"]

[response_roles.technical]
people = ["house", "cyril"]
"""


@pytest.fixture
def log(site, clock) -> Log:
    site.write_now(publish, PLAN, "Maria")
    clock.set(datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    return Log(site, clock)


def there(log, role: str = "coordinator") -> tuple[str, ...]:
    return log.site.read_now(on_duty.duty, log.plan, log.clock.now()).of(role)


def why(log, role: str):
    return log.site.read_now(on_duty.duty, log.plan, log.clock.now()).why.get(role)


def said(log, role: str, *people: str, **more) -> tuple[str, ...]:
    return log.site.write_now(set_duty, log.plan, log.by(), role, people, **more)


def test_the_shifts_say_who_is_on_duty_and_an_operator_is_the_contact_that_names_them(log):
    # 10:30 in Berlin. Nobody has signed on: who is planned may be there.
    assert there(log) == ("anna",)
    log.clock.advance(hours=2)
    assert there(log) == ("bo",)
    log.clock.advance(hours=12)
    assert there(log) == ()


def test_who_has_left_is_not_on_duty_and_who_has_come_is(log):
    log.site.write_now(sign_on, log.plan, "ana", "Maria")
    log.clock.advance(minutes=5)
    log.site.write_now(sign_off, log.plan, "ana", "Maria")
    assert there(log) == ()
    log.site.write_now(sign_on, log.plan, "bo", "Maria", post="Control")
    assert there(log) == ("bo",)
    log.clock.advance(hours=12)
    # They are still there.
    assert there(log) == ("bo",)


def test_deputies_are_told_where_none_of_the_people_is_there(log):
    assert (there(log, "medical"), why(log, "medical")) == (("anna",), "planned")
    log.clock.advance(hours=2)
    assert (there(log, "medical"), why(log, "medical")) == (("house",), "deputy")


def test_a_post_and_somebody_without_shifts_always_are(log):
    log.clock.advance(hours=12)
    assert there(log, "technical") == ("house", "cyril")


def test_the_word_of_the_coordinator_holds_until_its_end_or_the_next_one(log):
    until_ms = to_ms(log.clock.now()) + 3_600_000
    assert said(log, "medical", "Cyril", "bo", until_ms=until_ms) == ("cyril", "bo")
    assert (there(log, "medical"), why(log, "medical")) == (("cyril", "bo"), "said")
    duty = log.site.read_now(on_duty.duty, log.plan, log.clock.now())
    assert duty.next_ms == until_ms
    log.clock.advance(hours=1)
    assert there(log, "medical") == ("anna",)
    said(log, "medical", "ana")
    log.clock.advance(hours=4)
    assert there(log, "medical") == ("anna",)
    said(log, "medical")
    assert there(log, "medical") == ("house",)


@pytest.mark.parametrize(
    ("role", "people", "more", "told"),
    [
        ("medcal", ["ana"], {}, "The plan has no response role “medcal”. Nearest: medical."),
        ("medical", ["nobody"], {}, "Nobody is called “nobody” here."),
        (
            "medical",
            ["ana"],
            {"until_ms": 5},
            "That time has been. Give one that is still to come.",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(log, role, people, more, told):
    with pytest.raises(BadInputError) as refused:
        said(log, role, *people, **more)
    assert refused.value.args[0] == told


def test_only_who_runs_incidents_says_who_is_on_duty(log):
    log.site.write_now(access.set_pin, log.plan, "ana", "483920", "Maria")
    with pytest.raises(NotPossibleError):
        said(log, "medical", "bo")


def test_who_is_told_besides(log):
    on_duty.register("test", lambda _rows, _plan, _now: [("coordinator", "cy"), ("other", "bo")])
    try:
        assert (there(log), there(log, "other")) == (("anna", "cyril"), ("bo",))
    finally:
        on_duty.register("test", lambda _rows, _plan, _now: [])


def test_people_and_their_channels(log):
    plan = log.plan
    assert [person_of(plan, each) for each in ("ana", "anna", "bo")] == ["anna", "anna", "bo"]
    # Ana has no e-mail address.
    assert (channels(plan, "anna"), channels(plan, "bo")) == (("sms", "chat"), ())
    assert way_to(plan, "house", {}) == Way("House technician", channel="4")
    assert way_to(plan, "bo", {"bo": "Bo Stern"}) == Way("Bo Stern")
