"""Whether a template's files have changed since they were last looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Seen = dict["Path", tuple[int, int]]


class FilesWatched:
    """The files in some folders, as they were when they were last looked at.

    Args:
        folders: where to look; one that is not there is as good as empty.
        suffixes: which files count; a template's pictures, too.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        suffixes: tuple[str, ...] = (".toml", ".png", ".jpg", ".svg"),
    ) -> None:
        self._folders = tuple(folders)
        self._suffixes = suffixes
        self._seen: Seen | None = None

    def changed(self) -> bool:
        """Look again; whether anything is other than before. The first look says yes."""
        before, self._seen = self._seen, self._look()
        return before != self._seen

    def _look(self) -> Seen:
        seen: Seen = {}
        for folder in self._folders:
            try:
                files = [each for each in folder.iterdir() if each.suffix in self._suffixes]
            except OSError:
                continue
            for file in files:
                try:
                    stat = file.stat()
                except OSError:  # an editor replaces a file: for a moment it is not there
                    continue
                seen[file] = (stat.st_mtime_ns, stat.st_size)
        return seen
