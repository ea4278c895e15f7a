"""What `onsite status` says, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.checkin.views import Counters
    from onsite.plan.model import Plan


def told(answer: dict[str, Any], plan: Plan | None, figures: dict[str, Counters]) -> str:
    """The answer of `onsite status`, a line for each thing."""
    lines = [
        _("Event:      {event}").format(event=answer["event"] or _("no plan published yet")),
        _("Data:       {data}").format(data=answer["data"]),
        _("Station:    {station}").format(station=answer["station"][:12]),
        *_together(answer["together"]),
        _("Operator:   {operator}").format(operator=answer["operator"]),
        _("Attendees:  {many}").format(many=answer["attendees"]),
        _("Entries:    {many}").format(many=answer["entries"]),
    ]
    if answer["waiting"]:
        many = sum(answer["waiting"].values())
        lines.append(_("{many} of them need a newer Onsite to be read.").format(many=many))
    for key, each in figures.items():
        name = plan.checkpoints[key].name if plan else key
        lines.append(
            _("{checkpoint}: {expected} expected, {admitted} in, {inside} inside now").format(
                checkpoint=name,
                expected=each.expected,
                admitted=each.admitted,
                inside=each.inside,
            )
        )
        lines += _doubtful(name, each)
        lines += _anyway(name, answer["checkpoints"][key])
    return "\n".join(lines)


def _doubtful(name: str, each: Counters) -> Iterator[str]:
    if each.conflicts:
        twice = ngettext(
            "{checkpoint}: {many} scan let in somebody who was in already",
            "{checkpoint}: {many} scans let in somebody who was in already",
            each.conflicts,
        )
        yield twice.format(checkpoint=name, many=each.conflicts)
    if each.void:
        late = ngettext(
            "{checkpoint}: {many} scan let in somebody whose ticket was cancelled before",
            "{checkpoint}: {many} scans let in somebody whose ticket was cancelled before",
            each.void,
        )
        yield late.format(checkpoint=name, many=each.void)


def _anyway(name: str, counts: dict[str, Any]) -> Iterator[str]:
    if counts["overruled"]:
        aside = ngettext(
            "{checkpoint}: {many} refusal overruled",
            "{checkpoint}: {many} refusals overruled",
            counts["overruled"],
        )
        yield aside.format(checkpoint=name, many=counts["overruled"])
    if counts["unpaid"]:
        owing = ngettext(
            "{checkpoint}: {many} person let in unpaid",
            "{checkpoint}: {many} people let in unpaid",
            counts["unpaid"],
        )
        yield owing.format(checkpoint=name, many=counts["unpaid"])


def _together(told: dict[str, Any] | None) -> Iterator[str]:
    from onsite.sync.stations.in_status import lines

    return lines(told) if told is not None else iter(())
