"""What a banner would say, in one line of the dialog that covers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.ui.banner import Banner, in_one_line

if TYPE_CHECKING:
    from rich.text import Text
    from textual.screen import Screen

    from onsite.ui.banner import BannerContent

MOST = 3
"""So many answers stand above a dialog, the newest first."""


class BannerLine(Banner):
    """One answer, in the colours of the banner."""

    def render(self) -> Text:
        """The word and the name, or the sentence where there is no name."""
        return in_one_line(self.content, self.content_size.width)


def tell(dialog: Screen[object], content: BannerContent) -> None:
    """Say an answer in a dialog that hides it; one that is still awaited makes room for it."""
    lines = list(dialog.query(BannerLine))
    for line in lines[:1]:
        if line.content.outcome == "idle":
            line.show(content)
            return
    for box in dialog.query(".box").results():
        line = BannerLine()
        line.show(content)
        box.mount(line, before=0)
        for old in lines[MOST - 1 :]:
            old.remove()
        return
