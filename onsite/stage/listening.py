"""The open port at which a display or the page is served."""

from __future__ import annotations

import socket

from onsite.errors import NotPossibleError
from onsite.language import _

_BACKLOG = 128


def listening(host: str, port: int) -> socket.socket:
    """The open port; nothing but the host that was named listens there.

    Raises:
        NotPossibleError: it cannot be had.
    """
    try:
        family, _kind, _proto, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise NotPossibleError(
            _("{host}, port {port} cannot be had: {why}").format(host=host, port=port, why=why),
            _("Choose another port with --port, 0 for any that is free; or another --host."),
        ) from error
