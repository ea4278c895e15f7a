"""The app of a training: one work area, no link to anybody, and a mark above every screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onsite.app import OnsiteApp
from onsite.areas import Area
from onsite.language import N_
from onsite.training import wording
from onsite.ui.told import Notice

if TYPE_CHECKING:
    from onsite.training.session import Session
    from onsite.training.store import TrainingStore

AREAS = (Area("desk", "", N_("Check-in"), "onsite.training.screen:TrainingScreen"),)


class TrainingApp(OnsiteApp):
    """The check-in desk with guests who come by themselves.

    Args:
        store: of the training.
        session: who comes, and how it goes; it lives on when the app starts again.
        options: as the app takes them.
    """

    TITLE = "Onsite · TRAINING"

    def __init__(self, store: TrainingStore, session: Session, **options: Any) -> None:
        super().__init__(store.open, areas=AREAS, reports=store.folder / "crash", **options)
        self.session = session

    def begin(self) -> None:
        """Open the store, under the mark."""
        super().begin()
        self.status = replace(self.status, training=True)
        self._mark()

    def use_language(self, code: str) -> None:
        """Switch the language of everything that is shown, the mark too."""
        super().use_language(code)
        self._mark()

    async def _keep_link(self) -> None:
        """There is none: nothing of a training reaches anybody."""

    def _mark(self) -> None:
        self.notice = Notice(wording.mark(), calm=True)
