"""The keys of the board, and what the help says of them."""

from __future__ import annotations

from textual.binding import Binding

from onsite.language import N_

HELP = N_(
    """Every incident that is open, what calls first on top: when its next step tells somebody, or
when an acknowledgement lapses. “you 02:10” reaches you in two minutes and ten seconds. ALARM says
that everybody was told, and that nobody has it; a ! before the state, that nobody had it in time; a
≈, that another one of its type was reported in its zone within minutes. Colour, shape and word say
how grave it is. Exercises stand below all that is real.

n reports one; so does Ctrl+E on every other screen. Enter shows one, and there all of an entry; Esc
goes back. a writes something down, h shows what no person has written, too.

Space says that you have it; o shows whom to call and what to say, and a key there that they have
it; k that anybody else has. s changes its state, v how grave it is, t its types, p its place; u
sends somebody there, r lets them go. d adds a task, f says that one is done, y begins the playbooks
of its types. e tells the next ones at once. w records a decision and what was known then. q asks
for the seven letters of METHANE, j writes what is said in public, or releases it. x strikes the
entry under the cursor: it stays readable. c closes it.

/ searches: as you type among those that are listed, with Enter through the whole log, also with
filters and patterns, as zone:h2 has:task since:14:00 /row ?14/. F4 shows the searches that are
kept, F8 keeps the one that is typed.

m lets a duplicate go on in another one, of which the likely ones stand first; b takes it apart
again. i copies a file in, l says what it has to do with, z lets not everybody see it.

F5 shows the open ones, your own, the closed ones; F6 who is on duty and the contacts by role, where
Enter says who has a role from now on; F7 the zones with their level. 1 shows the checklists, where
Enter says that something works, has failed, or is on its backup; 2 what was sent to whom and what
has failed, where Enter tries again. F9 gives incidents away, as PDF, CSV or JSON. g hands over at
the change of a shift, and takes what is offered to you."""
)


def _keys(key: str, action: str, description: str, *, show: bool = False) -> tuple[Binding, ...]:
    """A letter, which is the same with Caps Lock."""
    return (
        Binding(key, action, description, show=show),
        Binding(key.upper(), action, description, show=False),
    )


KEYS = (
    *_keys("n", "new", N_("Report"), show=True),
    Binding("slash", "search", N_("Search"), key_display="/"),
    Binding("space", "have", N_("I have it"), key_display="Space"),
    *_keys("o", "call", N_("Call"), show=True),
    *_keys("a", "entry", N_("Write"), show=True),
    *_keys("s", "state", N_("State"), show=True),
    *_keys("c", "close", N_("Close it"), show=True),
    *_keys("e", "escalate", N_("Escalate"), show=True),
    Binding("f5", "which", N_("Lists")),
    Binding("f6", "page('people')", N_("People")),
    Binding("f7", "page('zones')", N_("Zones")),
    Binding("1", "page('checks')", N_("Checklists")),
    Binding("2", "page('sent')", N_("Sent")),
    Binding("f9", "export", N_("Give away")),
    Binding("escape", "back", N_("Back"), show=False),
    *_keys("k", "acknowledge", N_("Somebody else has it")),
    *_keys("v", "severity", N_("How grave it is")),
    *_keys("t", "types", N_("Types")),
    *_keys("p", "place", N_("Move it")),
    *_keys("u", "assign", N_("Send somebody there")),
    *_keys("r", "release", N_("Let somebody go")),
    *_keys("d", "task", N_("Add a task")),
    *_keys("f", "task_done", N_("A task is done, or not")),
    *_keys("w", "decide", N_("Record a decision")),
    *_keys("x", "strike", N_("Strike an entry")),
    *_keys("h", "history", N_("What no person has written")),
    *_keys("m", "merge", N_("It is another one")),
    *_keys("b", "unmerge", N_("Take a duplicate apart")),
    *_keys("i", "attach", N_("Copy a file in")),
    *_keys("l", "link", N_("What it has to do with")),
    *_keys("g", "handover", N_("Hand over, or take over")),
    *_keys("y", "playbook", N_("Begin the playbook")),
    *_keys("q", "methane", N_("METHANE")),
    *_keys("j", "statement", N_("What is said in public")),
    Binding("f4", "kept", N_("Kept searches"), show=False),
    Binding("f8", "keep", N_("Keep this search"), show=False),
    *_keys("z", "restrict", N_("Let not everybody see it")),
)
"""In the order in which the footer has them."""
OF_ONE = frozenset(
    (
        *("have", "entry", "state", "close", "escalate", "acknowledge", "severity", "types"),
        *("place", "assign", "release", "task", "task_done", "decide", "merge", "unmerge"),
        *("attach", "link", "restrict", "call", "playbook", "methane", "statement"),
    )
)
"""The actions that are about one incident."""
OF_TIMELINE = frozenset(("strike", "history"))
"""Those of the page of one."""
SPARE = ("f3", "f2", "f9", "2", "1", "f7", "f6", "f5", "e", "c", "slash", "s")
"""They leave the footer where it is too narrow, the first one first."""
