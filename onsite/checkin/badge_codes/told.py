"""What a guest's history says of their badges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite import fact_words
from onsite.language import N_, _

if TYPE_CHECKING:
    from onsite.checkin.views import HistoryLine

_GROUNDS = {
    "again": N_("instead of an older one"),
    "changed": N_("the older one lay in a box, and said something else"),
    "lost": N_("the older one was lost"),
    "moved": N_("the older one may have been printed"),
}


def happened(line: HistoryLine) -> str:
    """The line in words; empty where it is of something else."""
    if "met" in line.facts:
        return _("Badge {number} read, not on the list").format(number=line.facts["met"])
    if "box" in line.facts:
        what, box = fact_words.fact(line.kind), line.facts["box"]
        return _("{what}: box {box}").format(what=what, box=box)
    if "badge" not in line.facts:
        return ""
    title = _("{what}: {number}").format(
        what=fact_words.fact(line.kind), number=line.facts["badge"]
    )
    ground = line.facts.get("ground", "")
    more = (_(_GROUNDS[ground]) if ground in _GROUNDS else "", line.facts.get("note", ""))
    said = _("; ").join(filter(None, more))
    return _("{title} – {sentence}").format(title=title, sentence=said) if said else title
