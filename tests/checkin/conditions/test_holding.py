"""Whether a condition holds: each comparison by table, all of them against a naive reading."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given

from onsite.checkin.conditions.holding import holds
from onsite.plan.conditions.calendar import NotSetError
from onsite.plan.conditions.parsing import parse
from onsite.plan.conditions.printing import text
from tests.checkin.conditions.people import ZONE, day_of, local, people, somebody
from tests.plan.conditions.trees import trees

TWICE = ("2026-11-24 09:00", "2026-11-25 01:30")
"""In the morning, and at half past one of the same day's night."""

HOLDS = [
    # What stands in the plan, at what time, with which entries before, and what else is known.
    ("entries < 3", "2026-11-24 10:00", TWICE, {}, True),
    ("entries < 2", "2026-11-24 10:00", TWICE, {}, False),
    ("entries today < 1", "2026-11-24 10:00", (), {}, True),
    ("entries today < 1", "2026-11-24 10:00", TWICE[:1], {}, False),
    ("entries today = 2", "2026-11-25 03:59", TWICE, {}, True),
    ("entries today = 0", "2026-11-25 04:00", TWICE, {}, True),
    ("entries on 2026-11-24 = 2", "2026-11-26 10:00", TWICE, {}, True),
    ("entries since 09:00 = 2", "2026-11-24 10:00", TWICE, {}, True),
    ("entries since 09:01 = 1", "2026-11-24 10:00", TWICE, {}, True),
    ("entries before 09:00 = 0", "2026-11-24 10:00", TWICE, {}, True),
    ("entries before 2026-11-25 = 2", "2026-11-25 10:00", TWICE, {}, True),
    ("entries since 2026-11-25 01:00 = 1", "2026-11-25 10:00", TWICE, {}, True),
    ("entries since ticket start = 2", "2026-11-25 10:00", TWICE, {}, True),
    ("days present < 2", "2026-11-25 10:00", TWICE, {}, True),
    ("days present < 2", "2026-11-26 10:00", (*TWICE, "2026-11-25 10:00"), {}, False),
    ("days present since 2026-11-25 = 0", "2026-11-25 10:00", TWICE, {}, True),
    ("days present before first start + 1 min = 1", "2026-11-25 10:00", TWICE, {}, True),
    ("present today", "2026-11-24 10:00", TWICE[:1], {}, True),
    ("present today", "2026-11-25 10:00", TWICE, {}, False),
    ("days present < 1 or present today", "2026-11-24 10:00", TWICE[:1], {}, True),
    ("minutes since last entry >= 180", "2026-11-24 12:00", TWICE[:1], {}, True),
    ("minutes since last entry >= 180", "2026-11-24 11:59", TWICE[:1], {}, False),
    ("minutes since last entry >= 180", "2026-11-24 10:00", (), {}, True),
    ("minutes since last entry < 180", "2026-11-24 10:00", (), {}, False),
    ("minutes since first entry > 990", "2026-11-25 01:31", TWICE, {}, True),
    ("minutes since first entry > 990", "2026-11-25 01:30", TWICE, {}, False),
    ("time >= 22:00", "2026-11-24 21:59", (), {}, False),
    ("time >= 22:00", "2026-11-24 22:00", (), {}, True),
    ("time >= 22:00", "2026-11-25 03:59", (), {}, True),
    ("time >= 22:00", "2026-11-25 04:00", (), {}, False),
    ("time < 02:00", "2026-11-24 23:00", (), {}, True),
    ("time < 02:00", "2026-11-25 01:59", (), {}, True),
    ("time < 02:00", "2026-11-25 02:00", (), {}, False),
    ("now >= admission - 10 min", "2026-11-25 07:50", (), {}, True),
    ("now >= admission - 10 min", "2026-11-25 07:49", (), {}, False),
    ("now >= first admission", "2026-11-25 04:30", (), {}, True),
    ("now < last end", "2026-11-26 17:59", (), {}, True),
    ("now < last end", "2026-11-26 18:00", (), {}, False),
    ("now <= end", "2026-11-24 18:00", (), {}, True),
    ("now > start", "2026-11-24 09:00", (), {}, False),
    ("now >= 2026-11-25", "2026-11-25 03:59", (), {}, False),
    ("now >= 2026-11-25", "2026-11-25 04:00", (), {}, True),
    ("now < 2026-11-24 10:00", "2026-11-24 10:00", (), {}, False),
    ("now >= ticket start - 30 min", "2026-11-24 09:30", (),
     {"valid_from": local("2026-11-24 10:00")}, True),
    ("now >= ticket start - 30 min", "2026-11-24 09:29", (),
     {"valid_from": local("2026-11-24 10:00")}, False),
    ("now < ticket end + 5 min", "2026-11-24 10:04", (),
     {"valid_until": local("2026-11-24 10:00")}, True),
    ("now < ticket end", "2026-11-24 10:04", (), {}, True),
    ("now > ticket end", "2026-11-24 10:04", (), {}, True),
    ("day >= 2026-11-25", "2026-11-25 03:00", (), {}, False),
    ("day = 2026-11-24", "2026-11-25 03:00", (), {}, True),
    ("day in 2026-11-25, 2026-11-26", "2026-11-26 12:00", (), {}, True),
    ("day != 2026-11-24", "2026-11-24 12:00", (), {}, False),
    ("weekday = Tue", "2026-11-25 01:00", (), {}, True),
    ("weekday not in Tue, Wed", "2026-11-26 12:00", (), {}, True),
    ("category in vip, regular", "2026-11-24 10:00", (), {}, True),
    ("category != regular", "2026-11-24 10:00", (), {}, False),
    ("category = regular", "2026-11-24 10:00", (), {"category": None}, False),
    ("category != regular", "2026-11-24 10:00", (), {"category": None}, True),
    ("ticket = 'EARLY Bird'", "2026-11-24 10:00", (), {}, True),
    ("variant = Student", "2026-11-24 10:00", (), {"variant": "student"}, True),
    ("variant = Student", "2026-11-24 10:00", (), {}, False),
    ("gate = a", "2026-11-24 10:00", (), {"gate": "a"}, True),
    ("gate = a", "2026-11-24 10:00", (), {}, False),
    ("gate not in a, b", "2026-11-24 10:00", (), {"gate": "north-2"}, True),
    ("vip", "2026-11-24 10:00", (), {"vip": True}, True),
    ("not speaker", "2026-11-24 10:00", (), {"speaker": True}, False),
    ("paid", "2026-11-24 10:00", (), {"paid": False}, False),
    ("unpaid", "2026-11-24 10:00", (), {"paid": False}, True),
    ("outside", "2026-11-24 10:00", (), {"inside": True}, False),
    ("inside", "2026-11-24 10:00", (), {"inside": True}, True),
    ("age >= 18", "2026-11-24 10:00", (), {"born": date(2008, 11, 24)}, True),
    ("age >= 18", "2026-11-24 10:00", (), {"born": date(2008, 11, 25)}, False),
    ("age >= 18", "2026-11-25 03:00", (), {"born": date(2008, 11, 25)}, False),
    ("age >= 1", "2026-11-24 10:00", (), {"born": date(2024, 2, 29)}, True),
    ("age < 18", "2026-11-24 10:00", (), {"born": 17}, True),
    ("age < 18", "2026-11-24 10:00", (), {}, False),
    ("age >= 18", "2026-11-24 10:00", (), {}, False),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "at", "came", "known", "holds_then"), HOLDS)
def test_a_comparison(condition, at, came, known, holds_then):
    assert holds(parse(condition), somebody(at, came=came, **known)) is holds_then


def test_every_kind_of_comparison_is_in_the_table():
    words = {
        re.split(r"[<>=!]| in | not | on | since | before ", case[0])[0].strip() for case in HOLDS
    }
    assert {
        *("entries", "entries today", "days present", "present today", "minutes", "time", "now"),
        *("day", "weekday", "category", "ticket", "variant", "gate", "age"),
        *("vip", "not speaker", "paid", "unpaid", "outside", "inside"),
    } <= words


def test_the_time_of_a_clock_that_was_ahead_is_not_waited_for():
    ahead = somebody("2026-11-24 10:00", came=("2026-11-24 08:00", "2026-11-26 10:00"))

    assert holds(parse("minutes since last entry >= 60"), ahead)
    assert not holds(parse("entries < 2"), ahead)


def test_a_time_that_the_plan_does_not_give_cannot_be_compared_with():
    guest = somebody()
    bare = replace(guest, calendar=replace(guest.calendar, times={}))

    with pytest.raises(NotSetError):
        holds(parse("now >= last end"), bare)


class Naive:
    """Reads a condition's text anew, word by word, in the zone's own time."""

    def __init__(self, known) -> None:
        self.known = known
        self.now = known.now.astimezone(ZONE)

    def line(self, written: str) -> bool:
        return any(self._all(part) for part in _apart(written, " or "))

    def _all(self, written: str) -> bool:
        return all(self._one(part) for part in _apart(written, " and "))

    def _one(self, written: str) -> bool:
        if written.startswith("("):
            return self.line(written[1:-1])
        return self._flag(written) if written in self._flags() else self._compared(written)

    def _flags(self):
        known = self.known
        today = known.day in [day_of(entry) for entry in known.entries]
        flags = {"vip": known.vip, "speaker": known.speaker, "present today": today}
        opposites = {f"not {name}": not value for name, value in flags.items()}
        flags |= {"paid": known.paid, "unpaid": not known.paid}
        return flags | opposites | {"inside": known.inside, "outside": not known.inside}

    def _flag(self, written: str) -> bool:
        return self._flags()[written]

    def _compared(self, written: str) -> bool:
        listed = re.fullmatch(r"(\w+) (!=|=|not in|in) (.*)", written)
        if listed and listed[1] not in ("age", "entries"):
            names = [name.strip("'").replace("''", "'") for name in listed[3].split(", ")]
            known = self._named(listed[1])
            return (known in [each.casefold() for each in names]) == (listed[2] in ("=", "in"))
        left, sign, right = re.fullmatch(r"(.*?) (<=|>=|!=|<|>|=) ([^<>=]*)", written).groups()
        pair = self._pair(left, right)
        if pair is None:
            return left in ("now", "time")  # the ticket has no such end; or no age is known
        same = pair[0] == pair[1]
        if same:
            return "=" in sign and sign != "!="
        return sign[0] == ("<" if pair[0] < pair[1] else ">") or sign == "!="

    def _named(self, subject: str) -> str:
        known = self.known
        if subject == "weekday":
            return f"{known.day:%a}".casefold()
        if subject == "day":
            return str(known.day)
        return (getattr(known, subject) or "nothing of all that").casefold()

    def _pair(self, left: str, right: str):
        known = self.known
        if left in ("now", "time"):
            at = self._moment(right)
            return None if at is None else (self.now, at)
        if left == "day":
            return str(known.day), right
        amount = self._amount(left)
        return None if amount is None else (amount, int(right))

    def _amount(self, left: str):
        entries = [entry.astimezone(ZONE) for entry in self.known.entries]
        if left == "age":
            return self.known.age
        if left.startswith("minutes"):
            past = [entry for entry in entries if entry <= self.now]
            pick = max if "last" in left else min
            return int((self.now - pick(past)).total_seconds() // 60) if past else 10**9
        counted = [entry for entry in entries if self._is_counted(left, entry)]
        return (
            len({day_of(entry) for entry in counted}) if left.startswith("days") else len(counted)
        )

    def _is_counted(self, left: str, entry: datetime) -> bool:
        words = re.fullmatch(r"(?:entries|days present)(?: (today|on|since|before))? ?(.*)", left)
        if words[1] == "today":
            return day_of(entry) == self.known.day
        if words[1] == "on":
            return str(day_of(entry)) == words[2]
        at = self._moment(words[2]) if words[1] else None
        return at is None or (entry >= at) == (words[1] == "since")

    def _moment(self, written: str) -> datetime | None:
        base, _sign, minutes = re.fullmatch(r"(.*?)(?: ([+-]) (\d+) min)?", written).groups()
        shift = timedelta(minutes=int(f"{_sign or '+'}{minutes or 0}"))
        if base in ("ticket start", "ticket end"):
            own = self.known.valid_from if base == "ticket start" else self.known.valid_until
            return own + shift if own else None
        return self._base(base) + shift

    def _base(self, base: str) -> datetime:
        day = self.known.day
        for whole, on in (("first ", date(2026, 11, 24)), ("last ", date(2026, 11, 26))):
            if base.startswith(whole):
                base, day = base.removeprefix(whole), on
        base = {"admission": "08:00", "start": "09:00", "end": "18:00"}.get(base, base)
        if re.fullmatch(r"\d\d:\d\d", base):
            on = day + timedelta(days=1) if base < "04:00" else day
            return datetime.combine(on, time.fromisoformat(base), ZONE)
        return datetime.fromisoformat(base if ":" in base else f"{base} 04:00").replace(tzinfo=ZONE)


def _apart(written: str, joint: str) -> list[str]:
    """The parts of a line between the joints that stand outside of brackets and quotes."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(written):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0 and written.startswith(joint, at) and written[:at].count("'") % 2 == 0:
            parts.append(written[start:at])
            start = at + len(joint)
    return [*parts, written[start:]]


@given(trees(most=8), people())
def test_it_agrees_with_a_naive_reading_of_the_text(condition, known):
    assert holds(condition, known) == Naive(known).line(text(condition))
