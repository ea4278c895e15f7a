"""The systems whose lists can be imported, recognised by the headers of their exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.language import _
from onsite.roster.formats import (
    alfio,
    eventbrite,
    indico,
    luma,
    plain,
    pretix_checkin,
    pretix_positions,
    tito,
)
from onsite.roster.formats.format import Format, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMATS: tuple[Format, ...] = (
    pretix_positions.FORMAT,
    pretix_checkin.FORMAT,
    alfio.FORMAT,
    tito.FORMAT,
    luma.FORMAT,
    eventbrite.FORMAT,
    indico.FORMAT,
    plain.FORMAT,
)
"""The most particular first: the first whose columns are there is the list's."""
_NAMED = 30
"""Headers of a file that are told; more than that nobody reads."""


class UnknownColumnsError(BadInputError):
    """No format knows these headers: somebody has to say which column holds the names.

    Attributes:
        headers: of the file, as they are.
    """

    def __init__(self, file: str, headers: Sequence[str]) -> None:
        super().__init__(
            _("No column of “{file}” is known to hold names. Its columns are: {headers}.").format(
                file=file, headers=_listed(headers)
            ),
            _(
                "The header must be one line of column names above the people. Say which is which,"
                " for example: --map name={header} --map code=…"
            ).format(header=f'"{headers[0]}"' if headers else "…"),
        )
        self.headers = tuple(headers)


def recognised(headers: Sequence[str]) -> Format | None:
    """The format whose export has these headers."""
    for each in FORMATS:
        if each.matches(each.fields(headers).keys()):
            return each
    return None


def mapped(headers: Sequence[str], mapping: Mapping[str, str]) -> Format:
    """The format of a list whose columns somebody has named.

    Raises:
        BadInputError: a field that there is not, or a header that the file does not have.
    """
    for field, header in mapping.items():
        if field not in plain.MAPPABLE:
            raise BadInputError(
                _("There is no field “{field}” to map a column to.").format(field=field),
                _("The fields are: {fields}.").format(fields=", ".join(plain.MAPPABLE)),
            )
        if word(header) not in {word(each) for each in headers}:
            raise BadInputError(
                _("The file has no column “{header}”.").format(header=header),
                _("Its columns are: {headers}.").format(headers=_listed(headers)),
            )
    return plain.mapped(mapping)


def _listed(headers: Sequence[str]) -> str:
    named = [f"“{header:.60}”" for header in headers[:_NAMED]]
    return ", ".join([*named, *["…"][: len(headers) - len(named)]])
