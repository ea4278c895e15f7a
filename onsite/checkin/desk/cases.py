"""Cases at the desk: one key opens one about the guest, and their state is seen from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from onsite.checkin import wording
from onsite.checkin.desk.acts import DeskActs
from onsite.errors import OnsiteError
from onsite.language import N_, _, ngettext
from onsite.ui.banner import BannerContent
from onsite.ui.line_list import Column, Line, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from onsite.cases.views import Case
    from onsite.checkin.views import Answer, Guest
    from onsite.plan.model import Plan

_OWN_COLUMNS = (Column(width=8), Column(share=3), Column(share=2), Column(share=2))


@dataclass(frozen=True, slots=True)
class About:
    """What a case is to be opened about."""

    reason: str
    """Why they could not come in: a `Reason` value, or how they stand."""
    answer: Answer | None = None
    """What the banner shows, where that is what it is about."""
    guest: Guest | None = None

    @property
    def name(self) -> str:
        """Whom to name in the question."""
        if self.guest is not None:
            return wording.name_of(self.guest)
        return self.answer.code if self.answer is not None else ""


class DeskCases(DeskActs):
    """Opens cases, and tells when one of this desk's is resolved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "open_case", N_("Case")),
        Binding("ctrl+o", "case", N_("Open a case"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.own_cases: Sequence[Case] | None = None
        """Those that this desk has opened last, newest first; None before they were read."""
        self._refused = False

    def on_mount(self) -> None:
        self.read_cases()

    def on_store_changed(self) -> None:
        self.read_cases()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key always works; it stands in the footer while somebody is not let in."""
        if action in ("open_case", "case"):
            return self._refused == (action == "open_case")
        return super().check_action(action, parameters)

    def redraw(self) -> None:
        """The banner again, and the key that goes with it."""
        super().redraw()
        answer = self.answer
        refused = answer is not None and answer.verdict.outcome.value != "admit"
        if refused != self._refused:
            self._refused = refused
            self.refresh_bindings()

    def read_cases(self) -> None:
        """Read how the cases of this desk stand, soon."""
        self.run_worker(self._read_cases(), group="cases", exclusive=True)

    def scans_title(self) -> str:
        """What stands above the last scans: how many of the desk's cases are open, too."""
        title = _("Last scans")
        many = sum(case.resolved is None for case in self.own_cases or ())
        if not many:
            return title
        told = ngettext("{n} case of this desk open", "{n} cases of this desk open", many)
        return f"{title} · {told.format(n=many)}"

    def show_scans_title(self) -> None:
        """The title above the last scans."""

    def action_open_case(self) -> None:
        """As `action_case`, while somebody is not let in."""
        self.action_case()

    def action_case(self) -> None:
        """Open a case about the guest; with nobody before the desk, show those that it opened."""
        about = self._about()
        self._ask(self._show_own if about is None else lambda: self._choose_type(about))

    def _about(self) -> About | None:
        marked, answer = self.choices.marked, self.answer
        if marked is not None:
            return About(marked.state, guest=marked)
        if answer is None:
            return None
        return About(answer.verdict.reason.value, answer, answer.guest)

    async def _choose_type(self, about: About) -> None:
        from onsite.cases.dialogs import ChooseType
        from onsite.cases.rules import proposed
        from onsite.cases.types import types
        from onsite.cases.wording import type_name

        plan = self.work.plan
        if plan is None:
            return
        keys = proposed(about.reason, types(plan))
        question = _("Open a case: {name}. What is it?").format(name=about.name)
        asked = ChooseType(question, [(key, type_name(plan, key)) for key in keys])
        kind = await self.app.push_screen_wait(asked)
        if kind is not None:
            await self._open_case(plan, kind, about)

    async def _open_case(self, plan: Plan, kind: str, about: About) -> None:
        from onsite.cases.service import NewCase, open_case

        site, answer = self.onsite.site, about.answer
        new = NewCase(
            kind,
            about.guest.attendee if about.guest is not None else "",
            answer.key if answer is not None else "",
            code=answer.code if answer is not None else "",
            checkpoint=self.work.checkpoint,
        )
        try:
            await site.write(open_case, plan, new, site.operator)
        except OnsiteError as error:
            self.notify(str(error), severity="error", timeout=15, markup=False)
            return
        self.onsite.store_written(self)
        self.work.refresh()
        self.read_cases()
        if answer is None or self.answer is answer:
            self.shown = lambda plan: sent(plan, kind, about.name)
            self.redraw()
        else:  # a scan was answered meanwhile, and stands on the banner
            self.notify(sent(plan, kind, about.name).sentence, timeout=10, markup=False)

    async def _show_own(self) -> None:
        from onsite.ui.dialogs import Browse

        plan = self.work.plan
        if plan is None or not self.own_cases:
            self.notify(_("Scan a ticket or find a name first: Ctrl+O then opens a case."))
            return
        lines = [self._own_line(case, plan) for case in self.own_cases]
        title = _("Cases that this desk has opened.")
        await self.app.push_screen_wait(Browse(title, lines, columns=_OWN_COLUMNS))

    def _own_line(self, case: Case, plan: Plan) -> Line:
        from onsite.cases import showing
        from onsite.cases import wording as case_words
        from onsite.cases.rules import open_for

        span = case_words.clock(open_for(case.since, self.onsite.clock.now(), case.resolved))
        tone: Tone = "muted"
        if case.resolved is not None:
            state = case_words.resolution(case.resolution)
        else:
            state, tone = case.owner or _("nobody has it yet"), ""
        name = showing.who(case)
        return Line(case.id, (span, name, case_words.type_name(plan, case.kind), state), tone)

    async def _read_cases(self) -> None:
        site = await self.onsite.site_ready()
        from onsite.cases.listing import of_station

        before, now = self.own_cases, await site.read(of_station, site.journal.station)
        self.own_cases = now
        open_before = {case.id for case in before or () if case.resolved is None}
        for case in now:
            if case.resolved is not None and case.id in open_before:
                self.notify(resolved(case), timeout=20, markup=False)
        self.show_scans_title()


def sent(plan: Plan, kind: str, name: str) -> BannerContent:
    """A case is open: where the guest is to go."""
    from onsite.cases.wording import type_name

    said = _("Case opened: {kind}. Send the guest to the problem desk.")
    return BannerContent(
        "ask", _("PROBLEM DESK"), said.format(kind=type_name(plan, kind)), name=name
    )


def resolved(case: Case) -> str:
    """One of the desk's cases is resolved."""
    from onsite.cases import showing
    from onsite.cases.wording import resolution

    said = _("Case resolved: {who} – {how}.")
    return said.format(who=showing.who(case), how=resolution(case.resolution))
