"""Which conflicts have come to light since the desk looked last."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.checkin.views import Conflict


class ConflictNews:
    """Tells each conflict once. What was there when the desk came to a checkpoint is not news.

    A mark may move from one scan to the other when older scans arrive; that is no second
    conflict, so they are counted by attendee.
    """

    def __init__(self) -> None:
        self._checkpoint: str | None = None
        self._known: Counter[str] = Counter()

    def since_last(self, checkpoint: str, conflicts: Sequence[Conflict]) -> list[Conflict]:
        """One for each attendee who has more of them at the checkpoint than at the last look.

        Args:
            checkpoint: where the desk stands.
            conflicts: all of the checkpoint, newest first.
        """
        now = Counter(conflict.attendee for conflict in conflicts)
        more = now - self._known if checkpoint == self._checkpoint else Counter[str]()
        self._checkpoint, self._known = checkpoint, now
        newest = {conflict.attendee: conflict for conflict in reversed(conflicts)}
        return [conflict for attendee, conflict in newest.items() if attendee in more]
