"""The keys of the counter screen, and what the help says of them."""

from __future__ import annotations

from textual.binding import Binding

from onsite.language import N_

HELP = N_(
    """One key for each person: Space, + or → for one who comes in, - or ← for one who goes. With
both hands: j is in, f is out; those keys have a mark that is felt. Look at the people, not at the
screen: the large number is how many are in the zone.

It is hatched while a tap is on its way to the disk, and solid once it is there. A key that is held
counts once, what a scanner sends or what is pasted counts nobody, and that is said.

Many at once: type how many, as 12, then Enter or + in, - out. t moves them to another zone: out of
this one and into that one, in one record. u takes your last tap back, again and again.

r recounts: count everybody who is there, row by row if you like, and the number is right again from
then on. c closes the day: what is left in the count is named, and the next day begins with what
you say. z counts in another zone.

STOP says that the zone is full: nobody else goes in. While a zone is being emptied, the number is
who is still in it, and one who goes in has to be pressed twice."""
)
KEYS = (
    Binding("space", "come", N_("In"), key_display="Space"),
    Binding("minus", "go", N_("Out"), key_display="-"),
    Binding("u", "undo", N_("Undo")),
    Binding("t", "move", N_("Move")),
    Binding("r", "recount", N_("Recount")),
    Binding("c", "close_day", N_("Close day")),
    Binding("z", "other_zone", N_("Zone")),
    Binding("f7", "app.sound", N_("Sound"), show=False),
)
"""In the order in which the footer has them. Those that type something are taken before they get
here, since each press is judged first; here they are told, and pressed with the mouse."""
ACTS = {
    "u": "undo",
    "t": "move",
    "r": "recount",
    "c": "close_day",
    "z": "other_zone",
    "?": "app.help",
}
"""By the key, what it does once it is known that a person has pressed it."""
OF_ZONE = frozenset(("come", "go", "undo", "move", "recount", "close_day"))
"""The actions that need a zone."""
SPARE = ("f3", "f2", "z", "c")
"""They leave the footer where it is too narrow, the first one first."""
