"""A run's hold of a data root, and of its store if it has one: brought up to date first, sent in the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flows.lock import exclusive
from flows.settings import DataRoot
from flows.stores.copies import bring_latest
from flows.stores.lock import held
from flows.stores.releases import send_releases
from flows.stores.vault import bring_vault, send_vault


@contextmanager
def at_work(root: DataRoot) -> Iterator[None]:
    """Hold a data root for the length of a block; a store has then what this machine has, and vice versa.

    What an earlier run could not send goes first. Releases are sent when they are published.

    Raises:
        DataRootBusy: another run holds the data root, or the store.
        StorageError: the store cannot be read or written.
    """
    with ExitStack() as stack:
        stack.enter_context(exclusive(root))
        if root.store:
            stack.enter_context(held(root.store, root.path))
            send_vault(root)
            bring_vault(root)
            send_releases(root)
            bring_latest(root)
        yield
        send_vault(root)
