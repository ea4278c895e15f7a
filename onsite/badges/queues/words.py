"""Why a printer does not print, in words, and what somebody does about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.jobs.words import printer_state, printer_tone, reasons
from onsite.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

_REASONS = {
    "folder-not-writable": N_("its folder cannot be written"),
    "disk-full": N_("the disk is full"),
    "no-such-queue": N_("there is no such queue"),
    "paused": N_("its queue is paused"),
    "spool-area-full": N_("the print server's disk is full"),
    "device-unreachable": N_("the queue is there, the printer is not"),
    "connection-lost": N_("the connection was lost"),
    "ribbon-empty": N_("no ribbon"),
    "head-too-hot": N_("too hot"),
    "head-too-cold": N_("too cold"),
    "buffer-full": N_("its memory is full"),
    "wrong-label": N_("another label is in it"),
    "in-use": N_("somebody else prints on it"),
    "takes-none": N_("it takes no jobs"),
    "needs-tls": N_("it takes encrypted connections only"),
    "no-program": N_("the program that it is printed with is not here"),
}
"""Where a printer's own code is not here, it is shown as it is, for whoever looks it up."""
_SEVERITIES = ("-error", "-warning", "-report")
_TO_DO = {
    "folder-not-writable": N_(
        "Make the folder, or let this user write to it; its path stands in the plan. The jobs then "
        "go on by themselves; F6 moves one to another printer."
    ),
    "disk-full": N_(
        "Free some space on the disk: the jobs then go on by themselves. F6 moves one to another "
        "printer."
    ),
    "unreachable": N_(
        "Is it switched on, and in this network? Its address stands in the plan. Its jobs go on by "
        "themselves; F6 moves one to another printer."
    ),
    "no-such-queue": N_(
        "Correct the address in the plan; “lpstat -a” lists the queues. Until then F6 moves its "
        "jobs to another printer."
    ),
    "wrong-label": N_(
        "Put in the label that the plan names, or correct the plan: the jobs then go on by "
        "themselves."
    ),
}


def why(kind: str, codes: Iterable[str]) -> str:
    """Why it does not print, in words; empty where its state says it, or nobody has words for it.

    Args:
        kind: what it says, as `stopped`.
        codes: its own reasons, or ours.
    """
    if kind not in ("stopped", "offline"):
        return ""
    return next((_(_REASONS[each]) for each in _bare(codes) if each in _REASONS), "")


def said(kind: str, codes: Iterable[str]) -> str:
    """What it says, and why."""
    state, reason = printer_state(kind), why(kind, codes)
    return _("{state}: {why}").format(state=state, why=reason) if reason else state


def to_do(kind: str, codes: Iterable[str]) -> str:
    """What somebody does about a printer.

    Args:
        kind: what it says, as `out_of_paper`.
        codes: its own reasons, or ours.
    """
    if printer_tone(kind) != "bad":
        return _("F4 prints a test page, l says how many labels are in it, Enter shows its jobs.")
    bare, told = _bare(codes), reasons(codes)
    known = next((each for each in bare if each in _TO_DO), "")
    if known:
        return f"{said(kind, bare)}\n{_(_TO_DO[known])}"
    see = _("See to the printer: its jobs go on by themselves. Or move them one by one with F6.")
    if why(kind, bare):
        return f"{said(kind, bare)}\n{see}"
    says = _("It says: {codes}").format(codes=told)
    return f"{see}\n{says}" if told else see


def _bare(codes: Iterable[str]) -> list[str]:
    """The codes without how bad each of them is."""
    bare = list(codes)
    for each in _SEVERITIES:
        bare = [code.removesuffix(each) for code in bare]
    return bare
