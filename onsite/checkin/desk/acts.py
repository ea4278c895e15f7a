"""What the operator can do at the desk besides scanning: the keys and what stands behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.conflicts import words as conflict_words
from onsite.checkin.desk import kept as desk_kept
from onsite.checkin.desk import words as desk_words
from onsite.checkin.desk.choices import Choice, Choices
from onsite.checkin.desk.line import ScanLine
from onsite.checkin.desk.over import DeskOver
from onsite.language import _
from onsite.ui.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.checkin.views import Answer, Conflict, Found


class DeskActs(DeskOver):
    """The acts of the desk screen; its widgets and what they show are in `screen`."""

    def __init__(self) -> None:
        super().__init__()
        self.offer = Choice()
        """Whom to choose from while nothing is typed."""

    @property
    def line(self) -> ScanLine:
        """The scan line."""
        return self.query_one("#line", ScanLine)

    @property
    def choices(self) -> Choices:
        """The people below the banner."""
        return self.query_one("#choices", Choices)

    def draft(self) -> dict[str, str]:
        """Where the desk stands, which way it faces; not what was typed, which is personal."""
        return {"checkpoint": self.work.checkpoint, "direction": self.work.direction}

    def restore(self, draft: dict[str, str]) -> None:
        """Stand where the desk stood."""
        self.work.checkpoint = draft.get("checkpoint", "")
        if draft.get("direction") in ("entry", "exit"):
            self.work.direction = draft["direction"]

    def redraw(self) -> None:
        """The banner again."""
        plan, figures = self.work.plan, self.work.figures
        if self.shown is not None and plan is not None:
            content = self.shown(plan)
        else:
            content = desk_words.idle(
                opened=self.work.source is not None,
                planned=plan is not None,
                listed=figures is None or figures.on_list,
                leaving=self.work.leaving,
            )
        self.query_one(Banner).show(content)
        self.tell_above(content)

    def show_offer(self) -> None:
        """Whom the last answer offers; while a search is open, only who must be chosen from."""
        searching = bool(self.line.value.strip()) and self.offer.why != "candidates"
        if searching or self.work.plan is None:
            return
        self.remove_class("-searching")
        self.choices.show(self.offer, self.work.plan, self.onsite.clock.now())

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """News from another desk; it waits for nobody."""
        plan, source = self.work.plan, self.work.source
        if plan is None or source is None:
            return
        now, here = self.onsite.clock.now(), source.site.journal.station
        for said in conflict_words.news(conflicts, plan, now, here, self.work.names):
            self.notify(said, severity="warning", timeout=60, markup=False)

    def show_nobody(self) -> None:
        """Offer nobody to choose from."""
        self.offer = Choice()
        self.show_offer()

    def show_found(self, text: str, found: Sequence[Found]) -> None:
        """Whom a search has found."""
        if self.work.plan is None:
            return
        self.add_class("-searching")
        guests = tuple(hit.guest for hit in found)
        guessed = bool(found) and not any(hit.exact for hit in found)
        few = self.work.letters_missing(text)
        choice = Choice("search", guests, text, guessed, few, self.work.leaving)
        self.choices.show(choice, self.work.plan, self.onsite.clock.now())

    async def search(self, text: str) -> None:
        """Look for what is typed, and show it if it still is."""
        found = await self.work.search(text)
        if self.line.value.strip() == text:
            self.show_found(text, found)

    def search_again(self) -> None:
        """Show the people who are searched for as they are now."""
        text = self.line.value.strip()
        if text and self.choices.choice.why == "search":
            self.run_worker(self.search(text), group="search", exclusive=True)

    def on_unlocked(self) -> None:
        self.run_worker(self._show_kept(), group="kept")

    async def _show_kept(self) -> None:
        """Offer those who were scanned while the desk was locked."""
        kept = await self.work.whose_kept()
        if kept is None:
            return
        self.shown, self.answer = (lambda _plan: desk_kept.said(kept)), None
        self.offer = Choice("kept", kept.guests) if kept.guests else Choice()
        self.redraw()
        self.show_offer()

    def show_party(self) -> None:
        """Offer the others of the last answer's booking, as they are now."""
        if self.answer is not None and self.answer.guest is not None:
            self.run_worker(self.offer_party(self.answer), group="party", exclusive=True)

    async def offer_party(self, answer: Answer) -> None:
        """Offer the others of the booking as they are now, if the answer is still the last."""
        guest = answer.guest
        others = await self.work.party(guest.attendee) if guest is not None else ()
        if others and self.answer is answer and list(others) != list(self.offer.guests):
            self.offer = Choice("party", others, leaving=self.work.leaving)
            self.show_offer()

    def let_in(self, attendee: str) -> None:
        """An attempt for a person who was chosen."""
        if attendee:
            self.work.ask(attendee=attendee)

    def action_detail(self) -> None:
        """All about the person under the cursor, of the last answer, or the first candidate."""
        choices = self.choices
        guest = choices.marked or (self.answer.guest if self.answer is not None else None)
        if guest is None and choices.choice.why == "candidates":
            guest = choices.numbered(1)
        if guest is not None:
            self.look_at(guest.attendee)
        else:
            self.notify(_("Scan a ticket or find a name first: F4 then shows all about them."))

    def action_turn(self) -> None:
        """Entry to exit, exit to entry."""
        self.shown = self.answer = None
        self.show_nobody()
        self.work.turn()

    def action_answer(self) -> None:
        """Give what the banner asks for, where it asks for anything."""

    def action_forget(self) -> None:
        """Empty the line; if it is empty, the banner."""
        if self.line.value:
            self.line.forget()
            return
        self.shown = self.answer = None
        self.show_nobody()
        self.redraw()

    def action_move(self, steps: int) -> None:
        """Move among the people below the banner."""
        self.choices.move(steps)

    def action_pick(self, number: int) -> None:
        """Choose a person below the banner by number."""
        guest = self.choices.numbered(number)
        self.let_in(guest.attendee if guest is not None else "")
