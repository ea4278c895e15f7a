"""Training from the shell."""

from __future__ import annotations

import re
import secrets
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onsite import language
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.areas import Place
    from onsite.training.app import TrainingApp
    from onsite.training.session import Score, Session

_RATE = re.compile(r"(\d{1,5})\s*(?:/\s*(min|h))?")
HOUR = 200
"""So many guests come in a volunteer's hour."""


@click.command(
    help=_(
        """Train at the check-in desk: made-up guests of all kinds come in a queue.

        It runs in a store of its own, which is removed at the end; it never touches the event's,
        and nothing is sent. At the end it says how it went.

        \b
        With --json, one object at the end:
          served      guests                 per_minute  how many a minute
          wrong       kind and fault of each wrong decision
          waited      seconds on average     longest     seconds at most
          seed        with it, the same guests come again"""
    )
)
@click.option(
    "--rate",
    default="6/min",
    metavar="N/min",
    show_default=True,
    help=_("How many guests come: 6/min or 360/h. Ctrl+↑ and Ctrl+↓ change it."),
)
@click.option("--arrivals", type=click.IntRange(1), metavar="N", help=_("End after N guests."))
@click.option(
    "--hour",
    is_flag=True,
    help=_("200 guests of all kinds, one right after the other, without waiting for them."),
)
@click.option("--seed", type=click.IntRange(0), metavar="N", help=_("The same guests every time."))
@click.option(
    "--keep",
    type=click.Path(path_type=Path, readable=False),
    metavar="DIR",
    help=_("Make the store in this folder and leave it there."),
)
@command_options
def train(
    shell: Shell,
    rate: str,
    arrivals: int | None,
    seed: int | None,
    keep: Path | None,
    *,
    hour: bool,
) -> int:
    """Run `onsite train`."""
    pace = _pace(rate)
    keep = keep or shell.data
    if keep is not None:
        from onsite.training.store import check

        check(keep)
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise NotPossibleError(
            _("A training needs a terminal of its own."), _("Run it in a terminal window.")
        )
    seed = seed if seed is not None else secrets.randbelow(10_000)
    session = _session(pace, arrivals or (HOUR if hour else 0), seed, hurry=hour)
    code = _run(shell, session, keep)
    _tell(shell, session.score(), seed)
    return code


def _pace(rate: str) -> float:
    """Guests a minute."""
    found = _RATE.fullmatch(rate.strip())
    if found is None or not int(found[1]):
        raise BadInputError(
            _("“{rate}” is not a rate.").format(rate=rate), _("Write it as 6/min or 360/h.")
        )
    return int(found[1]) / (60 if found[2] == "h" else 1)


def _session(pace: float, most: int, seed: int, *, hurry: bool) -> Session:
    from onsite.clock import SystemClock
    from onsite.demo.days import days_from
    from onsite.demo.people import crowd
    from onsite.training.arrivals import Arrivals
    from onsite.training.session import Session

    people = crowd(days_from(SystemClock().now()))
    coming = Arrivals(people, seed)
    return Session(coming, time.monotonic, rate=pace, most=most, hurry=hurry, seed=seed)


def _run(shell: Shell, session: Session, keep: Path | None) -> int:
    if keep is not None:
        return _open(shell, session, keep)
    # On Windows a file that is still open cannot be removed; that must not hide the exit code.
    with tempfile.TemporaryDirectory(prefix="onsite-training-", ignore_cleanup_errors=True) as made:
        return _open(shell, session, Path(made) / "store")


def _open(shell: Shell, session: Session, folder: Path) -> int:
    from onsite.training.app import TrainingApp
    from onsite.training.store import TrainingStore
    from onsite.ui.run import run
    from onsite.wiring import default_operator

    store = TrainingStore(folder, shell.operator or default_operator())

    def make_app(place: Place | None) -> TrainingApp:
        return TrainingApp(store, session, place=place, language_code=language.current())

    return run(make_app, folder)


def _tell(shell: Shell, score: Score, seed: int) -> None:
    from onsite.training import wording

    lines = [wording.summary(score), *wording.mistakes(score)]
    again = _("The same guests again: onsite train --seed {seed}").format(seed=seed)
    shell.say(
        "\n".join([*lines, again]),
        {
            "served": score.served,
            "per_minute": round(score.per_minute, 2),
            "wrong": [{"kind": kind.value, "fault": fault} for kind, fault in score.wrong],
            "waited": round(score.waited_s, 1),
            "longest": round(score.longest_s, 1),
            "seed": seed,
        },
    )
