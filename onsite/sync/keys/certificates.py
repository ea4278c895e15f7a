"""The event's certificate authority, the hubs' certificates, and how either is checked.

The authority's key is the event's key. A hub's certificate names that key, raw, as its
AuthorityKeyIdentifier, so that whoever knows only a fingerprint of the event can check a hub
that it has never met.
"""

from __future__ import annotations

import hashlib
import socket
import ssl
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.language import _
from onsite.sync.keys import certificate_parts
from onsite.sync.keys.secrets import event_token
from onsite.sync.subjects import hub_host

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

    from onsite.sync.keys.keyring import Keyring

_YEAR = timedelta(days=366)
_AUTHORITY_BACK, _AUTHORITY_LASTS = _YEAR, 10 * _YEAR
_HUB_BACK, _HUB_LASTS = timedelta(days=30), _YEAR
"""Certificates are valid since long before they are made: a laptop's date may be wrong."""
_LEAST_BYTES = 10
"""Of a fingerprint: 80 bits are as much as a code that is typed can hold."""
_NOT_YET_VALID = 9
_EXPIRED = 10


class WrongHubError(OnsiteError):
    """What answers is not a hub of this event."""


class ExpiredHubError(OnsiteError):
    """The hub's certificate is not valid at this moment: one of the two clocks is wrong."""


class NoTlsError(OnsiteError):
    """What answers does not speak TLS."""


class NoAnswerError(OnsiteError):
    """Nothing answers at that address."""


@dataclass(frozen=True, slots=True)
class Authority:
    """What a laptop holds that may be the hub."""

    keyring: Keyring
    """The event's key."""
    certificate: str
    """Of the event's own authority, PEM."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its secret key, both PEM."""

    certificate: str
    key: str


def authority(keyring: Keyring, now: datetime) -> str:
    """The certificate of the event's own authority, PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    key = _public(keyring.event)
    name = certificate_parts.named(event_token(keyring.event))
    made = (
        certificate_parts.begun(name, name, now - _AUTHORITY_BACK, now + _AUTHORITY_LASTS)
        .public_key(key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(certificate_parts.usage(authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier(key.public_bytes_raw()), critical=False)
        .sign(_secret(keyring.seed), None)
    )
    return made.public_bytes(Encoding.PEM).decode()


def for_hub(keyring: Keyring, now: datetime, hosts: Iterable[str] = ()) -> Certificate:
    """A certificate for a hub of the event, with a key of its own.

    Args:
        keyring: the event's key, which signs it.
        now: an aware instant.
        hosts: under which names and addresses other hubs of a cluster reach this one.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    token, secret = event_token(keyring.event), Ed25519PrivateKey.generate()
    known = dict.fromkeys([hub_host(token), "127.0.0.1", "::1", "localhost", *hosts])
    usages = [x509.OID_SERVER_AUTH, x509.OID_CLIENT_AUTH]
    built = certificate_parts.begun(
        certificate_parts.named(token),
        certificate_parts.named(hub_host(token)),
        now - _HUB_BACK,
        now + _HUB_LASTS,
    )
    made = (
        built.public_key(secret.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(certificate_parts.usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(usages), critical=False)
        .add_extension(
            x509.SubjectAlternativeName(map(certificate_parts.alternative, known)), critical=False
        )
        .add_extension(certificate_parts.authority_id(keyring.event), critical=False)
        .sign(_secret(keyring.seed), None)
    )
    key = secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Certificate(made.public_bytes(Encoding.PEM).decode(), key)


def client_context(authority_pem: str) -> ssl.SSLContext:
    """How a station that knows the event's authority connects; with `hub_host` as the name."""
    context = _context()
    context.load_verify_locations(cadata=authority_pem)
    return context


def fetch_leaf(host: str, port: int, timeout_s: float) -> bytes:
    """The certificate that a hub shows, DER; nothing of it has been checked.

    Raises:
        NoTlsError: what answers there does not speak TLS.
        NoAnswerError: nothing answers there.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # `authority_of` checks it, before anything is said
    try:
        with (
            socket.create_connection((host, port), timeout_s) as plain,
            context.wrap_socket(plain) as secured,
        ):
            return secured.getpeercert(binary_form=True) or b""
    except ssl.SSLError as error:
        raise refused(error) from error
    except (OSError, UnicodeError) as error:
        raise NoAnswerError(
            _("Nothing answers at {host}, port {port}.").format(host=host, port=port),
            _("Check that the hub runs, that both are in the same network, and the firewall."),
        ) from error


def event_of(leaf_der: bytes, fingerprint: bytes, now: datetime) -> str:
    """The event, by its public key, whose hub shows this certificate.

    Args:
        leaf_der: as `fetch_leaf` gives it.
        fingerprint: the first bytes of the SHA-256 of the event's public key, 10 at the least.
        now: this computer's time, aware.

    Raises:
        WrongHubError: it is another event's, or nobody's.
        ExpiredHubError: it is not valid at `now`.
    """
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    try:
        leaf = x509.load_der_x509_certificate(leaf_der)
        named = leaf.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier)
        event = (named.value.key_identifier or b"").hex()
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        _public(event).verify(leaf.signature, leaf.tbs_certificate_bytes)
        hosts = names.value.get_values_for_type(x509.DNSName)
        genuine = hashlib.sha256(bytes.fromhex(event)).digest().startswith(fingerprint)
    except (ValueError, InvalidSignature, x509.ExtensionNotFound) as error:
        raise _wrong() from error
    if not genuine or len(fingerprint) < _LEAST_BYTES or hub_host(event_token(event)) not in hosts:
        raise _wrong()
    if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
        raise _expired(leaf, now)
    return event


def authority_of(leaf_der: bytes, fingerprint: bytes, now: datetime) -> ssl.SSLContext:
    """How to connect to the hub that shows this certificate, and to no other.

    Arguments and errors are those of `event_of`; the name to connect with is `hub_host`.
    """
    event_of(leaf_der, fingerprint, now)
    context = _context()
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=leaf_der)
    return context


def refused(error: ssl.SSLError) -> OnsiteError:
    """The sentence for a TLS connection that did not come about."""
    if not isinstance(error, ssl.SSLCertVerificationError):
        return NoTlsError(
            _("What answers there does not speak TLS as a hub of Onsite does."),
            _("Check the address and the port; another program may be running there."),
        )
    if error.verify_code in (_EXPIRED, _NOT_YET_VALID):
        return ExpiredHubError(
            _("The hub's certificate is not valid on the date that this computer shows."),
            _("Set the date and time of this computer and of the hub right."),
        )
    return _wrong()


def _public(event: str) -> Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(event))


def _secret(seed: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def _wrong() -> WrongHubError:
    return WrongHubError(
        _("What answers there is not a hub of this event."),
        _("Compare the code with the one that the lead's screen shows, or ask for a new one."),
    )


def _expired(leaf: x509.Certificate, now: datetime) -> ExpiredHubError:
    return ExpiredHubError(
        _(
            "The hub's certificate is valid from {since:%Y-%m-%d %H:%M} to"
            " {until:%Y-%m-%d %H:%M} UTC, and this computer's clock shows"
            " {now:%Y-%m-%d %H:%M} UTC: one of the two clocks is wrong."
        ).format(since=leaf.not_valid_before_utc, until=leaf.not_valid_after_utc, now=now),
        _("Set the date and time of this computer and of the hub right."),
    )
