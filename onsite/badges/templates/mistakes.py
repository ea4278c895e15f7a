"""A file is not a template: everything that is wrong with it, each with its line."""

from __future__ import annotations

from dataclasses import dataclass

from onsite.errors import BadInputError
from onsite.language import _, ngettext
from onsite.plan.reading import Problem, told_of

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class TemplateProblem(Problem):
    """One thing that is wrong; in the template itself, or in one that it inherits from."""

    file: str = ""


class TemplateError(BadInputError):
    """Files make no template. `problems` has all that is wrong, in the order of the lines."""

    def __init__(self, file: str, problems: list[TemplateProblem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        count = len(problems)
        counted = ngettext("{count} mistake in {file}:", "{count} mistakes in {file}:", count)
        told = [told_of(each.file, each) for each in problems[:_SHOWN]]
        if count > _SHOWN:
            told.append(_("… and {count} more.").format(count=count - _SHOWN))
        super().__init__("\n".join([counted.format(count=count, file=file), *told]))
