"""What the commands say of badges that are printed ahead."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from onsite.badges.bulk import wording
from onsite.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from onsite.badges.bulk.contents import Box
    from onsite.badges.bulk.names import Finding
    from onsite.badges.bulk.piles import Packed
    from onsite.badges.bulk.preprint import Made, Prepared
    from onsite.plan.model import Plan

_DASH = "\u2013"


def preprinted(plan: Plan, prepared: Prepared, made: Sequence[Made], labels: Path | None) -> str:
    """What was made, box by box, and who was left out."""
    lines = [_packed(plan, each) for each in prepared.boxes]
    if made:
        lines = [f"{line}  {each.file}" for line, each in zip(lines, made, strict=True)]
        if labels is not None:
            lines.append(_("Labels of the boxes: {file}").format(file=labels))
    else:
        lines.append(_("Nothing was made: leave --dry-run out."))
    lines += _left_out(prepared)
    faulty = len({attendee for each in made for attendee, _kind in each.warnings})
    if faulty:
        said = ngettext(
            "! {n} badge is not as it should be: onsite badges names-check says whose.",
            "! {n} badges are not as they should be: onsite badges names-check says whose.",
            faulty,
        )
        lines.append(said.format(n=faulty))
    return "\n".join(lines)


def preprinted_object(
    prepared: Prepared, made: Sequence[Made], labels: Path | None
) -> dict[str, Any]:
    """As `preprinted`, for programs."""
    files = {each.packed.box: each for each in made}
    return {
        "boxes": [
            {
                "box": each.box,
                "desk": each.desk,
                "design": each.design,
                "people": len(each.people),
                "from": each.first,
                "to": each.last,
                "file": str(files[each.box].file) if each.box in files else None,
                "pages": files[each.box].pages if each.box in files else 0,
            }
            for each in prepared.boxes
        ],
        "labels": str(labels) if labels is not None else None,
        "people": len(prepared.chosen.people),
        "there": prepared.chosen.there,
        "nameless": prepared.chosen.nameless,
        "never": prepared.chosen.never,
        "warnings": [
            {"attendee": attendee, "kind": kind}
            for each in made
            for attendee, kind in each.warnings
        ],
    }


def boxes(plan: Plan, found: Sequence[Box], labels: Path | None, emptied: tuple[str, int]) -> str:
    """The boxes, a line each."""
    box, gone = emptied
    lines = []
    if gone:
        said = ngettext(
            "Box {box} is empty: {n} badge was taken out.",
            "Box {box} is empty: {n} badges were taken out.",
            gone,
        )
        lines.append(said.format(box=box, n=gone))
    lines += [_box(plan, each) for each in found]
    if labels is not None:
        lines.append(_("Labels of the boxes: {file}").format(file=labels))
    if not found:
        lines.append(_("No badges were printed ahead. Begin with: onsite badges preprint"))
    return "\n".join(lines)


def boxes_object(found: Sequence[Box], labels: Path | None, gone: int) -> dict[str, Any]:
    """As `boxes`, for programs."""
    return {
        "boxes": [
            {
                "box": each.box,
                "desk": each.desk,
                "from": each.first,
                "to": each.last,
                "made": each.made.isoformat(),
                "people": each.many,
                "outdated": each.outdated,
            }
            for each in found
        ],
        "labels": str(labels) if labels is not None else None,
        "emptied": gone,
    }


def names(people: int, findings: Sequence[Finding], codes: Mapping[str, str]) -> str:
    """What was found, the gravest kinds first, each person with what to do.

    Args:
        people: so many were looked at.
        findings: in order.
        codes: of each person, by which the other commands name them.
    """
    if not people:
        return _("Nobody is on the list yet. Import it with: onsite roster import")
    looked = ngettext("{n} name looked through.", "{n} names looked through.", people)
    lines = [looked.format(n=people)]
    for kind, group in groupby(findings, key=lambda each: each.kind):
        those = list(group)
        said = wording.kind(kind)
        lines += ["", f"{said[:1].upper()}{said[1:]} ({len(those)}): {wording.remedy(kind)}"]
        for each in those:
            code = codes.get(each.attendee) or each.attendee
            line = f"  {each.name or _DASH}  ({code})  {wording.detail(each.suspect)}"
            lines.append(line.rstrip())
    if findings:
        lines += ["", _("Correct somebody with: onsite roster correct CODE")]
    else:
        lines.append(_("Nothing is wrong with any of them."))
    return "\n".join(lines)


def names_object(people: int, findings: Sequence[Finding]) -> dict[str, Any]:
    """As `names`, for programs."""
    return {
        "people": people,
        "findings": [
            {
                "attendee": each.attendee,
                "name": each.name,
                "kind": each.kind,
                "field": each.suspect.field,
                "text": each.suspect.text,
                "better": each.suspect.better,
                "others": list(each.others),
                "what": wording.finding(each.suspect),
                "remedy": wording.remedy(each.kind),
            }
            for each in findings
        ],
    }


def _box(plan: Plan, box: Box) -> str:
    said = _line(plan, box.box, box.desk, (box.first, box.last), box.many)
    if not box.outdated:
        return said
    wrong = ngettext("! {n} out of date", "! {n} out of date", box.outdated)
    return f"{said}  {wrong.format(n=box.outdated)}"


def _packed(plan: Plan, packed: Packed) -> str:
    ends = packed.first, packed.last
    said = _line(plan, packed.box, packed.desk, ends, len(packed.people))
    return f"{said}  {packed.design}"


def _line(plan: Plan, box: str, desk: str, ends: tuple[str, str], badges: int) -> str:
    name = plan.desks[desk].name if desk in plan.desks else ""
    many = ngettext("{n} badge", "{n} badges", badges).format(n=badges)
    parts = (_("Box {box}").format(box=box), name, f"{ends[0]} {_DASH} {ends[1]}", many)
    return "  ".join(part for part in parts if part)


def _left_out(prepared: Prepared) -> list[str]:
    chosen = prepared.chosen
    there, nameless, never = chosen.there, chosen.nameless, chosen.never
    none = ngettext(
        "{n} is of a category without badges", "{n} are of a category without badges", never
    )
    counted = (
        (ngettext("{n} has a badge already", "{n} have a badge already", there), there),
        (ngettext("{n} has no name", "{n} have no name", nameless), nameless),
        (none, never),
    )
    told = [said.format(n=many) for said, many in counted if many]
    return [_("Left out: {who}.").format(who=_(", ").join(told))] if told else []
