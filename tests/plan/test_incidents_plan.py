"""What a plan says of incidents: what is usual, what is refused, what is made of both."""

from __future__ import annotations

import pytest

from onsite.bundled import bundled
from onsite.plan.incidents import people
from onsite.plan.incidents.wording import SENTENCES
from onsite.plan.reading import PlanError, read

EVENT = """\
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]
[checkpoints.main]
name = "Main door"
[zones.h2]
name = "Hall 2"
"""


def wrong(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(PlanError) as caught:
        read(EVENT + text)
    assert all(problem.example for problem in caught.value.problems)
    return [(problem.line, problem.key, problem.wrong) for problem in caught.value.problems]


def test_a_plan_that_says_nothing_has_what_is_usual():
    response = read(EVENT).response

    assert list(response.types) == [
        *("medical", "security", "technical", "lost-child", "safeguarding", "crowd", "fire"),
        *("weather", "other"),
    ]
    assert [(each.id, each.rank, each.serious) for each in response.by_rank] == [
        ("minor", 1, False),
        ("serious", 2, True),
        ("critical", 3, True),
    ]
    assert response.policies_of(("medical", "crowd"), "serious") == ("usual",)
    assert [step.roles for step in response.policies["usual"].steps] == [
        ("coordinator",),
        ("coordinator", "lead"),
        ("lead", "management"),
    ]
    assert response.types["lost-child"].restricted
    assert response.is_serious(("lost-child",), "minor")
    assert not response.is_serious(("medical",), "minor")
    assert [each.id for each in response.roles.values() if each.immediate] == [
        *("medical", "security", "technical", "management"),
    ]


def test_a_usual_type_may_be_changed_in_part_and_policies_come_from_the_nearest():
    response = read(
        EVENT
        + """
[incident_types.medical]
policy = { critical = "quick" }
[incident_types.power]
name = "Power"
keys = ["pow"]
[severities.low]
name = "Low"
rank = 1
[severities.high]
name = "High"
rank = 5
colour = "#ff0000"
policy = "quick"
[policies.quick]
steps = [{ roles = ["coordinator"], wait_min = 0.5 }]
ack_expires_min = 0
[incidents]
severity = "low"
""".replace("critical", "low")
    ).response

    medical = response.types["medical"]
    assert (medical.keys, medical.severity) == (("med", "医疗", "醫療"), "low")
    assert response.policies_of(("medical",), "low") == ("quick",)
    assert response.policies_of(("power", "medical"), "low") == ("usual", "quick")
    assert response.policies_of((), "high") == ("quick",)
    assert response.policies["quick"].steps[0].wait_ms == 30_000
    assert response.policies["quick"].ack_expires_ms is None
    assert response.rank("high") == 5
    assert response.rank("gone") == 5
    assert response.is_serious((), "gone")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            '[policies.quick]\nsteps = [{ roles = ["medcal"] }]',
            (
                10,
                "policies.quick.steps[1].roles[1]",
                "“medcal” does not stand under [response_roles]. Did you mean “medical”?",
            ),
        ),
        (
            """[policies.quick]
ends_on = "closed"
ack_expires_min = 0
steps = [{ roles = ["medical"] }]""",
            (
                11,
                "policies.quick.ack_expires_min",
                SENTENCES["policy_held"],
            ),
        ),
        (
            '[incidents]\nseverity = "critcal"',
            (
                10,
                "incidents.severity",
                "“critcal” does not stand under [severities]. Did you mean “critical”?",
            ),
        ),
        (
            '[response_roles.medical]\npeople = ["lin"]',
            (10, "response_roles.medical.people[1]", "“lin” does not stand under [contacts]."),
        ),
        (
            '[contacts.lin]\nname = "Lin"\nphone = "1"\noperator = "lin"',
            (12, "contacts.lin.operator", "“lin” does not stand under [operators]."),
        ),
        (
            '[incident_types.power]\nkeys = ["pow"]',
            (9, "incident_types.power", "an incident type of one's own needs a name."),
        ),
        (
            '[incident_types.power]\nname = "Power"\nkeys = ["MED"]',
            (
                11,
                "incident_types.power.keys[1]",
                "“MED” means the type “medical” already.",
            ),
        ),
        (
            '[incident_types.power]\nname = "Power"\nkeys = ["H2"]',
            (
                11,
                "incident_types.power.keys[1]",
                "“H2” is a zone: in a line, nobody could tell which is meant.",
            ),
        ),
        (
            '[incident_types.power]\nname = "Power"\nkeys = ["no power"]',
            (
                11,
                "incident_types.power.keys[1]",
                (
                    "“no power” is not one word of a line: up to 16 letters or digits, none of "
                    "@ ! : , ; #."
                ),
            ),
        ),
        (
            '[incident_types.power]\nname = "P"\npolicy = { grave = "usual" }',
            (
                11,
                "incident_types.power.policy.grave",
                "“grave” does not stand under [severities]. Known here: minor, serious, critical.",
            ),
        ),
        (
            "[severities.low]\nrank = 1",
            (9, "severities.low", "a severity of one's own needs a name and a rank."),
        ),
        (
            """[severities.a]
name = "A"
rank = 1
[severities.b]
name = "B"
rank = 1
ack_min = 3""",
            (12, "severities.b", "“a” has this rank already."),
        ),
        (
            '[severities.a]\nname = "A"\nrank = 1\n[severities.b]\nname = "B"\nrank = 2',
            (
                12,
                "severities.b",
                (
                    "it differs in nothing from “a”: give it another colour, ack_min, policy, or "
                    "channels of its own, or leave it out."
                ),
            ),
        ),
        (
            '[contacts.lin]\nname = "Lin"',
            (
                9,
                "contacts.lin",
                (
                    "there is no way to tell them anything: give channel, phone, email, operator "
                    "or pages."
                ),
            ),
        ),
        (
            """[operators.ana]
name = "Ana"
[contacts.a]
name = "Ana"
operator = "ana"
[contacts.b]
name = "Ana, at home"
phone = "1"
operator = "ana"
""",
            (
                17,
                "contacts.b.operator",
                (
                    "“a” is this operator already: whoever signs on is one contact, with all "
                    "their ways."
                ),
            ),
        ),
        (
            '[page_channels.a]\nkind = "webhook"',
            (9, "page_channels.a", "such a channel needs an address."),
        ),
        (
            '[page_channels.a]\nkind = "apprise"\naddress = "mailto://ana:pw@example.org"',
            (
                11,
                "page_channels.a.address",
                (
                    "the plan is on every laptop, so no secret stands in it: write ${NAME}, and "
                    "set NAME in the environment of the laptop that sends."
                ),
            ),
        ),
        (
            '[statements.a]\nname = "A"\ntext = "We pause {Now}."',
            (
                11,
                "statements.a.text",
                "write what is filled in as {zone}: a–z, 0–9 and _ between braces.",
            ),
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_was_meant(text, found):
    assert wrong(text) == [found]


@pytest.mark.parametrize(
    ("kind", "address", "fits"),
    [
        ("webhook", "https://host/path", True),
        ("webhook", "https://host/${TOKEN}", True),
        ("webhook", "host/path", False),
        ("webhook", "https://ana:pw@host/", False),
        ("serial", "/dev/ttyUSB0?baud=9600", True),
        ("serial", "COM3", True),
        ("serial", "ttyUSB0", False),
        ("apprise", "ntfy://topic", True),
        ("apprise", "mailto://ana:${PW}@example.org", True),
        ("apprise", "topic", False),
        ("apprise", "ntfy://a b", False),
    ],
)
def test_which_addresses_are_of_a_kind(kind, address, fits):
    assert people.fits(kind, address) is fits


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        ("mailto://ana:pw@example.org", True),
        ("mailto://ana:${PW}@example.org", False),
        ("https://host/?api_key=abc", True),
        ("https://host/?api_key=${KEY}&n=1", False),
        ("ntfy://topic", False),
        ("http://[", False),
    ],
)
def test_no_secret_stands_in_a_plan(address, secret):
    assert people.has_secret(address) is secret


def test_what_a_statement_leaves_to_be_filled_in():
    text = EVENT + '[statements.a]\nname = "A"\ntext = "{zone} and {time}, {zone}"'
    assert read(text).statements["a"].placeholders == ("zone", "time")


def test_a_checklist_needs_the_times_of_the_day_and_each_item_once():
    start = "it is due before the start of the day: give start, or admission, under [event]."
    end = "rounds last until the end of the day: give end under [event]."
    text = (
        '[checklists.a]\nname = "A"\nitems = [{ text = "x y" }, { text = "X y" }]\n'
        "due_min = 60\npatrol_min = 60"
    )

    assert wrong(text) == [
        (9, "checklists.a", start),
        (11, "checklists.a.items[2].text", "“X y” is in this list already."),
        (12, "checklists.a.due_min", "60 is less than 120."),
        (13, "checklists.a.patrol_min", end),
    ]


@pytest.mark.parametrize("kind", ["medical", "security", "technical"])
def test_the_plan_of_init_tells_first_whom_an_incident_is_for(kind):
    response = read(bundled("assets/plan/event.toml").read_text("utf-8")).response
    for severity in response.severities:
        (policy,) = response.policies_of((kind,), severity)
        assert kind in response.policies[policy].steps[0].roles
