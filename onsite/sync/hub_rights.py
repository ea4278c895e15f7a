"""What each kind of client may do at the hub, subject by subject.

A station publishes under its own name alone, and a display publishes nothing but that it is
there. Nobody may delete, purge or create anything; that is for the hub itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.sync.subjects import inbox

if TYPE_CHECKING:
    from onsite.sync.subjects import Subjects

_READERS = ("display",)
"""Roles whose stations put nothing into the stream."""


def station_rights(subjects: Subjects, station: str, role: str, domain: str = "") -> dict[str, Any]:
    """Of a station that belongs to the event; at a leaf node with the domain of the hub."""
    writes = [] if role in _READERS else [subjects.journal(station), subjects.relay(station)]
    own = [subjects.heartbeat(station), subjects.probe(station), subjects.time]
    hears = [f"{inbox(station)}.>", subjects.heartbeat("*")]
    return _rights([*writes, *own, *_reading(subjects.stream, domain)], hears)


def gate_rights(subjects: Subjects, station: str) -> dict[str, Any]:
    """Of a station that was revoked: it may ask what became of it."""
    return _rights([subjects.gate(station)], [f"{inbox(station)}.>"])


def invitation_rights(subjects: Subjects, token_id: str) -> dict[str, Any]:
    """Of whoever holds an invitation: to ask to be admitted with it."""
    return _rights([subjects.join(token_id)], [f"{inbox(token_id)}.>"])


def _reading(stream: str, domain: str) -> list[str]:
    # A leaf node puts the domain into what a station asks, and then looks whether it may.
    asked = f"$JS.{domain}.API" if domain else "$JS.API"
    return [
        f"{asked}.STREAM.INFO.{stream}",
        f"{asked}.STREAM.MSG.GET.{stream}",
        f"{asked}.DIRECT.GET.{stream}",
        f"{asked}.DIRECT.GET.{stream}.>",
        f"{asked}.CONSUMER.CREATE.{stream}",
        f"{asked}.CONSUMER.CREATE.{stream}.>",
        f"{asked}.CONSUMER.INFO.{stream}.>",
        f"$JS.FC.{stream}.>",
    ]


def _rights(publish: list[str], subscribe: list[str]) -> dict[str, Any]:
    return {"publish": {"allow": publish}, "subscribe": {"allow": subscribe}}
