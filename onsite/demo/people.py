"""Eight hundred invented people, the same ones every time."""

from __future__ import annotations

import random
import tomllib
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from onsite.bundled import bundled
from onsite.roster.facts import Payment, Record, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.demo.days import Days

MANY = 800
SEED = 20300514
SOURCE = "demo"
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I, O: whoever types a code by hand mistakes them."""

_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ß": "ss", "Þ": "Th", "þ": "th", "ð": "d"})
"""Latin letters that no decomposition makes plain."""

_SHARES = {
    "Attendee": 470,
    "Student": 96,
    "Speaker": 44,
    "VIP": 24,
    "Press": 28,
    "Staff": 38,
    "Day 1 only": 52,
    "Day 2 only": 48,
}
_PARTY_SIZES = (1, 1, 1, 1, 2, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo."""

    record: Record
    latin: str
    """The name in Latin letters, for the badge."""
    inside: bool = False
    """Came in before the demo begins."""
    withdrawn: bool = False
    attendee: str = ""
    """The id, once the person has a place on the list."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who comes to the desk in the video."""

    code: str
    name: str
    """As printed: in Latin letters."""
    company: str
    category: str
    event: str
    shows: str
    """`light phone`, `dark phone`, `badge` or `paper`."""
    answer: str
    """The reason (`checkin.facts.Reason`) that the main door is to give."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody of the demo."""

    people: tuple[Person, ...]
    guests: tuple[Guest, ...]
    """In the order in which they come to the desk."""


def crowd(days: Days) -> Crowd:
    """Everybody of the demo; the same every time, but for the days.

    Args:
        days: when it takes place; some tickets are only good for a part of it.
    """
    dice = random.Random(SEED)  # noqa: S311 - people are invented, nothing is secret
    cast, coming = _cast(dice)
    people = [*cast, *_strangers(dice, MANY - len(cast), days)]
    numbered = (
        replace(person, attendee=f"{SOURCE}{number:03}")
        for number, person in enumerate(people, start=1)
    )
    return Crowd(tuple(numbered), coming)


def guests() -> tuple[Guest, ...]:
    """Those who come to the desk in the video, in their order."""
    dice = random.Random(SEED)  # noqa: S311 - as in `crowd`, so that the codes are the same
    return _cast(dice)[1]


def _cast(dice: random.Random) -> tuple[list[Person], tuple[Guest, ...]]:
    people: list[Person] = []
    coming = []
    for listed in _data("cast")["guests"]:
        latin = listed.get("latin", listed["name"])
        code = _code(dice)
        coming.append(_guest(listed, latin, code))
        if listed.get("stranger"):
            continue
        people.append(_of_cast(listed, latin, code, order := _order(dice)))
        for other in listed.get("party", ()):
            people.append(_beside(people[-1], other, (_code(dice),), order))
        if "twin" in listed:
            people.append(_beside(people[-1], listed["twin"], (code,), _order(dice)))
    return people, tuple(coming)


def _guest(listed: dict[str, Any], latin: str, code: str) -> Guest:
    return Guest(
        code=code,
        name=latin,
        company=listed["company"],
        category=listed["category"],
        event=listed.get("event", ""),
        shows=listed["shows"],
        answer=listed["answer"],
    )


def _of_cast(listed: dict[str, Any], latin: str, code: str, order: str) -> Person:
    record = Record(
        name=listed["name"],
        company=listed["company"],
        position=listed.get("position", ""),
        email=_email(latin),
        category=listed["category"],
        order=order,
        status=Status(listed.get("status", "valid")),
        payment=Payment(listed.get("payment", "paid")),
        vip=listed.get("vip", False),
        speaker=listed.get("speaker", False),
        diet=listed.get("diet", ""),
        notes=listed.get("notes", ""),
        extra=_extra(listed["name"], latin),
        codes=(code,),
    )
    return Person(record, latin, inside=listed.get("inside", False))


def _beside(person: Person, name: str, codes: tuple[str, ...], order: str) -> Person:
    """Somebody of the same company, otherwise with an ordinary ticket."""
    kept = {"company": person.record.company, "category": person.record.category}
    record = Record(name=name, email=_email(name), order=order, codes=codes, **kept)
    return Person(record, name)


def _strangers(dice: random.Random, many: int, days: Days) -> list[Person]:
    categories = [name for name, share in _SHARES.items() for _each in range(share)]
    dice.shuffle(categories)
    parties = _parties(dice)
    people = [_stranger(dice, categories[number], next(parties)) for number in range(many)]
    return _with_troubles(dice, people, days)


@dataclass(slots=True)
class _Party:
    order: str
    company: str
    country: str
    left: int = field(default=1)


def _parties(dice: random.Random) -> Iterator[_Party]:
    countries = list(_data("names"))
    companies = _data("places")["companies"]
    while True:
        party = _Party(_order(dice), dice.choice(companies), dice.choice(countries))
        for _member in range(dice.choice(_PARTY_SIZES)):
            yield party


def _stranger(dice: random.Random, category: str, party: _Party) -> Person:
    name, latin = _name(dice, party.country)
    places = _data("places")
    company = {
        "Student": dice.choice(places["universities"]),
        "Press": dice.choice(places["newspapers"]),
        "Staff": "Harbour Summit",
    }.get(category, party.company)
    record = Record(
        name=name,
        company=company,
        position="" if category == "Student" else dice.choice(places["positions"]),
        email=_email(latin, dice.randrange(2, 99)),
        category=category,
        order=party.order,
        vip=category == "VIP",
        speaker=category == "Speaker",
        diet=dice.choice(places["diets"]) if dice.random() < 0.2 else "",  # noqa: PLR2004 - one in five
        notes=dice.choice(places["notes"]) if dice.random() < 0.04 else "",  # noqa: PLR2004 - one in 25
        country=_data("names")[party.country]["country"],
        extra=_extra(name, latin),
        codes=(_code(dice),),
    )
    return Person(record, latin)


def _with_troubles(dice: random.Random, people: list[Person], days: Days) -> list[Person]:
    """Some have not paid, have cancelled, come later; of the rest, some are inside already."""
    noon = days.at(days.first, 12)
    evening = days.at(days.first, 18)
    turns: list[tuple[int, dict[str, Any]]] = [
        (36, {"payment": Payment.UNPAID}),
        (22, {"status": Status.CANCELLED}),
        (14, {"status": Status.PENDING}),
        (4, {"blocked": True, "notes": "Send to the problem desk"}),
        (6, {"valid_from": days.at(days.second, 8), "notes": "Ticket for tomorrow only"}),
        (5, {"valid_from": evening, "notes": "Evening ticket"}),
        (3, {"valid_from": noon - timedelta(days=7), "valid_until": days.begins}),
        (12, {"attention": True, "notes": "Check the name: the ticket was passed on"}),
    ]
    order = dice.sample(range(len(people)), len(people))
    changed = list(people)
    for many, change in turns:
        for place in order[:many]:
            changed[place] = _changed(changed[place], change)
        order = order[many:]
    for place in order[:9]:
        changed[place] = replace(changed[place], withdrawn=True)
    first_day = [place for place in order[9:] if people[place].record.category != "Day 2 only"]
    for place in first_day[:207]:
        changed[place] = replace(changed[place], inside=True)
    return _twins(changed, order[-2:])


def _changed(person: Person, change: dict[str, Any]) -> Person:
    return replace(person, record=person.record.model_copy(update=change))


def _twins(people: list[Person], pair: list[int]) -> list[Person]:
    """Two people whose list gave them the same code."""
    one, other = pair
    people[other] = _changed(people[other], {"codes": people[one].record.codes})
    return people


def _name(dice: random.Random, country: str) -> tuple[str, str]:
    """A name as its owner writes it, and in Latin letters."""
    names = _data("names")[country]
    given, given_latin = _spelled(dice.choice(names["given"].split()))
    family, family_latin = _spelled(dice.choice(names["family"].split()))
    written = {
        "family": f"{family} {given}",
        "joined": f"{family}{given}",
    }.get(names.get("order", ""), f"{given} {family}")
    if (given, family) == (given_latin, family_latin):
        return written, written
    return written, f"{given_latin} {family_latin}"


def _spelled(name: str) -> tuple[str, str]:
    written, _equals, latin = name.partition("=")
    return written, latin or written


def _extra(name: str, latin: str) -> tuple[tuple[str, str], ...]:
    return (("Name in Latin letters", latin),) if not _is_latin(name) else ()


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(char, "").startswith("LATIN") for char in name if char.isalpha())


def _email(latin: str, number: int | None = None) -> str:
    """An address under a domain that RFC 2606 keeps free of real ones."""
    plain = (
        unicodedata.normalize("NFKD", latin.translate(_PLAIN))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    local = ".".join("".join(filter(str.isalnum, part)) for part in plain.split()) or "guest"
    return f"{local}{number or ''}@example.org"


def _code(dice: random.Random) -> str:
    drawn = "".join(dice.choices(_ALPHABET, k=10))
    return f"HS-{drawn[:5]}-{drawn[5:]}"


def _order(dice: random.Random) -> str:
    return "".join(dice.choices(_ALPHABET, k=5))


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(bundled(f"db/demo/{name}.toml").read_text(encoding="utf-8"))
