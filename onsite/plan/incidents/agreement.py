"""Whether what a plan says of incidents agrees with itself, and with the rest of the plan.

As `plan.agreement`, it looks at plain data of any shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.plan.incidents import usual
from onsite.plan.incidents.doing import has_loose_braces
from onsite.plan.incidents.parts import MS
from onsite.plan.incidents.people import fits, has_secret
from onsite.plan.shapes import items_of, table_of, tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Place = tuple[str | int, ...]
Found = tuple[Place, str, dict[str, str]]
"""A disagreement: its place, its code, its details."""
USUAL: Mapping[str, Mapping[str, object]] = {
    "incident_types": usual.TYPES,
    "response_roles": usual.ROLES,
    "policies": usual.POLICIES,
}
_ONE = (
    ("incident_types", "playbook", "playbooks"),
    ("incident_types", "severity", "severities"),
    ("severities", "policy", "policies"),
    ("contacts", "operator", "operators"),
    ("checklists", "zone", "zones"),
    ("checklists", "stage", "stages"),
    ("checklists", "role", "response_roles"),
)
_SEVERAL = (
    ("severities", "channels", "page_channels"),
    ("response_roles", "people", "contacts"),
    ("response_roles", "deputies", "contacts"),
    ("response_roles", "staff_roles", "roles"),
    ("contacts", "pages", "page_channels"),
)
_OF_STEPS = (("policies", "roles", "response_roles"), ("playbooks", "role", "response_roles"))
_OF_ALL = (
    ("type", "incident_types"),
    ("severity", "severities"),
    ("policy", "policies"),
    ("force_close", "roles"),
    ("sees_restricted", "roles"),
)
_DIFFERS = ("colour", "serious", "ack_min", "channels", "policy")


def disagreements(data: dict[str, Any], roles: tuple[str, ...]) -> Iterator[Found]:
    """What does not fit in the sections of this folder.

    Args:
        data: the whole plan.
        roles: the ids of `[roles.ID]` that are there without being written down.
    """
    known = {section: _known(data, section, roles) for section in _SECTIONS}
    yield from _references(data, known)
    yield from _types(data, known)
    yield from _severities(data)
    for key, part in tables_of(data, "policies"):
        if part.get("ends_on", "acknowledged") != "acknowledged" and _is_for_ever(part):
            yield ("policies", key, "ack_expires_min"), "policy_held", {}
    yield from _contacts(data)
    for key, part in tables_of(data, "page_channels"):
        yield from _channel(key, part)
    yield from _checklists(data)
    for key, part in tables_of(data, "statements"):
        text = part.get("text")
        if isinstance(text, str) and has_loose_braces(text):
            yield ("statements", key, "text"), "statement_braces", {}


def _contacts(data: dict[str, Any]) -> Iterator[Found]:
    """Whoever signs on is one person, told by one set of numbers."""
    operators: dict[str, str] = {}
    for key, part in tables_of(data, "contacts"):
        operator = part.get("operator")
        if isinstance(operator, str) and operators.setdefault(operator, key) != key:
            said = {"owner": operators[operator]}
            yield ("contacts", key, "operator"), "contact_operator_twice", said
        ways = ("channel", "phone", "email", "operator", "pages")
        if not any(part.get(way) for way in ways):
            yield ("contacts", key), "contact_mute", {}


_SECTIONS = (
    *("incident_types", "severities", "policies", "response_roles", "contacts", "page_channels"),
    *("playbooks", "operators", "zones", "stages", "roles"),
)


def _known(data: dict[str, Any], section: str, roles: tuple[str, ...]) -> tuple[str, ...]:
    written = table_of(data, section)
    if section == "severities":
        return tuple(written or usual.SEVERITIES)
    there = roles if section == "roles" else tuple(USUAL.get(section, ()))
    return tuple(dict.fromkeys((*there, *written)))


def _references(data: dict[str, Any], known: Mapping[str, tuple[str, ...]]) -> Iterator[Found]:
    for place, value, section in _named(data):
        if isinstance(value, str) and value not in known[section]:
            listed = {"section": section, "ids": ", ".join(known[section])}
            yield place, "unknown_id", listed


def _named(data: dict[str, Any]) -> Iterator[tuple[Place, Any, str]]:
    for section, name, of in (*_ONE, *_SEVERAL):
        for key, part in tables_of(data, section):
            yield from _of((section, key), part, name, of)
    for section, name, of in _OF_STEPS:
        for key, part in tables_of(data, section):
            for number, step in enumerate(items_of(part.get("steps"))):
                yield from _of((section, key, "steps", number), step, name, of)
    for name, of in _OF_ALL:
        yield from _of(("incidents",), data.get("incidents"), name, of)
    for key, part in tables_of(data, "incident_types"):
        for severity, value in table_of(part, "policy").items():
            yield ("incident_types", key, "policy", severity), value, "policies"


def _of(above: Place, part: Any, name: str, section: str) -> Iterator[tuple[Place, Any, str]]:
    for place, value in _each(part, name):
        yield (*above, *place), value, section


def _types(data: dict[str, Any], known: Mapping[str, tuple[str, ...]]) -> Iterator[Found]:
    for key, part in tables_of(data, "incident_types"):
        if part.get("name") is None and key not in usual.TYPES:
            yield ("incident_types", key), "incident_type_name", {}
        for severity in table_of(part, "policy"):
            if severity not in known["severities"]:
                listed = {"section": "severities", "ids": ", ".join(known["severities"])}
                yield ("incident_types", key, "policy", severity), "unknown_severity", listed
    yield from _words(data, known["incident_types"])


def _words(data: dict[str, Any], types: tuple[str, ...]) -> Iterator[Found]:
    """A word of a line means one thing."""
    owners = {key: key for key in types}
    for key, usually in usual.TYPES.items():
        if not items_of(table_of(table_of(data, "incident_types"), key).get("keys")):
            owners |= dict.fromkeys((word.casefold() for word in usually.keys), key)
    zones = {key.casefold() for key in table_of(data, "zones")}
    for key, part in tables_of(data, "incident_types"):
        for number, word in enumerate(items_of(part.get("keys"))):
            if not isinstance(word, str):
                continue
            owner = owners.setdefault(word.casefold(), key)
            if owner != key:
                yield ("incident_types", key, "keys", number), "type_key_twice", {"owner": owner}
            elif word.casefold() in zones:
                yield ("incident_types", key, "keys", number), "type_key_zone", {}


def _severities(data: dict[str, Any]) -> Iterator[Found]:
    ranks: dict[int, str] = {}
    said: dict[tuple[Any, ...], str] = {}
    for key, part in tables_of(data, "severities"):
        base = usual.SEVERITIES.get(key)
        whole = {name: part.get(name) for name in (*_DIFFERS, "rank", "name")}
        if base is not None:
            usually = base.model_dump()
            whole = {name: usually[name] if each is None else each for name, each in whole.items()}
        if whole["rank"] is None or (whole["name"] is None and base is None):
            yield ("severities", key), "severity_incomplete", {}
            continue
        # A bool counts as an int in Python; the type of the rank is told elsewhere.
        if type(whole["rank"]) is int and ranks.setdefault(whole["rank"], key) != key:
            yield ("severities", key), "rank_twice", {"owner": ranks[whole["rank"]]}
        looks = tuple(repr(whole[name] or None) for name in _DIFFERS)
        if said.setdefault(looks, key) != key:
            yield ("severities", key), "severity_same", {"owner": said[looks]}


def _checklists(data: dict[str, Any]) -> Iterator[Found]:
    """A checklist is due by the times of the day, and an item is known by its words."""
    event = table_of(data, "event")
    for key, part in tables_of(data, "checklists"):
        if event.get("start") is None and event.get("admission") is None:
            yield ("checklists", key), "checklist_start", {}
        if part.get("patrol_min") is not None and event.get("end") is None:
            yield ("checklists", key, "patrol_min"), "checklist_end", {}
        seen: set[str] = set()
        for number, item in enumerate(items_of(part.get("items"))):
            text = item.get("text") if isinstance(item, dict) else None
            if not isinstance(text, str):
                continue
            words = "".join(text.split()).casefold()
            if words in seen:
                yield ("checklists", key, "items", number, "text"), "checklist_item_twice", {}
            seen.add(words)


def _is_for_ever(policy: dict[str, Any]) -> bool:
    """Whether what is acknowledged by it never expires."""
    minutes = policy.get("ack_expires_min")
    # A bool counts as an int in Python; that it is no length is told elsewhere.
    return type(minutes) in (int, float) and round(minutes * MS) == 0  # type: ignore[operator]


def _channel(key: str, part: dict[str, Any]) -> Iterator[Found]:
    kind, address = part.get("kind"), part.get("address") or ""
    if kind not in ("apprise", "webhook", "serial") or not isinstance(address, str):
        return
    if not address:
        yield ("page_channels", key), "channel_address_missing", {}
    elif has_secret(address):
        yield ("page_channels", key, "address"), "channel_secret", {}
    elif not fits(kind, address):
        yield ("page_channels", key, "address"), f"channel_{kind}", {}


def _each(part: Any, name: str) -> Iterator[tuple[Place, Any]]:
    value = part.get(name) if isinstance(part, dict) else None
    if isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield (name, number), each
    elif value is not None:
        yield (name,), value
