"""A work area with one of everything that `onsite.ui` has, and an app around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.widgets import Button, Input

from onsite.app import OnsiteApp
from onsite.areas import Area
from onsite.language import N_, _
from onsite.plan.service import publish
from onsite.roster.facts import AttendeeListed, Record
from onsite.ui.banner import Banner, BannerContent
from onsite.ui.base import BaseScreen, StoreChanged
from onsite.ui.line_list import Column, Line, LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.wiring import Site

TONES = ("", "good", "warning", "bad", "muted", "strong")
LINES = [Line(str(n), (f"Person {n}", f"X{n}"), tone) for n, tone in enumerate(TONES)]


class StageScreen(BaseScreen):
    """A field, a banner, a list, a button."""

    HELP: ClassVar[str] = N_("Nothing has been prepared here yet.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "stumble", N_("Quit")),
        Binding("f6", "fall", N_("Cancel")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.changes = 0
        self.translations = 0

    def compose_body(self) -> ComposeResult:
        yield Input(placeholder="Scan or type a name")
        yield Banner()
        yield LineList(Column("Name"), Column("Order", 8), empty="Nobody yet")
        yield Button("Go")

    def on_mount(self) -> None:
        self.query_one(LineList).styles.height = 7
        self.query_one(LineList).show(LINES)

    def retranslate(self) -> None:
        self.translations += 1

    def on_store_changed(self, message: StoreChanged) -> None:
        self.changes += 1

    def draft(self) -> dict[str, str]:
        return {"typed": self.query_one(Input).value}

    def restore(self, draft: dict[str, str]) -> None:
        self.restored = draft

    async def action_stumble(self) -> None:
        self.run_worker(self._stumble())

    def action_fall(self) -> None:
        guest = "Jane Doe"
        raise KeyError(guest)

    async def _stumble(self) -> None:
        guest = "Jane Doe"
        raise ValueError(guest)


class OtherScreen(StageScreen):
    """A second area."""


STAGE = Area("stage", "f2", N_("Check-in"), "tests.ui.stage:StageScreen", works_bare=True)
OTHER = Area("other", "f3", N_("List"), "tests.ui.stage:OtherScreen")


def stage_app(site: Site, **options: Any) -> OnsiteApp:
    """An app with the two areas, on an open site."""
    options = {"start_mode": "stage", "language_code": "en", "clock": site.clock, **options}
    return OnsiteApp(lambda: site, areas=(STAGE, OTHER), **options)


def prepare(site):
    """Publish a plan, and put somebody on the roster."""
    plan = (
        '[event]\nname = "Harbour Summit"\nzone = "Europe/Berlin"\n'
        'days = [2026-11-24]\n[checkpoints.door]\nname = "Door"'
    )
    jane = AttendeeListed(
        attendee="a1", source="test", source_key="1", record=Record(name="Jane Doe")
    )
    site.write_now(publish, plan, "Maria")
    site.write_now(lambda journal, rows: journal.append(rows, jane, operator="Maria"))


ANSWERS = (
    BannerContent("idle", "", _("Scan a ticket, or type a name.")),
    BannerContent(
        "admit",
        "WELCOME",
        "Let them in.",
        name="Jane Doe",
        tags=("VIP", "Speaker"),
        lines=("Acme Ltd. · Business", "Vegan, no nuts"),
        hint="F4 takes it back",
    ),
    BannerContent("ask", "ALREADY IN", "Came in at 09:12 at the main door.", name="王小明"),
    BannerContent("refuse", "STOP", "This ticket was cancelled.", name="José Müller"),
    BannerContent("exit", "GOODBYE", "They have left.", name="Ann"),
)
