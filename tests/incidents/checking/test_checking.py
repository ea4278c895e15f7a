"""Whether everybody can be told of incidents: what the check finds, and what mends it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite import readiness
from onsite.incidents import running
from onsite.incidents.checking import looking, rules
from onsite.incidents.checking.values import Lack, Named, People, Used, Ways
from onsite.incidents.contacts.service import set_duty
from onsite.incidents.paging.facts import FrozenPolicy, FrozenStep
from onsite.plan.service import publish
from onsite.readiness import State
from onsite.sync.rules import Member
from tests.incidents.conftest import PLAN

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
RADIO, MAIL = Ways(call=True), Ways(call=False, slow=frozenset({"mail"}))
PUSH, DESK = Ways(call=False, pages=frozenset({"push"})), Ways(call=False, screen=True)


def policy(*steps: tuple[str, str]) -> FrozenPolicy:
    made = tuple(FrozenStep(roles=(role,), wait_ms=1, need=need) for role, need in steps)
    return FrozenPolicy(
        id="p", version="", steps=made, passes=1, ends_on="closed", ack_expires_ms=1
    )


def people(ways: dict[str, Ways], named: dict[str, tuple[str, ...]], there=None) -> People:
    there = named if there is None else there
    return People(
        lambda role: there.get(role, ()),
        {role: Named(those) for role, those in named.items()},
        ways.__getitem__,
    )


@pytest.mark.parametrize(
    ("ways", "only", "found"),
    [
        (RADIO, "", ("policy", State.OK)),
        (RADIO, "sms", ("policy", State.OK)),
        (PUSH, "", ("policy", State.OK)),
        (PUSH, "push", ("policy", State.OK)),
        (PUSH, "sms", ("step-not-at-once", State.MISSING)),
        (MAIL, "", ("step-not-at-once", State.MISSING)),
        (DESK, "", ("step-not-at-once", State.NOTE)),
    ],
)
def test_whether_a_person_is_told_at_once(ways, only, found):
    used = Used(policy(("medical", "any")), frozenset({only} - {""}), ("critical",))
    (lack,) = rules.of_policy(used, people({"lin": ways}, {"medical": ("lin",)}))
    assert (lack.check, lack.state) == found


def test_each_step_must_have_somebody_now():
    used = Used(policy(("medical", "any"), ("lead", "any"), ("gone", "any"), ("both", "all")))
    known = people(
        {"lin": RADIO, "mo": MAIL},
        {"medical": ("lin",), "lead": ("mo",), "both": ("lin", "mo")},
        {"medical": ("lin",), "both": ("lin", "mo")},
    )
    assert rules.of_policy(used, known) == [
        Lack("step-off-duty", State.MISSING, "p", step=2, roles=("lead",)),
        Lack("step-nobody", State.MISSING, "p", step=3, roles=("gone",)),
        Lack("step-some-not-at-once", State.NOTE, "p", step=4, people=("mo",)),
    ]


def test_a_policy_that_needs_everybody_of_nobody_never_ends():
    nobody = people({"lin": RADIO}, {"a": (), "b": ("lin",)})
    found = rules.of_policy(Used(policy(("a", "all"), ("gone", "all"))), nobody)
    assert [each.check for each in found] == ["step-nobody", "step-nobody", "never-acknowledged"]
    for steps in ((("a", "any"),), (("a", "all"), ("b", "all"))):
        checks = {each.check for each in rules.of_policy(Used(policy(*steps)), nobody)}
        assert "never-acknowledged" not in checks


@pytest.mark.parametrize(
    ("named", "there", "found"),
    [
        (Named(()), (), [("role-nobody", State.MISSING, ())]),
        (Named(("mail",)), ("mail",), [("role-not-at-once", State.MISSING, ("mail",))]),
        (Named(("lin",)), ("lin",), [("no-deputy", State.NOTE, ("lin",))]),
        (
            Named(("lin",)),
            (),
            [("role-off-duty", State.NOTE, ("lin",)), ("no-deputy", State.NOTE, ("lin",))],
        ),
        (
            Named(("lin",), ("mail",)),
            ("lin",),
            [("deputy-not-at-once", State.NOTE, ("mail",))],
        ),
        (Named(("lin",), ("mo",)), ("lin",), [("role", State.OK, ("lin",))]),
        (Named(("lin", "mo")), ("lin", "mo"), [("role", State.OK, ("lin", "mo"))]),
    ],
)
def test_a_role_needs_a_named_person_a_way_and_a_deputy(named, there, found):
    ways = {"lin": RADIO, "mo": PUSH, "mail": MAIL}
    known = People(lambda _role: there, {"medical": named}, ways.__getitem__)
    told = rules.of_role("medical", named, known)
    assert [(each.check, each.state, each.people) for each in told] == found


@pytest.mark.parametrize(
    ("stations", "found"),
    [
        ([], []),
        ([("desk", None)], ["no-console"]),
        ([("desk", None), ("control", None)], []),
        ([("lead", None)], []),
        ([("desk", None), ("control", 12)], ["no-console"]),
    ],
)
def test_some_laptop_of_several_must_run_incidents(stations, found):
    there = [Member(role, frozenset({role}), through) for role, through in stations]
    assert [each.check for each in rules.of_consoles(there)] == found


STAFFED = (
    PLAN.replace('roles = ["coordinator"]', 'roles = ["coordinator", "lead"]')
    + """
[contacts.ana]
name = "Ana Lima"
operator = "ana"
phone = "+49 170 2"
[contacts.mo]
name = "Mo"
email = "mo@example.org"
pages = ["push", "mail"]
[page_channels.push]
kind = "apprise"
address = "ntfy://${TOPIC}"
[page_channels.mail]
kind = "apprise"
address = "mailto://${HOST}?to={email}"
immediate = false
[response_roles.security]
people = ["mo"]
deputies = ["ana"]
[response_roles.technical]
people = ["ana", "mo"]
[response_roles.management]
people = ["ana"]
deputies = ["mo"]
[response_roles.spokesperson]
people = ["ana"]
deputies = ["lin"]
[shifts.day]
post = "Desk"
day = 2026-11-24
begin = "08:00"
end = "18:00"
operators = ["ana"]
"""
)


def checks(log, now=NOON, **environment) -> list[tuple]:
    found = log.site.read_now(looking.lacks, log.plan, now, environment)
    return [
        (each.check, each.policy or each.channel or "".join(each.roles), each.step)
        for each in found
        if each.state is not State.OK
    ]


def test_a_plan_is_looked_at_as_it_is_manned_then(log):
    assert ("role-nobody", "security", 0) in checks(log)
    log.site.write_now(publish, STAFFED, "Maria")

    everything = {"TOPIC": "x", "HOST": "y"}
    assert checks(log, **everything) == [("no-deputy", "medical", 0)]
    night = datetime(2026, 11, 24, 20, tzinfo=UTC)
    assert checks(log, night, **everything) == [
        ("step-off-duty", "usual", 1),
        ("step-off-duty", "usual", 2),
        ("step-off-duty", "medics", 2),
        ("no-deputy", "medical", 0),
    ]
    assert checks(log) == [
        ("no-deputy", "medical", 0),
        ("role-off-duty", "security", 0),
        ("deputy-not-at-once", "management", 0),
        ("channel-unset", "push", 0),
        ("channel-unset", "mail", 0),
    ]


def test_whoever_somebody_has_named_since_is_named(log):
    assert ("role-nobody", "security", 0) in checks(log)
    log.site.write_now(set_duty, log.plan, log.by(), "security", ("lin",), None, "ill")
    assert ("role-nobody", "security", 0) not in checks(log)
    assert ("no-deputy", "security", 0) in checks(log)


def test_an_open_incident_whose_policy_the_plan_has_no_more_is_looked_at_too(log):
    def found() -> list[Lack]:
        return log.site.read_now(looking.lacks, log.plan, NOON, {"TOPIC": "x", "HOST": "y"})

    log.site.write_now(publish, STAFFED, "Maria")
    incident = log.reported("fall", types=("medical",), severity="critical")
    log.do(running.set_severity, incident, "minor", "only a bruise")
    assert not [each for each in found() if each.number]
    assert Lack("policy", State.OK, "usual", step=3) in found()

    log.site.write_now(publish, STAFFED.replace('people = ["lin"]', "people = []"), "Maria")
    number = log.one(incident).number
    assert [each for each in found() if each.number] == [
        Lack("step-nobody", State.MISSING, "medics", number=number, step=1, roles=("medical",))
    ]


def test_the_shell_says_what_is_missing_and_what_mends_it(run, tmp_path):
    plan = tmp_path / "event.toml"
    plan.write_text(PLAN, "utf-8")
    run("plan", "publish", str(plan))
    code, said, _error = run("incidents", "check", "--at", "2026-11-24T12:00")
    lines = said.splitlines()

    assert code == 1
    place = lines.index("x MISSING: Policy “medics”, step 2: nobody is named for Lead.")
    assert lines[place + 1] == ("    → Name a contact under [response_roles.lead], in the plan.")
    assert lines[-1] == "Somebody would not be told: mend what is missing."


def test_whoever_asks_whether_all_is_ready_hears_of_it(log):
    found = log.site.read_now(readiness.findings, log.plan, NOON)
    assert ("role-nobody", State.MISSING) in {(each.check, each.state) for each in found}
    assert log.site.read_now(readiness.findings, log.plan, NOON, "another") == []
