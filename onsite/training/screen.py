"""The desk of a training: the check-in desk as it is, and above it who stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.binding import Binding
from textual.widgets import Static

from onsite.checkin.screen import DeskScreen
from onsite.language import N_, _
from onsite.training import wording
from onsite.training.code import picture
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.training.app import TrainingApp
    from onsite.training.session import Session

_LOOK_S = 0.25
_BLACK_ON_WHITE = "#000000 on #ffffff"


class TrainingScreen(DeskScreen):
    """The real desk, with the real rules, for people who are made up."""

    # Two files, where the desk has one.
    CSS_PATH = ["../checkin/screen.tcss", "screen.tcss"]  # type: ignore[assignment]  # noqa: RUF012
    HELP = N_(
        """This is a training: the desk is the real one, the guests are made up. At the top stands
who is there, what they say, and what they show.

F2 scans what they show, as a hand scanner would; on a large screen the code stands beside the
desk, for a real one. Look at the answer. Then say where they go: F3
is into the house, F12 is to the problem desk. Below stands whether that was right, and why.

Who has no ticket is found by name, as at the real desk: type it, Enter lets them in, then F3.
The others of a booking stand below the answer: Alt+1 lets in the first. Several with one code:
↑ and ↓ choose, Enter lets in.

Ctrl+↑ and Ctrl+↓ let guests come faster and slower. Ctrl+Q ends it and says how it went."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "turn", N_("In/out"), show=False),
        Binding("f6", "checkpoint", N_("Place"), show=False),
        Binding("f9", "scans", N_("Scans"), show=False),
        Binding("f2", "show_code", N_("Scan")),
        Binding("f3", "decide(True)", N_("Go in")),
        Binding("f12", "decide(False)", N_("Problem desk")),
        Binding("ctrl+up", "rate(1)", N_("Faster"), show=False),
        Binding("ctrl+down", "rate(-1)", N_("Slower"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._told = ""
        self._drawn = ""
        """The code whose picture stands beside the desk."""

    @property
    def session(self) -> Session:
        """The training."""
        return cast("TrainingApp", self.app).session

    def compose_body(self) -> ComposeResult:
        """Who stands there, above the desk."""
        yield Static(id="guest")
        yield from super().compose_body()

    def on_mount(self) -> None:
        # Beside the desk, where there is room: to practise with a real hand scanner.
        self.query_one("#side").mount(Static(id="guest-code"), before="#scans-title")
        self.set_interval(_LOOK_S, self._look)

    def retranslate(self) -> None:
        """Every text again."""
        super().retranslate()
        self._show_guest()

    def action_show_code(self) -> None:
        """Scan what the guest shows."""
        arrival = self.session.current
        if arrival is None:
            return
        if arrival.shown:
            self.work.ask(code=arrival.shown)
        else:
            self.notify(_("They show nothing: ask for the name and type it."))

    def action_decide(self, let_in: bool) -> None:  # noqa: FBT001 - an action's argument
        """Say where the guest goes."""
        if not is_busy(self.app.workers, "decide"):
            self.run_worker(self._decide(let_in=let_in), group="decide")

    def action_rate(self, by: int) -> None:
        """Let guests come faster or slower."""
        rate = round(self.session.change_rate(by))
        self.notify(_("{rate} guests a minute").format(rate=rate), timeout=2)
        self._show_guest()

    async def _decide(self, *, let_in: bool) -> None:
        from onsite.training.admitted import are_admitted

        arrival = self.session.current
        if arrival is None:
            return
        await self.work.answered()
        admitted = await self.onsite.site.read(are_admitted, arrival.wanted)
        served = self.session.decide(let_in=let_in, admitted=admitted)
        if served is not None:
            self._told = wording.done(served)
            self.onsite.sound("refuse" if served.fault else "exit")
        self._clear_desk()
        self._show_guest()

    def _clear_desk(self) -> None:
        """The next guest finds the desk as it is between two scans."""
        self.shown = self.answer = None
        self.show_nobody()
        self.redraw()

    def _look(self) -> None:
        if self.work.plan is not None:
            self.session.go_on()
        self._show_guest()

    def _show_guest(self) -> None:
        session = self.session
        arrival = session.current
        if session.over and session.served:
            lines = [wording.over(session.score())]
        elif arrival is None:
            lines = [wording.standing(session), wording.nobody()]
        else:
            lines = [wording.standing(session), wording.says(arrival), wording.shows(arrival)]
        lines.append(self._told or wording.begin())
        self.query_one("#guest", Static).update(Text("\n".join(lines)))
        self._show_code(arrival.shown if arrival is not None else "")

    def _show_code(self, code: str) -> None:
        if code == self._drawn or not self.query("#guest-code"):
            return
        self._drawn = code
        drawn = "\n".join(picture(code)) if code else ""
        self.query_one("#guest-code", Static).update(Text(drawn, style=_BLACK_ON_WHITE))
