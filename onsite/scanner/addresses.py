"""Addresses of cameras, as they may be shown."""

from __future__ import annotations

import re

_PASSWORD = re.compile(r"(?<=://)([^/@:]*):[^/]*@")


def without_password(source: str) -> str:
    """An address as it may be shown to whoever stands by."""
    return _PASSWORD.sub(r"\1:•••@", source)
