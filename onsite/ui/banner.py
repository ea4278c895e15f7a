"""The banner in the middle of a desk: one answer that is read at a glance, from a distance.

    banner.show(BannerContent("admit", _("ADMIT"), _("Welcome."), name="Jane Doe"))

A word, a sign, the shape of the frame and a colour all say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from onsite.ui.block_letters import HEIGHT, can_draw, drawn, sign
from onsite.ui.cells import ELLIPSIS, fit, plain, width, wrap

Outcome = Literal["idle", "admit", "ask", "refuse", "exit"]
OUTCOMES: tuple[Outcome, ...] = ("idle", "admit", "ask", "refuse", "exit")


@dataclass(frozen=True, slots=True)
class BannerContent:
    """What the banner says. Texts are translated; data in them needs no escaping."""

    outcome: Outcome = "idle"
    word: str = ""
    """The verdict in one or two words; drawn as block letters where it can be."""
    sentence: str = ""
    """Why, and what to do: a whole sentence; wrapped."""
    name: str = ""
    tags: tuple[str, ...] = ()
    """Short marks such as VIP; shown in reverse beside the name."""
    lines: tuple[str, ...] = ()
    """The rest, the most important first; what does not fit is left out, and that is shown."""
    hint: str = ""
    """What to press next, at the bottom."""
    card: tuple[str, ...] = ()
    """What must be done for this person, right below the name, in reverse from edge to edge."""


class Banner(Widget):
    """Fills its place with a `BannerContent`; has the class `-admit`, `-ask` and so on."""

    content: reactive[BannerContent] = reactive(BannerContent())

    def show(self, content: BannerContent) -> None:
        """Show this answer instead of the last."""
        self.content = content

    def watch_content(self, content: BannerContent) -> None:
        for outcome in OUTCOMES:
            self.set_class(outcome == content.outcome, f"-{outcome}")

    def render(self) -> Text:
        """As much of the content as there is room for."""
        size = self.content_size
        return layout(self.content, size.width, size.height)


def layout(content: BannerContent, cells: int, rows: int) -> Text:
    """The content as a text of at most that many cells and rows, in the middle of both.

    The word, the sentence, the name and the first of the lines come before the size of the word
    and before the rest of the lines.
    """
    hint = [Text(fit(content.hint, cells).strip())] if content.hint else []
    card = _card(content.card, cells, rows // 2)
    rows_above = rows - len(hint) - len(card)
    first = len(wrap(content.lines[0], cells)) if content.lines else 0
    word, name = _head(content, cells, rows_above, first)
    room = rows_above - len(word) - len(name) - first
    sentence = _cut(wrap(content.sentence, cells), cells, max(room, 1))
    top = [*word, *map(Text, sentence)]
    spare = rows_above - len(top) - len(name)
    body = _body(content.lines, cells, spare)
    if name and spare > len(body):
        top.append(Text())
    return _centred([*top, *name, *card, *body], hint, cells, rows)


def in_one_line(content: BannerContent, cells: int) -> Text:
    """The word and the name, or the sentence of an answer that names nobody."""
    if content.name:
        return _on_one_line(content, cells)[0]
    said = Text(_short(content, cells), "bold")
    room = max(cells - said.cell_len - 3, 0)
    return said + Text("   ") + Text(fit(content.sentence, room).rstrip())


def _head(
    content: BannerContent, cells: int, rows: int, first: int
) -> tuple[list[Text], list[Text]]:
    """The word and the name, as large as the sentence and the first line leave room for."""
    room = rows - len(wrap(content.sentence, cells))
    named = bool(content.name or content.tags)
    word = _word(content, cells, room - named - first if rows >= HEIGHT + 3 else 1)
    if named and room - first <= len(word):
        return _on_one_line(content, cells), []
    lines = sum(len(wrap(line, cells)) for line in content.lines)
    return word, _name(content, cells, large=room >= len(word) + lines + HEIGHT + 3)


def _word(content: BannerContent, cells: int, rows: int) -> list[Text]:
    """The word, as large as there are rows for."""
    if not content.word:
        return []
    large = (_drawn(content, cells) or _framed(content, cells)) if rows >= HEIGHT else []
    if large and rows > HEIGHT:
        large.append(Text())
    return large or [Text(_short(content, cells), "bold")]


def _drawn(content: BannerContent, cells: int) -> list[Text]:
    picture = sign(content.outcome)
    if not can_draw(content.word):
        return []
    word = drawn(content.word)
    if width(word[0]) + width(picture[0]) + 3 > cells:
        return []
    return [Text(f"{left}   {right}") for left, right in zip(picture, word, strict=True)]


def _short(content: BannerContent, cells: int) -> str:
    return _SHORT[content.outcome] + fit(content.word, cells - 4).strip()


def _on_one_line(content: BannerContent, cells: int) -> list[Text]:
    """The word and the name, where there is no row for each."""
    word = Text(_short(content, cells), "bold") if content.word else Text()
    room = cells - word.cell_len - 3
    name = _name(content, room, large=False)[0] if room > 0 else Text()
    if not word.plain or name.cell_len > room:
        return [word] if word.plain else [name]
    return [word + Text("   ") + name]


_SHORT = {"admit": "[✓] ", "ask": "[?] ", "refuse": "[✗] ", "exit": "[→] ", "idle": ""}


def _framed(content: BannerContent, cells: int) -> list[Text]:
    """A word without block letters, as Chinese has none: spaced out, in a frame of its own."""
    word, picture = plain(content.word), sign(content.outcome)
    spaced = " ".join(word) if not word.isascii() else word
    rule = "━" * (width(spaced) + 6)
    box = [f"┏{rule}┓", f"┃   {spaced}   ┃", f"┗{rule}┛"]
    if width(box[0]) + width(picture[0]) + 3 > cells:
        return []
    rows = zip(picture, box, strict=True)
    return [Text(f"{left}   {right}", "bold") for left, right in rows]


def _name(content: BannerContent, cells: int, *, large: bool) -> list[Text]:
    if not content.name and not content.tags:
        return []
    tags = [f" {plain(tag)} " for tag in content.tags]
    if large and can_draw(content.name) and width(drawn(content.name)[0]) <= cells:
        rows = [Text(row) for row in drawn(content.name)]
        return [
            *rows,
            *([Text(" ").join(Text(tag, "reverse bold") for tag in tags)] if tags else []),
        ]
    room = cells - sum(width(tag) + 1 for tag in tags)
    name = Text(
        fit(content.name, room).rstrip()
        if width(plain(content.name)) > room
        else plain(content.name),
        "bold",
    )
    for tag in tags:
        name.append(" ")
        name.append(tag, "reverse bold")
    return [name]


def _body(lines: tuple[str, ...], cells: int, rows: int) -> list[Text]:
    """As many whole lines as there is room for; only the first may be cut."""
    kept: list[str] = []
    for number, text in enumerate(lines):
        wrapped = wrap(text, cells)
        if number and len(kept) + len(wrapped) > rows:
            kept[-1:] = [_with_more(kept[-1], cells)] if kept else []
            break
        kept += _cut(wrapped, cells, rows)
    return [Text(part) for part in kept]


def _cut(wrapped: list[str], cells: int, rows: int) -> list[str]:
    """That many of the rows at most; where that is not all, it is seen."""
    if len(wrapped) <= rows:
        return wrapped
    return [*wrapped[: rows - 1], _with_more(wrapped[rows - 1], cells)] if rows > 0 else []


def _card(lines: tuple[str, ...], cells: int, rows: int) -> list[Text]:
    wrapped = [part for line in lines for part in wrap(line, cells - 4)]
    shown = _cut(wrapped, cells - 4, rows)
    middle = (" " * ((cells - width(part)) // 2) + part for part in shown)
    return [Text(fit(each, cells), "reverse bold") for each in middle]


def _with_more(text: str, cells: int) -> str:
    if text.endswith(ELLIPSIS):
        return text
    return fit(f"{text} {ELLIPSIS}", cells).rstrip()


def _centred(body: list[Text], hint: list[Text], cells: int, rows: int) -> Text:
    body = body[: max(rows - len(hint), 0)]
    above = max(rows - len(hint) - len(body), 0) // 2
    below = max(rows - len(hint) - len(body) - above, 0)
    everything = [*([Text()] * above), *body, *([Text()] * below), *hint]
    placed = [Text(" " * max((cells - each.cell_len) // 2, 0)) + each for each in everything]
    return Text("\n", no_wrap=True).join(placed)
