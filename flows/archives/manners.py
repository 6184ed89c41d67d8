"""How archives are asked: how often, how patiently, and under what name.

web.archive.org allows about 24 requests a minute of its index and sends no ``Retry-After`` with a 429;
whoever asks again at once is shut out for an hour, then for two, and so on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from importlib.metadata import PackageNotFoundError, version

from flows.archives.payloads import PAYLOAD_LIMIT


class Purpose(Enum):
    """What a request is for; archives allow fewer questions of their index than replays."""

    INDEX = "index"
    REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and waiting, as arguments: tests hold a clock of their own and do not wait."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Manners:
    """How an archive is asked. All times are in seconds.

    Args:
        index_per_minute: questions of the index a minute.
        replay_per_minute: captures a minute.
        connect_timeout: for a connection.
        read_timeout: between two pieces of an answer.
        body_seconds: for a whole body.
        body_limit: bytes of a body beyond which it is not read on.
        waits: before each new try after a server error or a broken connection; when they are used up the
            answer stands.
        silence: after a 429 that names no time; doubled each time in a row.
        refusals: how many 429 in a row are borne.
        longest_silence: silence beyond which a run ends instead of waiting.
    """

    index_per_minute: float = 24.0
    replay_per_minute: float = 60.0
    connect_timeout: float = 15.0
    read_timeout: float = 60.0
    body_seconds: float = 900.0
    body_limit: int = PAYLOAD_LIMIT
    waits: tuple[float, ...] = (5.0, 15.0, 60.0)
    silence: float = 60.0
    refusals: int = 3
    longest_silence: float = 900.0

    def gap(self, purpose: Purpose) -> float:
        """Seconds that must lie between the last request and one for this purpose."""
        per_minute = self.index_per_minute if purpose is Purpose.INDEX else self.replay_per_minute
        return 60.0 / per_minute


def user_agent() -> str:
    """Name this project and its version, as keepers of archives ask of those who fetch in bulk."""
    try:
        number = version("dhs-archive")
    except PackageNotFoundError:
        number = "0"
    return f"dhs-archive/{number} (builds a dataset from archived publications; python-requests)"
