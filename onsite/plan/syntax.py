"""A text as TOML, or on which line it stops being one."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from onsite.language import _
from onsite.plan.wording import printable

if TYPE_CHECKING:
    from onsite.plan.agreement import Place

_AT = re.compile(r"(?P<reason>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)")
_HEADER = re.compile(r"^[ \t]*\[+([^\]\n]+)\]", re.MULTILINE)
_KEY = re.compile(r"[ \t]*([\w-]+)[ \t]*=")
_BARE_TIME = re.compile(r"=\s*\d{1,2}:\d\d(?!:)")


class TomlSyntaxError(ValueError):
    """A text is not TOML.

    Args:
        wrong: what is wrong, one sentence in the user's words.
        line: counted from 1.
        place: near enough the key that stands there; empty where no key is concerned.
        long_number: it is not the line that is wrong but a number somewhere.
    """

    def __init__(
        self, wrong: str, line: int = 1, place: Place = (), *, long_number: bool = False
    ) -> None:
        super().__init__(wrong)
        self.wrong, self.line, self.place, self.long_number = wrong, line, place, long_number


def parsed(text: str) -> dict[str, Any]:
    """What a TOML text says.

    Raises:
        TomlSyntaxError: it is none.
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise TomlSyntaxError(_("The brackets are nested too deep.")) from error
    except tomllib.TOMLDecodeError as error:
        raise _mistake(text, str(error)) from error
    except ValueError as error:
        raise TomlSyntaxError(_("A number has too many digits."), long_number=True) from error


def _mistake(text: str, said: str) -> TomlSyntaxError:
    lines = text.replace("\r\n", "\n").split("\n")
    found = _AT.fullmatch(said)
    number = int(found["line"]) if found and found["line"] else len(lines)
    line = lines[number - 1]
    if _BARE_TIME.search(line):
        wrong = _("A time of day stands in quotes.")
    elif line.partition("#")[0].count('"') % 2:
        wrong = _("A text is not closed: a quotation mark is missing.")
    else:
        reason = found["reason"] if found else said
        wrong = _("This is not valid TOML: {reason}.").format(reason=printable(reason))
    return TomlSyntaxError(wrong, number, _place_of(lines, number))


def _place_of(lines: list[str], number: int) -> Place:
    """Near enough which key stands on a line of a text that cannot be parsed."""
    headers = _HEADER.findall("\n".join(lines[: number - 1]))
    table = tuple(part.strip(" \t\"'") for part in headers[-1].split(".")) if headers else ()
    key = _KEY.match(lines[number - 1])
    return (*table, key[1]) if key else table
