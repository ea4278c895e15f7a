"""Who is where: the shifts of the day, signed on and off by badge."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.staff.shifts import words
from onsite.staff.shifts.words import is_today
from onsite.ui.base import BaseScreen
from onsite.ui.line_list import Column, Line, LineList
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.plan.model import Plan
    from onsite.staff.shifts.service import Duty, Signed

_LOOK_S = 15.0
"""How often it is looked who has become late, in seconds."""


class ShiftsScreen(BaseScreen):
    """The shifts in one list; the line above it takes badges and names."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#badge"
    HELP: ClassVar[str] = N_(
        """Scan the badge of somebody who comes: they are signed on to the shift they have come
for. Scan it again when they go. Or type their name or id, and Enter.

↑ and ↓ choose a line; Enter signs that person on to that shift, or off.

LATE is who is not there five minutes after the begin. RELIEF DUE is who is still there after the
end; beside it stands who takes over, as planned. F5 shows the other days, too.

The shifts stand in the plan, as [shifts.door-early]."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "days", N_("All days")),
        Binding("enter", "sign", N_("On/off"), priority=True),
        Binding("up", "move(-1)", N_("Up"), show=False, priority=True),
        Binding("down", "move(1)", N_("Down"), show=False, priority=True),
        Binding("escape", "forget", N_("Clear"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._all_days = False
        self._plan: Plan | None = None
        self._duties: tuple[Duty, ...] = ()
        self._done: Signed | OnsiteError | None = None

    def compose_body(self) -> ComposeResult:
        """The line, what came of it, the list."""
        with Vertical(id="shifts-top"):
            yield Static(id="shifts-summary")
            with Horizontal(id="shifts-entry"):
                yield Static("❯", id="shifts-prompt")
                yield Input(id="badge", max_length=300, compact=True)
            yield Static(id="shifts-said")
        people = LineList(id="shifts", classes="-cursor")
        people.can_focus = False
        yield people

    def on_mount(self) -> None:
        self.retranslate()
        self.look()
        self.set_interval(_LOOK_S, self.look)

    def on_screen_resume(self) -> None:
        self.query_one("#badge").focus()
        self.look()

    def on_store_changed(self) -> None:
        self.look()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        placeholder = _("Scan a staff badge, or type a name")
        self.query_one("#badge", Input).placeholder = placeholder
        columns = (
            Column(_("Time"), 17),
            Column(_("Place"), share=3),
            Column(_("Who"), share=3),
            Column(_("State"), share=3),
        )
        empty = _("No shifts today. They stand in the plan, as [shifts.door-early].")
        self.query_one(LineList).retitle(*columns, empty=empty)
        self._show()

    def look(self) -> None:
        """Read again who is where."""
        self.run_worker(self._look(), group="look", exclusive=True)

    def action_days(self) -> None:
        """The shifts of all days, or of today alone."""
        self._all_days = not self._all_days
        self._show()

    def action_move(self, steps: int) -> None:
        """Another line."""
        self.query_one(LineList).action_move(steps)

    def action_forget(self) -> None:
        """Empty the line."""
        self.query_one("#badge", Input).value = ""
        self._done = None
        self._show()

    def action_sign(self) -> None:
        """On or off: whose badge or name stands in the line, else the person of the list."""
        # The keys of a scanner may still be on their way to the line.
        self.query_one("#badge").call_later(self._take)

    def _take(self) -> None:
        badge = self.query_one("#badge", Input)
        text, badge.value = badge.value.strip(), ""
        if text:
            self._run(text)
            return
        line = self.query_one(LineList).line
        if line is not None and not is_busy(self.workers, "sign"):
            shift, operator = line.key.split(" ", 1)
            self._run(operator, shift)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()

    def _run(self, who: str, shift: str = "") -> None:
        self.run_worker(self._sign(who, shift), group="sign")

    async def _sign(self, who: str, shift: str) -> None:
        from onsite.staff.shifts.service import scan_badge, sign_off, sign_on

        site, plan = self.onsite.site, self._plan
        if plan is None:
            return
        there = any(
            stay.off is None
            for duty in self._duties
            if (duty.operator, duty.shift) == (who, shift)
            for stay in duty.stays
        )
        try:
            if there:
                self._done = await site.write(sign_off, plan, who, site.operator)
            elif shift:
                self._done = await site.write(sign_on, plan, who, site.operator, shift=shift)
            else:
                self._done = await site.write(scan_badge, plan, who, site.operator)
        except OnsiteError as error:
            self._done = error
        self.onsite.sound("refuse" if isinstance(self._done, OnsiteError) else "admit")
        self.onsite.store_written(self)
        self.look()

    async def _look(self) -> None:
        from onsite.plan.service import current
        from onsite.staff.shifts.service import roll

        site = await self.onsite.site_ready()
        self._plan = await site.read(current)
        if self._plan is not None:
            self._duties = await site.read(roll, self._plan, site.clock.now())
        self._show()

    def _show(self) -> None:
        plan = self._plan
        if plan is None:
            return
        now = self.onsite.clock.now()
        shown = tuple(each for each in self._duties if self._all_days or is_today(each, plan, now))
        self.query_one("#shifts-summary", Static).update(Text(words.summary(shown)))
        said = self._done
        told = str(said) if isinstance(said, OnsiteError) else words.signed(said) if said else ""
        self.query_one("#shifts-said", Static).update(Text(told))
        self.query_one("#shifts-said").set_class(isinstance(said, OnsiteError), "-bad")
        lines = [
            Line(
                f"{each.shift} {each.operator}",
                (
                    words.time_of(each, plan, now),
                    words.place_of(each, plan),
                    each.name,
                    words.stand_of(each),
                ),
                words.TONES.get(each.stand, ""),
            )
            for each in shown
        ]
        self.query_one(LineList).show(lines)
