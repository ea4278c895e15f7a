"""The event's stream at the hub: what it keeps, and how large it may grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.sync.hub.settings import LARGEST_MESSAGE
from onsite.sync.subjects import VENUE

if TYPE_CHECKING:
    from nats.js import JetStreamContext
    from nats.js.api import StreamConfig, StreamInfo

    from onsite.sync.subjects import Subjects

DEDUPE_S = 120.0
"""Within this time the server knows a message again by its id."""
_UNHEARD_S = 30.0
"""So long the server keeps for a station what it reads with, while nobody listens."""
_HEADROOM = 64 * 1024
_SMALLEST = 64 * 1024 * 1024
_STEP = 0.1


def room(limit: int, used: int, free: int) -> int:
    """How large the stream may grow, in bytes.

    A full disk stops the server without a word to those who publish, and for good; so the stream
    is refused more before that, and leaves half of what is free to the station's own store.

    Args:
        limit: what the operator allows.
        used: what the stream holds.
        free: what is free on the disk.
    """
    return max(min(limit, used + free // 2), min(limit, _SMALLEST))


def moved(before: int, after: int) -> bool:
    """Whether a new size is worth telling the server."""
    return abs(after - before) > before * _STEP


async def keep_stream(
    jetstream: JetStreamContext,
    subjects: Subjects,
    most_bytes: int,
    replicas: int = 1,
    venue: str = "",
) -> StreamInfo:
    """Make the stream, or bring it up to what it should be.

    It says itself of which venue it is, for stations that come by an address nobody knows.

    Raises:
        nats.errors.Error: the server does not, or cannot yet.
    """
    from nats.js.errors import NotFoundError

    wanted = _wanted(subjects, most_bytes, replicas)
    wanted.metadata = {VENUE: venue}
    try:
        known = await jetstream.stream_info(subjects.stream)
    except NotFoundError:
        return await jetstream.add_stream(wanted)
    same = (
        known.config.num_replicas == replicas
        and (known.config.metadata or {}).get(VENUE, "") == venue
        and sorted(known.config.subjects or ()) == sorted(subjects.stored)
        and not moved(known.config.max_bytes or 0, most_bytes)
    )
    return known if same else await jetstream.update_stream(wanted)


def _wanted(subjects: Subjects, most_bytes: int, replicas: int) -> StreamConfig:
    from nats.js.api import (
        DiscardPolicy,
        RetentionPolicy,
        StorageType,
        StreamConfig,
        StreamConsumerLimits,
    )

    return StreamConfig(
        name=subjects.stream,
        subjects=list(subjects.stored),
        retention=RetentionPolicy.LIMITS,
        storage=StorageType.FILE,
        # Never the old ones: they would be gone without a word.
        discard=DiscardPolicy.NEW,
        max_bytes=most_bytes,
        max_msg_size=LARGEST_MESSAGE - _HEADROOM,
        num_replicas=replicas,
        duplicate_window=DEDUPE_S,
        # A station that was revoked must not leave anything that takes the others' places.
        consumer_limits=StreamConsumerLimits(inactive_threshold=_UNHEARD_S),
        deny_delete=True,
        deny_purge=True,
        allow_direct=True,
    )
