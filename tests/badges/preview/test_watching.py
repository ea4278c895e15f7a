"""What an editor does to a file is noticed; what lies beside it is not."""

from __future__ import annotations

import os

from onsite.badges.preview.watching import FilesWatched


def test_every_kind_of_change_is_noticed_once(tmp_path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a")
    watched = FilesWatched([tmp_path, tmp_path / "not there"])
    looks = [watched.changed(), watched.changed()]
    file.write_text("longer")
    looks += [watched.changed(), watched.changed()]
    os.utime(file, ns=(1, 1))
    looks.append(watched.changed())
    replaced = tmp_path / "a.toml.swp"
    replaced.write_text("other!")
    looks.append(watched.changed())
    replaced.replace(file)
    looks.append(watched.changed())
    file.unlink()
    looks.append(watched.changed())
    assert looks == [True, False, True, False, True, False, True, True]
