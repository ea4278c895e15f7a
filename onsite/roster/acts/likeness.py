"""Who on the roster may be the person that stands at the desk: asked before anyone is added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.roster.acts.aliases import standing_for
from onsite.roster.folding import document, key, terms, words
from onsite.roster.search import search
from onsite.roster.service import attendee as attendee_of

if TYPE_CHECKING:
    from typing import Literal

    from sqlalchemy import Connection

    from onsite.roster.service import Attendee

    Why = Literal["email", "name", "similar"]

_LOOKED_AT = 20
_SHOWN = 5
_SHORTEST = 2
"""Words of a name that say who somebody is; one may be anybody's."""
_LONG = 6
"""Letters of a name in pinyin that say who somebody is."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody who may be the same."""

    attendee: str
    name: str
    company: str
    category: str
    why: Why
    """What is the same: the address, the name in any script or order, or nearly the name."""
    withdrawn: bool = False


def alike(rows: Connection, name: str, email: str = "", but: str = "") -> list[Alike]:
    """Those whom a new guest may be already, the surest first.

    Args:
        rows: the open transaction.
        name: as it was typed, in any script; 王小明 is found as Wang Xiaoming and the other way.
        email: may be empty.
        but: an attendee who is left out.
    """
    found: dict[str, Alike] = {}
    own = standing_for(rows, but) if but else ""
    for why, texts in (("email", _addresses(email)), ("name", _spellings(name))):
        for text in texts:
            for hit in search(rows, text, _LOOKED_AT):
                person = attendee_of(rows, hit.attendee)
                if person is None or hit.attendee in found or hit.attendee == own:
                    continue
                whole = hit.exact and text != _shorter(name)
                reason = _reason(person, name, email, exact=whole)
                if reason is not None and (reason == "email" or why == "name"):
                    found[hit.attendee] = _alike(person, reason)
    order = ("email", "name", "similar")
    return sorted(found.values(), key=lambda each: order.index(each.why))[:_SHOWN]


def _addresses(email: str) -> list[str]:
    return [email.strip()] if "@" in email else []


def _spellings(name: str) -> list[str]:
    """The name as it may stand on a list: as it is, and a Chinese one in Latin letters."""
    pinyin = document(name=name, given="", family="", others=())["pinyin"].split()
    latin = [f"{whole[:cut]} {whole[cut:]}" for whole in pinyin[:1] for cut in _cuts(name)]
    texts = dict.fromkeys((name, _shorter(name), *latin))
    return [text for text in texts if terms(text)]


def _shorter(name: str) -> str:
    """The first words of a name that has more; empty for another."""
    parts = name.split()
    return " ".join(parts[:_SHORTEST]) if len(parts) > _SHORTEST else ""


def _cuts(name: str) -> list[int]:
    """Where the family name may end in the pinyin of a Chinese name."""
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(name, errors="ignore")
    return [sum(map(len, syllables[:size])) for size in (1, 2) if len(syllables) > size]


def _reason(person: Attendee, name: str, email: str, *, exact: bool) -> Why | None:
    record = person.record
    if email.strip() and record.email.casefold() == email.strip().casefold():
        return "email"
    if _forms(record.name) & _forms(name):
        return "name"
    near = len(words(record.name)) >= _SHORTEST and len(words(name)) >= _SHORTEST
    alike = exact or _is_near(record.name, name) or _is_longer(record.name, name)
    return "similar" if near and alike else None


def _forms(name: str) -> set[str]:
    """What the same person's name has in common, however it is written and ordered."""
    typed = document(name=name, given="", family="", others=())
    turned = {key(sorted(words(name))), *typed["pinyin"].split()[:1]}
    joined = "".join(words(name))
    turned.update((joined, "".join(reversed(words(name)))))
    return {form for form in turned if form}


def _is_near(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    here, there = (key(sorted(words(each))) for each in (one, other))
    return OSA.distance(here, there, score_cutoff=2) <= 2  # noqa: PLR2004 - two letters


def _is_longer(one: str, other: str) -> bool:
    """Whether one of the names is the other with more words: Jr, a second family name."""
    here, there = set(words(one)), set(words(other))
    if here < there or there < here:
        return True
    pairs = ((each, whole) for each in _forms(one) for whole in _forms(other))
    return any(
        min(len(each), len(whole)) >= _LONG and (whole.startswith(each) or each.startswith(whole))
        for each, whole in pairs
    )


def _alike(person: Attendee, why: Why) -> Alike:
    record = person.record
    return Alike(
        person.attendee, record.name, record.company, record.category, why, person.withdrawn
    )
