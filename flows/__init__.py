"""What runs, and in what order: flows, the archives they fetch from, and the releases they write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.releases.reader import Release, open_release

__all__ = ["Release", "open_release"]


def __getattr__(name: str) -> Any:
    """Import the reader of releases when it is first asked for: the command line starts without Arrow."""
    if name in __all__:
        from flows.releases import reader

        return getattr(reader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
