"""Who was invited and has not joined yet: a file on the laptop of the hub.

The hub runs in one process, `onsite stations invite` and `approve` in others; all of them read
and write the file under a lock. Secrets are not in it: only what the hub must know to open its
gate to whoever holds one.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from onsite.clock import to_ms
from onsite.errors import NotPossibleError, StoreError
from onsite.language import _
from onsite.sync.facts import Key, Role  # noqa: TC001 - pydantic reads them
from onsite.sync.joining.invitation import token_of
from onsite.sync.placing import placed_for_owner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from onsite.sync.joining.invitation import JoinCode

INVITED_FILE = "invitations.json"
LASTS = timedelta(minutes=10)
"""How long a code may be used, where nobody says otherwise."""
_TOLD = timedelta(minutes=5)
"""So long after its end the gate stays open for a code, that its holder can be told."""
_ANSWERED = timedelta(hours=1)
"""So long does somebody who asked in time wait for the lead."""
_MOST_OPEN = 50
_PATIENCE_S = 5.0
_FILE = TypeAdapter(tuple["Invitation", ...])


class Step(StrEnum):
    """How far an invitation has come."""

    OPEN = "open"
    """Nobody has used it."""
    ASKED = "asked"
    """A station asks; the lead has not answered."""
    APPROVED = "approved"
    """The lead has said so; the station gets its credentials when it asks the next time."""
    REFUSED = "refused"
    USED = "used"
    """The station belongs to the event."""
    EXPIRED = "expired"


_ENDED = frozenset({Step.REFUSED, Step.USED, Step.EXPIRED})


class Invitation(BaseModel):
    """One invitation, for one station."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    token: str
    """Names the subject where its holder asks; see `invitation.token_of`."""
    public: str
    """The NKey that its holder comes with, as `U…`."""
    role: Role
    name: str = ""
    """That the lead suggested."""
    expires_ms: int
    """In milliseconds since 1970, by the clock of the hub's laptop."""
    approve_at_once: bool = False
    step: Step = Step.OPEN
    since_ms: int = 0
    """Since when it stands at `step`."""
    station: Key | None = None
    """That asks, or has joined."""
    asks: str = ""
    """The name it asks for."""
    computer: str = ""

    @property
    def shown(self) -> str:
        """Its name, for people."""
        return self.asks or self.name or self.token[:6]

    def at(self, step: Step, now: datetime, **more: str) -> Invitation:
        """The same, moved to another step."""
        return self.model_copy(update={"step": step, "since_ms": to_ms(now), **more})

    def as_of(self, now: datetime) -> Invitation:
        """The same as it stands at that moment: it may have expired."""
        late = _ms(_ANSWERED) if self.step in (Step.ASKED, Step.APPROVED) else 0
        if self.step in _ENDED or to_ms(now) < self.expires_ms + late:
            return self
        ended = self.expires_ms + late
        return self.model_copy(update={"step": Step.EXPIRED, "since_ms": ended})

    def heard(self, now: datetime) -> bool:
        """Whether the hub's gate is open to its holder."""
        ended = self.as_of(now)
        return ended.step not in _ENDED or to_ms(now) < ended.since_ms + _ms(_TOLD)


def invite(data: Path, code: JoinCode, new: Invitation, now: datetime) -> Invitation:
    """Open the gate to the holder of a code.

    Raises:
        NotPossibleError: too many codes are open.
        StoreError: the file cannot be read or written.
    """
    with _changing(data, now) as known:
        if sum(each.step not in _ENDED for each in known.values()) >= _MOST_OPEN:
            raise NotPossibleError(
                _("{number} join codes are open already.").format(number=_MOST_OPEN),
                _("Wait until some have been used or have expired."),
            )
        opened = new.model_copy(
            update={"token": token_of(code.key.public), "public": code.key.public}
        ).at(Step.OPEN, now)
        known[opened.token] = opened
    return opened


def every(data: Path, now: datetime) -> list[Invitation]:
    """The invitations that the hub's gate is open to, as they stand now, the oldest first.

    Raises:
        StoreError: the file is there and cannot be read.
    """
    return [each.as_of(now) for each in _read(data) if each.heard(now)]


def asking(data: Path, now: datetime) -> list[Invitation]:
    """Those who wait for the lead, the last who asked last."""
    waiting = [each for each in every(data, now) if each.step is Step.ASKED]
    return sorted(waiting, key=lambda each: each.since_ms)


def change(
    data: Path, token: str, now: datetime, changed: Callable[[Invitation], Invitation]
) -> Invitation | None:
    """Move one invitation on; answers how it stands then, None where there is none.

    Args:
        data: the folder of the hub's laptop.
        token: which.
        now: an aware instant.
        changed: from how it stands at the moment to how it shall stand.
    """
    with _changing(data, now) as known:
        if token not in known:
            return None
        known[token] = changed(known[token])
        return known[token]


def approve(data: Path, token: str, now: datetime) -> Invitation | None:
    """Let whoever asks with that invitation join; a second answer changes nothing."""
    return change(data, token, now, lambda each: _answered(each, Step.APPROVED, now))


def refuse(data: Path, token: str, now: datetime) -> Invitation | None:
    """Refuse whoever asks with that invitation."""
    return change(data, token, now, lambda each: _answered(each, Step.REFUSED, now))


def version(data: Path) -> int:
    """A number that changes when the file does; 0 while there is none."""
    try:
        return (data / INVITED_FILE).stat().st_mtime_ns
    except OSError:
        return 0


def _answered(asked: Invitation, step: Step, now: datetime) -> Invitation:
    return asked.at(step, now) if asked.step is Step.ASKED else asked


@contextmanager
def _changing(data: Path, now: datetime) -> Iterator[dict[str, Invitation]]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(data / f"{INVITED_FILE}.lock", timeout=_PATIENCE_S):
            before = _read(data)
            known = {each.token: each.as_of(now) for each in before if each.heard(now)}
            yield known
            if tuple(known.values()) != before:
                _write(data, known.values())
    except (Timeout, OSError) as error:
        raise StoreError(
            _("The list of invitations cannot be written: {file}").format(file=data / INVITED_FILE),
            _("Check the permissions of the data folder and the room on its disk."),
        ) from error


def _read(data: Path) -> tuple[Invitation, ...]:
    try:
        return _FILE.validate_json((data / INVITED_FILE).read_bytes())
    except FileNotFoundError:
        return ()
    except ValidationError:
        return ()  # codes are made anew more quickly than such a file is mended
    except OSError as error:
        raise StoreError(
            _("The list of invitations cannot be read: {file}").format(file=data / INVITED_FILE),
            _("Check the permissions of the data folder."),
        ) from error


def _write(data: Path, known: Iterable[Invitation]) -> None:
    with placed_for_owner(data / INVITED_FILE) as file:
        file.write(_FILE.dump_json(tuple(known)))


def _ms(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)
