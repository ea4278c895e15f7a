"""The screen of badges ahead in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.bulk import wording
from onsite.language import N_, _, ngettext
from onsite.ui.line_list import Column, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.badges.bulk.ahead import Ahead
    from onsite.badges.bulk.contents import Box
    from onsite.badges.bulk.names import Finding
    from onsite.badges.bulk.piles import Packed
    from onsite.plan.model import Plan

_SORTS = {
    "desk": N_("sorted by desk"),
    "alphabet": N_("sorted by alphabet"),
    "party": N_("sorted by party"),
}
_PAPERS = {
    "a4": N_("on A4"),
    "a3": N_("on A3"),
    "letter": N_("on Letter"),
    "single": N_("a page each"),
}
_DASH = "\u2013"
LYING = "lying "
"""Begins the key of a line whose box is done."""


def box_columns() -> tuple[Column, ...]:
    """Of the boxes."""
    return (
        Column("", 1),
        Column(_("Box"), 5),
        Column(_("Desk"), share=2),
        Column(_("Letters"), 11),
        Column(_("Badges"), 7, right=True),
        Column(_("State"), share=3),
    )


def name_columns() -> tuple[Column, ...]:
    """Of what is wrong with names."""
    return (Column(_("What"), share=3), Column(_("Name"), share=3), Column(_("Code"), share=2))


def figures(ahead: Ahead) -> str:
    """How much there is to do, and how."""
    lying = sum(each.many for each in ahead.boxes)
    parts = (
        ngettext("{n} badge to print", "{n} badges to print", ahead.many).format(n=ahead.many),
        _("{n} in boxes").format(n=lying),
        _(_SORTS[ahead.sort]),
        _(_PAPERS[ahead.paper]),
    )
    return " · ".join(parts)


def question(ahead: Ahead, boxes: int) -> str:
    """Whether it shall begin, and how."""
    return _("Print {badges} into {boxes}, {how}?").format(
        badges=ngettext("{n} badge", "{n} badges", ahead.many).format(n=ahead.many),
        boxes=ngettext("{n} box", "{n} boxes", boxes).format(n=boxes),
        how=_(", ").join((_(_SORTS[ahead.sort]), _(_PAPERS[ahead.paper]))),
    )


def other_paper(ways: Iterable[str]) -> str:
    """What the screen does about badges that do not fit on the paper."""
    those = [_(_PAPERS[each]) for each in ways if each in _PAPERS]
    return _("F7 takes another paper. What fits: {ways}.").format(ways=_(", ").join(those))


def stopping(ahead: Ahead) -> str:
    """What Esc does while something is under way, or has done."""
    if ahead.stopping:
        return _("It stops after this box.")
    drawing = ahead.progress is not None and ahead.progress.phase == "drawing"
    return _("Esc stops after this box; what is done stays done.") if drawing else ""


def box_lines(ahead: Ahead) -> list[Line]:
    """The boxes that are done, then those that are not."""
    plan = ahead.plan
    if plan is None:
        return []
    lines = [_lying(plan, each) for each in ahead.boxes]
    known = {each.box for each in ahead.boxes}
    packed = ahead.prepared.boxes if ahead.prepared is not None else ()
    return [*lines, *(_waiting(plan, each) for each in packed if each.box not in known)]


def name_lines(ahead: Ahead) -> list[Line]:
    """What is wrong, the gravest first."""
    return [
        Line(
            str(number),
            (
                wording.kind(each.kind),
                each.name or _DASH,
                ahead.codes.get(each.attendee) or each.attendee,
            ),
        )
        for number, each in enumerate(ahead.findings or ())
    ]


def about_name(finding: Finding) -> str:
    """All that is known of what is wrong, and what to do."""
    said = _("{name}: {what}").format(
        name=finding.name or _DASH, what=wording.finding(finding.suspect)
    )
    return f"{said}\n{wording.remedy(finding.kind)}"


def nothing_wrong(ahead: Ahead) -> str:
    """What the list of names says where it is empty."""
    if ahead.findings is None:
        return _("Looking through all names…")
    if not ahead.people:
        return _("Nobody is on the list yet. F3 imports it.")
    return _("Nothing is wrong with any of them.")


def no_boxes(ahead: Ahead) -> str:
    """What the list of boxes says where it is empty."""
    return ahead.why_not.happened if ahead.why_not is not None else _("Reading the list…")


def what_next(ahead: Ahead) -> str:
    """What can be done now, or what was done."""
    if ahead.made:
        first, last = ahead.made[0].file, ahead.made[-1].file
        files = str(first) if first == last else f"{first} {_DASH} {last.name}"
        return _("Done. Print {files}, cut, and stick on the labels: {labels}").format(
            files=files, labels=ahead.folder / "labels.pdf"
        )
    if ahead.prepared is not None:
        said = _("F5 looks through the names first. F8 writes a PDF for each box into {folder}")
        return said.format(folder=ahead.folder)
    return ahead.why_not.happened if ahead.why_not is not None and ahead.boxes else ""


def _lying(plan: Plan, box: Box) -> Line:
    when = plan.local(box.made).strftime("%Y-%m-%d %H:%M")
    said, tone = _("printed {when}").format(when=when), "good"
    if box.outdated:
        wrong = ngettext("! {n} out of date", "! {n} out of date", box.outdated)
        said, tone = wrong.format(n=box.outdated), "warning"
    return Line(
        f"{LYING}{box.box}",
        ("!" if box.outdated else "✓", box.box, *_where(plan, box.desk, box), str(box.many), said),
        tone,  # type: ignore[arg-type]
    )


def _waiting(plan: Plan, packed: Packed) -> Line:
    said = _("to be made, design {design}").format(design=packed.design)
    where = _where(plan, packed.desk, packed)
    return Line(f" {packed.box}", ("·", packed.box, *where, str(len(packed.people)), said))


def _where(plan: Plan, desk: str, ends: Box | Packed) -> tuple[str, str]:
    name = plan.desks[desk].name if desk in plan.desks else _DASH
    return name, f"{ends.first} {_DASH} {ends.last}"
