"""What is handed out, from the shell: `onsite goods list`, `set`, `add`, `give` and others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.goods.facts import Why
    from onsite.goods.rules import Held
    from onsite.goods.views import Stock

_SIZE = click.option("--size", metavar="SIZE", default="", help=_("Of things that have sizes."))
_NOTE = click.option("--note", metavar="TEXT", default="", help=_("For whoever reads the record."))


@click.group(help=_("What checkpoints hand out: stock, hand-overs, returns."))
def goods() -> None:
    """Run `onsite goods`."""


@goods.command(
    "list",
    help=_(
        """List what is handed out, what is left, and who still has something to return.

        What is left is the sum of all laptops that this one has heard of; less than 0 where
        they gave more than there was.

        \b
        With --json, one object:
          goods  each with goods (its id), name, checkpoint, left (null where nobody counts),
                 sizes (size to left), open (given in a size that nobody has said), given,
                 out (of those, not returned), returnable, low (sizes of which little is left)"""
    ),
)
@command_options
def list_goods(shell: Shell) -> None:
    """Run `onsite goods list`."""
    from onsite.goods.service import stocks

    with shell.site() as site:
        found = site.read_now(stocks, shell.plan(site))
    empty = _("Nothing is handed out. It stands in the plan, as [goods.pack].")
    said = "\n".join(_line(each) for each in found) or empty
    shell.say(said, {"goods": [_told(each) for each in found]})


@goods.command(
    "set",
    help=_(
        """Say that NUMBER of GOODS are there now, counted by hand.

        With --json, one object as in “onsite goods list”."""
    ),
)
@click.argument("goods_id", metavar="GOODS")
@click.argument("number", type=int)
@_SIZE
@_NOTE
@command_options
def set_stock(shell: Shell, goods_id: str, number: int, size: str, note: str) -> None:
    """Run `onsite goods set`."""
    from onsite.goods import service

    with shell.site() as site:
        said = service.count_of(goods_id, size, number, note)
        stock = site.write_now(service.set_stock, shell.plan(site), said, site.operator)
    shell.say(_line(stock), _told(stock))


@goods.command(
    "add",
    context_settings={"ignore_unknown_options": True},
    help=_(
        """Add NUMBER of GOODS to the stock: a delivery, a correction (−3), or a loss.

        With --json, one object as in “onsite goods list”."""
    ),
)
@click.argument("goods_id", metavar="GOODS")
@click.argument("number", type=int)
@click.option(
    "--why",
    type=click.Choice(["delivery", "correction", "loss"]),
    default="delivery",
    help=_("What happened; a loss takes NUMBER away."),
)
@_SIZE
@_NOTE
@command_options
def add_stock(shell: Shell, *, goods_id: str, number: int, why: str, size: str, note: str) -> None:
    """Run `onsite goods add`."""
    from typing import cast

    from onsite.goods import service

    with shell.site() as site:
        said = service.change(goods_id, size, number, cast("Why", why), note)
        stock = site.write_now(service.add_stock, shell.plan(site), said, site.operator)
    shell.say(_line(stock), _told(stock))


@goods.command(
    help=_(
        """Hand GOODS over to the attendee that has CODE, without a scan.

        \b
        With --json, one object: attendee, goods, size, count, left"""
    )
)
@click.argument("code")
@click.argument("goods_id", metavar="GOODS")
@click.option("--count", type=int, default=1, help=_("How many."))
@click.option("--again", is_flag=True, help=_("More than the limit; needs a --note."))
@_SIZE
@_NOTE
@command_options
def give(  # noqa: PLR0913 - one for each option
    shell: Shell, *, code: str, goods_id: str, count: int, again: bool, size: str, note: str
) -> None:
    """Run `onsite goods give`."""
    import uuid

    from onsite.goods import service, wording
    from onsite.roster.acts.options import which

    with shell.site() as site:
        whose = which(site, code)
        asked = service.Handing(uuid.uuid4().hex, whose, goods_id, size, count, note, again)
        stock = site.write_now(service.give, shell.plan(site), asked, site.operator)
    what = wording.named(stock.name, size)
    said = _("Handed over: {goods}. Left: {left}.").format(
        goods=what, left=wording.number(stock.left)
    )
    answer = {"attendee": whose, "goods": goods_id, "size": size, "count": count}
    shell.say(said, {**answer, "left": stock.left})


@goods.command(
    "return",
    help=_(
        """Take back all the GOODS that the attendee with CODE has.

        \b
        With --json, one object: attendee, goods, returned (keys of the hand-overs)"""
    ),
)
@click.argument("code")
@click.argument("goods_id", metavar="GOODS")
@command_options
def take_back(shell: Shell, code: str, goods_id: str) -> None:
    """Run `onsite goods return`."""
    from onsite.goods import service
    from onsite.roster.acts.options import which

    with shell.site() as site:
        plan = shell.plan(site)
        whose = which(site, code)
        back = site.write_now(service.take_back, plan, whose, goods_id, site.operator)
    said = _("Taken back: {many} × {goods}.").format(
        many=sum(each.count for each in back), goods=plan.goods[goods_id].name
    )
    answer = {"attendee": whose, "goods": goods_id, "returned": [each.key for each in back]}
    shell.say(said, answer)


@goods.command(
    help=_(
        """Show the last hand-overs, or those to the attendee that has CODE.

        \b
        With --json, one object:
          given  each with key, at (UTC, ISO 8601), attendee, goods, size (empty: open, or it
                 has none), count, station, operator, scan, returned, undone (its scan was taken
                 back)"""
    )
)
@click.argument("code", required=False)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, help=_("At most so many."))
@command_options
def log(shell: Shell, code: str | None, limit: int) -> None:
    """Run `onsite goods log`."""
    from onsite.goods import holding
    from onsite.roster.acts.options import which
    from onsite.roster.service import attendee

    with shell.site() as site:
        plan = shell.plan(site)
        if code:
            newest = site.read_now(holding.held_by, which(site, code))[::-1]
        else:
            newest = tuple(site.read_now(holding.last, limit))
        lines = []
        for each in newest[:limit]:
            known = site.read_now(attendee, each.attendee)
            name = known.record.name if known is not None else each.attendee
            when = plan.local(each.at).strftime("%Y-%m-%d %H:%M")
            part = plan.goods.get(each.goods)
            lines.append(_of_log(each, when, name, part.name if part else each.goods))
    empty = _("Nothing has been handed out yet.")
    shell.say("\n".join(lines) or empty, {"given": [_as_object(each) for each in newest[:limit]]})


def _line(stock: Stock) -> str:
    from onsite.goods import wording

    left = _("{left} left").format(left=wording.number(stock.left))
    sizes = ", ".join(f"{size} {wording.number(many)}" for size, many in stock.sizes if size)
    parts = [stock.goods, stock.name, left]
    if sizes:
        parts.append(sizes)
    if stock.open:
        parts.append(_("{many} without a size").format(many=stock.open))
    parts.append(_("{many} given").format(many=stock.given))
    if stock.returnable:
        parts.append(_("{many} not returned").format(many=stock.out))
    if stock.low:
        parts.append(_("! few left"))
    return "  ".join(parts)


def _told(stock: Stock) -> dict[str, Any]:
    return {
        "goods": stock.goods,
        "name": stock.name,
        "checkpoint": stock.checkpoint,
        "left": stock.left,
        "sizes": {size: many for size, many in stock.sizes if size},
        "open": stock.open,
        "given": stock.given,
        "out": stock.out,
        "returnable": stock.returnable,
        "low": list(stock.low),
    }


def _of_log(each: Held, when: str, name: str, what: str) -> str:
    from onsite.goods import wording

    thing = wording.named(what, each.size)
    many = f"{each.count} × {thing}" if each.count > 1 else thing
    back = [_("taken back") if each.undone else _("returned")] if each.returned else []
    return "  ".join([when, name, many, each.operator, each.station[:6], *back])


def _as_object(each: Held) -> dict[str, Any]:
    return {
        "key": each.key,
        "at": each.at.isoformat(),
        "attendee": each.attendee,
        "goods": each.goods,
        "size": each.size,
        "count": each.count,
        "station": each.station,
        "operator": each.operator,
        "scan": each.scan,
        "returned": each.returned,
        "undone": each.undone,
    }
