"""What click itself says, as usage and errors, in the language in use.

Click asks the domain of the standard library's gettext: it is given our catalogs, which carry
click's texts because they are named here.
"""

from __future__ import annotations

import gettext
import os

from onsite import language
from onsite.bundled import bundled
from onsite.language import N_, ngettext


def lend() -> None:
    """Let click speak the language in use; for the whole process."""
    gettext.bindtextdomain("onsite", str(bundled("assets/translations")))
    gettext.textdomain("onsite")
    # The one thing that the standard library's domain goes by.
    os.environ["LANGUAGE"] = language.current()


CLICK = (
    N_("Usage:"),
    N_("Options"),
    N_("Show this message and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("default: {default}"),
    N_("required"),
    N_("Try '{command} {option}' for help."),
    N_("Error: {message}"),
    N_("Error: invalid input"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    ngettext(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1
    ),
    ngettext(
        "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1
    ),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
)
"""The texts of click that Onsite's commands can bring about."""
