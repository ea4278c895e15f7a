"""What a scanned text may stand for: a code, or a code inside what a system puts around it.

Sources for the forms:
Indico 1: JSON with `checkin_secret`; 2: `{"i": [2, host, secret, person]}`, UUIDs in Base64
(https://github.com/indico/indico/pull/6101, https://github.com/indico/indico/pull/6123).
Luma: `https://luma.com/check-in/evt-…?pk=g-…`. alf.io: `uuid/hmac`. Tito: `…/ti_…`.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from uuid import UUID

from onsite import cleaning

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 4_296
"""Characters that a QR code can hold; a longer text is no code."""

_SYMBOLOGY = re.compile(r"^(?:\][A-Za-z][0-9A-Za-z])+")
_CHARSET = re.compile(r"\\000\d{3}")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_URL = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:/{1,3}|www\.)\S+$")
_BEFORE_PATH = re.compile(r"^(?:(?:https?:/+|www\.)[^/]*|[^/:]+:)/*", re.IGNORECASE)
_ALFIO = re.compile(r"^([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})/\S+$")
_DIGITS = re.compile(r"^[0-9][0-9 ]{9,}$")
_TITO = re.compile(r"^ti_\w+$")
_KEYS = (
    *("pk", "code", "secret", "checkin_secret", "ticket", "ticket_code", "ticketCode"),
    *("ticket_id", "ticketId", "barcode", "qr", "uuid", "token", "t", "c"),
)
"""Names that systems give to a code, the surest first. Not `id`: a number of a record may be
the code of somebody else."""
_VERBS = {"check-in", "checkin", "check_in", "scan", "verify", "validate", "qr", "view", "edit"}
_SHORTEST_SEGMENT = 4
"""A path ends in many short things, such as a number of a page, that are somebody's code."""
_INDICO_2 = 2
_WITH_PERSON = 4


def clean(text: str) -> str:
    """A scanned text without the noise of readers.

    Gone are white space around it, line ends and other control characters, marks of the
    symbology (`]Q1`) and of the character set (`\\000026`), and what has no width.
    """
    # Cut with room for the noise, so that a huge text costs little.
    bare = _NO_WIDTH.sub("", _CONTROL.sub("", text[: LONGEST * 2])).strip()
    while (barer := _CHARSET.sub("", marked(bare)[1]).strip()) != bare:
        bare = barer
    return bare


def marked(text: str) -> tuple[str, str]:
    """The mark of the symbology (an AIM identifier, as `]Q1`) before a text, and the rest."""
    mark = _SYMBOLOGY.match(text)
    return (mark[0], text[mark.end() :]) if mark else ("", text)


def candidates(text: str) -> tuple[str, ...]:
    """The codes a text may stand for, best first; the cleaned text is the first.

    Codes are compared exactly, so case and inner signs stay; the second is the text as a list
    has it that was imported, where that differs. Answers nothing for a text that
    is empty or longer than any QR code. Never raises.
    """
    code = clean(text)
    if not code or len(code) > LONGEST:
        return ()
    # Lists are cleaned when they are imported: two blanks of a code are one there.
    listed = cleaning.clean(code)
    return tuple(found for found in dict.fromkeys((code, listed, *_within(code))) if found)


def _within(code: str) -> Iterator[str]:
    if code.startswith("{"):
        yield from _of_json(code)
    elif _URL.match(code):
        yield from _of_url(code)
    elif ticket := _ALFIO.match(code):
        yield from (ticket[1], ticket[1].lower())
    elif _DIGITS.match(code):
        # Spreadsheets take the zeros away that a barcode begins with.
        digits = code.replace(" ", "")
        yield from (digits, digits.lstrip("0"))


def _of_json(code: str) -> Iterator[str]:
    try:
        said = json.loads(code)
    except (ValueError, RecursionError):
        return
    if not isinstance(said, dict):
        return
    compact = said.get("i")
    if isinstance(compact, list):
        yield from _of_indico(compact)
        return
    # The id of somebody who accompanies the holder of the ticket, and shares its secret.
    person = _text(said.get("registrant_id"))
    if _is_uuid(person):
        yield person
        return
    yield from (_text(said.get(key)) for key in _KEYS)


def _of_indico(compact: list[Any]) -> Iterator[str]:
    if compact[:1] != [_INDICO_2]:
        return
    # With a fourth part the ticket is that of a companion, not of the secret's holder.
    packed = _text(compact[_WITH_PERSON - 1 : _WITH_PERSON] or compact[2:3])
    try:
        yield str(UUID(bytes=base64.b64decode(packed, validate=True)))
    except (ValueError, binascii.Error):
        return


def _text(value: Any) -> str:
    if isinstance(value, list) and len(value) == 1:
        return _text(value[0])
    if isinstance(value, str):
        return clean(value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number and abs(value) < 10**30 else ""


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _of_url(code: str) -> Iterator[str]:
    address, _, fragment = code.partition("#")
    path, _, query = address.partition("?")
    inner_path, _, inner_query = fragment.partition("?")
    values = _values(query) | _values(inner_query)
    yield from (values[key] for key in _KEYS if key in values)
    parts = (*_BEFORE_PATH.sub("", path).split("/"), *inner_path.split("/"))
    segments = [clean(unquote(part)) for part in parts]
    yield from (segment for segment in segments if _TITO.match(segment))
    yield from _last(segments)


def _values(query: str) -> dict[str, str]:
    # Not `parse_qs`, which makes a blank of a plus: codes in Base64 have them.
    pairs = (part.partition("=") for part in re.split("[&;]", query))
    return {unquote(name): clean(unquote(value)) for name, _, value in pairs if value}


def _last(segments: list[str]) -> Iterator[str]:
    ends = [segment for segment in segments if segment and segment.lower() not in _VERBS]
    if ends and len(ends[-1]) >= _SHORTEST_SEGMENT:
        yield ends[-1]
