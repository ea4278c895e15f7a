"""Stations, invitations and what was held back, as the shell prints them and as JSON."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from onsite.clock import SystemClock, from_ms, to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.fact_words import fact
from onsite.language import _, ngettext
from onsite.sync import membership, wording
from onsite.sync.intake import quarantined
from onsite.sync.joining import invited
from onsite.sync.link import state
from onsite.sync.link import words as link_words
from onsite.sync.stations.overview import How, listed, survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime, tzinfo

    from onsite.sync.joining.invitation import JoinCode
    from onsite.sync.joining.invited import Invitation
    from onsite.sync.link.state import LinkState, Phase
    from onsite.sync.membership import Station
    from onsite.sync.stations.overview import Seen, Survey
    from onsite.wiring import Site

_SIGNS = {How.OWN: "●", How.HERE: "●", How.SILENT: "○", How.NEVER: "·", How.REVOKED: "✗"}
_JOIN = "onsite stations join {letters}"


def zone_of(site: Site) -> tzinfo:
    """The event's zone; UTC while there is no plan."""
    from onsite.plan.service import current

    plan = site.read_now(current)
    return plan.zone if plan is not None else UTC


def overview(site: Site) -> tuple[str, dict[str, Any]]:
    """Every station, as text and as JSON."""
    now = site.clock.now()
    known, link = site.read_now(survey), state.read(site.data)
    phase = link.phase_at(to_ms(SystemClock().now()))
    seen = listed(known, link, phase, site.journal.station, now)
    asks = invited.asking(site.data, now)
    if known.trust is None:
        phase = state.Phase.ALONE
    lines = [*_head(known, link, phase), *_stations(seen, now, zone_of(site)), *_asking(asks)]
    answer = {
        "event": known.trust.event if known.trust else None,
        "station": site.journal.station,
        "phase": phase.value,
        "hub": link.hub,
        "unsent": link.unsent,
        "stations": [_as_object(each) for each in seen],
        "asking": [request_object(each) for each in asks],
    }
    return "\n".join(lines), answer


def code_text(code: JoinCode, invitation: Invitation, zone: tzinfo, *, runs: bool) -> str:
    """What the lead does with a new join code.

    Args:
        code: the code.
        invitation: the invitation that it opens.
        zone: of the event.
        runs: whether the hub runs at the moment.
    """
    until = from_ms(invitation.expires_ms).astimezone(zone)
    lines = [
        _("Join code: {letters}").format(letters=code.letters),
        _("On the new computer: {command}").format(command=_command(code)),
        _("Or scan the picture there, in Onsite under “Join”."),
        _("Good for one station as {role}, until {until:%H:%M}.").format(
            role=wording.role(invitation.role), until=until
        ),
    ]
    if not invitation.approve_at_once:
        lines.append(_("When it asks, approve it with: onsite stations approve"))
    if not runs:
        lines.append(_("The hub does not run at the moment: start it with “onsite hub”."))
    return "\n".join(lines)


def code_object(code: JoinCode, invitation: Invitation) -> dict[str, Any]:
    """A new join code as JSON."""
    return {
        "code": code.text,
        "letters": code.letters,
        "addresses": list(code.addresses),
        "token": invitation.token,
        "role": invitation.role,
        "name": invitation.name,
        "expires": from_ms(invitation.expires_ms).isoformat(),
        "approve_at_once": invitation.approve_at_once,
    }


def request_object(asked: Invitation) -> dict[str, Any]:
    """Who asks to join, as JSON."""
    return {
        "token": asked.token,
        "name": asked.shown,
        "role": asked.role,
        "station": asked.station,
        "computer": asked.computer,
        "since": from_ms(asked.since_ms).isoformat(),
    }


def request_text(asked: Invitation) -> str:
    """Who asks to join, in one line."""
    said = _("{name} ({role}), on the computer “{computer}”, id {station}")
    return said.format(
        name=asked.shown,
        role=wording.role(asked.role),
        computer=asked.computer,
        station=(asked.station or "")[:12],
    )


def chosen_request(site: Site, name: str) -> Invitation:
    """Who of those that ask is meant; "last" or nothing for the only one or the last.

    Raises:
        NotPossibleError: nobody asks.
        BadInputError: nobody of that name asks, or several do.
    """
    asks = invited.asking(site.data, site.clock.now())
    if not asks:
        raise NotPossibleError(
            _("Nobody asks to join."),
            _("Make a code with “onsite stations invite”, then use it on the other computer."),
        )
    if name == "last":
        return asks[-1]
    fitting = [each for each in asks if not name or _is_called(name, each)]
    if len(fitting) == 1:
        return fitting[0]
    those = "\n".join(request_text(each) for each in fitting or asks)
    happened = (
        _("Several ask to join:\n{those}") if fitting else _("Those who ask to join:\n{those}")
    )
    raise BadInputError(happened.format(those=those), _("Say which, by its name or by its id."))


def station_called(site: Site, name: str) -> Station:
    """The station of that name, or whose id begins so.

    Raises:
        BadInputError: there is none, or there are several.
    """
    everybody = [each for each in site.read_now(membership.stations) if each.name]
    wanted = name.casefold()
    named = [each for each in everybody if each.name.casefold() == wanted]
    # A name may be used again once its station was revoked.
    exact = [each for each in named if not each.revoked] or named
    least = 6
    begun = [each for each in everybody if len(name) >= least and each.station.startswith(wanted)]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInputError(
            _("Several stations are called “{name}”.").format(name=name),
            _("Say which by its id: {ids}").format(ids=", ".join(e.station[:12] for e in found)),
        )
    raise BadInputError(
        _("There is no station called “{name}”.").format(name=name),
        _("See “onsite stations list”."),
    )


def held_back(site: Site) -> tuple[str, dict[str, Any]]:
    """What was not taken and why, as text and as JSON."""
    rows = site.read_now(quarantined)
    names = {each.station: each.name for each in site.read_now(membership.stations)}
    zone = zone_of(site)
    if not rows:
        return _("Nothing is held back: every entry that arrived was taken."), {"held": []}
    many = ngettext("{n} entry is held back:", "{n} entries are held back:", len(rows))
    lines = [many.format(n=len(rows)), *(_held_line(row, names, zone) for row in rows)]
    reasons = dict.fromkeys(row["reason"] for row in rows)
    lines += [wording.held_and_advice(each) for each in reasons]
    return "\n".join(lines), {"held": [_held_object(row, names) for row in rows]}


def _head(known: Survey, link: LinkState, phase: Phase) -> Iterator[str]:
    if known.trust is not None:
        said = _("This is {name}, as {role}.")
        yield said.format(name=known.trust.name, role=wording.role(known.trust.role))
    if phase is state.Phase.SILENT:
        yield _("Onsite is not open here, so nothing is sent and nothing arrives.")
    else:
        yield wording.phase_sentence(phase, link)
    if link.unsent and known.trust is not None:
        text = ngettext("{n} entry is unsent.", "{n} entries are unsent.", link.unsent)
        yield text.format(n=link.unsent)


def _stations(seen: Sequence[Seen], now: datetime, zone: tzinfo) -> Iterator[str]:
    from onsite.sync.stations.words import state as how

    for each in seen:
        parts = [f"{_SIGNS[each.how]} {each.name}", wording.role(each.role), how(each, now, zone)]
        if each.beat is not None and each.beat.unsent:
            unsent = each.beat.unsent
            parts.append(ngettext("{n} unsent", "{n} unsent", unsent).format(n=unsent))
        offset = each.beat.offset_ms if each.beat is not None else None
        if offset is not None and abs(offset) >= link_words.CLOCK_OFF_MS:
            parts.append(_("clock {off}").format(off=link_words.clock_off(offset)))
        if each.held:
            parts.append(_("{n} held back").format(n=each.held))
        yield " · ".join(parts)


def _asking(asks: Sequence[Invitation]) -> Iterator[str]:
    for each in asks:
        yield _("Asks to join: {who}").format(who=request_text(each))
    if asks:
        yield _("Approve with “onsite stations approve”, or refuse with “onsite stations refuse”.")


def _as_object(seen: Seen) -> dict[str, Any]:
    beat = seen.beat
    return {
        "station": seen.station,
        "name": seen.name,
        "role": seen.role,
        "state": seen.how.value,
        "heard": seen.heard.isoformat() if seen.heard else None,
        "entries": seen.entries,
        "held": seen.held,
        "unsent": beat.unsent if beat else None,
        "offset_ms": beat.offset_ms if beat else None,
        "version": beat.version if beat else None,
        "revoked": seen.revoked.isoformat() if seen.revoked else None,
        "why": seen.why,
    }


def _held_line(row: Mapping[str, Any], names: Mapping[str, str], zone: tzinfo) -> str:
    at = from_ms(row["at_ms"]).astimezone(zone)
    who = names.get(row["station"]) or row["station"][:12]
    said = _("{at:%Y-%m-%d %H:%M}  {who}, entry {number} ({kind}): {why}")
    return said.format(
        at=at,
        who=who,
        number=row["number"],
        kind=fact(row["kind"]),
        why=wording.held(row["reason"]),
    )


def _held_object(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    kept = ("station", "number", "kind", "reason", "detail", "via")
    return {
        **{name: row[name] for name in kept},
        "name": names.get(row["station"], ""),
        "at": from_ms(row["at_ms"]).isoformat(),
    }


def _is_called(name: str, asked: Invitation) -> bool:
    wanted = name.casefold()
    called = {asked.shown.casefold(), asked.computer.casefold(), asked.token}
    return wanted in called or (asked.station or "").startswith(wanted)


def _command(code: JoinCode) -> str:
    address = f" {code.addresses[0]}" if code.addresses else ""
    return _JOIN.format(letters=code.letters) + address
