"""The queues over the desk: one row for each desk, the number of people waiting is typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from onsite.checkin.queue import wording
from onsite.checkin.queue.rules import advise
from onsite.language import N_, _
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, Line, LineList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.checkin.queue.reading import QueueRow, Queues

_AGAIN_S = 15.0
_DIGITS = 3
"""Nobody counts a thousand people by eye."""
_ROWS = 10


class QueueDialog(Dialog[None]):
    """How long people wait at each desk.

    Args:
        read: reads the figures of the checkpoint.
        waiting: by the key of a row, the digits that were typed; the dialog changes it, so that
            what was typed is there again when it is opened the next time.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "shorten", N_("Delete")),
        Binding("f5", "read", N_("Read again")),
        Binding("escape,ctrl+t", "dismiss(None)", N_("Close")),
        Binding("enter", "next", N_("Next desk"), priority=True),
    ]

    def __init__(self, read: Callable[[], Awaitable[Queues]], waiting: dict[str, str]) -> None:
        super().__init__()
        self._read = read
        self._waiting = waiting
        self._queues: Queues | None = None

    def compose(self) -> ComposeResult:
        """The figures of all desks, a row for each, what to do."""
        with Vertical(classes="box -wide"):
            yield Static(classes="question")
            yield Static(id="queue-reasons")
            yield LineList(id="queue-rows", classes="-cursor")
            yield Static(id="queue-advice")
            yield Static(id="queue-hint")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        self.set_interval(_AGAIN_S, self.action_read)
        self.action_read()

    def retranslate(self) -> None:
        """Everything again, in the language in use."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """A digit is typed into the row under the cursor."""
        line, character = self.query_one(LineList).line, event.character
        if character is None or not character.isdecimal() or line is None:
            return
        event.stop()
        typed = f"{self._waiting.get(line.key, '')}{int(character)}"
        self._waiting[line.key] = str(int(typed[-_DIGITS:]))
        self._show()

    def action_shorten(self) -> None:
        """Take the last digit of the row away; without any, the desk counts as closed."""
        line = self.query_one(LineList).line
        if line is not None:
            left = self._waiting.get(line.key, "")[:-1]
            self._waiting[line.key] = left
            self._show()

    def action_next(self) -> None:
        """Go to the next row, from the last to the first."""
        lines = self.query_one(LineList)
        lines.cursor = (lines.cursor + 1) % max(len(lines.lines), 1) if lines.lines else -1

    def action_read(self) -> None:
        """Read the figures again."""
        self.run_worker(self._read_again(), group="queues", exclusive=True)

    async def _read_again(self) -> None:
        self._queues = await self._read()
        self._show()

    def _show(self) -> None:
        found = self._queues
        if found is None:
            return
        counted = {key: int(digits) for key, digits in self._waiting.items() if digits}
        lines = found.lines(counted)
        waits = {line.desk: line.wait_s for line in lines}
        advice = advise(lines, found.whole.calls_per_minute) if lines else None
        rows = self.query_one(LineList)
        empty = _("The plan has no desks here, and nobody has scanned yet.")
        rows.retitle(*_columns(), empty=empty)
        rows.show([self._line(row, found, waits) for row in found.rows])
        rows.styles.height = min(max(len(found.rows), 1) + 1, _ROWS)
        title = _("Arrivals a minute, last 5 and 15 minutes: {rate} · a guest takes {time}")
        said = title.format(
            rate=wording.rate(found.whole), time=wording.seconds(found.whole.service_s)
        )
        self.query_one(".question", Static).update(Text(said))
        self.query_one("#queue-reasons", Static).update(Text(wording.reasons(found.whole)))
        self.query_one("#queue-advice", Static).update(Text(wording.told(advice, found)))
        hint = _("Type how many wait, ↑↓ and Enter change the desk; no number: it is closed.")
        self.query_one("#queue-hint", Static).update(Text(hint))

    def _line(self, row: QueueRow, found: Queues, waits: dict[str, float]) -> Line:
        typed = self._waiting.get(row.key, "")
        cells = (
            row.name,
            typed or "–",
            wording.minutes(waits.get(row.key)),
            wording.seconds(found.service_of(row)),
            wording.rate(row),
        )
        return Line(row.key, cells, "" if typed else "muted")


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Desk")),
        Column(_("Waiting"), 8, right=True),
        Column(_("Wait"), 8, right=True),
        Column(_("A guest"), 8, right=True),
        Column(_("A minute"), 12, right=True),
    )
