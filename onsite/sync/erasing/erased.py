"""That the data of a folder has been erased: kept in `revoked.json`, told to whoever opens it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from onsite.clock import from_ms
from onsite.errors import NotPossibleError, StoreError
from onsite.language import _, ngettext
from onsite.sync.erasing.emptying import compact, is_empty, remove_files
from onsite.sync.placing import placed, put
from onsite.wiring import REVOKED_FILE, STORE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Erased(BaseModel):
    """That the data of a station has been erased; kept in `revoked.json`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    at_ms: int
    """When, in milliseconds since 1970."""
    cause: Literal["revoked", "deadline"]
    why: str
    """What the lead said of it."""
    days: int = 0
    """Of the deadline; 0 where the station was revoked."""
    name: str
    """Of the station."""
    sealed: str = ""
    """The name of the sealed file beside this one; empty where hubs held everything."""
    entries: int = 0
    """In the sealed file."""
    done: bool = False


def erased(data: Path) -> Erased | None:
    """What was erased in a folder, or None; goes on with it where it was interrupted."""
    begun = marked(data)
    if begun is None or begun.done:
        return begun
    return finished(data, begun) if is_empty(data / STORE_FILE) else None


def refuse(data: Path) -> None:
    """Stop whoever opens a folder whose data has been erased.

    Raises:
        NotPossibleError: it has been; with what to do now.
    """
    found = erased(data)
    if found is not None:
        raise sentence(found, data)


def sentence(found: Erased, data: Path) -> NotPossibleError:
    """What people are told, and what they can do."""
    day = f"{from_ms(found.at_ms).astimezone():%Y-%m-%d}"
    if found.cause == "revoked":
        said = _("This station, “{name}”, was revoked: its data was erased on {day}.")
    else:
        said = ngettext(
            "This station, “{name}”, met no hub for {days} day: its data was erased on {day}.",
            "This station, “{name}”, met no hub for {days} days: its data was erased on {day}.",
            found.days,
        )
    happened = said.format(name=found.name, day=day, days=found.days)
    return NotPossibleError(happened, " ".join(_advice(found, data)))


def _advice(found: Erased, data: Path) -> Iterator[str]:
    """What whoever sits here does first, then the lead, then whoever uses the computer again."""
    yield _("Tell the lead, and send those who wait to another desk.")
    if found.sealed:
        handing = ngettext(
            "Hand {file} to the lead: it holds {n} entry that no hub has. "
            "Only the lead can read it.",
            "Hand {file} to the lead: it holds {n} entries that no hub has. "
            "Only the lead can read them.",
            found.entries,
        )
        yield handing.format(file=data / found.sealed, n=found.entries)
    yield _(
        "To use this computer again, let the lead make a join code: “onsite stations join CODE” "
        "makes it a new station."
    )


def set_aside(data: Path, at: str) -> None:
    """Let a folder be used again by a new station; what was left to the lead stays there.

    Args:
        data: the folder; nothing is done where its data was not erased to the end.
        at: made part of the name that tells of the erasing from then on.
    """
    found = erased(data)
    if found is not None and found.done:
        with suppress(OSError):
            put(data / REVOKED_FILE, data / f"revoked-{at}.json")


def finished(data: Path, found: Erased) -> Erased:
    """Whether all is done; what is not, because another process is at it, is done next time."""
    compacted = compact(data / STORE_FILE)
    if not (remove_files(data) and compacted):
        return found
    done = found.model_copy(update={"done": True})
    mark(data, done)
    return done


def marked(data: Path) -> Erased | None:
    try:
        return Erased.model_validate_json((data / REVOKED_FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def mark(data: Path, found: Erased) -> None:
    try:
        with placed(data / REVOKED_FILE) as file:
            file.write(found.model_dump_json(indent=2).encode())
    except OSError as error:
        raise StoreError(
            _("The data could not be erased: the data folder cannot be written to."),
            _("Free some space on its disk, or delete the folder by hand."),
        ) from error
