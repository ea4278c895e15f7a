"""What a desk looks up of people, without an attempt: nothing of it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.staff.rules import Limits, is_too_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.checkin.desk.source import DeskSource, Dossier
    from onsite.checkin.views import Found, Guest
    from onsite.plan.model import Plan


class DeskLooking:
    """The questions of a desk at one checkpoint."""

    def __init__(self) -> None:
        self.plan: Plan | None = None
        self.checkpoint = ""
        self._source: DeskSource | None = None

    @property
    def source(self) -> DeskSource | None:
        """The open store, or None while it is being opened."""
        return self._source

    async def search(self, text: str) -> Sequence[Found]:
        """Who may be meant, best first."""
        if self.plan is None or self._source is None:
            return ()
        return await self._source.search(self.plan, text, self.checkpoint)

    def letters_missing(self, text: str) -> int:
        """How many letters a search needs at least, where these are fewer; 0 where they do."""
        may = self._source.limits if self._source is not None else Limits()
        return may.search_min if is_too_short(text, may) else 0

    async def party(self, attendee: str) -> Sequence[Guest]:
        """The others of the attendee's booking."""
        if self.plan is None or self._source is None:
            return ()
        return await self._source.party(self.plan, attendee, self.checkpoint)

    async def dossier(self, attendee: str) -> Dossier | None:
        """Everything about an attendee."""
        if self.plan is None or self._source is None:
            return None
        return await self._source.dossier(self.plan, attendee, self.checkpoint)

    async def last_admission(self) -> str | None:
        """The key of this station's last passage here that can be taken back."""
        return await self._source.last_admission(self.checkpoint) if self._source else None
