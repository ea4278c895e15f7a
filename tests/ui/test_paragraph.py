"""Texts of several lines in rows, in whatever language."""

from __future__ import annotations

from textual.app import App

from onsite.ui.paragraph import Paragraph, rows_of


def test_rows_end_between_words_and_between_chinese_signs() -> None:
    said = "! name 放不下：Maximiliane-Alexandra von Hohenstein\n    例如：width = 89, height = 12"
    assert list(rows_of(said, 24)) == [
        "! name 放不下：",
        "Maximiliane-Alexandra",
        "von Hohenstein",
        "    例如：width = 89,",
        "    height = 12",
    ]
    assert list(rows_of("one\n\ntwo", 20)) == ["one", "", "two"]


async def test_it_is_broken_anew_where_its_width_changes() -> None:
    class Small(App[None]):
        CSS = "Paragraph { width: 100%; height: auto; }"

        def compose(self):
            yield Paragraph()

    app = Small()
    async with app.run_test(size=(30, 10)) as pilot:
        paragraph = app.query_one(Paragraph)
        paragraph.say("[b]None[/b] of its printers works: see to one.")
        await pilot.pause()
        assert str(paragraph.render()) == "[b]None[/b] of its printers\nworks: see to one."
        await pilot.resize_terminal(60, 10)
        await pilot.pause()
        assert str(paragraph.render()) == "[b]None[/b] of its printers works: see to one."
