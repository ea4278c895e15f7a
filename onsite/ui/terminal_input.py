"""What a terminal sends, read so that a byte which is no text cannot end the app.

A scanner of another character set, a bad line or a pasted picture send such bytes. Textual decodes
strictly, in a thread which then dies; here they become a mark, as in any editor.
"""

from __future__ import annotations

import codecs
import sys
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.driver import Driver

_DECODER = "getincrementaldecoder"


def forgiving(driver: type[Driver]) -> type[Driver]:
    """The driver, after its module was given a decoder that knows no errors."""
    module = sys.modules[driver.__module__]
    if hasattr(module, _DECODER):
        setattr(module, _DECODER, _decoder)
    return driver


def _decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
