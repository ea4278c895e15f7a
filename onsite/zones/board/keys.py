"""The keys of the zones, and what the help says of them."""

from __future__ import annotations

from textual.binding import Binding

from onsite.language import N_

HELP = N_(
    """Every zone: how many are in it, of how many it may hold, how dense it is, when it will be
full. STOP says that nobody else may go in, DANGER that it is too dense, EVACUATE that everybody
leaves. A zone of which nothing was heard for minutes is stale; one that nobody has ever counted,
or that is stale, makes the total incomplete. A number below zero is a deficit: more have gone than
were counted in. Zones that lie in others stand below them, and are not added twice.

Enter shows one zone: each rule that limits it with its figures and its source, its exits and
aisles, its levels, who counts, its recounts, what came too late, how far the count strays. Enter
there blocks a way or clears it, and shows all of any other line. Esc goes back.

F5 counts in a zone, F6 shows how it has filled, F7 the zones against the gates. On the chart ←
and → go back and forth in time, + and - show less of it or more.

b says that an exit or an aisle is blocked, or free again: that changes how many the zone holds at
once. l sets a lower limit for now, or takes it back. e begins an evacuation, or ends it. w
withdraws a recount that was wrong: what stood before it holds again."""
)


def _keys(key: str, action: str, description: str, *, show: bool = True) -> tuple[Binding, ...]:
    """A letter, which is the same with Caps Lock."""
    return (
        Binding(key, action, description, show=show),
        Binding(key.upper(), action, description, show=False),
    )


KEYS = (
    Binding("f5", "count", N_("Count")),
    Binding("f6", "page('history')", N_("History")),
    Binding("f7", "page('gates')", N_("Gates")),
    *_keys("b", "way", N_("Block or clear")),
    *_keys("l", "limit", N_("Limit")),
    *_keys("e", "evacuate", N_("Evacuate")),
    *_keys("w", "withdraw", N_("Withdraw a recount")),
    Binding("left", "shift(1)", N_("Earlier"), key_display="←"),
    Binding("right", "shift(-1)", N_("Later"), key_display="→"),
    Binding("plus,equals_sign", "zoom(-1)", N_("Shorter"), key_display="+"),
    Binding("minus", "zoom(1)", N_("Longer"), key_display="-"),
    Binding("escape", "back", N_("Back"), key_display="Esc"),
)
"""In the order in which the footer has them."""
OF_ONE = frozenset(("way", "limit", "evacuate", "count"))
"""The actions that are about one zone."""
NOT_ON_CHART = frozenset(("way", "limit", "evacuate"))
OF_CHART = frozenset(("shift", "zoom"))
SPARE = ("f3", "f2", "w", "f7", "l", "b")
"""They leave the footer where it is too narrow, the first one first."""
