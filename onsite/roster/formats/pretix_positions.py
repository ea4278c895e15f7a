"""pretix: the order positions of the order data export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.roster.formats import pretix_words as pretix
from onsite.roster.formats.format import Format
from onsite.roster.formats.pretix_checkin import FIELDS, adapted

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def _matches(fields: AbstractSet[str]) -> bool:
    return {"order", "name"} <= fields and bool(fields & {"position_id", "pseudonym"})


FORMAT = Format(
    name="pretix-positions",
    source="pretix",
    title="pretix order positions",
    columns={
        **FIELDS,
        "position_id": pretix.POSITION,
        "pseudonym": pretix.PSEUDONYM,
        "addon_to": pretix.ADDON_TO,
    },
    matches=_matches,
    adapt=adapted,
    statuses=pretix.STATUSES,
    ignored=pretix.IGNORED,
)
