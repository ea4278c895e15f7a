"""The certificate of the event's authority, as somebody else has told it."""

from __future__ import annotations


def is_of(authority_pem: str, event: str) -> bool:
    """Whether the certificate's key is the event's, given by its public key."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = x509.load_pem_x509_certificate(authority_pem.encode()).public_key()
    except ValueError:
        return False
    return isinstance(key, Ed25519PublicKey) and key.public_bytes_raw().hex() == event


def first_of(authority_pem: str) -> str:
    """The one certificate that `is_of` has looked at: any behind it would be trusted as well.

    Raises:
        ValueError: there is none.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    certificate = x509.load_pem_x509_certificate(authority_pem.encode())
    return certificate.public_bytes(Encoding.PEM).decode()
