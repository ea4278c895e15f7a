"""The demo's store, made in the background while the desk is painted already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.clock import SystemClock
from onsite.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.scanner.capture import Source, Stream
    from onsite.wiring import Site


class DemoStore:
    """A store with the demo in it.

    Args:
        folder: where it is made.
        operator: who works at the desk.
    """

    def __init__(self, folder: Path, operator: str) -> None:
        self._folder = folder
        self._operator = operator
        self._filled = False

    def open(self) -> Site:
        """Open it; the first time, it is made and filled first."""
        from onsite.demo.filling import DemoClock, fill
        from onsite.wiring import open_site

        clock = DemoClock(SystemClock())
        site = open_site(self._folder, operator=self._operator, clock=clock)
        try:
            if not self._filled:
                fill(site, clock)
        except BaseException:
            site.close()
            raise
        self._filled = True
        return site


@dataclass(frozen=True, slots=True)
class GuestsComing:
    """The demo's video as a camera; what draws it is loaded when it begins to play."""

    live: bool = False

    @property
    def name(self) -> str:
        """What it is called on the screen."""
        return _("demo video")

    def open(self) -> Stream:
        """Begin with the first guest."""
        from onsite.demo.people import guests
        from onsite.demo.video import DemoVideo
        from onsite.scanner.capture import FrameStream

        return FrameStream(DemoVideo(guests()).frames())


def camera_for(camera: str) -> Source | None:
    """What `--camera` of the demo means: nothing said is the video, `none` is no camera.

    Raises:
        BadInputError: there is no such file, or no such address.
    """
    if camera == "none":
        return None
    if not camera:
        return GuestsComing()
    from onsite.scanner.capture import source_of

    return source_of(camera)
