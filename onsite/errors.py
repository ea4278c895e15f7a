"""What can go wrong in a way that a person can mend.

Every error here carries the sentence that is shown: what happened, and what to do next.
Anything else that is raised is a bug and goes to the crash report.
"""

from __future__ import annotations


class OnsiteError(Exception):
    """Base of all errors that are shown to the user as they are.

    Args:
        happened: what happened, one sentence in the user's words.
        advice: what to do next, one sentence; empty where the first says it.
    """

    def __init__(self, happened: str, advice: str = "") -> None:
        super().__init__(f"{happened} {advice}".strip())
        self.happened = happened
        self.advice = advice


class NotPossibleError(OnsiteError):
    """The act was understood and cannot be done as things stand."""


class BadInputError(OnsiteError):
    """A file or a value that was given cannot be used; nothing was changed."""


class StoreError(OnsiteError):
    """The store could not take or give what was asked; nothing of the act was written."""


class StoreFullError(StoreError):
    """The disk that holds the store has no room left."""


class StoreBusyError(StoreError):
    """Another process has held the store longer than anyone should wait."""


class StoreNewerError(StoreError):
    """The store was written by a newer Onsite."""


class StoreDamagedError(StoreError):
    """The file is not a readable store."""


class JournalError(OnsiteError):
    """Entries that do not verify, or a chain that does not hold."""
