"""The join screen: a code, a name, and then what is being waited for until the desk can open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.reactive import var
from textual.widgets import Input, Static

from onsite.errors import OnsiteError
from onsite.language import N_, _, ngettext
from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.app import OnsiteApp
    from onsite.sync.joining.invitation import JoinCode
    from onsite.sync.joining.joining import Joined, Progress
    from onsite.wiring import Site

_FIELDS = ("code", "name", "address")
_STEPS = ("looking", "connecting", "waiting", "fetching")


class JoinScreen(BaseScreen):
    """A computer on its way into an event. `step` is `ask` or one of `_STEPS`."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#code"
    HELP: ClassVar[str] = N_(
        """The lead makes a join code for every computer: on the hub's laptop with F12 and then F4,
or with “onsite stations invite”. Scan its picture with a hand scanner, or type its letters;
upper and lower case, blanks and hyphens do not matter.

The hub is found by itself in most networks. Where it is not, type the address that stands on
the hub's screen.

The lead is then asked whether this computer may join. Once that is answered, the event is
fetched; the desk opens as soon as the plan and the list are here, while the rest still comes."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "join", N_("Join")),
        Binding("up,shift+tab", "app.focus_previous", N_("Up"), show=False),
        Binding("down,tab", "app.focus_next", N_("Down"), show=False),
        Binding("escape", "back", N_("Back")),
    ]

    step: var[str] = var("ask", init=False)

    def __init__(self) -> None:
        super().__init__()
        self._typed: dict[str, str] = {}
        self._trouble: OnsiteError | None = None
        self.address = ""
        """The hub's, once there is one."""

    def compose_body(self) -> ComposeResult:
        """The three fields, what is wrong with them, and how far it has come."""
        with Vertical(classes="page"):
            yield Static(id="title")
            for name in _FIELDS:
                yield Static(id=f"{name}-label", classes="label")
                yield Input(self._typed.get(name, ""), id=name, max_length=300)
            yield Static(id="trouble")
            yield Steps(id="steps")

    def on_mount(self) -> None:
        self.retranslate()
        self.set_interval(0.5, self._follow)

    def retranslate(self) -> None:
        """Every text again; what was typed stays."""
        self._say("#title", Text(_("Join an event"), "bold"))
        for name, (label, example) in _labels().items():
            self._say(f"#{name}-label", Text(label))
            self.query_one(f"#{name}", Input).placeholder = example
        self._show_trouble()
        self._show_steps()

    def draft(self) -> dict[str, str]:
        """What was typed."""
        return {name: self._value(name) for name in _FIELDS}

    def restore(self, draft: dict[str, str]) -> None:
        """What was typed."""
        self._typed = draft

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is joined twice at once."""
        del parameters
        return action != "join" or self.step == "ask"

    def watch_step(self) -> None:
        """The fields can be changed only while nothing is under way."""
        for name in _FIELDS:
            self.query_one(f"#{name}", Input).disabled = self.step != "ask"
        self._show_steps()
        self.refresh_bindings()

    async def carry_out(
        self, site: Site, code: JoinCode, address: str, name: str, progress: Progress
    ) -> Joined:
        """Ask the hub; answers once this computer belongs to the event."""
        from onsite.sync.joining.joining import join

        return await join(site, code, address or None, name, progress)

    def computer_name(self) -> str:
        """What the lead sees this computer called."""
        from onsite.sync.addresses import computer_name

        return computer_name()

    def on_store_changed(self) -> None:
        self._follow()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        # A scanner ends the code with Enter: nobody has to touch the keyboard after that.
        event.stop()
        self.action_join()

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._trouble is not None and self.step == "ask":
            self._fail(None)

    def action_join(self) -> None:
        """Join with what was typed."""
        if self.step == "ask":
            self.run_worker(self._join(), group="join", exclusive=True)

    async def action_back(self) -> None:
        """Stop waiting; from the fields back to where one came from."""
        if self.step in ("looking", "connecting", "waiting"):
            self.workers.cancel_group(self, "join")
            self.step = "ask"
            self.query_one("#code").focus()
            self.onsite.store_written(self)
            return
        await self.onsite.action_area("stations")

    async def _check_code(self) -> JoinCode | None:
        await self.onsite.site_ready()
        from onsite.sync.joining.invitation import parsed

        try:
            code = parsed(self._value("code"))
        except OnsiteError as error:
            self._fail(error)
            return None
        self._fail(None)
        return code

    async def _join(self) -> None:
        site = await self.onsite.site_ready()
        code = await self._check_code()
        if code is None:
            self.query_one("#code").focus()
            return
        self.query_one(Steps).computer = self.computer_name()
        self.step = "looking"
        try:
            await self.carry_out(
                site, code, self._value("address"), self._value("name"), self._went_on
            )
        except OnsiteError as error:
            self._fail(error)
            self.step = "ask"
            self.query_one("#code").focus()
            return
        self.step = "fetching"
        self.onsite.store_written(self)

    def _went_on(self, going: str, address: str = "") -> None:
        self.address = address or self.address
        self.step = str(going)
        self._show_steps()

    def _follow(self) -> None:
        """Tell how far the fetching has come, and open the desk once it can be used."""
        if self.step != "fetching" or not self.is_current:
            return
        self._show_steps()
        standing, link = self.onsite.standing, self.onsite.link
        if standing is None or standing.bare or link is None:
            return
        if standing.imported is not None or link.phase() == "live":
            for name in _FIELDS:
                self.query_one(f"#{name}", Input).value = ""
            self.step = "ask"
            self.run_worker(self.onsite.action_area("desk"), group="leave")

    def _fail(self, error: OnsiteError | None) -> None:
        self._trouble = error
        self._show_trouble()

    def _show_trouble(self) -> None:
        error = self._trouble
        self._say("#trouble", Text(f"✗ {error}" if error is not None else ""))
        self.query_one("#trouble").display = error is not None

    def _show_steps(self) -> None:
        self.query_one(Steps).show(self.step, self.address, self._value("name"))

    def _say(self, where: str, text: Text) -> None:
        self.query_one(where, Static).update(text)

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()


class Steps(Static):
    """How far the joining has come, one line for each of `_STEPS`."""

    computer = ""
    """What the lead sees this computer called."""

    def show(self, step: str, address: str, name: str) -> None:
        """Show that this step is under way; nothing while it is none of them.

        Args:
            step: one of `_STEPS`, or `ask`.
            address: of the hub, once there is one.
            name: that this station is to have; may be empty.
        """
        text = Text()
        at = _STEPS.index(step) if step in _STEPS else -1
        for place, each in enumerate(_STEPS if at >= 0 else ()):
            sign = "✓" if place < at else "▸" if place == at else "·"
            said = self._said(each, address, name) if place <= at else ""
            text.append(f"{sign} {said or _(_LATER[each])}\n", "bold" if place == at else "")
        self.update(text)

    def _said(self, step: str, address: str, name: str) -> str:
        if step == "connecting" and address:
            return _("Connecting to the hub at {address}").format(address=address)
        if step == "waiting":
            return _asked_about(name, self.computer)
        return self._fetching() if step == "fetching" else ""

    def _fetching(self) -> str:
        app = cast("OnsiteApp", self.app)
        if app.link is None or app.standing is None or app.link.state.total == 0:
            return _("Fetching the event…")
        from onsite.sync.link.words import percent

        many = app.standing.entries
        said = ngettext(
            "Fetching the event: {percent} %, {entries} entry is here",
            "Fetching the event: {percent} %, {entries} entries are here",
            many,
        )
        return said.format(percent=percent(app.link.state), entries=f"{many:,}")


def _asked_about(name: str, computer: str) -> str:
    """What the lead is asked, in the words of the lead's own screen."""
    if name:
        said = _("Waiting for the lead, who is asked about {name} on “{computer}”")
        return said.format(name=name, computer=computer)
    said = _("Waiting for the lead, who is asked about a station on “{computer}”")
    return said.format(computer=computer)


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "code": (_("Join code, from the lead"), _("scan it, or type its letters")),
        "name": (
            _("Name of this station, if the lead has not given it one"),
            _("for example: Desk 3"),
        ),
        "address": (
            _("Address of the hub, only where it is not found by itself"),
            _("for example: 192.168.1.10"),
        ),
    }


_LATER = {
    "looking": N_("Looking for the hub"),
    "connecting": N_("Connecting to the hub"),
    "waiting": N_("Waiting for the lead"),
    "fetching": N_("Fetching the event"),
}
