"""The ``wayback`` package lists and fetches what an archive on loopback has; run by the Python that has it.

``python wayback_peer.py BASE PREFIX`` prints captures, seconds and peak megabytes. It fetches one after
another, as the package does, unthrottled, and keeps nothing: there is less to do for it than for a vault.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter

PUBLIC = "https://web.archive.org"


class Loopback(HTTPAdapter):
    """Takes what the package asks of the public archive, whose address is fixed in it, to loopback."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def send(self, request: requests.PreparedRequest, *args: object, **kwargs: object) -> requests.Response:
        """Ask there, and give the answer under the address that was asked for."""
        asked = request.url or ""
        request.url = asked.replace(PUBLIC, self._base, 1)
        answer = super().send(request, *args, **kwargs)  # type: ignore[arg-type]
        answer.url = request.url = asked
        return answer


def fetch_all(base: str, prefix: str) -> int:
    """List what lies under a prefix, fetch each capture whole, and count them."""
    import wayback  # type: ignore[import-not-found]

    session = wayback.WaybackSession(search_calls_per_second=0, memento_calls_per_second=0)
    session.mount(PUBLIC, Loopback(base))
    found = 0
    with wayback.WaybackClient(session) as client:
        for capture in client.search(prefix, match_type="prefix", limit=10_000):
            with client.get_memento(capture, follow_redirects=False) as memento:
                found += bool(memento.content)
    return found


def peak_megabytes() -> float:
    """Give the most memory that this process had; getrusage would count what its parent had too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(line for line in lines if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024


def main() -> None:
    """Print captures, seconds and peak megabytes."""
    base, prefix = sys.argv[1:]
    began = time.monotonic()
    found = fetch_all(base, prefix)
    print(found, time.monotonic() - began, peak_megabytes())


if __name__ == "__main__":
    main()
