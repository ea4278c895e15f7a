"""What each kind of client may do at the hub, subject by subject.

A station publishes under its own name alone, and a display publishes nothing but that it is
there. Nobody may delete, purge or create anything; that is for the hub itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from onsite.sync.keys.secrets import is_link
from onsite.sync.subjects import inbox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.sync.hub.settings import Invited
    from onsite.sync.membership import Station
    from onsite.sync.subjects import Subjects

Linked = TypeVar("Linked", "Station", "Invited")

_READERS = ("display",)
"""Roles whose stations put nothing into the stream."""


def usable(
    stations: Iterable[Station], invited: Iterable[Invited]
) -> tuple[list[Station], list[Invited]]:
    """Those whom a server can be told of: it takes no key twice, and none that is no key.

    Of two stations with one key the first counts, whatever hubs let them in; an invitation
    never comes before a station.
    """
    keys: set[str] = set()
    return _fresh(stations, keys), _fresh(invited, keys)


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


def _fresh(those: Iterable[Linked], keys: set[str]) -> list[Linked]:
    found = []
    for each in those:
        if each.link not in keys and is_link(each.link):
            keys.add(each.link)
            found.append(each)
    return found


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
