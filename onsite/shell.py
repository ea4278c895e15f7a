"""What the commands of all features share: options, output, and how errors are said."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from onsite.cleaning import escaped, shown, whole
from onsite.errors import NotPossibleError, OnsiteError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onsite.plan.model import Plan
    from onsite.wiring import Site

F = TypeVar("F", bound="Callable[..., Any]")


@dataclass
class Shell:
    """One run of the `onsite` command."""

    data: Path | None = None
    operator: str = ""
    as_json: bool = False

    @contextmanager
    def site(self) -> Iterator[Site]:
        """The open store that the options name; closed afterwards."""
        from onsite.wiring import open_site

        opened = open_site(self.data, operator=self.operator)
        try:
            yield opened
        finally:
            opened.close()

    def store(self) -> Path:
        """The file of the store, which must be there.

        Raises:
            NotPossibleError: there is none; a mistyped folder must not look like an empty event.
        """
        from onsite.wiring import STORE_FILE, data_folder

        store = (self.data or data_folder()) / STORE_FILE
        if not store.exists():
            raise NotPossibleError(
                _("There is no store in {folder}").format(folder=store.parent),
                _("Name the folder that holds it with --data, or begin with “onsite plan init”."),
            )
        return store

    def plan(self, site: Site) -> Plan:
        """The current plan.

        Raises:
            NotPossibleError: none has been published.
        """
        from onsite.plan.service import current

        plan = site.read_now(current)
        if plan is None:
            raise NotPossibleError(
                _("No plan has been published here yet."),
                _("Start one with “onsite plan init”, then run “onsite plan publish event.toml”."),
            )
        return plan

    def say(self, text: str, answer: dict[str, Any]) -> None:
        """Print the answer: as one JSON object with --json, as text for people otherwise."""
        said = _json(answer) if self.as_json else shown(text)
        if not said:
            return
        try:
            click.echo(said)
        except OSError as error:
            raise _OutputGoneError from error

    def fail(self, error: OnsiteError) -> None:
        """Say what went wrong and what to do next, on standard error."""
        if self.as_json:
            said = {"happened": error.happened, "advice": error.advice}
            click.echo(_json({"error": said}))
            return
        click.echo(shown(error.happened), err=True)
        if error.advice:
            click.echo(shown(error.advice), err=True)


class _OutputGoneError(Exception):
    """What was answered could not be written to standard output."""


def command_options(command: F) -> F:
    """Give a command `--data`, `--operator` and `--json`; it is then called with the shell."""

    @wraps(command)
    def with_shell(
        shell: Shell, *args: Any, data: Path | None, operator: str | None, as_json: bool, **kw: Any
    ) -> Any:
        shell.data = data or shell.data
        shell.operator = operator or shell.operator
        shell.as_json = as_json or shell.as_json
        given = {name: _received(value) for name, value in kw.items()}
        return command(shell, *args, **given)

    options = (
        click.option("--json", "as_json", is_flag=True, help=_("Answer with one JSON object.")),
        click.option(
            "--operator", metavar="NAME", help=_("Who is doing this; kept in the record.")
        ),
        click.option(
            "--data",
            type=click.Path(path_type=Path, readable=False),
            metavar="DIR",
            help=_("The folder of the store (or set ONSITE_DATA)."),
        ),
    )
    given: Any = click.pass_obj(cast("Any", with_shell))
    for option in options:
        given = option(given)
    return cast("F", given)


def run(main: Callable[[Shell], Any], *, as_json: bool) -> int:
    """Run the command line; answers the exit code: 0 done, 1 not possible, 2 wrong usage.

    Args:
        main: the command line; answers its exit code, or None for 0.
        as_json: how errors are said until the options have been read.
    """
    shell = Shell(as_json=as_json)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal of an old character set shows what it can, rather than nothing.
        sys.stdout.reconfigure(errors="replace")
    try:
        code = main(shell)
    except OnsiteError as error:
        shell.fail(error)
        return 1
    except click.ClickException as error:
        if shell.as_json:
            shell.fail(OnsiteError(error.format_message()))
        else:
            said = io.StringIO()
            error.show(said)
            click.echo(shown(said.getvalue()), err=True, nl=False)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Stopped."), err=True)
        return 130
    except (BrokenPipeError, _OutputGoneError):
        # The reader of our output went away, the window was closed, or the disk that it was
        # sent to is full; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - a bug: its report must not show data
        shell.fail(_bug(shell, error))
        return 1
    return code if isinstance(code, int) else 0


def _received(value: Any) -> Any:
    # Names of files stay as they are: any bytes may be in one.
    if isinstance(value, tuple):
        return tuple(_received(each) for each in value)
    return whole(value) if isinstance(value, str) else value


def _json(answer: dict[str, Any]) -> str:
    # Escaped where the reader's character set has no room for every name.
    # There is no output at all where the caller has closed it.
    narrow = "utf" not in (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    return escaped(json.dumps(answer, ensure_ascii=narrow, default=str))


def _bug(shell: Shell, error: Exception) -> OnsiteError:
    from onsite.clock import SystemClock
    from onsite.ui import crash
    from onsite.wiring import data_folder

    folder = (shell.data or data_folder()) / "crash"
    written = crash.write(folder, error, at=SystemClock().now())
    if written is None:
        return OnsiteError(_("Something went wrong, and no report could be written."))
    return OnsiteError(_("Something went wrong; a report is in {file}").format(file=written))
