"""Our own themes. Every pair of colours that is used has a contrast of 4.5 or more."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from textual.theme import Theme

from onsite.language import N_

if TYPE_CHECKING:
    from textual.app import App

STYLES: list[str | PurePath] = [Path(__file__).with_name("onsite.tcss")]
"""The stylesheets of what lies in `onsite.ui`."""

NAMES = {
    "onsite-dark": N_("Dark"),
    "onsite-light": N_("Light"),
    "onsite-contrast": N_("High contrast"),
}
"""The themes and what they are called; translate with `_`."""


def register(app: App[Any]) -> None:
    """Make the themes known to an app and take the dark one."""
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = THEMES[0].name


def _variables(**pairs: str) -> dict[str, str]:
    """Names with hyphens, and the foregrounds that Textual would otherwise mix by itself."""
    return {name.replace("_", "-"): colour for name, colour in pairs.items()}


_DARK = _variables(
    admit="#0b5d2a",
    on_admit="#ffffff",
    ask="#7a4b00",
    on_ask="#ffffff",
    refuse="#8c1420",
    on_refuse="#ffffff",
    exit="#0f4c81",
    on_exit="#ffffff",
    good="#5fd787",
    bad="#ff8f8f",
    caution="#ffc857",
    muted="#a8b0ba",
    bar="#1d2733",
    on_bar="#dde5ee",
    cursor="#2f6fb0",
    on_cursor="#ffffff",
    block_cursor_background="#2f6fb0",
    block_cursor_foreground="#ffffff",
    block_cursor_blurred_background="#33414f",
    block_cursor_blurred_foreground="#ffffff",
    block_cursor_text_style="bold",
    footer_background="#1d2733",
    footer_foreground="#dde5ee",
    footer_key_foreground="#ffc857",
    footer_key_background="#1d2733",
    footer_description_foreground="#dde5ee",
    footer_description_background="#1d2733",
    text_muted="#a8b0ba",
    text_disabled="#a8b0ba",
    foreground_muted="#a8b0ba",
    foreground_disabled="#a8b0ba",
    input_cursor_background="#e8edf2",
    input_cursor_foreground="#12181f",
    input_selection_background="#2f6fb0",
    input_selection_foreground="#ffffff",
    button_color_foreground="#ffffff",
    button_foreground="#ffffff",
    text_primary="#8fc1f5",
    text_secondary="#8fc1f5",
    text_warning="#ffc857",
    text_error="#ff8f8f",
    text_success="#5fd787",
    text_accent="#ffc857",
)
_LIGHT = {
    **_DARK,
    **_variables(
        admit="#0b6b31",
        ask="#8a5200",
        refuse="#a01626",
        exit="#0f4c81",
        good="#0b6b31",
        bad="#a01626",
        caution="#7a4800",
        muted="#4c5661",
        bar="#dfe5ec",
        on_bar="#18202a",
        cursor="#0f4c81",
        block_cursor_background="#0f4c81",
        block_cursor_blurred_background="#d3dae2",
        block_cursor_blurred_foreground="#18202a",
        footer_background="#dfe5ec",
        footer_foreground="#18202a",
        footer_key_foreground="#7a3f00",
        footer_key_background="#dfe5ec",
        footer_description_foreground="#18202a",
        footer_description_background="#dfe5ec",
        text_muted="#4c5661",
        text_disabled="#4c5661",
        foreground_muted="#4c5661",
        foreground_disabled="#4c5661",
        input_cursor_background="#18202a",
        input_cursor_foreground="#ffffff",
        input_selection_background="#0f4c81",
        button_foreground="#18202a",
        text_primary="#0f4c81",
        text_secondary="#0f4c81",
        text_warning="#7a4800",
        text_error="#a01626",
        text_success="#0b6b31",
        text_accent="#7a3f00",
    ),
}
_CONTRAST = {
    **_DARK,
    **_variables(
        admit="#003d14",
        ask="#ffe600",
        on_ask="#000000",
        refuse="#ffffff",
        on_refuse="#b00000",
        exit="#002b66",
        good="#7dff9b",
        bad="#ffb3b3",
        caution="#ffe600",
        muted="#e0e0e0",
        bar="#000000",
        on_bar="#ffffff",
        cursor="#ffe600",
        on_cursor="#000000",
        block_cursor_background="#ffe600",
        block_cursor_foreground="#000000",
        footer_background="#000000",
        footer_foreground="#ffffff",
        footer_key_foreground="#ffe600",
        footer_key_background="#000000",
        footer_description_foreground="#ffffff",
        footer_description_background="#000000",
        text_muted="#e0e0e0",
        text_disabled="#e0e0e0",
        foreground_muted="#e0e0e0",
        foreground_disabled="#e0e0e0",
        input_selection_background="#ffe600",
        input_selection_foreground="#000000",
    ),
}

THEMES = (
    Theme(
        name="onsite-dark",
        primary="#2f6fb0",
        secondary="#2f6fb0",
        accent="#ffc857",
        warning="#ffc857",
        error="#b3283a",
        success="#0b6b31",
        foreground="#e8edf2",
        background="#12181f",
        surface="#19212a",
        panel="#222c37",
        variables=_DARK,
    ),
    Theme(
        name="onsite-light",
        primary="#0f4c81",
        secondary="#0f4c81",
        accent="#7a3f00",
        warning="#7a4800",
        error="#a01626",
        success="#0b6b31",
        foreground="#18202a",
        background="#f7f9fb",
        surface="#eef2f6",
        panel="#dfe5ec",
        dark=False,
        variables=_LIGHT,
    ),
    Theme(
        name="onsite-contrast",
        primary="#005fcc",
        secondary="#005fcc",
        accent="#ffe600",
        warning="#ffe600",
        error="#c00000",
        success="#006622",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#101010",
        text_alpha=1.0,
        variables=_CONTRAST,
    ),
)
