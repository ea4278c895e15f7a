"""Whether anything has moved before the camera."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from onsite.scanner.decoding import Picture

_COLUMNS, _ROWS = 32, 18
"""Areas of the picture that are compared: large enough that the noise of a camera is gone."""
_MOVED = 3.0
"""Of 255: an area whose grey has changed by more shows something else."""


class Stillness:
    """Remembers the picture that was looked at last, in large areas."""

    def __init__(self) -> None:
        self._areas: Any = None

    def since(self, picture: Picture) -> bool:
        """Whether nothing has moved since the picture that was remembered."""
        import numpy as np

        if self._areas is None:
            return False
        change = _areas(picture) - self._areas
        # A lamp that flickers, or a camera that gets used to the light, moves nothing.
        return float(np.abs(change - np.median(change)).max()) <= _MOVED

    def remember(self, picture: Picture) -> None:
        """Compare with this picture from now on."""
        self._areas = _areas(picture)


def _areas(picture: Picture) -> Any:
    import numpy as np

    cv2 = opencv()
    small = cv2.resize(picture, (_COLUMNS, _ROWS), interpolation=cv2.INTER_AREA)
    return small.astype(np.float32)
