"""What the app does whatever it is about: errors, crashes, language, themes, sounds, help."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.widgets import Input

from onsite import language
from onsite.clock import Clock, SystemClock
from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.ui import crash as reports
from onsite.ui import themes
from onsite.ui.base import Translated
from onsite.ui.sounds import Sounds
from onsite.ui.stylesheet import KeptStylesheet
from onsite.ui.terminal import forgiving
from onsite.ui.workers import Workers, is_busy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable

    from textual.app import SystemCommand
    from textual.binding import BindingType
    from textual.driver import Driver
    from textual.screen import Screen


class BaseApp(App[int]):
    """An app that never shows data when it crashes, and explains itself in three languages.

    Args:
        language_code: one of `language.LANGUAGES`; without it, that of the environment.
        clock: tells the time.
        reports: the folder for crash reports.
    """

    TITLE = "Onsite"
    CSS_PATH: ClassVar[list[str | PurePath]] = themes.STYLES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", N_("Help"), priority=True),
        Binding("ctrl+p", "command_palette", N_("Commands"), priority=True),
        Binding("ctrl+q", "quit", N_("Quit"), show=False, priority=True),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    def __init__(
        self,
        *,
        language_code: str | None = None,
        clock: Clock | None = None,
        reports: Path | None = None,
    ) -> None:
        super().__init__()
        language.use(language_code or language.preferred())
        themes.register(self)
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self._workers = Workers(self, self.report_error)
        self._clock = clock or SystemClock()
        self._reports = reports
        self.sounds = Sounds(self)
        self.crashed: Path | None = None
        """The report of the crash that ended the app."""
        self.parting: list[str] = []
        """What is still to be told once the screen is gone."""
        self.leaving: int | None = None
        """The exit code, once the app was told to end."""
        self.reported: list[BaseException] = []
        """The bugs that were met, newest last."""
        self.key_gate: Callable[[events.Event], Awaitable[bool]] | None = None
        """Sees every key and paste first; answers whether it keeps it, to `pass_on` it later."""

    def get_driver_class(self) -> type[Driver]:
        """Textual's, forgiving of bytes that are no text."""
        return forgiving(super().get_driver_class())

    @property
    def clock(self) -> Clock:
        """Tells the time."""
        return self._clock

    @property
    def reports(self) -> Path:
        """The folder for crash reports."""
        return self._reports or Path(tempfile.gettempdir()) / "onsite-crash"

    async def on_event(self, event: events.Event) -> None:
        """Textual's, behind the gate."""
        gated = isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded
        if not (gated and await self._gated(event)):
            await self.pass_on(event)

    async def _gated(self, event: events.Event) -> bool:
        if self.key_gate is not None and await self.key_gate(event):
            return True
        return isinstance(self.screen, Translated) and await self.screen.takes_key(event)

    async def pass_on(self, event: events.Event) -> None:
        """Let an event go where it was going.

        A question mark asks for help where it is not part of what is typed; a binding could not
        do that, as Textual gives every printable key to the field that has the focus.
        """
        asked = isinstance(event, events.Key) and event.key == "question_mark"
        if asked and not event.is_forwarded and self._nothing_typed():
            self.action_help()
        else:
            await super().on_event(event)

    def report_error(self, error: BaseException) -> None:
        """The one route of errors that need not end the app: a sentence, or a crash report."""
        if isinstance(error, OnsiteError):
            self.notify(str(error), severity="error", timeout=15, markup=False)
            return
        written = self._report(error)
        self.notify(reports.sentence(written), severity="error", timeout=30, markup=False)

    def sound(self, outcome: str) -> None:
        """Sound a verdict: `admit`, `ask`, `refuse` or `exit`."""
        self.sounds.play(outcome)

    def use_language(self, code: str) -> None:
        """Switch the language of everything that is shown; focus and drafts stay."""
        language.use(code)
        for screen in [each for stack in self._screen_stacks.values() for each in stack]:
            if isinstance(screen, Translated):
                screen.retranslate()
            screen.refresh_bindings()
            screen.refresh(layout=True)
            screen.query("*").refresh()

    def exit(self, result: int | None = None, return_code: int = 0, message: Any = None) -> None:
        """End the app; what goes wrong from now on is no reason to start again."""
        self.leaving = return_code
        super().exit(result, return_code, message)

    def leave(self, code: int) -> None:
        """End the app with this exit code; may be called by a signal's handler or a thread."""
        self.leaving = code
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.exit, None, code)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every command there is now, in the language in use."""
        from onsite.ui.palette import commands

        return commands(self, screen)

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is printed on keyboards: F1, ^P."""
        shown = super().get_key_display(binding)
        return shown.upper() if shown[:1] in "f^" and len(shown) > 1 else shown

    def action_help(self) -> None:
        """Explain the screen, or close the explanation."""
        from onsite.ui.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(HelpScreen(self.screen))

    def action_help_quit(self) -> None:
        """Ctrl+C does not end the app; say what does."""
        self.notify(_("Press Ctrl+Q to quit."))

    def action_command_palette(self) -> None:
        """Show every command there is."""
        from onsite.ui.palette import show

        show(self)

    def action_language(self) -> None:
        """Ask for another language."""
        from onsite.ui.language import choose_language

        self._choose(choose_language)

    def action_change_theme(self) -> None:
        """Ask for another theme."""
        from onsite.ui.language import choose_theme

        self._choose(choose_theme)

    def action_sound(self) -> None:
        """Take the next kind of sound: bell, tones, none."""
        self.notify(self.sounds.next_kind())

    def crash(self, error: Exception) -> None:
        """Write a report of what ended the app."""
        if self.crashed is None:
            self.crashed = self._report(error) or Path()

    def panic(self, *renderables: object) -> None:
        """End the app without showing what it was given: it may hold data."""
        del renderables
        self._handle_exception(RuntimeError("the terminal could not be read"))

    def _handle_exception(self, error: Exception) -> None:
        """Write a report and end the app; in place of Textual's traceback, which shows locals."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self.leaving is None:
            self.crash(error)
        self._close_messages_no_wait()

    def _choose(self, choosing: Callable[[BaseApp], Coroutine[Any, Any, None]]) -> None:
        # A key that is held comes again before the question stands.
        if not is_busy(self.workers, "choice"):
            self.run_worker(choosing(self), group="choice")

    def _nothing_typed(self) -> bool:
        if isinstance(self.screen, Translated) and self.screen.TYPES_ALL:
            return False
        field = self.focused
        if isinstance(field, Input):
            return not field.value
        return field is None or not field.check_consume_key("question_mark", "?")

    def _report(self, error: BaseException) -> Path | None:
        self.reported.append(error)
        now = self.clock.now()
        fallback = Path(tempfile.gettempdir())
        return reports.write(self.reports, error, at=now) or reports.write(fallback, error, at=now)
