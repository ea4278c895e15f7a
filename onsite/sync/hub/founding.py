"""What makes a laptop fit to be the hub: an event of its own, or the key of the one it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.sync import membership, service
from onsite.sync.keys import certificates, keyring
from onsite.sync.keys.certificates import Authority

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.sync.membership import Trust
    from onsite.wiring import Site


@dataclass(frozen=True, slots=True)
class Questions:
    """What a person is asked on the way."""

    name: str
    """For this station, should it found the event."""
    kept: Callable[[str], None]
    """Shows the recovery code of a new event; returns once it has been written down."""
    code: Callable[[], str]
    """The recovery code of the event that this station belongs to."""


def authority_here(site: Site, ask: Questions) -> Authority:
    """The event's key, found, recovered, or that of a new event.

    Raises:
        OnsiteError: this laptop cannot be the hub; nothing was changed.
    """
    trust = site.read_now(membership.trust)
    if trust is None:
        return _founded(site, ask)
    held = keyring.load(site.data)
    if held is None:
        held = _recovered(site, trust, ask)
    if held.event != trust.event:
        raise NotPossibleError(
            _("The event's key in this data folder is that of another event."),
            _("Move the file {file} away and open the hub with the recovery code.").format(
                file=site.data / keyring.KEY_FILE
            ),
        )
    return Authority(held, trust.authority)


def _founded(site: Site, ask: Questions) -> Authority:
    made, code = keyring.new_keyring(), keyring.new_recovery_code()
    service.station_name(ask.name)
    certificate = certificates.authority(made, site.clock.now())
    # Shown before anything is founded: a code that nobody has seen is lost for good.
    ask.kept(code)
    keyring.keep(site.data, made)
    founding = service.Founding(made, certificate, code, ask.name)
    site.write_now(service.found, founding, site.operator)
    return Authority(made, certificate)


def _recovered(site: Site, trust: Trust, ask: Questions) -> keyring.Keyring:
    founded = site.read_now(membership.founded)
    if founded is None or founded.event != trust.event:
        raise NotPossibleError(
            _("This station has not received yet what it needs to become the hub."),
            _("Connect it to the hub once, or bring it a file with “onsite exchange”."),
        )
    recovered = keyring.recovered(founded.sealed_key, ask.code())
    keyring.keep(site.data, recovered)
    return recovered
