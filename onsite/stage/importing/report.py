"""What importing a programme would do, written out whole: for people on the shell, and as JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from onsite.language import _
from onsite.stage.importing import wording
from onsite.stage.importing.placing import LEAVE_OUT
from onsite.stage.importing.programme import LOSING, NOTES, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.plan.model import Plan
    from onsite.stage.importing.diff import Changed, KeptItem, Stays
    from onsite.stage.importing.programme import Problem, Session
    from onsite.stage.importing.service import Preview

_SHOWN = 20
"""How many lines of each list are shown to a person; the JSON has all of them."""
_FEW = 6
"""Of each kind of problem."""
_ORDER = {trouble: at for at, trouble in enumerate(Trouble)}


def told(seen: Preview, plan: Plan) -> str:
    """What importing the programme would do, for a person to read before they say yes."""
    programme, diff = seen.programme, seen.diff
    head = _("“{file}” is {kind}, source “{source}”. Sessions: {many}.").format(
        file=programme.file,
        kind=wording.kind(programme.format),
        source=programme.source,
        many=len(programme.sessions),
    )
    parts = [
        [head, _("{figures}.").format(figures=wording.figures(seen.counts)), *_columns(seen)],
        *_problems(seen.problems),
        _section(_("Rooms:"), _rooms(seen, plan)),
        _section(_("Changed:"), [wording.changed(each, plan) for each in diff.changed]),
        _section(_("Moved:"), [wording.moved(each, plan) for each in diff.moved]),
        _section(_("Gone:"), [wording.gone(each, plan) for each in diff.gone]),
        _section(_("Stays as it is here:"), [wording.stays(each, plan) for each in diff.stays]),
        _section(_("New:"), _new(seen, plan)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _columns(seen: Preview) -> list[str]:
    read = [f"{header} → {name}" for name, header in seen.programme.mapping.items()]
    return [_("Read: {columns}").format(columns=", ".join(read))] if read else []


def _problems(problems: Iterable[Problem]) -> list[list[str]]:
    """The problem list: the gravest first, each with what is assumed and how to change it."""
    ranked = sorted(problems, key=lambda each: (_rank(each.trouble), each.place))
    return [
        _problem(trouble, list(group))
        for trouble, group in groupby(ranked, key=lambda each: each.trouble)
    ]


def _problem(trouble: Trouble, group: list[Problem]) -> list[str]:
    sign = "!" if trouble in LOSING else "·" if trouble in NOTES else "?"
    title = _(wording.TITLES[trouble])
    head = f"{sign} {title} ({len(group)})" if len(group) > 1 else f"{sign} {title}"
    lines = [text for text in (wording.problem(each) for each in group[:_FEW]) if text]
    if len(group) > _FEW:
        lines.append(_("… and {many} more").format(many=len(group) - _FEW))
    assumed, change = wording.assumed(trouble), wording.change(trouble)
    after = _("{assumed} To change it: {change}") if change else "{assumed}"
    return [
        head,
        *(f"    {line}" for line in lines),
        f"  {after}".format(assumed=assumed, change=change),
    ]


def _rank(trouble: Trouble) -> tuple[int, int]:
    grave = 0 if trouble in LOSING else 2 if trouble in NOTES else 1
    return grave, _ORDER[trouble]


def _rooms(seen: Preview, plan: Plan) -> list[str]:
    many = seen.programme.rooms
    return [
        _("{room} ({many}) → {stage}").format(
            room=room or _("(no room)"), many=many[room], stage=_stage(stage, plan)
        )
        for room, stage in seen.placing.rooms.items()
    ]


def _stage(stage: str, plan: Plan) -> str:
    if not stage:
        return _("unknown: left out")
    if stage == LEAVE_OUT:
        return _("left out, as you said")
    return plan.stages[stage].name


def _new(seen: Preview, plan: Plan) -> list[str]:
    lines = []
    ranked = sorted(
        seen.diff.added,
        key=lambda each: (
            each.planned.session.day,
            each.planned.stage,
            each.planned.session.fields.start_ms or 0,
        ),
    )
    for (day, stage), group in groupby(
        ranked, key=lambda each: (each.planned.session.day, each.planned.stage)
    ):
        lines.append(f"{day} {plan.stages[stage].name}")
        lines += [f"  {wording.added(each, plan)}" for each in group]
    return lines


def _section(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [_("… and {many} more").format(many=len(lines) - _SHOWN)] if len(lines) > _SHOWN else []
    return [title, *(f"  {line}" for line in [*lines[:_SHOWN], *more])]


def as_json(seen: Preview, *, imported: bool) -> dict[str, Any]:
    """The same with every session, as `onsite stage import --json` answers it."""
    programme, diff = seen.programme, seen.diff
    return {
        "imported": imported,
        "file": programme.file,
        "sha256": programme.sha256,
        "format": programme.format,
        "source": programme.source,
        "columns": dict(programme.mapping),
        "rooms": dict(seen.placing.rooms),
        "unknown_rooms": list(seen.placing.unknown),
        "counts": seen.counts,
        "suspicious": diff.suspicious,
        "problems": [_problem_json(each) for each in seen.problems],
        "added": [
            {**_session(each.planned.session), "item": each.item, "stage": each.planned.stage}
            for each in diff.added
        ],
        "changed": [_changed(each) for each in diff.changed],
        "moved": [
            {
                **_kept(each.kept),
                "to": {
                    "stage": each.planned.stage,
                    "day": each.planned.session.day,
                    "start_ms": each.planned.session.fields.start_ms,
                },
            }
            for each in diff.moved
        ],
        "gone": [_kept(each) for each in diff.gone],
        "stays": [{**_kept(each.kept), "why": each.why, **_pairs(each)} for each in diff.stays],
        "left_out": [_session(each) for each in seen.placing.left_out],
    }


def _problem_json(one: Problem) -> dict[str, Any]:
    return {
        "trouble": one.trouble.value,
        "line": one.place.line or None,
        "path": one.place.path,
        "title": one.place.title,
        "item": one.key,
        "what": wording.problem(one),
        "assumed": wording.assumed(one.trouble),
        "change": wording.change(one.trouble),
    }


def _session(session: Session) -> dict[str, Any]:
    fields = session.fields
    return {
        "key": session.key,
        "day": session.day,
        "room": session.room,
        "line": session.place.line or None,
        "title": fields.title,
        "start_ms": fields.start_ms,
        "length_ms": fields.length_ms,
        "kind": fields.kind or "talk",
        "speakers": [each.name for each in fields.speakers or ()],
    }


def _kept(one: KeptItem) -> dict[str, Any]:
    return {
        "item": one.item,
        "stage": one.stage,
        "day": one.day,
        "title": one.title,
        "start_ms": one.fields.start_ms,
    }


def _changed(one: Changed) -> dict[str, Any]:
    return {**_kept(one.kept), **_pairs(one)}


def _pairs(one: Changed | Stays) -> dict[str, Any]:
    return {"fields": {name: [_plain(each) for each in pair] for name, pair in one.fields.items()}}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [getattr(each, "name", each) for each in value]
    return value
