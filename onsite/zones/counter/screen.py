"""The counter screen: a number to read from arm's length, and one key for each person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from onsite.language import N_, _
from onsite.zones.board.opening import TEACHES
from onsite.zones.counter.digits import CountDigits
from onsite.zones.counter.keys import ACTS, HELP, KEYS, OF_ZONE, SPARE
from onsite.zones.counter.righting import CounterRighting
from onsite.zones.counter.work import TICK_S

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.zones.counter.showing import Counted

_NO_PLAN = N_("There is no plan yet. The lead publishes one: onsite plan publish event.toml")
_WIDE = 110
"""Cells from which the figures have more room."""


class CounterScreen(CounterRighting):
    """Counts who comes and goes in one zone, whatever else happens on this laptop."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = ""
    HELP: ClassVar[str] = HELP
    SPARE: ClassVar[tuple[str, ...]] = SPARE
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(self) -> None:
        super().__init__()
        self._stands: dict[str, tuple[str, str]] = {}
        self._stopped = ""
        """Why nobody else may go in, when that was last told."""
        self._keys_of: tuple[bool, bool] | None = None
        """For what the footer has its keys."""

    def compose_body(self) -> ComposeResult:
        """What is counted, the number with the figures beside it, STOP, what was typed and said."""
        yield Static(id="head")
        yield Static(id="teach")
        with Horizontal(id="count"):
            yield CountDigits(id="digits")
            yield Static(id="figures")
        with Vertical(id="stop"):
            yield Static(id="stop-sign")
            yield Static(id="stop-line")
        yield Static(id="typed")
        yield Static(id="said")
        yield Static(id="kept")

    def on_mount(self) -> None:
        self.show_all()
        self.run_worker(self.open(), group="open")
        self.set_interval(TICK_S, self.tick)

    async def on_unmount(self) -> None:
        self.settle()
        await self.leave()

    def on_screen_resume(self) -> None:
        self.read()

    def on_store_changed(self) -> None:
        self.read()

    def on_resize(self) -> None:
        self.show_all()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.said = ""
        self.show_all()

    def draft(self) -> dict[str, str]:
        """Where is counted, what is not on disk, what was recounted so far."""
        return {
            "zone": self.zone,
            "counter": self.counter,
            "taps": self.writing.drafted(),
            "recount": self.recounting,
            "recount_began_ms": str(self.recount_began_ms),
        }

    def restore(self, draft: dict[str, str]) -> None:
        """Take it up again."""
        self.zone = draft.get("zone", "")
        self.counter = draft.get("counter", "") or self.counter
        self.writing.restore(draft.get("taps", ""))
        self.recounting = draft.get("recount", "")
        self.recount_began_ms = int(draft.get("recount_began_ms", "0"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done as things stand is not in the footer."""
        if action in OF_ZONE:
            return self.opened and self.counted is not None
        if action == "other_zone":
            return self.found is not None and bool(self.found.survey.zones)
        return super().check_action(action, parameters)

    # The keys.

    def act_by_key(self, key: str) -> None:
        """A key that counts nobody."""
        if ACTS.get(key) == "undo":
            self.action_undo()  # At once: what is tapped next is not what is taken back.
        elif key in ACTS:
            self.run_worker(self.run_action(ACTS[key]), group="key")

    def action_come(self) -> None:
        """One in."""
        self.count(1)

    def action_go(self) -> None:
        """One out."""
        self.count(-1)

    # What stands there.

    def tick(self) -> None:
        """The ages run on; what was typed long ago is forgotten."""
        self.typed.lapse(self.ticks())
        super().tick()

    def show_all(self) -> None:
        """Everything, as it is known at this moment."""
        # As the app ends, the widgets go before the screen does.
        if not self.is_mounted or not self.app.is_running:
            return
        counted = self.counted if self.opened else None
        lacking = self._lacking(counted)
        self._put("#teach", lacking, hide=True)
        self.query_one("#count").display = not lacking
        if counted is not None:
            self._show(counted)
        else:
            self._put("#stop-line", "")
            self.query_one("#stop").display = False
        self._put("#said", self.still_said, self.said_tone)
        self._show_kept(counted)
        self.mind_failure()
        kind = (self.opened, counted is not None)
        if kind != self._keys_of:
            self._keys_of = kind
            self.refresh_bindings()

    def _show(self, counted: Counted) -> None:
        from onsite.zones.counter import showing

        stop = counted.stop
        self._put("#head", showing.head(counted), "alarm" if stop or counted.total < 0 else "")
        ahead = counted.ahead.taps > 0
        self.query_one(CountDigits).show(showing.digits(counted), ahead=ahead)
        cells = 40 if self.size.width >= _WIDE else 29
        figures = self.query_one("#figures", Static)
        figures.styles.width = cells
        self._put("#figures", "\n".join(showing.figures(counted, cells)))
        self.query_one("#stop").display = bool(stop)
        self._put("#stop-sign", showing.stop_sign(stop))
        self._put("#stop-line", showing.stop_line(stop))
        people = self.typed.people
        self._put("#typed", showing.typed(people), "" if people is None else "waits")
        if stop != self._stopped:
            self._stopped = stop
            if stop:
                self.onsite.sound("refuse")

    def _show_kept(self, counted: Counted | None) -> None:
        taps = counted.ahead.taps if counted is not None else self.writing.taps
        if counted is None and not (self.opened and taps):
            self._put("#kept", "")
            return
        from onsite.zones.counter import showing

        self._put("#kept", *showing.kept_taps(taps, self.writing.failure))

    def _lacking(self, counted: Counted | None) -> str:
        """What to do where nothing can be counted; empty where it can."""
        if counted is not None:
            return ""
        if not self.opened:
            return _("Opening the store…")
        found = self.found
        if found is None:
            return _(_NO_PLAN)
        if not found.survey.zones:
            return _(TEACHES)
        if self.zone:
            said = _("The plan has no zone “{zone}” any more. z counts in another one.")
            return said.format(zone=self.zone)
        return _("z chooses the zone in which you count.")

    def _put(self, where: str, text: str, tone: str = "", *, hide: bool = False) -> None:
        """Let a text stand somewhere; where it does already, nothing is drawn for it."""
        if self._stands.get(where) == (text, tone):
            return
        self._stands[where] = (text, tone)
        widget = self.query_one(where, Static)
        widget.set_classes(f"-{tone}" if tone else "")
        widget.update(Text(text))
        if hide:
            widget.display = bool(text)
