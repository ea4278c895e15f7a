"""What is handed out, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onsite.goods.views import Article, HandOver, Option, Short

FACTS = {
    "goods.given": N_("Handed over"),
    "goods.sized": N_("Size chosen"),
    "goods.returned": N_("Returned"),
    "goods.stock_set": N_("Stock counted"),
    "goods.stock_added": N_("Stock changed"),
}
"""What is called how; see `fact_words`."""
WHYS = {
    "counted": N_("counted"),
    "delivery": N_("delivery"),
    "correction": N_("correction"),
    "loss": N_("loss"),
}
_SIGN = "!"


def number(many: int | None) -> str:
    """A number of things; less than 0 with a true minus sign."""
    if many is None:
        return "–"
    return str(many) if many >= 0 else f"−{-many}"


def named(name: str, size: str) -> str:
    """A thing and its size."""
    return f"{name} {size}" if size else name


def card(hand: HandOver) -> tuple[str, ...]:
    """What the operator does now, a line each, the most urgent first."""
    given = [each for each in hand.articles if each.given and not each.back]
    back = [each for each in hand.articles if each.back]
    missing = [each for each in hand.articles if not each.given]
    gone = [each for each in missing if each.left is not None and each.left <= 0]
    which = [each for each in missing if each not in gone]
    lines = (
        _listed(_("Hand over: {goods}"), [_shown(each) for each in given]),
        _listed(_("Taken back: {goods}"), [named(each.name, each.size) for each in back]),
        _listed(_("None left: {goods}"), [each.name for each in gone]),
        _listed(_("Hand over which? {goods}"), [each.name for each in which]),
        keys_of(hand.options, several=len({each.goods for each in hand.options}) > 1),
    )
    return tuple(filter(None, lines))


def lines(hand: HandOver) -> tuple[str, ...]:
    """What else the banner says: what runs out, and what stands open."""
    low = [each for each in hand.articles if each.low and each.given and not each.back]
    runs_out = _listed(_("Few left: {goods}"), [_few(each) for each in low])
    before = ""
    if hand.before:
        before = _("No size was chosen: {goods}. It stands open.").format(goods=hand.before)
    return tuple(filter(None, (before, f"{_SIGN} {runs_out}" if runs_out else "")))


def hint(hand: HandOver) -> str:
    """Which keys go on."""
    options = hand.options
    if not options:
        return ""
    keys = f"1–{len(options)}" if len(options) > 1 else "1"
    if any(each.open for each in hand.articles):
        return _("{keys} says the size; the next scan leaves it open").format(keys=keys)
    if any(not each.given for each in hand.articles):
        return _("{keys} hands it over all the same").format(keys=keys)
    return _("{keys} changes the size").format(keys=keys)


def happened(kind: str, name: str, facts: Mapping[str, str]) -> str:
    """A line of somebody's history; `facts` may have size, count, note and undone."""
    what = named(name, facts.get("size", ""))
    if facts.get("count", "1") != "1":
        what = f"{facts['count']} × {what}"
    told = _("Not handed over") if facts.get("undone") else _(FACTS[kind])
    said = _("{told}: {goods}").format(told=told, goods=what)
    return f"{said} – {facts['note']}" if facts.get("note") else said


def keys_of(options: Sequence[Option], *, several: bool) -> str:
    """What each number key means."""
    return "   ".join(
        _option(number, each, several=several) for number, each in enumerate(options, 1)
    )


def open_of(hand: HandOver, name: str) -> str:
    """What a scan left without a size, and whose it is; empty for nothing."""
    left = ", ".join(each.name for each in hand.articles if each.open)
    return _("{goods} of {name}").format(goods=left, name=name) if left else ""


def few(short: Sequence[Short]) -> str:
    """What there is little of, for the figures."""
    told = ", ".join(f"{named(each.name, each.size)} {number(each.left)}" for each in short)
    return f"{_SIGN} {told}" if told else ""


def _option(key: int, option: Option, *, several: bool) -> str:
    what = named(option.name, option.size) if several else option.size or option.name
    if option.left is None:
        return f"{key} {what}"
    return f"{key} {what} ({number(option.left)})"


def _shown(article: Article) -> str:
    return (
        _("{goods} – which size?").format(goods=article.name)
        if article.open
        else named(article.name, article.size)
    )


def _few(article: Article) -> str:
    return f"{named(article.name, article.size)} {number(article.left)}"


def _listed(text: str, what: Sequence[str]) -> str:
    return text.format(goods=_(", ").join(what)) if what else ""
