"""The snapshot that is served now. A new load takes its place in one step; who reads the old one goes on reading it."""

from __future__ import annotations

from graph_api.gql.snapshot import Snapshot
from graph_api.pipeline import Opened


class Held:
    """Holds one snapshot for all requests. A request takes it once, so that its answer is from one load."""

    def __init__(self, opened: Opened) -> None:
        self.snapshot = Snapshot(opened)

    def swap(self, opened: Opened) -> None:
        """Serve another load from now on; its check is made first, so that nobody waits for it."""
        snapshot = Snapshot(opened)
        _ = snapshot.moment().check
        self.snapshot = snapshot
