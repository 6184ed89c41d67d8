"""Asking an archive over HTTP the way its keepers ask to be asked.

One session asks one host, spaced in time, with an honest name. It never follows a redirect, never sends a
cookie back, and gives bodies as they were sent: content-coding kept, so that digests are over archived
bytes. Silence that an archive asks for is kept before anything else is asked of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError, LocationParseError, MaxRetryError
from urllib3.util import parse_url

from flows.archives.manners import Clock, Manners, Purpose, user_agent
from flows.archives.warcs import Headers
from flows.errors import ArchiveAnswerUnknown, ArchiveRefused, ArchiveUnavailable

TOO_MANY_REQUESTS = 429
REDIRECTS = (301, 302, 303, 307, 308)
SERVER_ERRORS = range(500, 600)

CHUNK = 64 * 1024
"""Bytes read from the network at a time."""

ACCEPTED_CODINGS = "gzip, deflate"
"""pywb removes a coding that is not accepted; these two are kept as archived and can be read again."""


class AnswerBroken(ArchiveUnavailable):
    """The archive could be reached, but what it sent was no whole HTTP answer, try after try."""


class Fault(StrEnum):
    """What is wrong with the body of an answer."""

    CUT = "cut off before its end"
    TOO_SLOW = "slower than the time allowed for a body"
    TOO_LARGE = "longer than the size allowed for a body"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request.

    Args:
        url: what was asked.
        status: of the answer.
        reason: its reason phrase.
        headers: as sent, in order, repeated names kept apart.
        body: as sent, transfer-coding removed; what there is of it if there is a fault.
        received_at: when its headers came, in UTC.
        fault: what is wrong with the body.
    """

    url: str
    status: int
    reason: str
    headers: Headers
    body: bytes = field(repr=False)
    received_at: datetime
    fault: Fault | None = None

    def header(self, name: str) -> str | None:
        """Give the first header of a name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def archived(self) -> bool:
        """Whether this is a capture, of whatever status, and not a word of the archive itself (RFC 7089)."""
        return self.header("Memento-Datetime") is not None

    @property
    def worth_retrying(self) -> bool:
        """Whether the archive may give something else a little later."""
        unwell = self.status in SERVER_ERRORS and not self.archived
        return unwell or self.fault in (Fault.CUT, Fault.TOO_SLOW)


class PoliteSession:
    """A session with one archive.

    Args:
        base: an address of the archive; nothing is ever asked of another host.
        manners: how often and how patiently to ask.
        clock: time and waiting.
    """

    def __init__(self, base: str, *, manners: Manners | None = None, clock: Clock | None = None) -> None:
        self._home = _host(base)
        self._manners = manners or Manners()
        self._clock = clock or Clock()
        self._last = float("-inf")
        self._silent_until = float("-inf")
        self._http = requests.Session()
        self._http.headers.update({"User-Agent": user_agent(), "Accept-Encoding": ACCEPTED_CODINGS})

    def get(self, url: str, purpose: Purpose) -> Answer:
        """Ask for an address, as often as manners allow, and give the last answer whatever its status.

        Redirects are answers. A status of an archived capture is never mistaken for one of the archive.

        Raises:
            ArchiveAnswerUnknown: the address is not on the archive's host.
            ArchiveUnavailable: no connection could be made, or none held.
            ArchiveRefused: it asks for more silence than this run can keep.
        """
        self._stay_home(url)
        waits = iter(self._manners.waits)
        while True:
            answer = self._unrefused(url, purpose, waits)
            wait = next(waits, None) if answer.worth_retrying else None
            if wait is None:
                return answer
            self._pause(max(wait, _asked_silence(answer) or 0.0), url)

    def get_settled(self, url: str, purpose: Purpose) -> Answer:
        """Ask as :meth:`get` does, and once more where the archive itself points to another place of its own.

        An archived redirect is a capture, and is not followed.

        Raises:
            ArchiveAnswerUnknown: it points off its own host.
        """
        answer = self.get(url, purpose)
        target = answer.header("Location")
        if answer.archived or answer.status not in REDIRECTS or not target:
            return answer
        return self.get(urljoin(url, target), purpose)

    def _unrefused(self, url: str, purpose: Purpose, waits: Iterator[float]) -> Answer:
        """Ask until the archive does not answer 429, with the silence it wants in between."""
        for refusal in range(self._manners.refusals):
            answer = self._connected(url, purpose, waits)
            if answer.archived or answer.status != TOO_MANY_REQUESTS:
                return answer
            own = self._manners.silence * 2**refusal
            self._pause(_asked_silence(answer) or own, url)
        raise ArchiveRefused(
            f"{self._home} answered 429 {self._manners.refusals} times in a row, last to {url}.",
            "What was fetched is kept; run it again in an hour.",
        )

    def _connected(self, url: str, purpose: Purpose, waits: Iterator[float]) -> Answer:
        while True:
            try:
                return self._ask(url, purpose)
            except (requests.RequestException, HTTPError) as error:
                wait = next(waits, None)
                if wait is None:
                    raise self._unanswered(url, error) from error
                self._silent_until = self._clock.monotonic() + wait

    def _unanswered(self, url: str, error: Exception) -> ArchiveUnavailable:
        unreached = bool(error.args) and isinstance(error.args[0], MaxRetryError)
        kind = ArchiveUnavailable if unreached else AnswerBroken
        return kind(
            f"{self._home} gave no answer for {url}: {error}.",
            "What was fetched is kept; check the connection and run it again.",
        )

    def _ask(self, url: str, purpose: Purpose) -> Answer:
        self._wait_turn(purpose)
        try:
            response = self._send(url)
        finally:
            self._last = self._clock.monotonic()
        with response:
            received_at = self._clock.now()
            body, fault = self._read(response)
        return Answer(
            url=url,
            status=response.status_code,
            reason=response.reason or "",
            headers=tuple(response.raw.headers.items()),
            body=body,
            received_at=received_at,
            fault=fault,
        )

    def _send(self, url: str) -> requests.Response:
        """Send one request through the adapter of the session.

        ``Session.send`` would read the whole body of a redirect to look where it leads, and decode it.
        """
        request = self._http.prepare_request(requests.Request("GET", url))
        found = self._http.merge_environment_settings(url, proxies={}, stream=True, verify=None, cert=None)
        return self._http.get_adapter(url).send(
            request,
            stream=True,
            timeout=(self._manners.connect_timeout, self._manners.read_timeout),
            verify=True if found["verify"] is None else found["verify"],
            cert=found["cert"],
            proxies=found["proxies"],
        )

    def _read(self, response: requests.Response) -> tuple[bytes, Fault | None]:
        """Read a body as it was sent, up to the limits of size and time."""
        body = bytearray()
        deadline = self._clock.monotonic() + self._manners.body_seconds
        try:
            for piece in response.raw.stream(CHUNK, decode_content=False):
                body += piece
                if len(body) > self._manners.body_limit:
                    return bytes(body[: self._manners.body_limit]), Fault.TOO_LARGE
                if self._clock.monotonic() > deadline:
                    return bytes(body), Fault.TOO_SLOW
        except (HTTPError, OSError):
            return bytes(body), Fault.CUT
        return bytes(body), None

    def _wait_turn(self, purpose: Purpose) -> None:
        turn = max(self._last + self._manners.gap(purpose), self._silent_until)
        wait = turn - self._clock.monotonic()
        if wait > 0:
            self._clock.sleep(wait)

    def _pause(self, seconds: float, url: str) -> None:
        """Keep silent from now on, for as long as the next request must wait."""
        if seconds > self._manners.longest_silence:
            raise ArchiveRefused(
                f"{self._home} asks for {seconds:.0f} seconds of silence, at {url}.",
                "What was fetched is kept; run it again after that time.",
            )
        self._silent_until = self._clock.monotonic() + seconds

    def _stay_home(self, url: str) -> None:
        if _host(url) != self._home:
            raise ArchiveAnswerUnknown(
                f"{url} is not on {self._home}, the only host asked.", "Give it as an archive of its own."
            )


def _host(url: str) -> str:
    """Give host and port of an address, read the way the HTTP library reads them when it connects.

    The ports of http and https count as one: archives redirect between the two.
    """
    try:
        parts = parse_url(url)
    except LocationParseError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.host:
        return ""
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return f"{parts.host.lower()}{port}"


def _asked_silence(answer: Answer) -> float | None:
    """Read ``Retry-After``: seconds, or a date against the answer's own ``Date`` (RFC 9110, 10.2.3)."""
    asked = (answer.header("Retry-After") or "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
        since = parsedate_to_datetime(answer.header("Date") or "")
        return max(0.0, (until - since).total_seconds())
    except (TypeError, ValueError):
        return None
