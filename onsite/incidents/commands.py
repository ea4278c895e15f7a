"""`onsite incidents`: report and run incidents from the shell."""

from __future__ import annotations

import sys

import click

from onsite.language import N_, _
from onsite.lazy_group import LazyGroup
from onsite.shell import Shell, command_options

_AT = "onsite.incidents.shell"
COMMANDS = {
    "report": (f"{_AT}.report_commands:report", N_("Report one, in one line.")),
    "list": (f"{_AT}.look_commands:list_", N_("List those that are open.")),
    "show": (f"{_AT}.look_commands:show", N_("Show one, with all that happened.")),
    "entry": (f"{_AT}.report_commands:entry", N_("Write something down.")),
    "strike": (f"{_AT}.report_commands:strike", N_("Strike an entry; it stays readable.")),
    "ack": (f"{_AT}.report_commands:ack", N_("Say who has it.")),
    "state": (f"{_AT}.run_commands:state", N_("Give it another state.")),
    "close": (f"{_AT}.run_commands:close", N_("Close it.")),
    "severity": (f"{_AT}.run_commands:severity", N_("Say that it is graver, or less grave.")),
    "types": (f"{_AT}.run_commands:types", N_("Say of what types it is.")),
    "place": (f"{_AT}.part_commands:place", N_("Say where it is.")),
    "assign": (f"{_AT}.part_commands:assign", N_("Send a person or a unit there.")),
    "release": (f"{_AT}.part_commands:release", N_("A person or a unit is free again.")),
    "task": (f"{_AT}.part_commands:task", N_("Say what is to be done, or that it is.")),
    "attach": (f"{_AT}.part_commands:attach", N_("Copy a file in.")),
    "link": (f"{_AT}.part_commands:link", N_("Say what it has to do with.")),
    "decide": (f"{_AT}.part_commands:decide", N_("Record a decision, and what was known then.")),
    "restrict": (f"{_AT}.part_commands:restrict", N_("Let not everybody see it.")),
    "merge": (f"{_AT}.run_commands:merge", N_("Let a duplicate go on in another one.")),
    "unmerge": (f"{_AT}.run_commands:unmerge", N_("Take a duplicate apart again.")),
    "check": (f"{_AT}.check_commands:check", N_("Look whether everybody can be told.")),
    "escalate": (f"{_AT}.run_commands:escalate", N_("Tell the next ones now.")),
    "methane": (f"{_AT}.know_commands:methane", N_("Say what is known, letter by letter.")),
    "playbook": (f"{_AT}.know_commands:playbook", N_("Begin what is to be done, as tasks.")),
    "statement": (f"{_AT}.statement_commands:statement", N_("Write what may be said in public.")),
    "publish": (f"{_AT}.statement_commands:publish", N_("Release a statement.")),
    "withdraw": (f"{_AT}.statement_commands:withdraw", N_("Say that a statement holds no more.")),
    "search": (f"{_AT}.search_commands:search", N_("Find them by words, filters, patterns.")),
    "searches": (f"{_AT}.search_commands:searches", N_("List searches that are kept.")),
    "duty": (f"{_AT}.duty_commands:duty", N_("Say who is on duty.")),
    "call": (f"{_AT}.duty_commands:call", N_("Say whom to call, and what to say.")),
    "handover": (f"{_AT}.handover_commands:handover", N_("Show what was handed over.")),
    "hand-over": (f"{_AT}.handover_commands:hand_over", N_("Hand over to the next shift.")),
    "take-over": (f"{_AT}.handover_commands:take_over", N_("Take what is handed over.")),
    "take-back": (f"{_AT}.handover_commands:take_back", N_("Hand nothing over after all.")),
    "equipment": (f"{_AT}.equipment_commands:equipment", N_("Say what is to be looked at.")),
    "look-at": (f"{_AT}.equipment_commands:look_at", N_("Say whether it works.")),
    "backup": (f"{_AT}.equipment_commands:backup", N_("Say that a backup is in use.")),
    "export": (f"{_AT}.export_commands:export", N_("Write them to a file or on paper.")),
    "figures": (f"{_AT}.export_commands:figures", N_("Say how quickly they were answered.")),
    "sheet": (f"{_AT}.export_commands:sheet", N_("Say whether the log agrees with a sheet.")),
}
"""Name to where it lies, and what the overview says of it. One entry for each command."""


@click.group(
    cls=LazyGroup,
    commands_at=COMMANDS,
    invoke_without_command=True,
    help=_(
        """Incidents: what needs somebody to act, and who is told of it.

        Without a command it opens the board on the screen; in a script it lists those that are
        open. NUMBER is an incident's number, as KRT-12,
        or its count alone where that is clear."""
    ),
)
@command_options
def incidents(shell: Shell) -> int:
    """Run `onsite incidents`."""
    if click.get_current_context().invoked_subcommand is not None:
        return 0
    if not shell.as_json and sys.stdin.isatty() and sys.stdout.isatty():
        from onsite.sync.opening import open_area

        return open_area(shell, "incidents")
    from onsite.incidents.shell.look_commands import say_list

    say_list(shell, closed=False, drills=True)
    return 0
