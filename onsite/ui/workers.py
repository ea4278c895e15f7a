"""Workers that never end the app: what goes wrong in one takes the app's one error route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.worker import WorkerState
from textual.worker_manager import WorkerManager

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.worker import Worker


class Workers(WorkerManager):
    """Textual's workers, with an error route instead of an exit."""

    def __init__(self, app: App[Any], report: Callable[[BaseException], None]) -> None:
        super().__init__(app)
        self._report = report

    def add_worker(
        self,
        worker: Worker[Any],
        start: bool = True,  # noqa: FBT001, FBT002 - Textual's signature
        exclusive: bool = True,  # noqa: FBT001, FBT002 - Textual's signature
    ) -> None:
        """Add a worker, whoever made it, as one that does not end the app."""
        worker.exit_on_error = False
        super().add_worker(worker, start=start, exclusive=exclusive)

    def _remove_worker(self, worker: Worker[Any]) -> None:
        super()._remove_worker(worker)
        if worker.state == WorkerState.ERROR and worker.error is not None:
            self._report(worker.error)


def is_busy(workers: WorkerManager, group: str) -> bool:
    """Whether work of that group is under way, as a question that waits for its answer."""
    return any(worker.group == group and not worker.is_finished for worker in workers)
