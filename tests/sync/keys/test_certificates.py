"""The event's authority and the hubs' certificates, over real TLS connections."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from datetime import UTC, datetime, timedelta

import pytest

from onsite.sync.joining.invitation import fingerprint_of
from onsite.sync.keys import authority, certificates
from onsite.sync.keys.certificates import ExpiredHubError, NoAnswerError, NoTlsError, WrongHubError
from onsite.sync.keys.keyring import new_keyring
from onsite.sync.keys.secrets import event_token
from onsite.sync.subjects import hub_host

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def keyring():
    return new_keyring()


@contextlib.asynccontextmanager
async def shown(tmp_path, certificate):
    """A TLS server that shows the certificate; gives its port."""
    (tmp_path / "hub.pem").write_text(certificate.certificate)
    (tmp_path / "hub.key").write_text(certificate.key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "hub.pem", tmp_path / "hub.key")

    async def meet(reader, writer):
        with contextlib.suppress(OSError):
            writer.write(b"hello\n")
            await reader.read()
        writer.transport.abort()

    server = await asyncio.start_server(meet, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def hello(port, context, event):
    """What the server says, once it has proved itself."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=context, server_hostname=hub_host(event_token(event))
    )
    try:
        return await reader.readline()
    finally:
        writer.transport.abort()


async def leaf_at(port):
    return await asyncio.to_thread(certificates.fetch_leaf, "127.0.0.1", port, 5.0)


async def test_who_knows_the_authority_is_let_talk_to_its_hub(tmp_path, keyring):
    context = certificates.client_context(certificates.authority(keyring, NOW))
    async with shown(tmp_path, certificates.for_hub(keyring, NOW)) as port:
        assert await hello(port, context, keyring.event) == b"hello\n"


async def test_who_knows_the_fingerprint_is_let_talk_to_that_hub(tmp_path, keyring):
    async with shown(tmp_path, certificates.for_hub(keyring, NOW)) as port:
        leaf = await leaf_at(port)
        found = certificates.event_of(leaf, fingerprint_of(keyring.event), NOW)
        context = certificates.authority_of(leaf, fingerprint_of(keyring.event), NOW)
        assert found == keyring.event
        assert await hello(port, context, keyring.event) == b"hello\n"


async def test_another_hub_of_the_event_is_not_the_one_whose_leaf_was_checked(tmp_path, keyring):
    async with shown(tmp_path, certificates.for_hub(keyring, NOW)) as port:
        leaf = await leaf_at(port)
    context = certificates.authority_of(leaf, fingerprint_of(keyring.event), NOW)
    async with shown(tmp_path, certificates.for_hub(keyring, NOW)) as port:
        with pytest.raises(ssl.SSLCertVerificationError) as refusal:
            await hello(port, context, keyring.event)
    assert isinstance(certificates.refused(refusal.value), WrongHubError)


async def test_the_hub_of_another_event_is_refused(tmp_path, keyring):
    context = certificates.client_context(certificates.authority(new_keyring(), NOW))
    async with shown(tmp_path, certificates.for_hub(keyring, NOW)) as port:
        leaf = await leaf_at(port)
        with pytest.raises(ssl.SSLCertVerificationError) as refusal:
            await hello(port, context, keyring.event)
    assert isinstance(certificates.refused(refusal.value), WrongHubError)
    with pytest.raises(WrongHubError):
        certificates.authority_of(leaf, fingerprint_of(new_keyring().event), NOW)


@pytest.mark.parametrize("made", [NOW - timedelta(days=4000), NOW + timedelta(days=400)])
async def test_a_hub_whose_time_is_another_is_refused_with_both_times(tmp_path, keyring, made):
    context = certificates.client_context(certificates.authority(keyring, NOW))
    async with shown(tmp_path, certificates.for_hub(keyring, made)) as port:
        leaf = await leaf_at(port)
        with pytest.raises(ssl.SSLCertVerificationError) as refusal:
            await hello(port, context, keyring.event)
    assert isinstance(certificates.refused(refusal.value), ExpiredHubError)
    with pytest.raises(ExpiredHubError) as told:
        certificates.authority_of(leaf, fingerprint_of(keyring.event), NOW)
    assert f"{NOW:%Y-%m-%d %H:%M}" in told.value.happened
    assert told.value.advice


async def test_a_laptop_whose_date_is_some_days_off_still_connects(tmp_path, keyring):
    for made in (NOW - timedelta(days=20), NOW + timedelta(days=20)):
        context = certificates.client_context(certificates.authority(keyring, made))
        async with shown(tmp_path, certificates.for_hub(keyring, made)) as port:
            assert await hello(port, context, keyring.event) == b"hello\n"


def test_a_certificate_that_stands_behind_the_events_own_is_not_kept(keyring):
    own, foreign = (certificates.authority(ring, NOW) for ring in (keyring, new_keyring()))
    assert authority.first_of(own + foreign) == own
    assert [authority.is_of(each, keyring.event) for each in (own, foreign, "")] == [1, 0, 0]
    assert authority.first_of("text\n" + own) == own
    with pytest.raises(ValueError, match="PEM"):
        authority.first_of("no certificate")


def test_a_certificate_that_only_names_the_event_is_refused(keyring):
    """The name of the authority's key can be copied; its signature cannot."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding

    own = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hub")])
    host = x509.DNSName(hub_host(event_token(keyring.event)))
    named = x509.AuthorityKeyIdentifier(bytes.fromhex(keyring.event), None, None)
    forged = (
        x509.CertificateBuilder(name, name, own.public_key(), 1, NOW, NOW + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([host]), critical=False)
        .add_extension(named, critical=False)
        .sign(own, None)
        .public_bytes(Encoding.DER)
    )
    with pytest.raises(WrongHubError):
        certificates.event_of(forged, fingerprint_of(keyring.event), NOW)


@pytest.mark.parametrize("leaf", [b"", b"nothing", b"\x30\x03\x02\x01\x01"])
def test_what_is_no_certificate_is_refused(keyring, leaf):
    with pytest.raises(WrongHubError):
        certificates.event_of(leaf, fingerprint_of(keyring.event), NOW)


async def test_a_short_fingerprint_proves_nothing(tmp_path, keyring):
    async with shown(tmp_path, certificates.for_hub(keyring, NOW)) as port:
        leaf = await leaf_at(port)
    with pytest.raises(WrongHubError):
        certificates.event_of(leaf, fingerprint_of(keyring.event)[:9], NOW)
    with pytest.raises(WrongHubError):
        certificates.event_of(leaf, b"", NOW)


async def test_a_server_in_clear_text_is_told_from_nobody():
    async def talk(_reader, writer):
        writer.write(b'INFO {"server_id":"x"}\r\n')
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(NoTlsError):
        await leaf_at(port)
    server.close()
    await server.wait_closed()
    with pytest.raises(NoAnswerError):
        await leaf_at(port)
