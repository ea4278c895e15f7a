"""Conditions on a real store: what is counted, and that lists answer as single scans do."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from onsite.cases.service import NewCase, open_case
from onsite.checkin import service
from onsite.checkin.entrants import entrants
from onsite.checkin.expected import expected
from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.gates.kept import gate_here, stand_at
from onsite.checkin.people import presence, presences
from onsite.checkin.roll import counters, guests_by_id, last_scans
from onsite.checkin.tables import ScanRow
from onsite.errors import BadInputError
from onsite.journal.fold import table_of
from onsite.plan.service import current, publish, text_of
from onsite.roster.facts import Payment
from onsite.sync.facts import ClockFound
from onsite.wiring import open_site
from tests.checkin.apart import meet
from tests.checkin.conftest import Roll
from tests.conftest import START, ManualClock

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]
admission = "08:00"

[categories.regular]
name = "Regular"
tickets = ["Early bird"]

[categories.vip]
name = "VIP"

[checkpoints.door]
name = "Main door"
entries = "multiple"
gates = { a = "Gate A", b = "Gate B" }
allow = [{}]

[checkpoints.side]
name = "Side door"
entries = "multiple"
"""


@pytest.fixture
def published(site):
    def publish_with(*lines: str):
        allow = ", ".join(f'"{line}"' for line in lines)
        site.write_now(publish, PLAN.replace("{}", allow), "Maria")
        return site.read_now(current)

    return publish_with


@pytest.fixture
def roll(site) -> Roll:
    return Roll(site)


def scan(site, key: str, code: str, *, at: str = "door", leaving: bool = False):
    direction = Direction.EXIT if leaving else Direction.ENTRY
    attempt = service.Attempt(key, at, site.operator, direction, code)
    return site.write_now(service.scan, site.read_now(current), attempt)


def test_what_counts_is_what_let_somebody_in_here_and_was_not_taken_back(
    site, published, roll, clock
):
    plan = published("entries today < 2")
    ada = roll.add("Ada", "ADA")
    roll.add("Bob", "BOB")
    scan(site, "elsewhere", "ADA", at="side")
    scan(site, "somebody-else", "BOB")
    scan(site, "wrong", "ADA")
    site.write_now(service.undo, plan, "wrong", "wrong_person", "Maria")
    for key in ("one", "two"):
        clock.advance(minutes=1)
        assert scan(site, key, "ADA").verdict.outcome is Outcome.ADMIT
    scan(site, "out", "ADA", leaving=True)
    refused = scan(site, "three", "ADA").verdict
    clock.advance(minutes=1)

    assert refused.reason is Reason.RULES
    there = site.read_now(presence, plan, ada, "door")
    assert there.entered == (START + timedelta(minutes=1), START + timedelta(minutes=2))
    assert scan(site, "four", "ADA").verdict.details["last"] == there.entered[-1].isoformat()


def test_history_is_read_only_where_the_condition_asks_for_it(site, published, roll):
    plan = published("vip or time >= 08:00")
    ada = roll.add("Ada", "ADA", vip=True)
    scan(site, "one", "ADA")

    assert site.read_now(presence, plan, ada, "door").entered == ()
    assert site.read_now(presence, plan, ada, "door").entries == 1


def test_a_conflict_is_not_counted(site, published, roll, tmp_path, clock):
    plan = published("entries < 9")
    single = PLAN.replace("{}", '"entries < 9"').replace('"multiple"', '"single"')
    site.write_now(publish, single, "Maria")
    ada = roll.add("Ada", "ADA")
    there = open_site(tmp_path / "there", operator="Tom", clock=ManualClock(START))
    meet(site, there)
    scan(there, "there", "ADA")
    clock.advance(minutes=2)
    scan(site, "here", "ADA")
    meet(site, there)

    assert [each.conflict for each in site.read_now(last_scans)] == [True, False]
    assert site.read_now(presence, plan, ada, "door").entered == (START,)
    there.close()


def test_what_desks_that_were_apart_had_decided_stays_and_counts_from_then_on(
    site, published, roll, tmp_path, clock
):
    published("entries today < 2", "minutes since last entry >= 10")
    roll.add("Ada", "ADA")
    there = open_site(tmp_path / "there", operator="Tom", clock=ManualClock(START))
    meet(site, there)
    for desk, key in ((site, "here-1"), (there, "there-1")):
        assert scan(desk, key, "ADA").verdict.outcome is Outcome.ADMIT
    for desk in (site, there):
        desk.clock.advance(minutes=5)
    scan(site, "here-2", "ADA")
    before = [verdicts(desk) for desk in (site, there)]

    meet(site, there)

    for desk, own in zip((site, there), before, strict=True):
        after = verdicts(desk)
        assert own.items() <= after.items()
        assert len(after) == 3
        desk.clock.advance(hours=1)
        refused = scan(desk, f"next-{desk.operator}", "ADA").verdict
        assert refused.details["needs"] == "entries today < 2"
    there.close()


def verdicts(site):
    scans = table_of(ScanRow)
    query = select(scans.c.key, scans.c.verdict, scans.c.conflict)
    return {row.key: row[1:] for row in site.read_now(lambda rows: rows.execute(query).all())}


def test_a_clock_that_was_off_is_put_right_and_locks_nobody(site, published, roll, clock):
    published("minutes since last entry >= 60")
    roll.add("Ada", "ADA")
    clock.advance(days=1)
    scan(site, "ahead", "ADA")
    clock.set(START + timedelta(minutes=30))
    assert scan(site, "unknown", "ADA").verdict.outcome is Outcome.ADMIT
    site.write_now(service.undo, site.read_now(current), "unknown", "by_mistake", "Maria")

    day_ms = 86_400_000
    found = ClockFound(
        station=site.journal.station, after=0, offset_ms=-day_ms, was_ms=0, error_ms=10
    )
    site.store.write_now(lambda rows: site.journal.append(rows, found, operator=""))

    verdict = scan(site, "known", "ADA").verdict
    assert verdict.details["last"] == START.isoformat()
    assert verdict.details["wait"] == "30"


def test_the_gate_of_this_station_is_kept(site, published, roll):
    plan = published("gate = a")
    roll.add("Ada", "ADA")
    assert scan(site, "nowhere", "ADA").verdict.details["gates"] == "a"

    site.write_now(stand_at, plan, "door", "b")
    assert scan(site, "at-b", "ADA").verdict.details["gates"] == "a"
    site.write_now(stand_at, plan, "door", "a")
    assert scan(site, "at-a", "ADA").verdict.outcome is Outcome.ADMIT

    site.write_now(stand_at, plan, "door", "")
    assert site.read_now(gate_here, plan, "door") == ""
    with pytest.raises(BadInputError, match=r"has no gate “c”\. Choose one of: a, b\."):
        site.write_now(stand_at, plan, "door", "c")


def test_a_gate_that_the_plan_no_longer_has_is_none(site, published):
    plan = published("gate = a")
    site.write_now(stand_at, plan, "door", "a")
    rule = plan.checkpoints["door"].model_copy(update={"gates": {"b": "Gate B"}})
    changed = plan.model_copy(update={"checkpoints": {"door": rule}})

    assert site.read_now(gate_here, changed, "door") == ""


@pytest.mark.parametrize(
    ("allow", "many"),
    [
        ("category = regular", 3),
        ("ticket = 'Early bird'", 1),
        ("vip or speaker", 2),
        ("not vip", 3),
        ("category = regular and vip", 1),
        # What may change is taken to be so.
        ("time >= 22:00 and gate = a and entries < 1 and variant = Student", 4),
    ],
)
def test_a_checkpoint_expects_those_whom_its_condition_could_let_in(
    site, published, roll, clock, allow, many
):
    plan = published(allow)
    roll.add("Ada", category="Regular")
    roll.add("Bob", category="Early bird", vip=True)
    roll.add("Cid", category="regular", payment=Payment.UNPAID)
    roll.add("Dee", category="VIP", speaker=True)

    assert site.read_now(expected, plan, "door", clock.now()) == many
    assert site.read_now(counters, plan, "door", clock.now()).expected == many


LINES = (
    *("entries < 2", "entries today < 1", "days present < 1 or present today", "outside", "vip"),
    *("minutes since last entry >= 45", "time >= 11:00", "time < 14:00", "gate = a", "paid"),
    *(
        "category = vip or entries since 10:00 < 1",
        "age >= 18",
        "variant != Student",
        "day = 2026-11-24",
    ),
    *("gate = b or minutes since first entry < 200", "not speaker or time >= 12:00"),
)


ASKING = """
[questions.shirt]
text = "Shirt?"
required = true
categories = ["vip"]

[questions.lunch]
text = "Lunch?"
every_time = true
categories = ["regular"]
"""


@pytest.mark.parametrize("seed", range(12))
def test_who_may_come_in_is_whom_a_scan_lets_in(site, published, roll, clock, seed):
    chance = random.Random(seed)
    published(*chance.sample(LINES, 2), "age >= 18 or entries < 5")
    # Half of them ask: who is let in unpaid, and questions; some of these where nobody can ask.
    unpaid = chance.choice(("admits_unpaid = true\n", "admits_unpaid = true\nkiosk = true\n", ""))
    text = site.read_now(text_of).replace("gates = { a =", f"{unpaid}gates = {{ a =")
    site.write_now(publish, text + (ASKING if seed % 2 else ""), "Maria")
    plan = site.read_now(current)
    codes = [f"CODE{number}" for number in range(10)]
    for code in codes:
        who = roll.add(f"Guest {code}", code, **_somebody(chance))
        if chance.random() < 0.1:
            site.write_now(open_case, plan, NewCase("blocked", attendee=who), "Maria")
    site.write_now(stand_at, plan, "door", chance.choice(("a", "b", "")))
    for number in range(30):
        clock.advance(minutes=chance.randrange(40))
        code, leaving = chance.choice(codes), chance.random() < 0.3
        answer = scan(site, f"{number}", code, leaving=leaving)
        if answer.verdict.asks and chance.random() < 0.8:
            answer = _answered(site, plan, answer)
        if answer.verdict.outcome is Outcome.ADMIT and chance.random() < 0.2:
            site.write_now(service.undo, plan, answer.key, "by_mistake", "Maria")

    now = clock.now()
    listed = {each.name: each for each in site.read_now(entrants, plan, "door", now, admitted=True)}
    refused = {
        each.name: each for each in site.read_now(entrants, plan, "door", now, admitted=False)
    }
    ids = [each.attendee for each in refused.values()]
    shown = {each.name: each for each in site.read_now(guests_by_id, plan, ids, "door", now)}
    for code in codes:
        answer = scan(site, f"now-{code}", code)
        name = answer.guest.name
        assert (answer.verdict.outcome is not Outcome.REFUSE) is (name in listed)
        assert answer.verdict == (listed if name in listed else refused)[name].verdict
        if name not in listed:
            assert shown[name].state in ("inside", answer.verdict.reason.value, "expected", "left")
        elif answer.verdict.outcome is Outcome.ADMIT:
            site.write_now(service.undo, plan, answer.key, "by_mistake", "Maria")
    assert listed.keys() | refused.keys() == {f"Guest {code}" for code in codes}


def _answered(site, plan, asked):
    asks = asked.verdict.asks
    attempt = service.Attempt(
        f"{asked.key}.answered",
        "door",
        site.operator,
        attendee=asked.guest.attendee,
        answers=tuple((key, "yes") for key in asks.questions),
        confirmed=asks.confirm,
        refers_to=asked.key,
    )
    answer = site.write_now(service.scan, plan, attempt)
    assert answer.verdict.outcome is Outcome.ADMIT
    return answer


def _somebody(chance: random.Random) -> dict:
    return {
        "category": chance.choice(("Regular", "Early bird", "VIP")),
        "variant": chance.choice(("", "Student")),
        "vip": chance.random() < 0.3,
        "speaker": chance.random() < 0.3,
        "extra": (("Age", str(chance.choice((12, 30)))),),
        "blocked": chance.random() < 0.1,
        "payment": chance.choice((Payment.PAID, Payment.PAID, Payment.UNPAID)),
    }


def test_several_presences_are_read_as_single_ones(site, published, roll, clock):
    plan = published("entries < 3")
    ids = [roll.add(name, name.upper()) for name in ("Ada", "Bob", "Cid")]
    for number, code in enumerate(("ADA", "BOB", "ADA")):
        clock.advance(minutes=1)
        scan(site, f"{number}", code)

    there = site.read_now(presences, plan, ids, "door")

    assert {who: len(each.entered) for who, each in there.items()} == {ids[0]: 2, ids[1]: 1}
    for attendee, each in there.items():
        assert each == site.read_now(presence, plan, attendee, "door")
