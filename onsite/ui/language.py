"""Choosing how Onsite looks and speaks: language and theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite import language
from onsite.language import _
from onsite.ui.dialogs import Choose
from onsite.ui.line_list import Line
from onsite.ui.themes import NAMES

if TYPE_CHECKING:
    from onsite.ui.base_app import BaseApp


async def choose_language(app: BaseApp) -> None:
    """Ask for a language and switch to it; run in a worker."""
    lines = [Line(code, (name,)) for code, name in language.LANGUAGES.items()]
    # The word stands in all three, for whoever cannot read the language in use.
    question = "Language · 语言 · 語言"
    chosen = await app.push_screen_wait(Choose(question, lines, at=language.current()))
    if chosen is not None:
        app.use_language(chosen)


async def choose_theme(app: BaseApp) -> None:
    """Ask for a theme and take it; run in a worker."""
    lines = [Line(name, (_(label),)) for name, label in NAMES.items()]
    chosen = await app.push_screen_wait(Choose(_("Which colours?"), lines, at=app.theme))
    if chosen is not None:
        app.theme = chosen
