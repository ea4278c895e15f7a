"""A design on the screen as it will be printed, while its file is edited beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from onsite.badges.preview import words
from onsite.badges.preview.people import WHICH, which_of
from onsite.badges.preview.picture import BadgePicture
from onsite.badges.preview.work import PreviewWork
from onsite.language import N_, _
from onsite.ui.base import BaseScreen
from onsite.ui.line_list import Line
from onsite.ui.paragraph import Paragraph
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

LOOK_S = 0.5
"""How often it is looked whether the file was saved, in seconds."""
_ZOOMS = (1, 2, 4)


class PreviewScreen(BaseScreen):
    """The badge on the left, what there is to say about it on the right."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#badge"
    HELP: ClassVar[str] = N_(
        """A badge as it will be printed. Edit its file beside this window: the picture follows
when you save. A mistake in the file is told on the right, and the last good picture stays.

n and p go through the people. F5 chooses whom: those with the longest names, those whose badges
have the most faults, the shortest names, everybody. While nobody is on the list, they are made up.

Portraits are shown where they lie in the folder “photos” of the data folder, each named by a code
or id of its guest; an empty frame stands for a picture that is not there.

F6 turns the badge over, F7 shows it as a black-and-white printer prints it. z makes it larger;
the arrow keys then move it. F4 shows another design.

Designs of your own lie in the folder “badges” beside the plan. “onsite badges preview” shows
sharper pictures where the terminal can."""
    )
    SPARE: ClassVar[tuple[str, ...]] = ("f3", "f2", "p")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,space", "person(1)", N_("Next guest")),
        Binding("p", "person(-1)", N_("Previous guest")),
        Binding("f4", "design", N_("Design")),
        Binding("f5", "which", N_("Whom")),
        Binding("f6", "side", N_("Side")),
        Binding("f7", "mono", N_("Colours")),
        Binding("z", "zoom", N_("Larger")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.work = PreviewWork()
        self._zoom = 1
        self._opened = False

    def compose_body(self) -> ComposeResult:
        """The badge and what is said about it."""
        with Horizontal(id="preview"):
            yield BadgePicture(id="badge")
            with Vertical(id="about"):
                yield Paragraph(id="about-design")
                yield Paragraph(id="about-person")
                yield Paragraph(id="about-error")
                yield Paragraph(id="about-faults")

    def on_mount(self) -> None:
        self.retranslate()
        self.run_worker(self._open(), group="open")
        self.set_interval(LOOK_S, self._follow)

    def draft(self) -> dict[str, str]:
        """The design; not whom it was tried on."""
        folder = str(self.work.folder or "")
        return {"design": self.work.name, "folder": folder, "which": self.work.which}

    def restore(self, draft: dict[str, str]) -> None:
        """The design that was shown."""
        folder = draft.get("folder", "")
        self.work = PreviewWork(draft.get("design", ""), Path(folder) if folder else None)
        self.work.which = which_of(draft.get("which", ""))
        self.work.attendee = draft.get("attendee", "")

    def on_store_changed(self) -> None:
        self.run_worker(self._again(people=True), group="draw", exclusive=True)

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.show_seen()

    def action_person(self, steps: int) -> None:
        """Another person."""
        self.work.step(steps)
        self._draw()

    def action_which(self) -> None:
        """Other people."""
        place = WHICH.index(self.work.which)
        self.work.which = WHICH[(place + 1) % len(WHICH)]
        self.work.at = 0
        self.run_worker(self._again(people=True), group="draw", exclusive=True)

    def action_side(self) -> None:
        """The other side."""
        self.work.turn()
        self._draw()

    def action_mono(self) -> None:
        """Black and white, or in colours."""
        self.work.mono = not self.work.mono
        self._draw()

    def action_zoom(self) -> None:
        """Larger, and back to the whole."""
        self._zoom = _ZOOMS[(_ZOOMS.index(self._zoom) + 1) % len(_ZOOMS)]
        self.show_seen()

    def action_design(self) -> None:
        """Another design."""
        if not is_busy(self.app.workers, "dialog"):
            self.run_worker(self._choose(), group="dialog")

    def show_seen(self) -> None:
        """The picture and the texts again."""
        seen, work = self.work.seen, self.work
        if not self.is_mounted:
            return
        if seen.shot is not None:
            self.query_one(BadgePicture).show(seen.shot.image, self._zoom)
        self.query_one("#about-design", Paragraph).say(self._design())
        who = words.person(work.at, len(work.people), work.which)
        name = seen.holder.name if seen.holder is not None else ""
        self.query_one("#about-person", Paragraph).say(f"{who}\n{name}")
        said = words.mistake(seen.error, work.folder) if seen.error is not None else ""
        self.query_one("#about-error", Paragraph).say(said)
        self.query_one("#about-error").display = bool(said)
        self.query_one("#about-faults", Paragraph).say("" if said else self._faults())

    def _design(self) -> str:
        shot = self.work.seen.shot
        if shot is None:
            return self.work.name or _("Reading the designs…")
        side = words.side(shot, mono=self.work.mono)
        return "\n".join((shot.template.label, words.size(shot.template), side))

    def _faults(self) -> str:
        shot, holder, work = self.work.seen.shot, self.work.seen.holder, self.work
        if shot is None or holder is None:
            return ""
        folder = work.photos if work.people else None
        return "\n".join(filter(None, (*words.faults(shot), words.portrait(shot, holder, folder))))

    def _draw(self) -> None:
        self.run_worker(self._again(), group="draw", exclusive=True)

    def _follow(self) -> None:
        if self._opened and self.is_current and not is_busy(self.workers, "follow"):
            self.run_worker(self._look(), group="follow")

    async def _open(self) -> None:
        await self.work.open(await self.onsite.site_ready())
        self._opened = True
        await self._look()

    async def _look(self) -> None:
        if self.work.name and await self.work.changed():
            await self.work.reload()
            self._draw()

    async def _again(self, *, people: bool = False) -> None:
        if people:
            await self.work.gather()
        await self.work.draw()
        self.show_seen()

    async def _choose(self) -> None:
        from onsite.ui.dialogs import Choose

        names = await self.work.names()
        lines = [Line(each, (each,)) for each in names]
        question = Choose(_("Which design?"), lines, at=self.work.name)
        chosen = await self.app.push_screen_wait(question)
        if chosen is not None:
            self.work.choose(chosen)
            await self._look()
