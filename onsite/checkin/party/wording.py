"""Parties and receptions in words, in the language in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.checkin import wording
from onsite.checkin.party.rules import Tally, tally
from onsite.language import _, ngettext
from onsite.ui.banner import BannerContent, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from onsite.checkin.facts import Verdict
    from onsite.checkin.party.reception import Reception
    from onsite.checkin.views import Guest
    from onsite.plan.model import Plan

_CARDS = 2
"""So many of a group are called for on its banner; the others are told in F4."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of one of a group."""

    guest: Guest
    verdict: Verdict | None
    """None where it was not saved."""

    @property
    def through(self) -> bool:
        """Whether they came in, or left."""
        return self.verdict is not None and self.verdict.outcome.value == "admit"


def card(guest: Guest) -> tuple[str, ...]:
    """The call card of a VIP or a speaker: whom to call, where they sit; empty for others."""
    return card_of(guest.reception, vip=guest.vip)


def card_of(received: Reception | None, *, vip: bool) -> tuple[str, ...]:
    """The call card of whom is received so; empty where nobody is called and no place is said."""
    if received is None or not (received.liaison or received.phone or received.room):
        return ()
    who = _("VIP") if vip else _("SPEAKER")
    if received.level:
        who = f"{who} {received.level}"
    called = ", ".join(filter(None, (received.liaison, received.phone)))
    first = _("{who} – call {liaison}").format(who=who, liaison=called) if called else who
    return tuple(filter(None, (first, _place(received))))


def about(guest: Guest) -> tuple[str, ...]:
    """All that is known of a reception, a line each."""
    received = guest.reception
    if received is None:
        return ()
    likes = received.preferences
    wishes = _("Preferences: {text}").format(text=likes) if likes else ""
    level = _("Level: {text}").format(text=received.level) if received.level else ""
    called = card(guest)
    return tuple(filter(None, (*(called or (level,)), wishes)))


def title(guest: Guest, party: Sequence[Guest]) -> str:
    """What the list of a party is headed with."""
    name = guest.order or wording.name_of(guest)
    many = len(party)
    people = ngettext("{n} person", "{n} people", many).format(n=many)
    return _("{whose}: {people} – {standing}").format(
        whose=name, people=people, standing=standing(tally(party))
    )


def standing(told: Tally) -> str:
    """A tally in a few words."""
    parts = (
        (told.inside, _("{n} in")),
        (told.coming, _("{n} not yet")),
        (told.stopped, _("{n} cannot come in")),
    )
    return _(", ").join(text.format(n=many) for many, text in parts if many)


def under_way(done: int, all_of_them: int) -> BannerContent:
    """A group is being recorded; the banner of any scan comes before this one."""
    counted = _("{done} of {many}").format(done=done, many=all_of_them)
    return BannerContent(word=counted, sentence=_("The group is being recorded. Scans come first."))


def done(
    passed: Sequence[Passed], plan: Plan, now: datetime, names: Mapping[str, str], *, leaving: bool
) -> BannerContent:
    """What became of a group: how many came in, and by name who did not."""
    through = [each for each in passed if each.through]
    cards = [line for each in through if not leaving for line in card(each.guest)[:1]]
    return BannerContent(
        outcome_of(passed, leaving=leaving),
        _("{done} of {many}").format(done=len(through), many=len(passed)),
        summary(passed, leaving=leaving),
        lines=tuple(_why(each, plan, now, names) for each in passed if not each.through),
        card=tuple(cards[:_CARDS]),
    )


def outcome_of(passed: Sequence[Passed], *, leaving: bool) -> Outcome:
    """The banner's colour and shape, and the sound: as an admission only where all came in."""
    through = sum(each.through for each in passed)
    if through < len(passed):
        return "ask" if through else "refuse"
    return "exit" if leaving else "admit"


def summary(passed: Sequence[Passed], *, leaving: bool) -> str:
    """How many came in, and who did not, in one sentence."""
    through, many = sum(each.through for each in passed), len(passed)
    if leaving:
        said = ngettext(
            "{done} of {many} person has left.", "{done} of {many} people have left.", many
        )
    else:
        said = ngettext(
            "{done} of {many} person came in.", "{done} of {many} people came in.", many
        )
    counted = said.format(done=through, many=many)
    kept = _(", ").join(wording.name_of(each.guest) for each in passed if not each.through)
    left = _("Not: {names}.").format(names=kept)
    return f"{counted} {left}" if kept else counted


def _why(each: Passed, plan: Plan, now: datetime, names: Mapping[str, str]) -> str:
    name = wording.name_of(each.guest)
    if each.verdict is None:
        return _("✗ {name}: not saved").format(name=name)
    title = wording.title(each.verdict)
    sentence = wording.sentence(each.verdict, plan, now, names)
    return " – ".join(filter(None, (f"✗ {name}: {title}", sentence)))


def _place(received: Reception) -> str:
    labelled = ((_("Seat: {text}"), received.seat), (_("Room: {text}"), received.room))
    return " · ".join(label.format(text=text) for label, text in labelled if text)
