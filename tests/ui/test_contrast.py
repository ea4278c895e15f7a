"""Every pair of colours on real screens has a contrast of 4.5 or more, in every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.color import Color
from textual.widgets import Input

from onsite.app import OnsiteApp
from onsite.errors import OnsiteError
from onsite.ui.banner import Banner
from onsite.ui.dialogs import AskReason, Choose, Confirm
from onsite.ui.line_list import LineList
from onsite.ui.themes import NAMES
from onsite.ui.trouble import TroubleScreen
from onsite.ui.welcome import WelcomeScreen
from tests.snapshots import settled
from tests.ui.stage import ANSWERS, LINES, prepare, stage_app

if TYPE_CHECKING:
    from textual.app import App

ENOUGH = 4.5
# Frames and scrollbars carry no text.
DRAWN = set("▊▎▔▁▏▕│┃║╏─━═╍╭╮╯╰┏┓┗┛╔╗╚╝ █▉▀▄▌▐")


def luminance(colour: Color) -> float:
    """Relative luminance, by WCAG 2.2."""
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio, by WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def weak_pairs(app: App[Any]) -> set[tuple[str, str, float]]:
    found = set()
    for strip in app.screen._compositor.render_strips(app.size):
        for text, style, _control in strip:
            if style is None or not set(text) - DRAWN:
                continue
            assert style.color is not None, text
            assert style.bgcolor is not None, text
            ratio = contrast(style.color, style.bgcolor)
            if ratio < ENOUGH:
                found.add((text.strip(), f"{style.color.name} on {style.bgcolor.name}", ratio))
    return found


def test_the_formula():
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.fixture(params=list(NAMES))
async def stage(request, site):
    app = stage_app(site)
    async with app.run_test(size=(100, 40)) as pilot:
        await app.site_ready()
        app.theme = request.param
        await pilot.pause()
        yield app, pilot


async def test_the_parts_of_a_work_area(stage):
    app, pilot = stage
    weak = set()
    for answer in ANSWERS:
        app.screen.query_one(Banner).show(answer)
        await pilot.pause()
        weak |= weak_pairs(app)
    app.screen.query_one(LineList).focus()
    await pilot.pause()
    weak |= weak_pairs(app)
    app.screen.query_one("Button").focus()
    app.screen.query_one("Button").disabled = True
    await pilot.pause()
    weak |= weak_pairs(app)
    app.screen.query_one(Input).value = "typed"
    app.screen.query_one(Input).focus()
    app.screen.query_one(Input).action_select_all()
    await pilot.pause()
    assert weak | weak_pairs(app) == set()


DIALOGS = {
    "confirm": lambda: Confirm("Take it back?"),
    "reason": lambda: AskReason("Why?", placeholder="for example: scanned twice"),
    "choice": lambda: Choose("Which?", LINES),
    "trouble": lambda: TroubleScreen(OnsiteError("It is full.", "Free some space.")),
    "welcome": WelcomeScreen,
}


@pytest.mark.parametrize("name", DIALOGS)
async def test_dialogs(stage, name):
    app, pilot = stage
    await app.push_screen(DIALOGS[name]())
    await pilot.pause()
    weak = weak_pairs(app)
    await pilot.press("tab")
    await pilot.pause()
    assert weak | weak_pairs(app) == set()


async def test_help_palette_and_notices(stage):
    app, pilot = stage
    await pilot.press("f1")
    await pilot.pause()
    weak = weak_pairs(app)
    await pilot.press("escape", "ctrl+p")
    await pilot.pause(0.3)
    weak |= weak_pairs(app)
    await pilot.press("s", "down")
    await pilot.pause(0.3)
    weak |= weak_pairs(app)
    await pilot.press("escape")
    for severity in ("information", "warning", "error"):
        app.notify("Something to know", title="Notice", severity=severity)
    await pilot.pause(0.2)
    assert weak | weak_pairs(app) == set()


@pytest.mark.parametrize("theme", NAMES)
async def test_the_areas_themselves(site, theme):
    prepare(site)
    app = OnsiteApp(lambda: site, language_code="en", clock=site.clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.site_ready()
        app.theme = theme
        await settled(pilot)
        weak = weak_pairs(app)
        for keys in (["j", "a"], ["enter"], ["escape"], ["f8"], ["escape"], ["f4"], ["f3"]):
            await pilot.press(*keys)
            await settled(pilot)
            weak |= weak_pairs(app)
    assert weak == set()
