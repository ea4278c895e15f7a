"""What the certificates of an event are put together from."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography import x509


def begun(
    issuer: x509.Name, subject: x509.Name, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    """A certificate with its names and its time; aware instants."""
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )


def named(name: str) -> x509.Name:
    """The name of a subject or an issuer."""
    from cryptography import x509

    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def usage(*, authority: bool) -> x509.KeyUsage:
    """What the key is for: to sign certificates, or to prove who a server is."""
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def authority_id(event: str) -> x509.AuthorityKeyIdentifier:
    """Whose signature it is: the event's public key itself, raw."""
    from cryptography import x509

    return x509.AuthorityKeyIdentifier(bytes.fromhex(event), None, None)


def alternative(host: str) -> x509.GeneralName:
    """A name or an address under which a server is reached."""
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
