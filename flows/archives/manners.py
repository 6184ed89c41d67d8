"""How archives are asked: how often, how patiently, how much in all, and under what name.

web.archive.org allows about 24 requests a minute of its index and sends no ``Retry-After`` with a 429;
whoever asks again at once is shut out for an hour, then for two, and so on.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from importlib.metadata import PackageNotFoundError, version

from flows.archives.record import PAYLOAD_LIMIT


class Purpose(Enum):
    """What a request is for; archives allow fewer questions of their index than replays."""

    INDEX = "index"
    REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, waiting and chance, as arguments: tests hold a clock of their own and do not wait."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Manners:
    """How an archive is asked. All times are in seconds.

    Args:
        index_per_minute: questions of the index a minute.
        replay_per_minute: captures a minute.
        connect_timeout: for a connection.
        read_timeout: until an answer begins.
        stall_timeout: between two pieces of a body.
        body_seconds: for a whole body.
        address_seconds: for all tries at one address, waits not counted, after which it is not tried again.
        body_limit: bytes of a body beyond which it is not read on.
        waits: before each new try after a server error or a broken connection; when they are used up the
            answer stands.
        jitter: share of a wait that is added by chance, so that runs that failed together do not come back
            together.
        silence: after a 429 that names no time; doubled each time in a row.
        refusals: how many 429 in a row are borne.
        longest_silence: silence beyond which a run ends instead of waiting.
        most_requests: requests of a run after which it ends; ``None`` for no end.
        most_bytes: bytes of answers after which it ends; ``None`` for no end.
        contact: an address at which the keepers of an archive reach whoever runs this.
    """

    index_per_minute: float = 24.0
    replay_per_minute: float = 60.0
    connect_timeout: float = 15.0
    read_timeout: float = 60.0
    stall_timeout: float = 20.0
    body_seconds: float = 300.0
    address_seconds: float = 300.0
    body_limit: int = PAYLOAD_LIMIT
    waits: tuple[float, ...] = (5.0, 15.0, 45.0)
    jitter: float = 0.25
    silence: float = 60.0
    refusals: int = 3
    longest_silence: float = 900.0
    most_requests: int | None = None
    most_bytes: int | None = None
    contact: str | None = None

    def gap(self, purpose: Purpose) -> float:
        """Seconds that must lie between the last request and one for this purpose."""
        per_minute = self.index_per_minute if purpose is Purpose.INDEX else self.replay_per_minute
        return 60.0 / per_minute

    def at_rate(self, per_minute: float | None) -> Manners:
        """Give the same manners with so many requests a minute and host.

        An index is asked no more often than it bears, however many captures are fetched.
        """
        if per_minute is None:
            return self
        index = min(self.index_per_minute, per_minute)
        return replace(self, index_per_minute=index, replay_per_minute=per_minute)


PUBLIC = Manners()
"""For archives on the web."""

OWN_MACHINE = Manners(
    index_per_minute=60_000.0,
    replay_per_minute=60_000.0,
    connect_timeout=5.0,
    read_timeout=15.0,
    stall_timeout=4.0,
    body_seconds=60.0,
    address_seconds=40.0,
    waits=(0.2, 0.5, 1.0, 2.0, 4.0),
)
"""For an archive on loopback, which is the asker's own: no distance between requests, and little patience.

What such an archive asks for itself, by a 429 or a ``Retry-After``, is obeyed all the same.
"""


def user_agent(contact: str | None = None) -> str:
    """Name this project, its version, and whom to write to, as keepers of archives ask of bulk readers."""
    try:
        number = version("dhs-archive")
    except PackageNotFoundError:
        number = "0"
    who = f"; {contact}" if contact else ""
    return f"dhs-archive/{number} (builds a dataset from archived publications{who}; python-requests)"
