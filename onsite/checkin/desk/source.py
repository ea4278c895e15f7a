"""What the desk asks of the store. Everything heavy is imported where it is first used."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from onsite.checkin.views import Beside, Counters, Found, Fresh, Guest
from onsite.staff.rules import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from onsite.checkin.asking.overruling import Overruling
    from onsite.checkin.desk.hand_codes import HandCodes, Made
    from onsite.checkin.desk.queue import Ask
    from onsite.checkin.views import Answer, Conflict, HistoryLine, LoggedScan
    from onsite.checkin.voiding.admissions import AfterVoid
    from onsite.plan.model import Plan
    from onsite.scanner.hand.heard import Heard
    from onsite.scanner.settings import HandSettings
    from onsite.wiring import Site
    from onsite.zones.levels.stopping import Stop

_ACTS = ("onsite.checkin.service", "onsite.roster.search", "onsite.plan.service")
HITS = 50


@dataclass(frozen=True, slots=True)
class Figures:
    """What is shown beside the verdict."""

    counters: Counters
    scans: Sequence[LoggedScan]
    on_list: bool
    """Whether anybody can come in: there is a list, or codes tell by themselves who may."""
    conflicts: Sequence[Conflict] = ()
    """Newest first."""
    desk: str = ""
    """The id of the desk that this station is; empty where it was not said."""
    stop: Stop | None = None
    """Why nobody else may go in here; None where people may."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """An attendee with everything that happened."""

    guest: Guest
    party: Sequence[Guest]
    lines: Sequence[HistoryLine]
    conflicts: Sequence[Conflict] = ()
    """Newest first, at every checkpoint."""
    answers: tuple[tuple[str, str], ...] = ()
    """What they have answered at desks: the ids of questions, and the answers."""
    voids: Sequence[AfterVoid] = ()
    """Newest first: admissions of a ticket that was good no longer."""
    on_site: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """Where what was done on site stands over the list: what the list says, and what holds."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was typed may mean these: the operator must choose."""

    text: str
    found: Sequence[Found]


class DeskSource:
    """The desk's questions and acts, each awaited without holding up the screen."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.limits = Limits()
        """What the operator may not do, as of the last search."""
        self.hand: HandCodes
        """Set once it is ready."""

    async def ready(self) -> None:
        """Import what the acts need, off the screen's own thread."""
        for name in (*_ACTS, "onsite.checkin.desk.hand_codes"):
            await asyncio.to_thread(import_module, name)
        await self.tune()

    async def tune(self) -> HandSettings:
        """Read how this laptop's hand scanners send, and go by it from now on."""
        from onsite.checkin.desk.hand_codes import HandCodes
        from onsite.scanner.settings import load

        settings = (await asyncio.to_thread(load, self.site.data)).hand
        if not hasattr(self, "hand") or self.hand.settings != settings:
            self.hand = HandCodes(settings)
        return settings

    def now(self) -> datetime:
        """The station's time, aware, in UTC."""
        return self.site.clock.now()

    async def plan(self) -> Plan | None:
        """The plan in force, or None where none was published."""
        from onsite.plan.service import current

        return await self.site.read(current)

    async def answer(self, plan: Plan, ask: Ask) -> Answer | Hits | Fresh:
        """Answer and record an attempt; when an answer returns, it is on disk.

        A badge that was just printed here is no attempt: its scan hands it over. What was typed
        is one only where it is somebody's code, or means one person.

        Raises:
            OnsiteError: nothing was recorded; with the sentence for the user.
        """
        from onsite.checkin.badges.printing import fresh_of

        fresh = await fresh_of(self.site, plan, ask)
        if fresh is not None:
            return fresh
        if not ask.typed:
            return await self._scan(plan, ask)
        if await self._is_code(plan, ask.typed):
            return await self._scan(plan, replace(ask, code=ask.typed, attendee=""))
        if ask.attendee:
            return await self._scan(plan, ask)
        found = await self.search(plan, ask.typed, ask.checkpoint)
        if len(found) == 1 and found[0].exact:
            return await self._scan(plan, replace(ask, attendee=found[0].guest.attendee))
        return Hits(ask.typed, found)

    async def make_of(self, plan: Plan, ask: Ask, heard: Heard) -> Made:
        """Whose code a hand scanner has sent; nothing is recorded."""
        from onsite.checkin.roll import guests_by_id

        made = await self.site.read(self.hand.make, heard)
        if not made.whom:
            return made if made.reading is not None else await self._proven(plan, heard, made)
        whom = await self.site.read(guests_by_id, plan, made.whom, ask.checkpoint, self.now())
        return replace(made, guests=tuple(sorted(whom, key=lambda guest: guest.name)))

    async def _is_code(self, plan: Plan, text: str) -> bool:
        from onsite.checkin.desk.codes import is_code

        return await self.site.read(is_code, plan, self.site.journal.signer, text)

    async def _proven(self, plan: Plan, heard: Heard, made: Made) -> Made:
        """The same, of a text that is nobody's ticket: a badge, or signed by the shop."""
        from onsite.checkin.badge_codes.hand import badge_code, is_cut
        from onsite.checkin.desk.hand_codes import Made
        from onsite.checkin.signed.hand import signed_code
        from onsite.scanner.hand.advice import About, Advice

        settings, signer = self.hand.settings, self.site.journal.signer
        code = await self.site.read(badge_code, signer, heard, settings)
        code = code or signed_code(plan, heard, settings)
        if code:
            return Made(code)
        return Made(advice=Advice(About.LOST)) if is_cut(made.code) else made

    async def _scan(self, plan: Plan, ask: Ask) -> Answer:
        from onsite.checkin.facts import Direction
        from onsite.checkin.queue.desks import placed
        from onsite.checkin.service import Attempt, scan

        direction = Direction(ask.direction)
        attempt = Attempt(
            ask.key,
            ask.checkpoint,
            self.site.operator,
            direction,
            ask.code,
            ask.attendee,
            ask.answers,
            ask.confirmed,
            ask.refers_to,
            by_hand=bool(ask.typed),
        )
        return await placed(self.site, plan, await self.site.write(scan, plan, attempt))

    async def overrule(self, plan: Plan, asked: Overruling) -> Answer:
        """Put a refusal aside, once somebody who may has given their PIN.

        Raises:
            OnsiteError: nobody was let in; with the sentence for the user.
        """
        from onsite.checkin.service import overrule

        return await self.site.write(overrule, plan, asked, self.site.operator)

    async def undo(self, plan: Plan, key: str, why: str) -> Answer:
        """Take a passage back.

        Raises:
            OnsiteError: nothing was taken back; with the sentence for the user.
        """
        from onsite.checkin.service import undo

        return await self.site.write(undo, plan, key, why, self.site.operator)

    async def search(self, plan: Plan, text: str, checkpoint: str) -> list[Found]:
        """Who may be meant, best first."""
        found, self.limits = await self.site.read(
            _found, plan, text, checkpoint, self.now(), self.site.operator
        )
        return found

    async def party(self, plan: Plan, attendee: str, checkpoint: str) -> tuple[Guest, ...]:
        """The others who come with the attendee: of the booking, and whom they lead."""
        together = await self.members(plan, attendee, checkpoint)
        return tuple(each for each in together if each.attendee != attendee)

    async def members(self, plan: Plan, attendee: str, checkpoint: str) -> tuple[Guest, ...]:
        """Everybody who comes with the attendee, and they themselves among them."""
        from onsite.checkin.party.members import members

        return await self.site.read(members, plan, attendee, checkpoint, self.now())

    async def beside(
        self, plan: Plan, taken: str, others: Sequence[str], checkpoint: str
    ) -> list[Beside]:
        """Whose the other codes in view are; those that nobody has are left out."""
        from onsite.checkin.desk.codes import beside

        signer, now = self.site.journal.signer, self.now()
        return await self.site.read(beside, plan, signer, (taken, *others), checkpoint, now)

    async def figures(self, plan: Plan, checkpoint: str) -> Figures:
        """The counters and the last scans of a checkpoint."""
        from onsite.checkin.desk.counted import figures
        from onsite.zones.preparing import prepare

        if plan.checkpoints[checkpoint].zone is not None:
            # Who is in there takes long to read at first: in pieces, no scan waits for all of it.
            await prepare(self.site)
        return await self.site.read(figures, plan, checkpoint, self.now())

    async def dossier(self, plan: Plan, attendee: str, checkpoint: str) -> Dossier | None:
        """Everything about an attendee, or None where there is no such attendee."""
        who = self.site.operator
        return await self.site.read(_dossier, plan, attendee, checkpoint, self.now(), who)

    async def last_admission(self, checkpoint: str) -> str | None:
        """The key of this station's last passage there that was not taken back."""
        from onsite.checkin.service import last_admission

        return await self.site.read(last_admission, self.site.journal.station, checkpoint)


def _found(
    rows: Any, plan: Plan, text: str, checkpoint: str, now: datetime, operator: str
) -> tuple[list[Found], Limits]:
    from onsite.checkin.badge_codes.typed_ids import of_badge
    from onsite.checkin.roll import guests_by_id
    from onsite.roster.search import search
    from onsite.staff.rules import is_too_short
    from onsite.staff.service import limits

    may = limits(rows, plan, operator)
    if is_too_short(text, may):
        return [], may
    exact = of_badge(rows, text) or {hit.attendee: hit.exact for hit in search(rows, text, HITS)}
    guests = guests_by_id(rows, plan, list(exact), checkpoint, now)
    return [Found(_shown(guest, may), exact.get(guest.attendee, True)) for guest in guests], may


def _shown(guest: Guest, may: Limits) -> Guest:
    """What the operator may see of a guest."""
    return guest if may.sees_contact else replace(guest, email="")


def _dossier(
    rows: Any, plan: Plan, attendee: str, checkpoint: str, now: datetime, operator: str
) -> Dossier | None:
    from onsite.checkin.asking.answered import given
    from onsite.checkin.checkout.history import with_check_outs
    from onsite.checkin.history import history, without_contact
    from onsite.checkin.roll import conflicts, guests_by_id, party
    from onsite.checkin.voiding.admissions import after_void
    from onsite.roster.acts.reading import done_on_site
    from onsite.staff.service import limits

    found = guests_by_id(rows, plan, [attendee], checkpoint, now)
    if not found:
        return None
    others = party(rows, plan, attendee, checkpoint, now)
    twice = conflicts(rows, attendee=attendee)
    answers = given(rows, [attendee]).get(attendee, ())
    told = with_check_outs(history(rows, attendee), plan, now)
    late = after_void(rows, attendee=attendee)
    may = limits(rows, plan, operator)
    told = told if may.sees_contact else [without_contact(line) for line in told]
    guest = _shown(found[0], may)
    return Dossier(guest, others, told, twice, answers, late, done_on_site(rows, guest.attendee))
