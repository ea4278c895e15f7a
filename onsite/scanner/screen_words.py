"""The texts of the camera's screen. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from rich.text import Text

from onsite.language import _
from onsite.scanner import judging, payload
from onsite.scanner.addresses import without_password
from onsite.scanner.capture import Trouble
from onsite.scanner.hint_words import HINTS
from onsite.ui.cells import fit, plain, width
from onsite.ui.line_list import Column, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import tzinfo

    from onsite.scanner.camera import CameraState, Crowd, Sighting, View
    from onsite.scanner.capture import CameraTrouble, Device, Source
    from onsite.scanner.decoding import Located
    from onsite.scanner.settings import ScannerSettings

CAMERA_COLUMNS = (Column(width=1), Column(share=1), Column(width=14))
CHOSEN, OTHER = "●", "○"

_BAR, _FIGURE_CELLS = 10, 16
_COLOURS = {"good": "good", "warning": "caution", "bad": "bad"}


@dataclass(frozen=True, slots=True)
class Found:
    """A camera that is plugged in."""

    device: Device
    obstacle: CameraTrouble | None = None
    """Why it cannot be used."""
    tested: bool = False
    """Whether it is this screen that uses it."""


def camera_lines(found: Sequence[Found], settings: ScannerSettings) -> list[Line]:
    """The cameras to choose from, each with whether it can be used, and none of them.

    Args:
        found: that are plugged in.
        settings: what was chosen.
    """
    chosen = settings.camera
    lines = [_found_line(each, chosen) for each in found]
    if chosen and chosen not in [each.device.id for each in found]:
        lines.append(_absent_line(chosen))
    none = Line("", (_sign(chosen=not chosen), _("No camera"), ""), "muted")
    return [*lines, none]


def _found_line(found: Found, chosen: str) -> Line:
    device, is_chosen = found.device, found.device.id == chosen
    cells = _sign(chosen=is_chosen), device.name
    if found.obstacle is None or found.tested:
        state = _("tested here") if found.tested else _("can be used")
        return Line(device.id, (*cells, state), "strong" if is_chosen else "")
    states = {Trouble.DENIED: _("not allowed"), Trouble.BUSY: _("used elsewhere")}
    state = states.get(found.obstacle.kind, _("cannot be used"))
    return Line(device.id, (*cells, state), "warning")


def _absent_line(chosen: str) -> Line:
    sign = _sign(chosen=True)
    if "://" in chosen:
        return Line(chosen, (sign, without_password(chosen), _("address")), "strong")
    if is_device(chosen):
        return Line(chosen, (sign, chosen, _("not plugged in")), "warning")
    return Line(chosen, (sign, PurePath(chosen).name or chosen, _("file")), "strong")


def is_device(source: str) -> bool:
    """Whether it names a camera of this computer, rather than an address or a file."""
    return source.startswith("/dev/") or not re.search(r"[/\\]", source)


def _sign(*, chosen: bool) -> str:
    return CHOSEN if chosen else OTHER


def options(settings: ScannerSettings) -> tuple[tuple[str, str], ...]:
    """What else is chosen: the action that changes it, and its key and what it is now."""
    yes, no = _("yes"), _("no")
    picture = no
    if settings.preview:
        picture = yes if settings.preview_over_ssh else _("yes, not over SSH")
    mirrored = yes if settings.mirrored else no
    return (
        ("mirror", _("F5 Mirrored: {answer}").format(answer=mirrored)),
        ("picture", _("F6 Picture: {answer}").format(answer=picture)),
    )


def figures(view: View, source: Source, colours: Mapping[str, str], *, plugged: bool) -> Text:
    """The figures below each other, and what to make of them.

    Args:
        view: what the camera sees, and how well.
        source: what is watched.
        colours: of a theme, by their names.
        plugged: whether it is a camera of this computer.
    """
    seen = view.figures
    reads = any(outline.read for outline in view.outlines)
    rate = _("{rate} a second").format(rate=f"{seen.frames_per_s:.1f}")
    rows = (
        (_("Pictures"), rate, judging.rate(seen, plugged=plugged) if source.live else None),
        (
            _("Reading time"),
            _("{ms} ms").format(ms=f"{seen.decode_ms:.1f}"),
            judging.decoding(seen),
        ),
        (_("Brightness"), f"{_bar(seen.light / 255)} {seen.light}", judging.light(seen)),
        (_("Sharpness"), _sharpness(seen.sharpness), judging.sharpness(seen, reads=reads)),
    )
    wide = max(width(label) for label, _figure, _judged in rows) + 2
    text = Text(no_wrap=True, overflow="ellipsis")
    for label, figure, judged in rows:
        text.append(fit(label, wide))
        text.append(fit(figure, _FIGURE_CELLS), "bold")
        if judged is not None:
            text.append(f"{judged.sign} {judged.said}", colours[_COLOURS[judged.tone]])
        text.append("\n")
    text.rstrip()
    return text


def _sharpness(value: float) -> str:
    """On a scale that grows tenfold: a picture that is twice as sharp has much more of it."""
    share = math.log10(max(value, 1.0)) / math.log10(judging.SHARP)
    return f"{_bar(share)} {value:.0f}"


def _bar(share: float) -> str:
    full = round(min(max(share, 0.0), 1.0) * _BAR)
    return "▰" * full + "▱" * (_BAR - full)


def reading_columns() -> tuple[Column, ...]:
    """The titles of the list of what was read."""
    return Column(_("At"), 8), Column(_("Read")), Column(_("Looked for on the list"))


def reading_line(sighting: Sighting, zone: tzinfo) -> Line:
    """A code that was read, and what is looked for on the list."""
    found = payload.candidates(sighting.text)
    at = sighting.at.astimezone(zone).strftime("%H:%M:%S")
    if not found:
        return Line(at, (at, plain(sighting.text), _("nothing: it is no code")), "warning")
    # What is inside comes first: the rest may be too long for the column.
    inside = [each for each in found if each != sighting.text]
    as_it_stands = [_("as it stands")] if sighting.text in found else []
    return Line(at, (at, plain(sighting.text), " · ".join([*inside, *as_it_stands])), "strong")


def teaching(system: str, *, remote: bool) -> Text:
    """What to do where there is no camera.

    Args:
        system: as `sys.platform`.
        remote: whether the user is logged in from another computer.
    """
    text = Text()
    text.append(_("No camera was found."), "bold")
    for paragraph in _paragraphs(system, remote=remote):
        text.append("\n\n" + paragraph)
    return text


def invitation() -> Text:
    """What to do where there are cameras and none was chosen."""
    text = Text()
    text.append(_("Choose a camera: ↑ and ↓, then Enter."), "bold")
    text.append("\n\n" + _("It is tested here at once, and the desk uses it from then on."))
    text.append("\n\n" + _("The desk needs none: hand scanners and typed names work without."))
    return text


def _paragraphs(system: str, *, remote: bool) -> Iterator[str]:
    yield _("The desk needs none: hand scanners and typed names work without anything to choose.")
    yield _(
        "Plug a webcam in, and it appears here by itself. A network camera, a video or a folder "
        "of pictures: type its address or path above."
    )
    if remote:
        yield _("Over SSH, the cameras are those of the computer that you are logged in to.")
    if system == "darwin":
        yield _(
            "If it is plugged in: System Settings › Privacy & Security › Camera, allow the "
            "terminal program, and start that again."
        )
    elif system == "win32":
        yield _(
            "If it is plugged in: Settings › Privacy & security › Camera, let desktop apps use it."
        )
    else:
        yield _(
            "If it is plugged in: “ls -l /dev/video*” shows whether the system sees it, and "
            "“sudo usermod -aG video $USER” lets you use it, once you have logged in again."
        )


def state(seen: CameraState | None, name: str) -> str:
    """What the camera that is tested does."""
    if seen is None:
        return _("Opening {camera}…").format(camera=name)
    if seen.failure is not None:
        return f"✗ {seen.failure}"
    if seen.playing.value == "playing":
        said = _("A test of {camera}: nobody is let in by what is read here.")
        return said.format(camera=name)
    return str(seen)


def aside(unread: Located | None, crowd: Crowd | None) -> str:
    """What is to be said of the codes in view, besides what was read."""
    if unread is not None:
        return _(HINTS[unread.hint.value])
    if crowd is not None:
        return _("Several codes are in view: the nearest to the cross is read.")
    return ""


def overridden(name: str) -> str:
    """The desk was started with a camera of its own."""
    said = _("This desk was started with --camera {camera}, which goes before what is chosen here.")
    return said.format(camera=name)
