"""What stands on the board: its pages, shown from what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import ContentSwitcher, Static

from onsite.incidents.board.searching import BoardSearching
from onsite.language import N_, _
from onsite.ui.line_list import LineList

if TYPE_CHECKING:
    from onsite.incidents.board.survey import Survey

_WIDE = 72
"""From so many columns on, zone and state have columns of their own."""
_EMPTY = {
    "open": N_("Nothing is open. n reports an incident; so does Ctrl+E on every other screen."),
    "mine": N_("None of the open ones reaches you, and you hold none. F5 shows them all."),
    "closed": N_("None is closed yet."),
}
_NO_PLAN = N_("There is no plan yet. The lead publishes one: onsite plan publish event.toml")
READ_WHEN_SHOWN = frozenset(("checks", "sent"))
"""Pages that need more than the list does."""
_FIXED = frozenset(("#figures", "#about"))
"""Whose height never changes: nothing else moves for their texts."""
_READ = 54
"""Cells of a line of an entry that is read."""
_TITLES = {"open": N_("All open"), "mine": N_("Yours"), "closed": N_("Closed ones")}


class BoardFace(BoardSearching):
    """Shows what is known. Its widgets are made in `incidents.screen`."""

    _keys_of: tuple[object, ...] = ()
    """For what the footer has its keys."""

    def __init__(self) -> None:
        super().__init__()
        self._stands: dict[str, Text] = {}

    @property
    def page(self) -> str:
        """`list`, `incident`, `people` or `zones`."""
        return self.query_one("#pages", ContentSwitcher).current or "list"

    @property
    def is_wide(self) -> bool:
        """Whether zone and state have columns of their own."""
        return self.size.width >= _WIDE

    async def read_page(self, survey: Survey) -> None:
        """Read the checklists, or what was sent, where they are shown."""
        from onsite.incidents.board.checklists import sheets
        from onsite.incidents.board.outbox import ended
        from onsite.incidents.reading import all_of_them

        site = self.onsite.site
        if self.page == "checks":
            self.sheets = await site.read(sheets, survey.plan, site.clock.now())
        elif self.page == "sent":
            self.ended = await site.read(ended)
            every = await site.read(all_of_them, survey.plan)
            self.numbers = {each.id: each.number for each in every}

    def show_all(self) -> None:
        """Everything, as it is known at this moment."""
        if not self.is_mounted:
            return
        survey = self.survey
        teach = self.query_one("#teach", Static)
        if survey is None:
            self.put("#teach", Text(_(_NO_PLAN) if self.opened else _("Opening the store…")))
            self.put("#figures", Text())
        else:
            self._show(survey)
        teach.display = survey is None or not self.query_one("#incidents", LineList).lines
        said = self.put("#said", Text(self.still_said))
        said.set_classes(f"-{self.said_tone}" if self.said_tone else "")
        self.mind_keys()

    def mind_keys(self) -> None:
        """The keys of the footer, where others are of use than before: the cursor is quick."""
        incident = self.chosen
        veiled = incident is not None and incident.veiled
        kind = (self.page, self.survey is not None, incident is not None, veiled)
        if kind != self._keys_of:
            self._keys_of = kind
            self.refresh_bindings()

    def _show(self, survey: Survey) -> None:
        from onsite.incidents.board import checklists, outbox, pages, showing

        figures = showing.figures(survey, self.lines, self.now_ms)
        if self.which != "open" or self.words:
            figures = f"{_(_TITLES[self.which])}  ·  {figures}"
        if self.onsite.sounds.is_off:
            # First, for it must be seen on a narrow screen, too.
            figures = "  ·  ".join((_("No sound"), figures))
        shown = self.put("#figures", Text(figures, no_wrap=True, overflow="ellipsis"))
        shown.set_class(any(each.alarm for each in self.lines), "-alarm")
        if self.page == "list":
            now_ms, wide = self.now_ms, self.is_wide
            lines = showing.IncidentLines(
                self.listed,
                lambda each: showing.incident_line(
                    survey, each, self.line_of(each.id), now_ms, wide=wide
                ),
            )
            there = self.query_one("#incidents", LineList)
            # Who has not touched it finds what calls first under the cursor.
            there.show(lines, keep=there.moved)
            self._point_at_new(there)
            empty = _("None has these words.") if self.words else _(_EMPTY[self.which])
            self.put("#teach", Text(empty))
            self.show_about()
        elif self.page == "people":
            self.query_one("#people", LineList).show(pages.people(survey))
        elif self.page == "zones":
            self.query_one("#zones", LineList).show(pages.zones(survey))
        elif self.page == "checks":
            checks = checklists.lines(survey, self.sheets, self.now_ms)
            self.query_one("#checks", LineList).show(checks)
        elif self.page == "sent":
            self.sendings = outbox.sendings(survey, self.every_seen, self.ended, self.now_ms)
            sent = outbox.lines(survey, self.sendings, self.numbers)
            self.query_one("#sent", LineList).show(sent)
        else:
            self._show_chain()

    def _point_at_new(self, there: LineList) -> None:
        """What was just reported from the board is what comes next."""
        if self.reported_before is None:
            return
        own = self.onsite.site.journal.station
        for place, each in enumerate(self.listed):
            if each.id not in self.reported_before and each.station == own:
                self.reported_before = None
                there.moved, there.cursor = True, place
                return

    def show_about(self) -> None:
        """What is under the cursor, in more words than its line has room for."""
        from onsite.incidents.board import alike, showing

        survey, incident = self.survey, self.chosen
        if survey is None or incident is None:
            self.put("#about", Text())
            return
        line = self.line_of(incident.id)
        words = showing.chain_words(survey, line, self.now_ms, veiled=incident.veiled)
        told = "" if incident.veiled else showing.told_words(survey, line)
        what = alike.before(survey, incident, showing.told(survey.plan, incident))
        shown = Text(what, no_wrap=True, overflow="ellipsis")
        for each, style in ((words, "bold"), (told, "")):
            shown.append(f"\n{each}", style)
        self.put("#about", shown)

    def _show_chain(self) -> None:
        from onsite.incidents.board import showing

        survey, whole = self.survey, self.whole
        if survey is None or whole is None:
            return
        incident = whole.incident
        line = self.line_of(incident.id)
        parts = [
            showing.chain_words(survey, line, self.now_ms, veiled=incident.veiled),
            "" if incident.veiled else showing.told_words(survey, line),
        ]
        self._say_at("#chain", "\n".join(part for part in parts if part))

    def show_whole(self) -> None:
        """The page of the incident that was read."""
        survey, whole = self.survey, self.whole
        if not self.is_mounted or survey is None or whole is None:
            return
        from onsite.incidents import wording
        from onsite.incidents.board import pages, showing

        incident = whole.incident
        mark = f" {showing.shape(survey.plan, incident)} {showing.severity(survey.plan, incident)} "
        head = Text(mark, "bold reverse", overflow="ellipsis")
        drill = f"  {_(wording.EXERCISE)}" if incident.drill else ""
        head.append(f"  {incident.number}{drill}  {wording.state(incident.state)}", "bold")
        for each in pages.head(survey, whole, self.now_ms):
            head.append(f"\n{each}")
        self.put("#head", head)
        self._show_chain()
        lines = pages.timeline(survey, whole, system=self.system)
        log = self.query_one("#timeline", LineList)
        at_end = log.cursor >= len(log.lines) - 1
        log.show(lines, gone=len(lines) - 1)
        if at_end:
            log.cursor = len(lines) - 1
        self.mind_keys()

    def read_entry(self, name: str) -> None:
        """Show all of an entry: its line may be too short for it."""
        from onsite.incidents.board import pages
        from onsite.ui.dialogs import Browse

        survey, whole = self.survey, self.whole
        lines = pages.entry(survey, whole, name, _READ) if survey and whole else []
        if lines:
            self.app.push_screen(Browse(name, lines))

    def _say_at(self, where: str, text: str) -> None:
        self.put(where, Text(text)).display = bool(text)

    def put(self, where: str, text: Text) -> Static:
        """Let a text stand somewhere; where it does already, nothing is drawn for it."""
        widget = self.query_one(where, Static)
        if self._stands.get(where) != text:
            self._stands[where] = text
            widget.update(text, layout=where not in _FIXED)
        return widget

    def _colour_of_incident(self, incident: str) -> str:
        from onsite.incidents.board.showing import colour

        survey = self.survey
        found = survey.incidents.get(incident) if survey is not None else None
        return colour(survey.plan, found) if survey is not None and found is not None else ""

    def _colour_of_zone(self, key: str) -> str:
        from onsite.incidents.board.pages import worst_in

        survey = self.survey
        worst = worst_in(survey, key.removeprefix("zone ")) if survey is not None else None
        return self._colour_of_incident(worst.id) if worst is not None else ""
