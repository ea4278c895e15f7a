"""What the camera's screen shows of the choice, and of what comes of it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from onsite.language import _
from onsite.scanner import screen_words as words
from onsite.scanner.addresses import without_password
from onsite.scanner.hand_page import HandPage
from onsite.scanner.preview_pace import over_ssh
from onsite.scanner.preview_view import CameraView
from onsite.scanner.screen_choice import CameraChoice
from onsite.ui.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Iterator


class CameraShowing(CameraChoice):
    """Puts everything into its place."""

    def __init__(self) -> None:
        super().__init__()
        self._pointed: str | None = None

    def show_all(self) -> None:
        """What there is to choose from, what was chosen, and what comes of it."""
        self._show_cameras()
        self.say("#options", self._options())
        self.say("#taught", self._taught())
        self._show_readings()
        self.show_state()
        self._show_picture()
        self.query_one(HandPage).show(self.settings.hand)
        self.refresh_bindings()

    def show_state(self) -> None:
        """What the camera does, or why it does not."""
        self.set_class(self.source is None, "-idle")
        self.say("#state", Text("\n".join(filter(None, self._state())), overflow="ellipsis"))
        self.show_figures()

    def show_figures(self) -> None:
        """How well the camera works now."""
        view, source = self.view(), self.source
        if view is None or source is None:
            self.say("#figures", Text())
            return
        plugged = words.is_device(self.settings.camera)
        colours = self.app.theme_variables
        self.say("#figures", words.figures(view, source, colours, plugged=plugged))

    def say(self, where: str, text: Text) -> None:
        """Put a text into one of the screen's places."""
        self.query_one(where, Static).update(text)

    def _show_cameras(self) -> None:
        lines = self.query_one("#cameras", LineList)
        lines.retitle(*words.CAMERA_COLUMNS, empty=_("Looking for cameras…"))
        if self.found is None:
            return
        lines.show(words.camera_lines(self._found_now(), self.settings))
        if self._pointed != self.settings.camera:
            self._pointed = self.settings.camera
            lines.cursor = [line.key for line in lines.lines].index(self._pointed)

    def _show_picture(self) -> None:
        asked = self.settings.preview_over_ssh
        picture = self.query_one(CameraView)
        picture.follow(self.view, mirrored=self.settings.mirrored, over_ssh=asked)

    def _show_readings(self) -> None:
        lines = self.query_one("#readings", LineList)
        zone = ZoneInfo(self.onsite.status.zone)
        empty = _("Hold a badge or a phone before the camera.")
        lines.retitle(*words.reading_columns(), empty=empty)
        lines.show([words.reading_line(each, zone) for each in self.readings], keep=False)

    def _options(self) -> Text:
        """Each with its key, and to be clicked as well."""
        text = Text()
        for action, said in words.options(self.settings):
            text.append(f"{said}\n", Style.from_meta({"@click": f"screen.{action}"}))
        return text

    def _taught(self) -> Text:
        if self.found:
            return words.invitation()
        return words.teaching(sys.platform, remote=over_ssh(os.environ))

    def _found_now(self) -> list[words.Found]:
        """The cameras, and which of them it is that this screen uses."""
        tested = self.settings.camera if self.has_worked else ""
        return [replace(each, tested=each.device.id == tested) for each in self.found or ()]

    def _state(self) -> Iterator[str]:
        """What is to be said of the camera: troubles first."""
        if self.trouble is not None:
            yield f"✗ {self.trouble}"
        elif self.source is not None:
            yield words.state(self.state, self._camera_name())
        yield self._obstacle()
        yield words.aside(self.unread, self.crowd)
        if self.onsite.camera is not None and self.settings.camera:
            yield words.overridden(self.onsite.camera.name)

    def _camera_name(self) -> str:
        """What the camera that is tested is called."""
        names = {each.device.id: each.device.name for each in self.found or ()}
        said = self.source.name if self.source is not None else ""
        return names.get(self.settings.camera, without_password(said))

    def _obstacle(self) -> str:
        """Why the camera under the cursor cannot be used."""
        line = self.query_one("#cameras", LineList).line
        for each in self._found_now():
            if line is not None and each.device.id == line.key and not each.tested:
                return f"▲ {each.obstacle}" if each.obstacle is not None else ""
        return ""
