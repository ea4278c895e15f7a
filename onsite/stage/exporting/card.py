"""The timekeeper's card: the keys of the console on one page, and what to do when something fails.

Keys are as `console.keys` has them; a test sees to it that none is missing here.
"""

from __future__ import annotations

from onsite.language import N_, _
from onsite.stage.exporting.paper import Column, Row, Table

_KEYS_WIDE = 96.0
SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("The show goes on"),
        (
            ("Space", N_("GO: starts what stands by (◆), else what is next; what ran is over.")),
            ("Enter", N_("The item under the cursor stands by. Again: it does not any more.")),
            ("n", N_("Starts what follows in order, whatever stands by.")),
            ("p", N_("Pause; again: it goes on.")),
            ("x", N_("Stop. Nothing else starts.")),
            ("F5 F6 F7 F8", N_("5 minutes less, 1 less, 1 more, 5 more. Also − and +.")),
            ("l", N_("It began earlier than the key was pressed: 90s, or a time.")),
            ("u  r", N_("Undo the last thing, whatever it was; do it again.")),
        ),
    ),
    (
        N_("The speaker's display"),
        (
            ("m  c", N_("Show a message; take it away. Unseen for 20 s, it is told here.")),
            ("b", N_("Black; again: it shows.")),
            ("f", N_("Flash.")),
        ),
    ),
    (
        N_("Speakers and cues"),
        (
            ("v", N_("The item's speakers: are they here, whom to call.")),
            ("g  w", N_("Fire the next cue; the cues of the item.")),
            ("y", N_("Serve the displays to phones and other screens.")),
        ),
    ),
    (
        N_("When it is late"),
        (
            ("k", N_("Leave the item under the cursor out, or in again.")),
            ("d  i", N_("Let it and all after it begin later; put that into the plan.")),
            ("t", N_("Propose cuts so that all is over in time. Enter makes them, Esc does not.")),
            ("o", N_("Items begin by the clock; again: by hand.")),
            ("z", N_("Note why the item under the cursor was late.")),
        ),
    ),
    (
        N_("The rundown"),
        (
            ("e  a  Del", N_("Change the item; add one after it; take it out.")),
            ("s  Alt+↑ ↓", N_("Swap it with another one; with its neighbour.")),
            ("h", N_("Keep its slot for whoever is to fill it: it begins by hand only.")),
            ("j", N_("All that was done, and by whom.")),
            ("F4  F9", N_("Another stage or day; all stages.")),
        ),
    ),
    (
        N_("When something fails"),
        (
            ("", N_("The network is gone: go on. Everything is kept here and sent later.")),
            ("", N_("The laptop died: open “onsite stage” again. The timer stands right.")),
            ("", N_("No laptop at all: another one of the stage has the same rundown.")),
            ("", N_("Two press GO at once: it starts once, and both are told.")),
        ),
    ),
)
"""Each with its keys and what they do."""


def card(stage: str, event: str) -> Table:
    """The card on one page.

    Args:
        stage: its name; empty for a card for every stage.
        event: its name.
    """
    rows: list[Row] = []
    for title, keys in SECTIONS:
        rows.append(Row(("", _(title)), bold=True))
        rows.extend(Row((key, _(does))) for key, does in keys)
    named = _("Timekeeper: {stage}").format(stage=stage) if stage else _("Timekeeper")
    columns = (Column(_("Key"), _KEYS_WIDE), Column(_("What it does")))
    return Table(named, event, columns, tuple(rows))
