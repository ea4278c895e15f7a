"""What cues of a stage reach: `[cue_targets.ID]`, as a media server, a lighting desk, a sound.

The plan is on every laptop of the event, so no secret stands in it: what is sent to a web address
takes it from the environment of the laptop that runs the stage, as `${NAME}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, Field, Strict

from onsite.plan.values import CONFIG, Name, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Found = tuple[tuple[str | int, ...], str, dict[str, str]]
"""A disagreement: its place, its code, its details."""
Kind = Literal["http", "osc", "sound", "caller"]
BUILT_IN = ("display", "caller", "sound")
"""What every stage has without being told of it; their ids belong to nobody else."""
SOUNDS = ("admit", "ask", "refuse")
"""The app's own."""
VALUE = "{value}"
"""Where in an address, a header or a body the value of a cue stands."""
_SECRET_NAMES = re.compile(
    r"authori[sz]ation|cookie|token|secret|password|api[-_]?key", re.IGNORECASE
)
_PAIRS_OF_JSON = re.compile(r'"([^"\s]+)"\s*:\s*"([^"]+)"')
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}", re.ASCII)
_FROM_ENVIRONMENT = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}", re.ASCII)
_FILLED = re.compile(_FROM_ENVIRONMENT.pattern + "|" + re.escape(VALUE), re.ASCII)
_BRACES = re.compile(r"\$\{|\{[^{}\s\"':,]+\}")
_OSC_PATH = re.compile(r"(?:/[^\s#*,/?\[\]]+)+")
_ONLY_HTTP = ("method", "headers", "body")
_PORTS = range(1, 65536)
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class OscAddress:
    """Where OSC messages go to."""

    host: str
    port: int
    path: str


def http_address(text: str) -> str:
    """A web address, which must have no user and no password in it.

    Raises:
        ValueError: it is none.
    """
    parts = urlsplit(text)
    host, port = parts.hostname or "", parts.port
    if parts.scheme not in ("http", "https") or not _is_host(host) or port == 0:
        raise ValueError("not a web address")
    if parts.username is not None or parts.fragment or len(text) > _LONGEST:
        raise ValueError("a user, or a fragment")
    if not text.isprintable() or " " in text or VALUE in parts.netloc:
        raise ValueError("not to be sent")
    return text


def osc_address(text: str) -> OscAddress:
    """Host, port and path of `osc://10.0.0.21:53000/cue/{value}/start`.

    Raises:
        ValueError: it is none.
    """
    parts = urlsplit(text)
    host, port = parts.hostname or "", parts.port or 0
    plain = parts.username is None and not parts.query and not parts.fragment
    if parts.scheme != "osc" or not _is_host(host) or port not in _PORTS or not plain:
        raise ValueError("not an address of OSC")
    if not _OSC_PATH.fullmatch(parts.path) or len(text) > _LONGEST:
        raise ValueError("not a path of OSC")
    return OscAddress(host, port, parts.path)


def sound_file(text: str) -> str:
    """One of the app's own sounds, or the path of a WAV file.

    Raises:
        ValueError: it is neither.
    """
    if text not in SOUNDS and not (text.lower().endswith(".wav") and text.isprintable()):
        raise ValueError("not a sound")
    return text


def _is_host(text: str) -> bool:
    plain = text.isascii() and text.isprintable() and not set(text) & set(" /\\\"'<>{}")
    return bool(text) and plain


class CueTargetPart(BaseModel):
    """`[cue_targets.ID]`."""

    model_config = CONFIG

    name: Name
    kind: Kind
    address: Words = ""
    """`http://host/path`, `osc://host:port/path`, one of the app's own sounds or a WAV file;
    nothing for a line that somebody calls. `{value}` in it is what the cue says, and `${NAME}` in
    that of a web target is taken from the environment."""
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "POST"
    headers: dict[str, Words] = {}
    """`{value}` and `${NAME}` as in an address."""
    body: Annotated[str, Field(max_length=10_000)] = ""
    timeout_s: Annotated[float, Strict(), Field(ge=0.1, le=30, allow_inf_nan=False)] = 5
    """So long is waited until it counts as failed, in seconds."""

    @cached_property
    def osc(self) -> OscAddress:
        """The address, of a target that speaks OSC, taken apart."""
        return osc_address(self.address)


def disagreements(data: dict[str, Any]) -> Iterator[Found]:
    """What does not fit in the section of this module; data may have any shape."""
    section = data.get("cue_targets")
    for key, part in section.items() if isinstance(section, dict) else ():
        if key in BUILT_IN:
            yield ("cue_targets", key), "cue_target_reserved", {"id": key}
        if isinstance(part, dict):
            yield from _of_target(key, part)


def _of_target(key: str, part: dict[str, Any]) -> Iterator[Found]:
    kind, given = part.get("kind"), part.get("address") or ""
    if kind not in ("http", "osc", "sound", "caller") or not isinstance(given, str):
        return
    if not given and kind != "caller":
        yield ("cue_targets", key, "kind"), "cue_address_missing", {}
    elif given and (wrong := _of_address(kind, given)):
        yield ("cue_targets", key, "address"), wrong, {"sounds": ", ".join(SOUNDS)}
    for name in _ONLY_HTTP if kind != "http" else ():
        # A whole plan says what is usual, too.
        if part.get(name) not in (None, "POST", {}, ""):
            yield ("cue_targets", key, name), "cue_only_http", {}
    headers, body = part.get("headers"), part.get("body")
    for name, value in headers.items() if isinstance(headers, dict) else ():
        if isinstance(value, str) and (wrong := _of_header(name, value)):
            yield ("cue_targets", key, "headers", name), wrong, {}
    if isinstance(body, str) and (wrong := _of_body(body)):
        yield ("cue_targets", key, "body"), wrong, {}


def _of_address(kind: str, address: str) -> str:
    """The code of what is wrong with an address; empty for nothing."""
    if kind in ("http", "osc") and _BRACES.search(_rest(address, kind)):
        return "cue_braces"
    if not _fits(kind, address):
        return f"cue_{kind}"
    asked = parse_qsl(urlsplit(address).query) if kind == "http" else []
    return "cue_secret" if any(_is_secret(*each) for each in asked) else ""


def _of_header(name: str, value: str) -> str:
    if not _HEADER.fullmatch(name) or not value.isprintable():
        return "cue_header"
    if _is_secret(name, value):
        return "cue_secret"
    return "cue_braces" if _BRACES.search(_rest(value)) else ""


def _of_body(body: str) -> str:
    if _BRACES.search(_rest(body)):
        return "cue_braces"
    is_json = body.lstrip().startswith(("{", "["))
    pairs = _PAIRS_OF_JSON.findall(body) if is_json else parse_qsl(body)
    return "cue_secret" if any(_is_secret(*each) for each in pairs) else ""


def _rest(text: str, kind: str = "http") -> str:
    """What is left of a text without what is filled in."""
    return _FILLED.sub("", text) if kind == "http" else text.replace(VALUE, "")


def _fits(kind: str, address: str) -> bool:
    reads: dict[str, Any] = {"http": http_address, "osc": osc_address, "sound": sound_file}
    try:
        if kind in reads:
            reads[kind](address)
    except ValueError:
        return False
    return kind in reads


def _is_secret(name: str, value: str) -> bool:
    """Whether something would lie on every laptop that should be a secret of one of them."""
    if not value or not _SECRET_NAMES.search(name):
        return False
    return not _FILLED.search(value)


def from_environment(
    text: str,
    environment: Mapping[str, str],
    value: str = VALUE,
    write: Callable[[str], str] = str,
) -> tuple[str, str]:
    """A text with what stands in the environment, and the first name that does not.

    What is filled in is not looked into: a value that says `${NAME}` tells no secret.

    Args:
        text: as the plan has it.
        environment: names to texts.
        value: what the cue says.
        write: how something is written where it is filled in.
    """
    missing = [name for name in _names(text) if name not in environment]

    def filled(found: re.Match[str]) -> str:
        return write(environment.get(found[1], "") if found[1] is not None else value)

    return _FILLED.sub(filled, text), missing[0] if missing else ""


def unsendable(text: str, environment: Mapping[str, str]) -> str:
    """The first name in a header whose text cannot be sent there; empty for none."""
    names = (name for name in _names(text) if not environment.get(name, "").isprintable())
    return next(names, "")


def _names(text: str) -> list[str]:
    return _FROM_ENVIRONMENT.findall(text)
