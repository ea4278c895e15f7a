"""The language of the screen and of the shell: gettext catalogs, switched while running.

The catalogs lie in `assets/translations/<language>/LC_MESSAGES/onsite.po` and `.mo`.
Texts are looked up at the moment they are shown, so a switch needs no restart.
"""

from __future__ import annotations

import gettext as _gettext
import os
from dataclasses import dataclass

from onsite.bundled import bundled

LANGUAGES = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文"}
"""Code to the name that a speaker of the language looks for."""

_TRADITIONAL = ("tw", "hk", "mo", "hant")


@dataclass
class _Current:
    code: str
    catalog: _gettext.NullTranslations


def _load(code: str) -> _gettext.NullTranslations:
    return _gettext.translation("onsite", bundled("assets/translations"), [code], fallback=True)


_current = _Current("en", _gettext.NullTranslations())


def use(code: str) -> None:
    """Switch to one of `LANGUAGES`, at once and for the whole process."""
    _current.catalog = _load(code)
    _current.code = code


def current() -> str:
    """The code of the language in use."""
    return _current.code


def preferred(wanted: str | None = None) -> str:
    """The best of `LANGUAGES` for a wish such as `zh-Hant-TW`, or for the environment.

    Args:
        wanted: a language tag; without it `ONSITE_LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG`.
    """
    names = ("ONSITE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    tag = wanted or next((os.environ[name] for name in names if os.environ.get(name)), "en")
    parts = tag.partition(".")[0].replace("-", "_").lower().split("_")
    if parts[0] != "zh":
        return "en"
    return "zh_TW" if any(part in _TRADITIONAL for part in parts) else "zh_CN"


def _(message: str) -> str:
    """The message in the language in use."""
    return _current.catalog.gettext(message)


def in_language(code: str, message: str) -> str:
    """The message in one of `LANGUAGES`, whatever is in use."""
    return _load(code).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message for that number of things, in the language in use."""
    return _current.catalog.ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """The message for one of several meanings of the same English word."""
    return _current.catalog.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a text for the catalogs; it is looked up later, where it is shown."""
    return message
