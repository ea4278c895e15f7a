"""Layers one after another: what is empty or not shown leaves no gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.layout import layers as single
from onsite.badges.layout.box import Box
from onsite.badges.layout.qr import TooSmallError
from onsite.badges.templates.model import GroupLayer, TextLayer
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.badges.layout.setting import Placed, Setting
    from onsite.badges.templates.model import Layer

_SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}
_TINY = 1e-6


def put(layer: Layer, box: Box, setting: Setting) -> tuple[Placed, ...]:
    """A layer in its box, or all of those in a group; nothing where it is not shown or empty.

    Raises:
        TooSmallError: a code or a group does not fit.
    """
    if not setting.shows(layer):
        return ()
    if isinstance(layer, GroupLayer):
        return _members(layer, box, setting)
    placed = single.placed(layer, box, setting)
    return (placed,) if placed else ()


def _members(group: GroupLayer, box: Box, setting: Setting) -> tuple[Placed, ...]:
    members, lengths = _lengths(group, setting)
    if not members:
        return ()
    down = group.direction == "down"
    room = (box.height if down else box.width) - group.gap * (len(members) - 1)
    lengths = _squeezed(group, members, lengths, room)
    at = (box.y if down else box.x) + max(room - sum(lengths), 0.0) * _SHARES[group.align]
    found: list[Placed] = []
    for member, length in zip(members, lengths, strict=True):
        place = (
            Box(box.x + member.x, at, member.width, length)
            if down
            else Box(at, box.y + member.y, length, member.height)
        )
        found += put(member, place, setting)
        at += length + group.gap
    return tuple(found)


def _lengths(group: GroupLayer, setting: Setting) -> tuple[list[Layer], list[float]]:
    """The members that have something to show, and how much of the group's direction they take."""
    axis = 1 if group.direction == "down" else 0
    found = [
        (member, _extent(member, setting)[axis]) for member in group.layers if setting.shows(member)
    ]
    shown = [(member, length) for member, length in found if length > 0]
    return [member for member, _length in shown], [length for _member, length in shown]


def _extent(layer: Layer, setting: Setting) -> tuple[float, float]:
    """The width and height that a layer takes; nothing where it is empty."""
    if not isinstance(layer, GroupLayer):
        return single.extent(layer, layer.width, layer.height, setting)
    members, lengths = _lengths(layer, setting)
    if not members:
        return (0.0, 0.0)
    length = sum(lengths) + layer.gap * (len(members) - 1)
    if layer.direction == "down":
        return (layer.width, min(length, layer.height))
    return (min(length, layer.width), layer.height)


def _squeezed(
    group: GroupLayer, members: Sequence[Layer], lengths: list[float], room: float
) -> list[float]:
    """The lengths, those of texts made smaller where all together are longer than the group.

    Raises:
        TooSmallError: what is no text is too long already.
    """
    over = sum(lengths) - room
    if over <= _TINY:
        return lengths
    texts = [isinstance(member, TextLayer) for member in members]
    soft = sum(length for length, is_text in zip(lengths, texts, strict=True) if is_text)
    if soft <= over:
        raise TooSmallError(
            _("What stands in the group “{group}” is {over:.1f} mm longer than the group.").format(
                group=group.id, over=over
            ),
            _("Make the group larger in the template, or what is in it smaller."),
        )
    share = (soft - over) / soft
    return [
        length * share if is_text else length
        for length, is_text in zip(lengths, texts, strict=True)
    ]
