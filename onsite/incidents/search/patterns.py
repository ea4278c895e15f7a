"""Patterns that somebody types, by RE2: the time of a match grows with the text alone.

No pattern can keep the laptop busy or fill its memory; look-around and back references, by which
others can, there are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

_MEMORY = 1 << 20
"""Bytes that a pattern may take."""


def pattern(text: str) -> Callable[[str], bool]:
    """Whether a text has it somewhere; capitals are as small letters.

    Raises:
        BadInputError: it is no pattern, or too large a one.
    """
    # Loaded by the first pattern: most searches have none.
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _MEMORY
    # Only whether it is there is asked, which is told much sooner than where.
    options.never_capture = True
    # It would write on the screen.
    options.log_errors = False
    try:
        compiled = re2.compile(text, options)
    except re2.error as error:
        raise BadInputError(
            _("/{pattern}/ is no pattern.").format(pattern=text),
            _("As in row ?(12|14): | or, ? perhaps, . any sign, \\d a digit, ^ the beginning."),
        ) from error
    return lambda given: compiled.search(given) is not None
