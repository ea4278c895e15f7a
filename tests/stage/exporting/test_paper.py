"""Lists on paper: nothing that is said is cut, and a heading is a heading in every language."""

from __future__ import annotations

import io
from dataclasses import replace
from types import SimpleNamespace

import pypdfium2
import pytest

from onsite.language import use
from onsite.paper_fonts import BOLD, HAN, runs
from onsite.plan.model import Plan
from onsite.stage.exporting import paper, slip_words
from onsite.stage.exporting.paper import draw
from onsite.stage.exporting.printed import span
from onsite.stage.exporting.slip import slip
from onsite.stage.fields import ItemFields
from tests.stage.engine.keeping import Keeper, at, talk

DAY = "2026-11-24"
PLAN = Plan.model_validate(
    {
        "event": {"name": "Summit", "zone": "UTC", "days": [DAY]},
        "checkpoints": {"door": {"name": "Door"}},
        "stages": {"main": {"name": "Main stage"}},
    }
)


def page(table):
    out = io.BytesIO()
    draw([table], out)
    with pypdfium2.PdfDocument(out) as document:
        return document[0].get_textpage().get_text_bounded()


def late_show():
    """A report, and the table of it."""
    title = "A talk whose title is long, and goes on " * 4 + "to its very end"
    first, second = talk("a", "22:00", 30), talk("b", "22:30", 30)
    keeper = Keeper(replace(first, title="עברית"), replace(second, title=title))
    keeper.go("23:31:05", "a")
    keeper.go("34:00", "b")
    keeper.stop("35:00", "b")
    report = slip(keeper.rundown, keeper.show("36:00"), at("36:00"))
    kept = SimpleNamespace(
        stage="main", day=DAY, fields={"a": ItemFields(late_reason="Mic failed"), "b": ItemFields()}
    )
    return report, slip_words.table(kept, report, PLAN, at("36:00"))


def test_hours_of_lateness_and_long_titles_have_room():
    said = " ".join(page(late_show()[1]).split())
    for text in ("+1:31:05", "+11:30:00", "+12:00:00", "23:31:05–10:00:00 +1"):
        assert text in said
    assert "to its very end" in said
    assert "reason: Mic failed" in said
    assert "…" not in said.partition("run 1")[0]


def test_a_title_from_right_to_left_does_not_turn_the_sentence_round():
    report, table = late_show()
    (before,) = [each for line in report.lines for each in line.reasons if each.item == "a"]
    use("zh_CN")
    try:
        seen = "".join(run.text for run in runs(slip_words.reason(before, report)))
    finally:
        use("en")
    assert seen.endswith(" +11:30:00")
    assert all(text.startswith("\u200e") for text in laid_out(table))


def laid_out(table):
    """The small lines of the rows and those at the foot, as they are drawn."""
    pages = list(paper._pages(table, "a4"))
    rows = [line for each in pages for placed in each.rows for line in placed.below]
    return [*rows, *(line for each in pages for line in each.foot)]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("22:00", "23:00", "22:00–23:00"),
        ("23:00", "24:30", "23:00–00:30 +1"),
        ("27:00", "29:00", "03:00 +1–05:00 +1"),
        ("33:00", "34:00", "09:00 +1–10:00 +1"),
    ],
)
def test_an_hour_of_another_day_says_how_many_days_later_it_is(start, end, said):
    assert span(at(start), at(end), PLAN, DAY) == said


def test_a_heading_is_bold_in_chinese_too():
    assert [run.font for run in runs("会场 A", bold=True)] == [HAN, BOLD]
    plain, bold = (drawn("会场", bold=bold) for bold in (False, True))
    assert "2 Tr" in bold
    assert "2 Tr" not in plain
    assert "2 Tr" not in drawn("Hall", bold=True)


def drawn(text: str, *, bold: bool) -> str:
    """What a canvas was told to draw."""
    from reportlab.pdfgen.canvas import Canvas

    from onsite import paper_fonts

    paper_fonts.register()
    canvas = Canvas(io.BytesIO(), pageCompression=0)
    paper_fonts.draw(canvas, 10, 10, text, 16, bold=bold)
    return canvas.getpdfdata().decode("latin-1")
