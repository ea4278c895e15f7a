"""What arrives at the desk by keys and ports: scans, names, and the advice on hand scanners."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on

from onsite.checkin.desk import hand_words
from onsite.checkin.desk.acts import DeskActs
from onsite.checkin.desk.choices import Choice
from onsite.checkin.desk.line import ScanLine
from onsite.language import _
from onsite.scanner.hand.advice import About, Advice

if TYPE_CHECKING:
    from onsite.checkin.desk.hand_codes import Made
    from onsite.scanner.hand.heard import Heard
    from onsite.scanner.hand.serial import PortState, SerialScanner
    from onsite.scanner.settings import HandSettings

_ADVICE_S = 30.0
"""So long advice stands on the screen; it comes once."""


class DeskHand(DeskActs):
    """Takes what hand scanners send, as keys and from a serial port, and what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._advised: set[Advice] = set()
        self._settings: HandSettings | None = None
        self._port: SerialScanner | None = None
        self._port_state: PortState | None = None

    async def start_scanner(self) -> None:
        """Go by this laptop's settings, which may be others than before."""
        source = self.work.source
        if source is None:
            return
        settings = await source.tune()
        if settings == self._settings:
            return
        self._settings = settings
        self.line.tune(settings)
        self.tune_gate(settings)
        await self.stop_scanner()
        if settings.serial:
            from onsite.scanner.hand.serial import SerialScanner

            self._port = SerialScanner(settings, self, self.call_later)
            self._port.start()

    async def stop_scanner(self) -> None:
        """Listen to no serial port any longer."""
        if self._port is not None:
            await asyncio.to_thread(self._port.stop)
        self._port = self._port_state = None
        self.show_port_state()

    def scanner_changed(self, state: PortState) -> None:
        """The port was opened, or lost."""
        before, self._port_state = self._port_state, state
        self.show_port_state()
        if state.failure is not None and (before is None or not before.lost):
            # Once, however often it is tried: the status bar tells how it goes on.
            self.notify(
                state.failure.advice,
                title=str(state),
                severity="error",
                timeout=_ADVICE_S,
                markup=False,
            )

    def code_received(self, heard: Heard) -> None:
        """A serial scanner has sent a code."""
        self.work.ask(heard=heard)

    def show_port_state(self) -> None:
        """What the serial scanner is doing, in the language in use."""
        state = self._port_state
        self.onsite.note_scanner(str(state or ""), lost=state is not None and state.lost)

    def show_made(self, made: Made) -> None:
        """A hand scanner has sent a code, or something that must be asked or scanned again."""
        self.line.take_back(made.stray)
        if made.typed:
            self.line.insert_text_at_cursor(made.typed)
        if made.advice is not None and made.advice.about not in hand_words.IN_BANNER:
            self._advise(made.advice)
        if made.name:
            self.line.insert_text_at_cursor(made.name)
        elif made.guests:
            self.shown, self.answer = (lambda _plan: hand_words.who(made)), None
            self.offer = Choice("candidates", made.guests)
            self._show_asked()
        elif not made.code:
            self.shown, self.answer = (lambda _plan: hand_words.again(made.advice)), None
            self.offer = Choice()
            self._show_asked()

    @on(ScanLine.Scanned)
    def _scanned(self, event: ScanLine.Scanned) -> None:
        self.work.ask(heard=event.heard)

    @on(ScanLine.SentTwice)
    def _sent_twice(self) -> None:
        self._advise(Advice(About.TWICE))

    @on(ScanLine.Unended)
    async def _unended(self, event: ScanLine.Unended) -> None:
        # A program may have written the text, too; only of a code it is sure.
        source = self.work.source
        if source is not None and await source.site.read(source.hand.is_code, event.text):
            self._advise(Advice(About.UNENDED))

    @on(ScanLine.Settled)
    def _settled(self, event: ScanLine.Settled) -> None:
        if event.text:
            self.run_worker(self.search(event.text), group="search", exclusive=True)
        else:
            self.workers.cancel_group(self, "search")
            self.show_offer()

    @on(ScanLine.Entered)
    def _entered(self, event: ScanLine.Entered) -> None:
        marked = self.choices.marked
        attendee = marked.attendee if marked is not None else ""
        if not event.text and not attendee:
            self.action_answer()
            return
        if not event.text or (attendee and self.choices.people.cursor > 0):
            self.let_in(attendee)
            return
        current = self.choices.choice.text == event.text
        self.work.ask(typed=event.text, attendee=attendee if current else "")

    @on(ScanLine.Numbered)
    def _numbered(self, event: ScanLine.Numbered) -> None:
        self.action_pick(event.number)

    def _show_asked(self) -> None:
        self.redraw()
        self.show_offer()
        self.onsite.sound("ask")

    def _advise(self, advice: Advice) -> None:
        """Say it once: the queue goes on meanwhile."""
        if advice in self._advised:
            return
        self._advised.add(advice)
        title = _("Hand scanner")
        self.notify(str(advice), title=title, severity="warning", timeout=_ADVICE_S, markup=False)
