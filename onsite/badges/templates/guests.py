"""Made-up guests on whom a design is tried: one for each way in which its conditions can turn out.

Of each there are several, as a design may only go wrong with a long name, or one of many marks.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onsite.badges.templates import columns, conditions, fields
from onsite.badges.templates.holder import Holder
from onsite.badges.templates.model import flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onsite.badges.templates.model import Layer, Template

PORTRAIT = "portrait.jpg"
"""The file of a portrait that there is not."""
_CODES = {"mac": "B1X" + "SAMPLE" * 4 + "00", "ed25519": "B2X" + "SAMPLE" * 18 + "SAMPL"}
"""As long as real ones; a ticket's own code may be of any length, and is taken for a short one."""
NAMES = (
    "Maximiliane-Alexandra von Hohenstein-Oberndorfer",
    "Bo Li",
    "WOLFGANG AMADEUS MAXIMILIAN VON UND ZU HOHENSTEIN-SCHILLINGSBERG",
    "ศิริพร ผู้ใหญ่ปู่ย่า ประเสริฐวัฒนานนท์",
    "欧阳思远上官婉儿司马相如诸葛孔明",
)
_LONG = "Institute for Applied Information Technology, Automation and the Fine Arts of the North"
_SHORT = "Kai 7"
_CERTAIN = ("name", "code", "typed", "event")
"""Fields that every badge has."""
_MOST = 512
"""Ways in which conditions turn out that are looked at; who has more has no badge but a puzzle."""
_KINDS = 24


def guests(template: Template, scheme: str) -> list[Holder]:
    """One of each kind that is shown other layers; who is everything and has everything is first.

    Args:
        template: whose conditions count.
        scheme: how badges are coded, as in `[badges]` of the plan.
    """
    layers = list(flat((*template.layers, *template.back)))
    base = replace(_BASE, code=_CODES.get(scheme, _CODES["mac"]), extra=_columns(layers, _LONG))
    found: dict[tuple[bool, ...], Holder] = {}
    asked = _asked(layers)
    for answers in islice(product(*asked.values()), _MOST):
        guest = _answering(base, dict(zip(asked, answers, strict=True)))
        found.setdefault(tuple(conditions.shows(each.when, guest) for each in layers), guest)
    return list(found.values())[:_KINDS]


def alike(guest: Holder) -> Iterator[Holder]:
    """Guests of the same kind with other names, some of whom have long words, and some short."""
    for number, name in enumerate(NAMES):
        if number % 2:
            company, position = guest.company and _SHORT, guest.position and _SHORT
            yield replace(guest, name=name, company=company, position=position)
        else:
            yield replace(guest, name=name)


_BASE = Holder(
    attendee="sample",
    name=NAMES[0],
    given="Maximiliane-Alexandra",
    family="von Hohenstein-Oberndorfer",
    company=_LONG,
    position="Deputy head of the department for questions that nobody else answers",
    country="Netherlands",
    category="sample",
    category_name="Speakers and hosts",
    category_number=0,
    pronouns="she/her",
    speaker=True,
    vip=True,
    typed="SAMP-LEBA-DGE0",
    photo=Path(PORTRAIT),
    event="The conference, 2026",
)


def _asked(layers: list[Layer]) -> dict[str, tuple[Any, ...]]:
    """What the conditions ask for, and every answer that makes a difference to one of them."""
    found: dict[str, dict[Any, None]] = {}
    parts = [conditions.parse(each.when) for each in layers if each.when.strip()]
    while parts:
        match parts.pop():
            case conditions.Known(what) if what not in _CERTAIN:
                found.setdefault(what, {})[True] = None
            case conditions.OneOf(what, values):
                found.setdefault(what, {}).update(dict.fromkeys(values))
            case conditions.Not(part):
                parts.append(part)
            case conditions.All(many) | conditions.AnyOf(many):
                parts += many
            case _:
                pass
    return {
        what: (True, *(each for each in said if each is not True), False)
        for what, said in found.items()
    }


def _answering(guest: Holder, answers: Mapping[str, Any]) -> Holder:
    """The guest with other values: a text, nothing at all, or what they are anyway."""
    said: dict[str, Any] = {}
    extra = dict(guest.extra)
    for what, answer in answers.items():
        if answer is True:
            continue
        if what.startswith(f"{fields.EXTRA} "):
            extra[what.removeprefix(f"{fields.EXTRA} ").strip()] = answer or ""
        elif what == "category":
            said |= {"category": answer or "", "category_name": answer.title() if answer else ""}
        elif what in ("speaker", "vip"):
            said[what] = False
        elif what == "photo":
            said[what] = None
        else:
            said[what] = answer or ""
    return replace(guest, **said, extra=extra)


def _columns(layers: list[Layer], text: str) -> dict[str, str]:
    """Something in every column of the list that the design names."""
    prefix = f"{fields.EXTRA} "
    return {
        each.removeprefix(prefix).strip(): text
        for each in columns.named(layers)
        if each.startswith(prefix)
    }
