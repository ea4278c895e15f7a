"""A form above a work area: some labelled lines, and who may be meant already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, Line, LineList
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

T = TypeVar("T")
_ALIKE = (Column(width=2), Column(share=3), Column(share=2), Column(width=14))


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line to be filled in."""

    key: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    """What is completed as it is typed; other texts may be refused."""
    needed: bool = False
    """Whether it may be what was missing where it is empty and something was refused."""
    grows: bool = False
    """Whether what is typed goes on behind the value, rather than in its stead."""

    def meant(self, text: str) -> str:
        """What the screen shows of a text that was begun: the first choice that goes on so."""
        begun = text.strip().casefold()
        known = [each for each in self.choices if begun and each.casefold().startswith(begun)]
        exact = any(each.casefold() == begun for each in known)
        return known[0] if known and not exact else text


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody who is on the roster already was meant."""

    attendee: str


class ActForm(Dialog[T | Chosen | None], Generic[T]):
    """Asks for some lines, and does what is asked; what is refused stays and is said.

    It answers what was done; None when cancelled, or closed by a scan; somebody who was there
    already, where they were chosen.

    Args:
        title: what is done, and for whom.
        lines: to be filled in.
        act: does it with what was written, by key; raises OnsiteError where it cannot be.
        check: who may be meant already; asked once before it is done.
        steps: whether Enter goes from line to line, and does it in the last one alone.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1)", N_("Line before"), show=False, priority=True),
        Binding("down", "go(1)", N_("Next line"), key_display="↑↓", priority=True),
        Binding("enter", "next", N_("Go on"), priority=True),
        Binding("enter", "take", N_("Record"), priority=True),
        Binding("alt+1", "same(1)", N_("It is this one"), key_display="Alt+1–5"),
        *(Binding(f"alt+{number}", f"same({number})", show=False) for number in range(2, 6)),
        Binding("escape", "dismiss(None)", N_("Cancel")),
    ]

    def __init__(
        self,
        title: str,
        lines: Sequence[FormLine],
        act: Callable[[Mapping[str, str]], Awaitable[T]],
        *,
        check: Callable[[Mapping[str, str]], Awaitable[Sequence[Line]]] | None = None,
        steps: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._act = act
        self._check = check
        self._steps = steps
        self._alike: Sequence[Line] = ()
        self._checked: dict[str, str] | None = None
        self._refused: dict[str, str] | None = None
        """What stood in the lines when it was refused."""

    @property
    def written(self) -> dict[str, str]:
        """What stands in the lines, by key."""
        return {line.key: self.query_one(f"#act-{line.key}", Input).value for line in self._lines}

    def compose(self) -> ComposeResult:
        """The title, the lines, who may be meant, what was wrong."""
        with Vertical(classes="box -wide act-form"):
            yield Static(Text(self._title), classes="question")
            for line in self._lines:
                with Horizontal(classes="act-line"):
                    yield Static(Text(line.label), classes="act-label")
                    yield Input(
                        line.value,
                        id=f"act-{line.key}",
                        placeholder=line.hint,
                        max_length=300,
                        compact=True,
                        select_on_focus=self._steps and not line.grows,
                        suggester=SuggestFromList(line.choices, case_sensitive=False)
                        if line.choices
                        else None,
                    )
            with Vertical(id="act-alike"):
                yield Static(id="act-warning")
                found = LineList(
                    Column(width=2), Column(share=3), Column(share=2), Column(width=14)
                )
                found.can_focus = False
                yield found
            yield Static(classes="missing")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._show_alike(())
        self.query(Input).first().focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Somebody can be chosen only while somebody is shown."""
        if action == "same":
            return parameters[0] in range(1, len(self._alike) + 1)
        if action in ("next", "take"):
            return self._goes_on == (action == "next")
        return True

    @property
    def _goes_on(self) -> bool:
        """Whether Enter goes to another line."""
        last = f"act-{self._lines[-1].key}"
        return self._steps and self.focused is not None and self.focused.id != last

    @on(DescendantFocus)
    def _other_line(self) -> None:
        if self._steps:
            self.refresh_bindings()

    def action_go(self, steps: int) -> None:
        """Another line."""
        left = self.focused
        if steps > 0:
            self.focus_next()
        else:
            self.focus_previous()
        if left is not None:
            # What was typed into it last is still on its way there.
            left.call_later(self._complete, left.id)

    def action_next(self) -> None:
        """The line below."""
        self.action_go(1)

    def action_same(self, number: int) -> None:
        """It is the person of that number."""
        if 0 < number <= len(self._alike):
            self.dismiss(Chosen(self._alike[number - 1].key))

    def action_take(self) -> None:
        """Do it, or first show who may be meant."""
        self.after_keys(self._begin)

    def _begin(self) -> None:
        # A key that is held comes again before it is done.
        if not is_busy(self.app.workers, "act"):
            self._complete()
            self.run_worker(self._take(), group="act")

    def _complete(self, only: str | None = None) -> None:
        """What was completed on the screen is what was written."""
        for line in self._lines:
            if line.choices and only in (None, f"act-{line.key}"):
                written = self.query_one(f"#act-{line.key}", Input)
                written.value = line.meant(written.value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """What was refused is written otherwise now: it is not said of this."""
        event.stop()
        if self._refused is not None and self._refused != self.written:
            self._refused = None
            self.query_one(".missing", Static).update("")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()

    async def _take(self) -> None:
        written, wrong = self.written, self.query_one(".missing", Static)
        try:
            if self._check is not None and self._checked != written:
                self._checked = written
                alike = await self._check(written)
                self._show_alike(alike)
                if alike:
                    wrong.update("")
                    return
            done = await self._act(written)
        except OnsiteError as error:
            self._refused = self.written
            wrong.update(Text(str(error)))
            if self._steps:
                self._go_where_wrong(str(error))
            return
        if self.is_current:
            self.dismiss(done)

    def _go_where_wrong(self, said: str) -> None:
        """Into the line that is missing, or else into the one whose text the refusal names."""
        written = {key: text.strip() for key, text in self.written.items()}
        lacks = (each.key for each in self._lines if each.needed and not written[each.key])
        named = (key for key, text in written.items() if text and text in said)
        key = next(lacks, None) or next(named, None)
        if key is not None:
            line = self.query_one(f"#act-{key}", Input).focus()
            line.action_select_all()

    def _show_alike(self, alike: Sequence[Line]) -> None:
        self._alike = alike
        self.query_one("#act-alike").display = bool(alike)
        self.query_one("#act-warning", Static).update(
            Text(_("! On the roster already? Alt+number: this one. Enter: a new one."))
        )
        found = self.query_one(LineList)
        found.styles.height = max(len(alike), 1)
        found.show(alike)
        self.refresh_bindings()
