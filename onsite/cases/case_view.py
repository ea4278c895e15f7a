"""One case on the screen: its clock, its person, its steps, what can be done, its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.widgets import Static

from onsite.cases import acts, showing
from onsite.cases.types import type_of
from onsite.language import _
from onsite.ui.line_list import Column, Line, LineList

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from textual.app import ComposeResult

    from onsite.cases.acts import Act
    from onsite.cases.reading import Survey, Whole
    from onsite.plan.model import Plan

_KEYS = 9
"""Acts have keys from 1 to this."""
_WORK = (Column(width=1), Column(share=3), Column(width=22))
_LOG = (Column(width=10), Column(share=3), Column(share=1))


class CaseView(Vertical):
    """Shows a case; its screen decides what is done with it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.whole: Whole | None = None
        self.offered: list[Act] = []

    def compose(self) -> ComposeResult:
        """Head, what is known, the steps and acts, the log."""
        yield Static(id="case-head")
        yield Static(id="case-about")
        yield Static(id="case-known")
        yield Static(id="work-title", classes="title")
        yield LineList(*_WORK, id="work")
        yield Static(id="log-title", classes="title")
        log = LineList(*_LOG, id="log")
        log.can_focus = False
        yield log

    @property
    def work(self) -> LineList:
        """The steps and the acts."""
        return self.query_one("#work", LineList)

    @property
    def seen(self) -> bool:
        """Whether whoever looks may see what the case is about."""
        return self.has_class("-seen")

    def show(self, whole: Whole, survey: Survey, now: datetime, names: Mapping[str, str]) -> None:
        """Show this case."""
        self.whole = whole
        plan = survey.plan
        if plan is None:
            return
        case, found = whole.file.case, whole.file
        self.set_class(showing.sees(case, plan, survey.roles), "-seen")
        self.offered = []
        if self.seen:
            self.offered = acts.offered(type_of(plan, case.kind), case, survey.roles)[:_KEYS]
        known = [*showing.about(case, plan, now, names)] if self.seen else []
        self.query_one("#case-about", Static).update(Text("\n".join(known)))
        self.query_one("#case-known", Static).update(
            Text("\n".join(whole.known) if self.seen else _("Details are for security and lead."))
        )
        self.query_one("#case-known").display = bool(whole.known) or not self.seen
        self._show_work(plan, now)
        log = [
            showing.log_line(number, line, plan, now, names)
            for number, line in enumerate(found.log if self.seen else ())
        ]
        self.query_one("#log", LineList).show(list(reversed(log)), keep=False)
        self.query_one("#log-title", Static).update(Text(_("What happened")))
        self.query_one("#log-title").display = bool(log)
        self.tick(survey, now)

    def tick(self, survey: Survey, now: datetime) -> None:
        """The clock again."""
        if self.whole is None or survey.plan is None:
            return
        case = self.whole.file.case
        kind = showing.kind_of(case, survey.plan, survey.roles)
        head = Text(no_wrap=True, overflow="ellipsis")
        head.append(f" {kind} ", "reverse bold")
        head.append(f" {showing.who(case) if self.seen else case.name}  ", "bold")
        head.append(showing.clock(case, survey.plan, now))
        self.query_one("#case-head", Static).update(head)

    def _show_work(self, plan: Plan, now: datetime) -> None:
        lines: list[Line] = []
        if self.whole is not None and self.seen:
            lines += [showing.step_line(step, plan, now) for step in self.whole.file.steps]
            lines += [showing.act_line(number, act) for number, act in enumerate(self.offered, 1)]
        self.work.show(lines)
        self.work.styles.height = max(len(lines), 1)
        self.work.retitle(*_WORK, empty=_("There is nothing to tick off."))
        self.query_one("#work-title", Static).update(Text(self._title()))

    def _title(self) -> str:
        if self.offered:
            return _("Steps: Enter ticks off. What can be done: the number key")
        return _("Steps: Enter ticks off")

    def question(self, plan: Plan, survey: Survey) -> str:
        """Names the case in a question."""
        case = self.whole.file.case if self.whole is not None else None
        if case is None:
            return ""
        return _("{kind}: {who}. How does it end?").format(
            kind=showing.kind_of(case, plan, survey.roles), who=showing.who(case)
        )
