"""`onsite badges templates`, `check`, `new`, `import`: designs from the shell."""

from __future__ import annotations

import click

from onsite.language import _
from onsite.shell import Shell, command_options


@click.command(help=_("List the designs."))
@command_options
def templates(shell: Shell) -> None:
    """Run `onsite badges templates`."""
    from onsite.badges.templates.finding import names

    found = names(None)
    shell.say("\n".join(found), {"templates": list(found)})
