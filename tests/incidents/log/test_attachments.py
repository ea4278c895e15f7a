"""Files of incidents: what is said to be copied in is on disk."""

from __future__ import annotations

import os

from onsite.incidents.log import attachments


def test_the_copy_and_its_name_are_on_disk_when_it_is_said_to_be_in(tmp_path, monkeypatch):
    photo, data = tmp_path / "photo.jpg", tmp_path / "data"
    photo.write_bytes(b"a step")
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))

    taken = attachments.take(data, photo)
    copy = attachments.path(data, taken.sha256)
    assert copy.read_bytes() == b"a step"
    assert synced == [each.stat().st_ino for each in (copy, copy.parent, data)]
