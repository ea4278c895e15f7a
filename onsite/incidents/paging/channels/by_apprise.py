"""Telling by Apprise: e-mail, gateways of SMS, chats, ntfy and many more.

https://github.com/caronc/apprise/wiki lists its addresses.
"""

from __future__ import annotations


def notify(told: dict[str, str]) -> str:
    """Tell over the address of Apprise; answers why it failed, as a code, or nothing."""
    import apprise

    asset = apprise.AppriseAsset(async_mode=False, secure_logging=True)
    told_to = apprise.Apprise(asset=asset)
    if not told_to.add(told["address"]):
        return "bad_address"
    body_format = apprise.NotifyFormat.TEXT
    done = told_to.notify(body=told["text"], title=told["title"], body_format=body_format)
    return "" if done else "not_taken"
