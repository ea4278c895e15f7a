"""The timekeeper's console: the timer, what comes, how late all is, and a key for each act."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from onsite.language import N_, _
from onsite.stage.console import columns
from onsite.stage.console.keys import ACTIONS, HELP, KEYS, NEEDS_ITEMS
from onsite.stage.console.unseen import Unseen
from onsite.stage.cues.console import ConsoleCues
from onsite.stage.display.digits import BigDigits
from onsite.stage.readiness.console import ConsoleReady
from onsite.stage.web.console import ConsolePage
from onsite.ui.line_list import LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.stage.console.board import Board
    from onsite.stage.moment import Moment

_TALL = 32
"""From so many rows on, all stages stand below the rundown."""
_MOST_STAGES = 10
_LEAST_DIGITS = 5
_NO_PLAN = N_("There is no plan yet. The lead publishes one: onsite plan publish event.toml")
_EMPTY = N_(
    """Nothing is planned on {stage} on {day}.

Import a programme:  onsite stage import schedule.json
Or add the first item here:  a
Another stage or day:  F4"""
)


class StageScreen(ConsoleReady, ConsoleCues, ConsolePage):
    """One stage's rundown and timer; the other stages below it, or behind F9."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#rundown"
    SPARE: ClassVar[tuple[str, ...]] = ("f3", "f2", "n", "b", "f4", "f9", "u", "m")
    HELP: ClassVar[str] = HELP
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(self) -> None:
        super().__init__()
        self._all_stages = False
        """Whether all stages stand in the place of the rundown."""
        self._current = "?"
        """What ran when the lines were shown last: the cursor follows a GO."""

    def compose_body(self) -> ComposeResult:
        """The figures, the timer and its times, what comes, the rundown, the last outcome."""
        yield Static(id="figures")
        with Horizontal(id="timer"):
            yield BigDigits(id="digits")
            yield Static(id="facts")
        yield Static(id="next")
        yield Static(id="cues")
        yield Static(id="told")
        yield Static(id="alarms")
        with Vertical(id="lists"):
            yield LineList(id="rundown", classes="-cursor")
            yield LineList(id="stages")
        with Vertical(id="teaching"):
            yield Static(id="teach")
        yield Static(id="said")

    def on_mount(self) -> None:
        self.unseen = Unseen(steady=self.app.animation_level == "none")
        self.retranslate()
        self.run_worker(self.open(), group="open")

    def on_unmount(self) -> None:
        self.stay()

    def on_screen_resume(self) -> None:
        self.tick()

    def on_resize(self) -> None:
        self.show_all()

    def draft(self) -> dict[str, str]:
        """Which rundown."""
        return {"stage": self.stage, "day": self.day}

    def restore(self, draft: dict[str, str]) -> None:
        """Take it up again."""
        self.stage, self.day = draft.get("stage", ""), draft.get("day", "")

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.query_one("#rundown", LineList).retitle(*columns.of_rundown())
        self.query_one("#stages", LineList).retitle(*columns.of_stages())
        self.said = ""
        self.show_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done as things stand is not in the footer."""
        if action not in ACTIONS:
            return super().check_action(action, parameters)
        if self.board is None or not self.board.stage:
            return False
        if action == "arm":
            return self.is_item_chosen
        return action not in NEEDS_ITEMS or bool(self.board.own.rundown.items)

    def found_other(self) -> None:
        """What was done elsewhere may have come before what was done here."""
        self.look_after_own()

    @property
    def item_at(self) -> str:
        """The id of the item under the cursor; empty where there is none."""
        line = self.query_one("#rundown", LineList).line
        return line.key if line is not None else ""

    @property
    def is_item_chosen(self) -> bool:
        """Whether the keys of an item have one: the cursor is on it, in the rundown."""
        return self.focused is self.query_one("#rundown") and bool(self.item_at)

    # What stands there.

    def show_all(self) -> None:
        """Everything, as it is known at this moment."""
        if not self.is_mounted:
            return
        board, moment = self.board, self.moment
        ready = board is not None and bool(board.stage) and moment is not None
        lacking = _lacking(board, opened=self.opened, all_stages=self._all_stages)
        for name in ("#timer", "#next", "#lists"):
            self.query_one(name).display = not lacking
        self.query_one("#teaching").display = bool(lacking)
        self.query_one("#teach", Static).update(Text(lacking))
        if ready and board is not None and moment is not None:
            self._show(board, moment)
        self._say("#said", self.said, self.said_tone)
        self.refresh_bindings()

    def _show(self, board: Board, moment: Moment) -> None:
        from onsite.stage.console import days, showing
        from onsite.stage.console.alarms import alarms

        other = bool(days.days_ahead(board.day, board.plan, moment.now_ms))
        self._say("#figures", showing.figures(board, moment), "other-day" if other else "")
        self._show_timer(board, moment)
        self._say("#next", showing.next_line(board, moment))
        self._say("#told", showing.display_line(board, moment.now_ms), hide=True)
        coming, wrong = self.cue_lines()
        self._say("#cues", coming, hide=True)
        unseen = self.unseen.line(board.told, moment.now_ms)
        told = [unseen, wrong, *alarms(board, moment, self.clashes, self.ready)]
        alarm = Text("\n".join(filter(None, told)))
        if self.unseen.is_turned(board.told, moment.now_ms):
            alarm.stylize("reverse", 0, len(unseen))
        self.query_one("#alarms", Static).update(alarm)
        self.query_one("#alarms").display = bool(alarm)
        self._show_lists(board, moment)

    def _show_timer(self, board: Board, moment: Moment) -> None:
        from onsite.stage.console import showing

        shown = self.shown
        if shown is None:
            return
        timer = self.query_one("#timer")
        timer.styles.height = max(_LEAST_DIGITS, self.size.height // 4)
        wanted = {f"-{shown.tone}"}
        if {name for name in timer.classes if name.startswith("-")} != wanted:
            timer.set_classes(wanted)
        self.query_one("#digits", BigDigits).show(shown.digits)
        facts = Text(no_wrap=True, overflow="ellipsis")
        for number, line in enumerate(showing.facts_of_timer(board, moment, shown)):
            facts.append(("\n" if number else "") + line, "bold" if number < 2 else "")  # noqa: PLR2004 - the word and the title
        self.query_one("#facts", Static).update(facts)

    def _show_lists(self, board: Board, moment: Moment) -> None:
        from onsite.stage.console import showing

        rundown, stages = self.query_one("#rundown", LineList), self.query_one("#stages", LineList)
        many = len(board.plan.stages)
        both = self.size.height >= _TALL and many > 1
        rundown.display = both or not self._all_stages
        stages.display = both or self._all_stages
        stages.styles.height = min(many, _MOST_STAGES) + 1 if both else "1fr"
        ready = self.ready
        lines = [
            showing.item_line(board, moment, each, ready.get(each.item, ()))
            for each in moment.schedule.times
        ]
        others = [showing.stage_line(board, key, each) for key, each in self.moments.items()]
        columns.fit_rundown(rundown, lines)
        columns.fit_stages(stages, others)
        # What was taken out is gone, and the next stands in its place: the cursor stays there.
        rundown.show(lines, gone=max(rundown.cursor, 0))
        current = moment.show.running
        if current != self._current:
            self._current = current
            place = moment.kept.rundown.place.get(current or moment.schedule.next)
            if place is not None:
                rundown.cursor = place
        if stages.display:
            stages.show(others)

    def _say(self, where: str, text: str, tone: str = "", *, hide: bool = False) -> None:
        widget = self.query_one(where, Static)
        widget.update(Text(text))
        widget.set_classes({f"-{tone}"} if tone else set())
        if hide:
            widget.display = bool(text)

    # The other stages.

    def action_stages(self) -> None:
        """All stages, or the rundown again."""
        self._all_stages = not self._all_stages
        self._worked_ms = 0
        self.tick()
        self.query_one("#stages" if self._all_stages else "#rundown", LineList).focus()

    @on(LineList.Chosen, "#stages")
    def _stage_chosen(self, event: LineList.Chosen) -> None:
        if self.board is not None:
            self._all_stages = False
            self.query_one("#rundown", LineList).focus()
            day = self.board.day
            self.run_worker(self.show_rundown(event.line.key, day), group="stage-ask")


def _lacking(board: Board | None, *, opened: bool, all_stages: bool) -> str:
    """What to do where there is nothing to run; empty where there is."""
    if board is None:
        return _(_NO_PLAN) if opened else _("Opening the store…")
    if not board.stage:
        return _("The plan has no stage. Write one down, as [stages.main], and publish the plan.")
    if board.own.rundown.items or all_stages:
        return ""
    return _(_EMPTY).format(stage=board.name, day=board.day)
