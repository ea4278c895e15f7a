"""The hand scanners of this laptop from the shell: how they are set, and what they send."""

from __future__ import annotations

import shutil
import sys
import time
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from onsite.cleaning import shown
from onsite.errors import BadInputError
from onsite.language import N_, _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from onsite.checkin.desk.hand_codes import HandCodes
    from onsite.scanner.hand.heard import Heard
    from onsite.scanner.hand.raw_terminal import Bytes
    from onsite.scanner.hand.trial import Tried
    from onsite.scanner.hand.trial_words import Whose
    from onsite.scanner.settings import HandSettings
    from onsite.wiring import Site

_ESC, _ETX = 0x1B, 0x03
_LOOK_S = 0.05
_TWICE_S = 1.0
"""Within this time a second Esc ends the trial, in seconds."""
_ROWS_OF_WORDS = 5
_LIMITS = {
    "ge": N_("It must be {limit} or more."),
    "le": N_("It must be {limit} or less."),
    "max_length": N_("It must have no more than {limit} characters."),
}
"""By the names of pydantic."""


@click.command(
    help=_(
        """Show how the hand scanners of this laptop are set; with --test, what one sends.

        A hand scanner needs nothing as a rule: it types like a keyboard, and the desk tells it
        from a person. What it types depends on the keyboard that it is set to. The desk mends
        what can be mended and says what to change.

        With --test, every byte is shown with its time, in milliseconds since the first of its
        group, and what is made of the group: whether it is taken for a scan, the mark of the
        symbology, the text, and whose code it is on the list of this laptop. Scan the test code
        that is shown: it tells which keyboard the scanner is set to. Nobody is let in. Ctrl+C,
        or Esc twice, ends it.

        A scanner with a serial port is named by --serial: with the name that is listed without
        --test, it is found again whatever it is plugged into.

        With --save, the settings that are given are kept for the desk of this laptop:

        \b
          onsite scan --layout de --save     its keys arrive under a German keyboard
          onsite scan --prefix "~" --save    every text begins with ~; one without lost something
          onsite scan --serial 0c2e:0b61:18123B0F --baud 115200 --save

        \b
        With --json, one object:
          settings  layout, prefix, suffix, fast_ms, stall_ms, serial, baud
          ports     each with id, device, name
          groups    with --test, when it has ended, each:
            bytes     each with at_ms and hex
            kind      "scan", "unended", "typed" or "keys"
            ended_by  as "CR LF"          twice     it was sent twice
            arrived   without line end    mark      as "]Q1"
            text      mended              codes     what is looked up
            readings  each with text and the keyboards under which it was meant
            test_code true for the one that is shown
            keyboard  what the test code has shown; "de": scanner US, computer German
            found     whose code it is    advice    what to change"""
    )
)
@click.option("--test", "on_trial", is_flag=True, help=_("Show what a scanner sends."))
@click.option("--serial", metavar="PORT", help=_("The port of a serial scanner."))
@click.option("--baud", type=int, metavar="N", help=_("The speed of that port; usually 9600."))
@click.option("--layout", metavar="CODE", help=_("The keyboard that its keys arrive under."))
@click.option("--prefix", metavar="TEXT", help=_("What it puts before every text."))
@click.option("--suffix", metavar="TEXT", help=_("What it puts behind, before Enter."))
@click.option("--fast-ms", type=int, metavar="N", help=_("Its keys are no further apart."))
@click.option("--stall-ms", type=int, metavar="N", help=_("It never pauses for longer."))
@click.option("--save", "kept", is_flag=True, help=_("Keep these settings for the desk."))
@command_options
def scan(shell: Shell, on_trial: bool, kept: bool, **given: Any) -> int:
    """Run `onsite scan`."""
    from onsite.wiring import data_folder

    data = shell.data or data_folder()
    settings = _settings(data, given, kept=kept)
    answer = _as_object(settings)
    if not on_trial:
        shell.say(_in_words(settings, kept=kept), answer)
        return 0
    groups = _try(shell, settings, serial=bool(given["serial"]))
    shell.say("", {**answer, "groups": groups})
    return 0


def _settings(data: Path, given: dict[str, Any], *, kept: bool) -> HandSettings:
    """What is kept for the desk, with what was given instead.

    Raises:
        BadInputError: a setting cannot be that.
        StoreError: they cannot be kept.
    """
    from pydantic import ValidationError

    from onsite.scanner.hand.layouts import LAYOUTS, pair_of
    from onsite.scanner.settings import HandSettings, load, save

    before = load(data)
    changed = {name: value for name, value in given.items() if value is not None}
    layout = changed.get("layout", "")
    if layout and pair_of(layout) is None:
        raise BadInputError(
            _("There is no keyboard layout “{layout}”.").format(layout=layout),
            _("Choose one of: {layouts}.").format(layouts=", ".join(LAYOUTS)),
        )
    try:
        settings = HandSettings.model_validate({**before.hand.model_dump(), **changed})
    except ValidationError as error:
        wrong = error.errors()[0]
        name = str(wrong["loc"][0]).replace("_", "-")
        raise BadInputError(
            _("--{name} cannot be that.").format(name=name), _limit(wrong.get("ctx", {}))
        ) from error
    if kept:
        data.mkdir(parents=True, exist_ok=True)
        save(data, before.model_copy(update={"hand": settings}))
    return settings


def _limit(broken: dict[str, Any]) -> str:
    """What a setting may be, in words; nothing where it is no text at all."""
    said = (_(_LIMITS[kind]).format(limit=limit) for kind, limit in broken.items())
    return next(said, "")


def _as_object(settings: HandSettings) -> dict[str, Any]:
    from dataclasses import asdict

    from onsite.scanner.hand.ports import ports

    return {"settings": settings.model_dump(), "ports": [asdict(port) for port in ports()]}


def _in_words(settings: HandSettings, *, kept: bool) -> str:
    from onsite.scanner.hand.layouts import name_of, pair_of
    from onsite.scanner.hand.ports import ports

    pair = pair_of(settings.layout)
    found = _("found out by itself")
    layout = found if pair is None else f"{name_of(pair.scanner)} → {name_of(pair.computer)}"
    lines = [
        _("Kept for the desk of this laptop.") if kept else _("How its hand scanners are set:"),
        _("  keyboard   {layout}").format(layout=layout),
        _("  prefix     {sign}").format(sign=settings.prefix or "–"),
        _("  suffix     {sign}").format(sign=settings.suffix or "–"),
        _("  rhythm     keys within {fast} ms, pauses of {stall} ms at most").format(
            fast=settings.fast_ms, stall=settings.stall_ms
        ),
        _("  serial     {port}").format(
            port=f"{settings.serial}, {settings.baud} baud" if settings.serial else "–"
        ),
        "",
    ]
    there = ports()
    many = len(there)
    lines.append(
        ngettext("{n} serial port is here:", "{n} serial ports are here:", many).format(n=many)
        if there
        else _("No serial port is here.")
    )
    lines += [f"  {port.id}  {port.name} ({port.device})" for port in there]
    return "\n".join([*lines, "", _("“onsite scan --test” shows what a scanner sends.")])


def _try(shell: Shell, settings: HandSettings, *, serial: bool) -> list[dict[str, Any]]:
    """Take bytes until the end; answers the groups as objects."""
    from onsite.scanner.hand import trial_words
    from onsite.scanner.hand.trial import Trial

    groups: list[dict[str, Any]] = []
    with _source(settings, serial=serial) as source, ExitStack() as opened:
        _begin(shell, serial=serial)
        whose = _list_of(shell, settings, opened)
        trial = Trial(settings, keyed=not serial)
        for tried in _groups(trial, source):
            found = whose(tried.heard) if tried.heard is not None else trial_words.Whose()
            groups.append(trial_words.as_object(tried, settings, found))
            words = trial_words.in_words(len(groups), tried, settings, found)
            _say(shell, f"{shown(words)}\n")
    return groups


def _groups(trial: Any, source: Bytes) -> Iterator[Tried]:
    """The groups as they become whole, until Ctrl+C, Esc twice, or there is nothing more."""
    escaped = float("-inf")
    while (data := source.read(_LOOK_S)) is not None:
        at = time.monotonic()
        for tried in trial.feed(data, at) if data else trial.pause(at):
            keys = [each.byte for each in tried.strokes]
            if set(keys) == {_ETX}:
                return
            if set(keys) == {_ESC}:
                if len(keys) > 1 or at - escaped < _TWICE_S:
                    return
                escaped = at
                continue
            yield tried
    yield from trial.end()


@contextmanager
def _source(settings: HandSettings, *, serial: bool) -> Iterator[Bytes]:
    from onsite.scanner.hand.raw_terminal import Piped, raw_terminal

    with ExitStack() as stack:
        keys = stack.enter_context(raw_terminal()) if sys.stdin.isatty() else None
        if serial:
            from onsite.scanner.hand.port_bytes import opened

            yield stack.enter_context(opened(settings, keys))
        else:
            yield keys or Piped()


def _list_of(shell: Shell, settings: HandSettings, opened: ExitStack) -> Callable[[Heard], Whose]:
    """Tells whose code a scan is on the list of this laptop; says nothing where there is none.

    The list is opened, which takes a while, at the first scan: those bytes have their times then.
    """
    from onsite.scanner.hand.trial_words import Whose
    from onsite.wiring import STORE_FILE, data_folder

    if not ((shell.data or data_folder()) / STORE_FILE).exists():
        return lambda _heard: Whose()

    @cache
    def opening() -> tuple[Site, HandCodes]:
        from onsite.checkin.desk.hand_codes import HandCodes

        return opened.enter_context(shell.site()), HandCodes(settings)

    def whose(heard: Heard) -> Whose:
        from onsite.checkin.desk.hand_words import found

        site, hand = opening()
        made = site.read_now(hand.make, heard)
        pairs = hand.pairs(made.reading) if made.reading is not None else ()
        return Whose(found(made), pairs)

    return whose


def _begin(shell: Shell, *, serial: bool) -> None:
    from onsite.scanner.hand.shown_code import picture

    size = shutil.get_terminal_size()
    lines = picture()
    fits = len(lines) + _ROWS_OF_WORDS <= size.lines
    if sys.stdout.isatty() and lines and fits:
        _say(shell, "\n".join(lines))
        _say(shell, _("Scan this test code from the screen, or any other code."))
    else:
        _say(shell, _("Scan a code."))
    if serial:
        _say(shell, _("Listening to the serial port."))
    _say(shell, _("Nobody is let in. Ctrl+C, or Esc twice, ends it.") + "\n")


def _say(shell: Shell, text: str) -> None:
    if not shell.as_json:
        click.echo(text)
