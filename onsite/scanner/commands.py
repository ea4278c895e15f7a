"""The scanner's commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.scanner.capture.trying import Tried


@click.command(
    help=_(
        """List the cameras of this computer, and try each for a second.

        A camera is found by its id wherever it is plugged in, while its number changes. Give the
        id to --camera, or choose the camera on the screen of F10. While a camera is tried its
        lamp lights; a desk that uses it is not disturbed.

        Exit code 0: one can be used. 1: none.

        \b
        With --json, one object with a list, "cameras", each:
          id          what to give to --camera
          name        what it calls itself
          number      what it is today        path  how the system calls it
          usable      true or false
          trouble     null, or a code: "busy", "denied", "gone", "hanging", "unreadable"
          happened    the same in words       advice  what to do
          width, height, rate  of its pictures; 0 where it was not tried"""
    )
)
@click.option("--untried", is_flag=True, help=_("Switch no camera on; tell what is known so."))
@command_options
def cameras(shell: Shell, *, untried: bool) -> int:
    """Run `onsite cameras`."""
    from onsite.scanner.capture import trying
    from onsite.scanner.capture.webcam import ThisComputer

    computer = ThisComputer()
    look = trying.untried if untried else trying.tried
    found = [look(device, computer) for device in computer.devices()]
    shell.say(in_words(found), {"cameras": [_as_object(each) for each in found]})
    return 0 if any(each.trouble is None for each in found) else 1


def in_words(found: list[Tried]) -> str:
    """The cameras for people, or how to come to one."""
    if not found:
        return "\n".join(_without_any())
    many = len(found)
    lines = [ngettext("{n} camera is here.", "{n} cameras are here.", many).format(n=many)]
    for each in found:
        lines += ["", *_lines(each)]
    return "\n".join(lines)


def _lines(tried: Tried) -> list[str]:
    device = tried.device
    lines = [f"{'x' if tried.trouble else '+'} {device.name}"]
    if tried.trouble is not None:
        lines.append(f"    {tried.trouble.happened} {tried.trouble.advice}".rstrip())
    elif tried.rate:
        lines.append(
            _("    gives {width} × {height}, {rate} pictures a second").format(
                width=tried.width, height=tried.height, rate=tried.rate
            )
        )
    else:
        lines.append(_("    can be used, as far as is known without switching it on"))
    lines.append(f"    onsite desk --camera {_quoted(device.id)}")
    return lines


def _quoted(text: str) -> str:
    """As a shell takes it for one word."""
    plain = all(char.isalnum() or char in ":._-" for char in text)
    return text if plain else f'"{text}"'


def _without_any() -> list[str]:
    return [
        _("There is no camera here."),
        "",
        _("Plug in a webcam and run this again: no driver and no setting is needed."),
        _("Badges and phones are read without one, too:"),
        _("  by a hand scanner, which types what it reads; or type the code or the name"),
        _("  from a camera of the network: onsite desk --camera rtsp://camera/path"),
        _("  from a file, to try it out:   onsite desk --camera ticket.png"),
    ]


def _as_object(tried: Tried) -> dict[str, Any]:
    device, trouble = tried.device, tried.trouble
    return {
        "id": device.id,
        "name": device.name,
        "number": device.index,
        "path": device.path,
        "usable": trouble is None,
        "trouble": trouble.kind.value if trouble else None,
        "happened": trouble.happened if trouble else "",
        "advice": trouble.advice if trouble else "",
        "width": tried.width,
        "height": tried.height,
        "rate": tried.rate,
    }
