"""Entering the ticks of a list that was used on paper: a number, a time, the next."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from onsite.checkin.paper import tick_words, times
from onsite.checkin.paper.asking import TickAsking
from onsite.checkin.paper.desk import TickDesk
from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.ui.line_list import Column, LineList
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.checkin.paper.ticks import Whom
    from onsite.ui.line_list import Tone

_TICKS = (Column(width=1), Column(width=5), Column(width=5, right=True), Column(share=3))
_TICK_COLUMNS = (*_TICKS, Column(share=1))
_FOUND_COLUMNS = (Column(width=5, right=True), Column(share=3), Column(share=2))
_TONES = ("good", "warning", "bad", "muted")


@dataclass(frozen=True, slots=True)
class _Typed:
    """A line that was ended with Enter, by hand or by a scanner."""

    text: str
    is_time: bool


class TicksScreen(TickAsking):
    """One line for who, one for when; what was entered stands below."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#who"
    HELP = N_(
        """Here the ticks of a printed list are entered, with the times that stand beside them.

Type the number of a line, a few letters of a name, or scan the small code; then Enter. The time
is offered, a minute after the last: Enter takes it, 1005 or 10:05 is another, an empty one is
the same as the last. The next scan may come at once: the offered time is taken.

Each tick is saved when it stands in the list below. F8 takes the last one back. Who was let in at
another desk as well is shown: both stay in the record, and the later one is the conflict.

F4 says who has ticked on paper, F5 takes another list, F6 another day."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "by", N_("Ticked by")),
        Binding("f5", "list", N_("List")),
        Binding("f6", "day", N_("Day")),
        Binding("f8", "undo", N_("Undo")),
        Binding("escape", "forget", N_("Clear"), show=False),
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._typed: asyncio.Queue[_Typed] = asyncio.Queue()
        self._pending: Whom | None = None
        self._found: tuple[Whom, ...] = ()
        self._said: tuple[str, Tone] = ("", "")

    def compose_body(self) -> ComposeResult:
        """The list, the two lines, what was said, what was entered."""
        yield Static(id="heading")
        with Vertical(id="entering"):
            with Horizontal(classes="field"):
                yield Static(id="who-label", classes="label")
                yield Input(id="who", compact=True)
            with Horizontal(classes="field"):
                yield Static(id="when-label", classes="label")
                yield Input(id="when", compact=True)
                yield Static(id="whom")
            yield Static(id="said")
        yield _unfocused(LineList(*_FOUND_COLUMNS, id="found", classes="-cursor"))
        yield _unfocused(LineList(*_TICK_COLUMNS, id="ticks"))

    def on_mount(self) -> None:
        self.retranslate()
        self.run_worker(self._open(), group="open")

    def retranslate(self) -> None:
        """Every text again; what was typed stays."""
        self.query_one("#who-label", Static).update(Text(_("Who")))
        self.query_one("#when-label", Static).update(Text(_("Time")))
        self.query_one("#who", Input).placeholder = _("Number, name, or scan the small code")
        self.query_one("#when", Input).placeholder = "10:05"
        self.query_one("#ticks", LineList).retitle(
            *_TICK_COLUMNS, empty=_("No ticks of this list are entered yet.")
        )
        self.show_all()

    def on_store_changed(self) -> None:
        if self.desk is not None and not is_busy(self.app.workers, "again"):
            self.run_worker(self._again(), group="again")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._typed.put_nowait(_Typed(event.value, event.input.id == "when"))
        event.input.value = ""

    def action_move(self, steps: int) -> None:
        """Another one of those who may be meant."""
        self.query_one("#found", LineList).action_move(steps)

    def action_forget(self) -> None:
        """Begin this line anew."""
        self.await_who()
        self.show_all()

    async def _open(self) -> None:
        self.desk = TickDesk(await self.onsite.site_ready())
        await self.desk.open()
        self.show_all()
        while True:
            typed = await self._typed.get()
            try:
                await self._take(typed)
            except OnsiteError as error:
                self.say(f"✗ {error}", "bad")
                self.onsite.sound("refuse")
            self.show_all()

    async def _again(self) -> None:
        if self.desk is not None:
            await self.desk.open()
            self.show_all()

    async def _take(self, typed: _Typed) -> None:
        if self.desk is None or self.desk.of is None:
            return
        if typed.is_time and self._pending is not None:
            await self._take_time(typed.text)
        elif typed.text.strip() or self._found:
            await self._take_who(typed.text)

    async def _take_time(self, text: str) -> None:
        desk, whom = self.desk, self._pending
        if desk is None or whom is None:
            return
        try:
            at = desk.instant(text)
        except OnsiteError:
            # A scanner has sent the next code into the field of the time.
            _found, sure = await desk.find(text)
            if not (sure and _may_be_code(text.strip())):
                raise
            if desk.offered() is None:
                raise times.time_first(whom.name) from None
            await self._take_who(text)
            return
        if at is not None:
            await self._enter(whom, at)

    async def _take_who(self, text: str) -> None:
        desk = self.desk
        if desk is None:
            return
        offered = desk.offered()
        if self._pending is not None and offered is not None:
            await self._enter(self._pending, offered)
        if self._found and not text.strip():
            self._await_time(self._found[max(self.query_one("#found", LineList).cursor, 0)])
            return
        found, sure = await desk.find(text)
        if not found:
            self.say(_("✗ Nobody is found by “{text}”.").format(text=text.strip()), "bad")
            self.onsite.sound("refuse")
        elif sure:
            self._await_time(found[0])
        else:
            self._found = found
            self.say(_("? Who is meant? ↑ and ↓ choose, Enter takes."), "warning")

    async def _enter(self, whom: Whom, at: datetime) -> None:
        desk = self.desk
        if desk is None or desk.plan is None:
            return
        done = await desk.enter(whom, at)
        self.await_who()
        self.say(*tick_words.entered(done, desk.plan, self.onsite.clock.now()))
        self.onsite.sound("admit" if done.outcome == "entered" else "ask")
        self.onsite.store_written(self)

    def _await_time(self, whom: Whom) -> None:
        self._pending, self._found = whom, ()
        self.say("", "")
        offered = self.desk.offered() if self.desk is not None else None
        field = self.query_one("#when", Input)
        # What was typed meanwhile belongs to the line in which it stands.
        if not self.query_one("#who", Input).value:
            plan = self.desk.plan if self.desk is not None else None
            field.value = plan.local(offered).strftime("%H:%M") if plan and offered else ""
            field.focus()

    def await_who(self) -> None:
        """Wait for the next line."""
        self._pending, self._found = None, ()
        self.query_one("#when", Input).value = ""
        self.query_one("#who", Input).focus()

    def say(self, text: str, tone: Tone) -> None:
        """Say what became of the last line."""
        self._said = text, tone

    def show_all(self) -> None:
        """Everything as it is now."""
        desk = self.desk
        plan, of = (desk.plan, desk.of) if desk is not None else (None, None)
        bare = desk is not None and of is None
        self.set_class(bare, "-bare")
        self.set_class(bool(self._found), "-finding")
        heading = tick_words.nothing() if bare else ""
        if desk is not None and plan is not None and of is not None:
            heading = tick_words.heading(of, plan, desk.many) + tick_words.more(desk)
            numbers = {attendee: number for number, attendee in desk.people.items()}
            lines = [tick_words.tick_line(each, plan, numbers) for each in desk.ticks]
            self.query_one("#ticks", LineList).show(lines, keep=False)
        self.query_one("#heading", Static).update(Text(heading))
        whom = tick_words.whom(self._pending) if self._pending is not None else ""
        self.query_one("#whom", Static).update(Text(whom, no_wrap=True, overflow="ellipsis"))
        self.query_one("#found", LineList).show([*map(tick_words.found_line, self._found)])
        said = self.query_one("#said", Static)
        said.update(Text(self._said[0]))
        for tone in _TONES:
            said.set_class(tone == self._said[1], f"-{tone}")


def _unfocused(lines: LineList) -> LineList:
    lines.can_focus = False
    return lines


def _may_be_code(text: str) -> bool:
    """Whether a text in the field of the time is too long for a mistyped one."""
    return not text.isdigit() or len(text) > len("1005")
