"""The keys of the console, and what the help says of them."""

from __future__ import annotations

from textual.binding import Binding

from onsite.language import N_

HELP = N_(
    """The timer of what runs, large; beside it its times; below it what comes next and the
whole rundown: when each item was planned to begin, when it is expected, when it really began, and
how many minutes late that is. What somebody has to see to begins with a !.

Space is GO: it starts what stands by (◆), or else what comes next, and ends what runs. Pressed
twice within half a second it counts once. Enter lets the item under the cursor stand by. p pauses
and goes on, x stops. F5 to F8 take 5 minutes away, 1 minute, give 1, give 5; so do - and +.

m shows the speaker a message, c takes it away, b makes the display black, f lets it flash. n
starts what follows in order, whatever stands by.

k leaves the item under the cursor out; d lets it and all after it begin later, i puts that
into the plan. l says that something began earlier than its key was pressed. t proposes what to cut
so that all is over in time, and does it only when you say so. o lets items begin by the clock.
z notes why an item was late.

e changes an item, a adds one, Delete takes it out, s swaps it with another one, Alt+↑ and Alt+↓
with its neighbour; h keeps its slot: it begins by hand only. u takes back whatever was done last,
r does it again. j shows all that was done.

v shows how far the speakers of an item are, whom to call, and what was agreed. In the rundown:
– not here, A arrived, F fetched, M microphone on, S slides tested, ■ beside the stage; before it
✓ all are ready, ! see to it, ✗ it is late.

g fires the cue that stands by of what runs, or the next one; w shows the cues of an item: add,
change, fire them. What is due by itself is fired by the laptop that started the item.

y serves the displays as a page to other screens and to phones, and says its address."""
)


def _keys(key: str, action: str, description: str, *, show: bool = False) -> tuple[Binding, ...]:
    """A letter, which is the same with Caps Lock."""
    return (
        Binding(key, action, description, show=show),
        Binding(key.upper(), action, description, show=False),
    )


NEEDS_ITEMS = ("go", "next", "pause", "add")
"""The actions of the footer that an empty rundown has no use for."""
KEYS = (
    Binding("space", "go", N_("GO"), key_display="Space", priority=True),
    Binding("enter", "arm", N_("Standby"), priority=True),
    *_keys("p", "pause", N_("Pause"), show=True),
    Binding("f5", "add(-5)", N_("−5")),
    Binding("f6,minus", "add(-1)", N_("−1")),
    Binding("f7,plus,equals_sign", "add(1)", N_("+1")),
    Binding("f8", "add(5)", N_("+5")),
    *_keys("m", "message", N_("Message"), show=True),
    *_keys("u", "undo", N_("Undo"), show=True),
    *_keys("b", "blackout", N_("Black"), show=True),
    *_keys("n", "next", N_("Next"), show=True),
    Binding("f4", "which", N_("Other stage")),
    Binding("f9", "stages", N_("All stages")),
    *_keys("x", "stop", N_("Stop")),
    *_keys("r", "redo", N_("Do it again")),
    *_keys("c", "clear", N_("Take the message away")),
    *_keys("f", "flash", N_("Flash")),
    *_keys("k", "skip", N_("Leave out, or in")),
    *_keys("d", "delay", N_("Delay")),
    *_keys("i", "apply_delay", N_("Make the delay the plan")),
    *_keys("l", "correct", N_("It began earlier")),
    *_keys("t", "backtime", N_("Propose cuts")),
    *_keys("o", "follow", N_("By the clock, or by hand")),
    *_keys("z", "reason", N_("Why it is late")),
    *_keys("e", "edit", N_("Change the item")),
    *_keys("a", "insert", N_("Add an item")),
    Binding("delete", "remove", N_("Take the item out"), show=False),
    *_keys("s", "swap", N_("Swap with another item")),
    Binding("alt+up", "earlier(-1)", N_("Swap with the one before"), show=False),
    Binding("alt+down", "earlier(1)", N_("Swap with the one after"), show=False),
    *_keys("h", "hold", N_("Keep its slot, or not")),
    *_keys("v", "speakers", N_("Its speakers")),
    *_keys("g", "fire_cue", N_("Fire the next cue")),
    *_keys("w", "cues", N_("Its cues")),
    *_keys("j", "log", N_("All that was done")),
    *_keys("y", "page", N_("Page for other screens")),
)
"""In the order in which the footer has them."""
ACTIONS = frozenset(key.action.partition("(")[0] for key in KEYS)
"""All of them are about a rundown."""
