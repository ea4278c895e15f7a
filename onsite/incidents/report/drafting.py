"""What becomes of the line that reports an incident: kept, taken up again, thrown away, sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Input, Static

from onsite.errors import OnsiteError
from onsite.incidents.report.patient import OneLine, PatientDialog
from onsite.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from onsite.incidents.log.drafts import Draft
    from onsite.incidents.oneline.reading import Reading
    from onsite.incidents.report.line import Kept
    from onsite.incidents.report.reader import Reader

_DRILL = "drill"
_LONGEST = 4000
_SOON_S = 0.3
"""What takes longer says so, in seconds."""
_NO_PLAN = N_("There is no plan yet. The lead publishes one: onsite plan publish event.toml")


class Drafting(PatientDialog[None]):
    """The line, on the disk from its first key on, before all that reads it is loaded.

    Args:
        load: has it loaded, which ends in `begin` or `fail`, once more after a failure.
    """

    def __init__(self, load: Callable[[], None]) -> None:
        # It gets the focus anew after each act; what stands there must not be typed over then.
        line = OneLine(id="report-line", max_length=_LONGEST, compact=True, select_on_focus=False)
        super().__init__(line)
        self._load = load
        self._loading, self._failed = True, False
        self.kept: Kept | None = None
        self.reader: Reader | None = None
        self.drafts: list[Draft | None] = [None]
        self.place = 0
        self.drill = False
        self.warned = ""
        """The line of which it was said that nobody knows some words."""
        self._not_kept = False
        """Whether it was said that the line is not on the disk."""
        self._read: Reading | None = None
        self._over = False
        self.asked = False
        """Whether Enter waits for what is being loaded."""

    def on_screen_resume(self) -> None:
        if self._over:
            self.dismiss(None)

    def show(self) -> None:
        """What stands there, as it is read."""

    # What is loaded.

    def keep(self, kept: Kept) -> None:
        """From now on, what is typed is on the disk; what was typed before, too."""
        self.kept = kept
        self.keep_text()

    def begin(self, reader: Reader | None, begun: tuple[Draft, ...]) -> None:
        """Read the line, and do what was asked for meanwhile.

        Args:
            reader: reads it; None where there is no plan.
            begun: what was begun before and not sent, the oldest first.
        """
        self._loading, self.reader = False, reader
        self.drafts, self.place = [*begun, None], len(begun)
        self._again()

    def fail(self, error: OnsiteError) -> None:
        """It could not be loaded; Enter tries again."""
        self._loading, self._failed = False, True
        self._again()
        self.say(str(error))

    def _again(self) -> None:
        self.asked = False
        if self._stands():
            self.show()
            self.go_on()

    def _stands(self) -> bool:
        return self.is_mounted and not self._over and self in self.app.screen_stack

    # The work.

    def keep_text(self) -> None:
        """Have on the disk what stands there."""
        if self.kept is not None and not self._over:
            fields = {_DRILL: "1"} if self.drill else {}
            self.kept.typed(self.text, fields, self.first_key)
            self.app.run_worker(self._write(self.kept), group="report-keep")

    async def _write(self, kept: Kept) -> None:
        try:
            await kept.write()
        except OnsiteError as error:
            self.say(str(error))

    def take(self) -> None:
        """Report it; what may be meant otherwise is asked once."""
        text = self.text
        if self._loading:
            self.again(self.take)
            self._ask_to_wait()
        elif self.reader is None:
            self._take_unread()
        elif not text.strip():
            self.say(_("Write a few words: what, where."))
            self.go_on()
        elif (read := self.reader.read(text)).certain and self.warned != text:
            self.warned = text
            self.show()
            self.go_on()
        else:
            self.keep_text()
            self.work(self._send(self.reader, read))

    def _take_unread(self) -> None:
        if self._failed:
            self._loading, self._failed = True, False
            self._load()
        else:
            self.say(_(_NO_PLAN))
        self.go_on()

    def put_away(self) -> None:
        """Close it, once it is on the disk."""
        self.keep_text()  # the last keys may not have been told yet
        if self._loading and self.kept is None and self.text:
            self.again(self.put_away)
        else:
            self.work(self._put_away())

    def work(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what takes a while, and go on with the keys that were pressed meanwhile."""
        # A worker of the app: a scan that closes this dialog must not end it halfway.
        self.app.run_worker(self._work_and_go_on(work), group="report-work")

    async def _work_and_go_on(self, work: Coroutine[Any, Any, None]) -> None:
        said, waiting = "", self.set_timer(_SOON_S, self._ask_to_wait)
        try:
            await work
        except OnsiteError as error:
            said = str(error)
        finally:
            waiting.stop()
            self._again()
            if said:
                self.say(said)

    def _ask_to_wait(self) -> None:
        self.asked = True
        if self._stands():
            self.show()

    async def _send(self, reader: Reader, read: Reading) -> None:
        if self.kept is not None:
            done = await reader.send(self.kept, read, drill=self.drill)
            if done is not None:
                self.onsite.guard.tell(reader.outcome(done))
                self._end()

    async def _put_away(self) -> None:
        if self.kept is not None and not self._not_kept:
            # Who is told that it is not on the disk closes it by the next Esc all the same.
            self._not_kept = True
            await self.kept.write()
        self._end()

    def _end(self) -> None:
        self._over = True
        if self.is_current:
            self.dismiss(None)
        if self.kept is not None:
            self.onsite.store_written()

    async def go_to(self, place: int) -> None:
        """Take up another one that was begun."""
        self.keep_text()
        if self.kept is not None:
            await self.kept.write()
            self.drafts[self.place] = self.kept.draft
            self.place = min(max(place, 0), len(self.drafts) - 1)
            self._take_up(self.kept)

    async def throw_away(self) -> None:
        """Nobody wants this one any more."""
        if self.kept is not None:
            await self.kept.forget()
            del self.drafts[self.place]
            if not self.drafts or self.drafts[-1] is not None:
                self.drafts.append(None)
            self.place = len(self.drafts) - 1
            self._take_up(self.kept)

    def _take_up(self, kept: Kept) -> None:
        draft = self.drafts[self.place]
        kept.take_up(draft)
        self.first_key = None
        self.drill = draft is not None and bool(draft.fields.get(_DRILL))
        with self.prevent(Input.Changed):
            self.line.value = draft.text if draft is not None else ""
        self.line.cursor_position = len(self.line.value)
        self.show()

    @property
    def text(self) -> str:
        """As it was typed."""
        return self.line.value

    def say(self, text: str) -> None:
        """What is wrong with it."""
        if self._stands():
            said = self.query_one("#report-wrong", Static)
            said.update(Text(text))
            said.display = bool(text)
