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
from onsite.ui.cells import fit, plain, width, wrap

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
    """The content as a text of at most that many cells and rows, in the middle of both."""
    top = _word(content, cells, rows)
    top += [Text(part) for part in wrap(content.sentence, cells)[: max(rows // 5, 1)]]
    name = _name(content, cells, large=rows >= len(top) + len(content.lines) + HEIGHT + 3)
    hint = [Text(fit(content.hint, cells).strip())] if content.hint else []
    spare = rows - len(top) - len(name) - len(hint)
    body = _body(content.lines, cells, max(spare - bool(name), 0))
    if name and spare > len(body):
        top.append(Text())
    return _centred([*top, *name, *body], hint, cells, rows)


def _word(content: BannerContent, cells: int, rows: int) -> list[Text]:
    if not content.word:
        return []
    picture = sign(content.outcome)
    if rows >= HEIGHT + 3 and can_draw(content.word):
        word = drawn(content.word)
        if width(word[0]) + width(picture[0]) + 3 <= cells:
            pairs = zip(picture, word, strict=True)
            return [*(Text(f"{left}   {right}") for left, right in pairs), Text()]
    framed = _framed(content.word, picture, cells) if rows >= HEIGHT + 3 else []
    return framed or [Text(_SHORT[content.outcome] + fit(content.word, cells - 4).strip(), "bold")]


_SHORT = {"admit": "[✓] ", "ask": "[?] ", "refuse": "[✗] ", "exit": "[→] ", "idle": ""}


def _framed(word: str, picture: list[str], cells: int) -> list[Text]:
    """A word without block letters, as Chinese has none: spaced out, in a frame of its own."""
    spaced = " ".join(plain(word)) if not word.isascii() else plain(word)
    rule = "━" * (width(spaced) + 6)
    box = [f"┏{rule}┓", f"┃   {spaced}   ┃", f"┗{rule}┛"]
    if width(box[0]) + width(picture[0]) + 3 > cells:
        return []
    rows = zip(picture, box, strict=True)
    return [*(Text(f"{left}   {right}", "bold") for left, right in rows), Text()]


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
    wrapped = [part for text in lines for part in wrap(text, cells)]
    if len(wrapped) > rows > 0:
        wrapped = [*wrapped[: rows - 1], fit(wrapped[rows - 1], cells - 2).rstrip() + " …"]
    return [Text(part) for part in wrapped[: max(rows, 0)]]


def _centred(body: list[Text], hint: list[Text], cells: int, rows: int) -> Text:
    body = body[: max(rows - len(hint), 0)]
    above = max(rows - len(hint) - len(body), 0) // 2
    below = max(rows - len(hint) - len(body) - above, 0)
    everything = [*([Text()] * above), *body, *([Text()] * below), *hint]
    placed = [Text(" " * max((cells - each.cell_len) // 2, 0)) + each for each in everything]
    return Text("\n", no_wrap=True).join(placed)
