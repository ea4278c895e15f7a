"""The store of a training: a folder of its own, never that of the event."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.demo.opening import DemoStore
from onsite.errors import NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from onsite.wiring import Site

MARK = "training"
"""A file of this name lies beside the store of a training."""


class TrainingStore(DemoStore):
    """A store with the demo's people in it, marked so that nobody takes it for a real one.

    Args:
        folder: where it is made.
        operator: who works at the desk.
    """

    def __init__(self, folder: Path, operator: str) -> None:
        super().__init__(folder, operator)
        self.folder = folder

    def open(self) -> Site:
        """Open it; the first time, it is made and filled first.

        Raises:
            NotPossibleError: a real store is or could be there.
        """
        if not (self.folder / MARK).exists():
            check(self.folder)
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / MARK).touch()
        return super().open()


def check(folder: Path) -> None:
    """See that a training may be made in a folder.

    Raises:
        NotPossibleError: a store lies there, or it is where the event's own is kept.
    """
    from onsite.wiring import STORE_FILE

    place = folder.resolve()
    if any(real == place or real in place.parents for real in _real_folders()):
        raise NotPossibleError(
            _("{folder} is for the event itself: no training is made there.").format(folder=folder),
            _("Name another folder with --keep, or none: then a temporary one is used."),
        )
    if (folder / STORE_FILE).exists() or (folder / MARK).exists():
        raise NotPossibleError(
            _("There is a store in {folder} already.").format(folder=folder),
            _("Name a new folder with --keep, or none: then a temporary one is used."),
        )


def _real_folders() -> set[Path]:
    """Where the event's store lies when nobody says otherwise, with ONSITE_DATA and without."""
    import platformdirs

    usual = platformdirs.user_data_path("onsite", appauthor=False)
    chosen = os.environ.get("ONSITE_DATA")
    return {usual.resolve(), *([Path(chosen).resolve()] if chosen else [])}
