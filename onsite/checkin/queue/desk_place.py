"""Which desk of the plan this one is, and the queues before all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from onsite.checkin.desk.over import DeskOver
from onsite.language import N_, _
from onsite.ui.line_list import Line

if TYPE_CHECKING:
    from textual.binding import BindingType

    from onsite.checkin.desk.source import DeskSource
    from onsite.checkin.queue.reading import Queues
    from onsite.plan.model import Plan

_NONE = "-"
"""Stands for no desk among those to choose from; no id is like that."""


class DeskPlace(DeskOver):
    """Asks which desk it is, and shows the queues."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+f6,f18", "desk_place", N_("Desk"), show=False, key_display="Shift+F6"),
        Binding("ctrl+t", "queues", N_("Queues"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, dict[str, str]] = {}
        self._desk_shown = ""

    @property
    def place_name(self) -> str:
        """The checkpoint, and the desk that this one is there."""
        return " · ".join(filter(None, (self.work.checkpoint_name, self._desk_name())))

    def note_desk(self) -> None:
        """The figures were read again: it may be another desk now."""
        if self._desk_name() != self._desk_shown:
            self._desk_shown = self._desk_name()
            self.show_place()

    def show_place(self) -> None:
        """The checkpoint, the desk and the direction."""

    def action_desk_place(self) -> None:
        """Say which desk of the plan this one is."""
        self._ask(self._choose_desk)

    def action_queues(self) -> None:
        """Look at the queues of all desks."""
        self._ask(self._show_queues)

    async def _choose_desk(self) -> None:
        from onsite.ui.dialogs import Choose

        plan, source, where = self.work.plan, self.work.source, self.work.checkpoint
        if plan is None or source is None:
            return
        desks = {key: desk for key, desk in plan.desks.items() if desk.checkpoint == where}
        if not desks:
            self.notify(_("The plan has no desks at this checkpoint."))
            return
        lines = [Line(key, (desk.name,)) for key, desk in desks.items()]
        lines.append(Line(_NONE, (_("None of these"),)))
        question = Choose(_("Which desk is this?"), lines, at=self._desk_id())
        chosen = await self.app.push_screen_wait(question)
        if chosen is not None:
            await self._sit_at(source, plan, where, chosen.removeprefix(_NONE))

    async def _sit_at(self, source: DeskSource, plan: Plan, where: str, desk: str) -> None:
        from onsite.checkin.queue.desks import sit_at

        await source.site.write(sit_at, plan, where, desk)
        self.work.refresh()

    async def _show_queues(self) -> None:
        from onsite.checkin.queue.screen import QueueDialog

        plan, source, where = self.work.plan, self.work.source, self.work.checkpoint
        if plan is None or source is None:
            return

        async def read() -> Queues:
            from onsite.checkin.queue.reading import queues

            own = source.site.journal.station
            return await source.site.read(queues, plan, where, source.now(), own)

        waiting = self._waiting.setdefault(where, {})
        await self.app.push_screen_wait(QueueDialog(read, waiting))

    def _desk_id(self) -> str:
        figures, plan = self.work.figures, self.work.plan
        desk = plan.desks.get(figures.desk) if figures is not None and plan is not None else None
        here = desk is not None and desk.checkpoint == self.work.checkpoint
        return figures.desk if here and figures is not None else ""

    def _desk_name(self) -> str:
        plan = self.work.plan
        return plan.desks[self._desk_id()].name if plan is not None and self._desk_id() else ""
