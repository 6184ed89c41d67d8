"""Asking an archive over HTTP the way its keepers ask to be asked.

One session asks one host, spaced in time, with an honest name. It never follows a redirect, never sends a
cookie back, and gives bodies as they were sent: content-coding kept, so that digests are over archived
bytes. Silence that an archive asks for is kept before anything else is asked of it.

What urllib3 and tenacity offer for retries cannot be used here: to them a 503 is a fault, and in an archive
it may be a capture of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError, MaxRetryError, ReadTimeoutError

from flows.archives.answers import REDIRECTS, TOO_MANY_REQUESTS, Answer, Fault
from flows.archives.guard import AddressRefused, GuardedAdapter, host_of, on_loopback
from flows.archives.manners import OWN_MACHINE, PUBLIC, Clock, Manners, Purpose, user_agent
from flows.errors import ArchiveAnswerUnknown, ArchiveRefused, ArchiveUnavailable, BudgetSpent, InputError

CHUNK = 64 * 1024
"""Bytes read from the network at a time."""

ACCEPTED_CODINGS = "gzip, deflate"
"""pywb removes a coding that is not accepted; these two are kept as archived and can be read again."""

Believed = Callable[[Answer], bool]


class AnswerBroken(ArchiveUnavailable):
    """The archive could be reached, but what it sent was no whole HTTP answer, try after try."""


@dataclass(slots=True)
class Ledger:
    """What was asked of one host in one run.

    Args:
        host: the host.
        requests: requests sent, those without an answer among them.
        received: bytes of bodies.
        answers: answers by status; ``broken`` counts those that did not come whole, ``odd`` those that came
            whole and were not what was asked for.
        waited: seconds of silence that the host asked for or its faults called for.
    """

    host: str
    requests: int = 0
    received: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    waited: float = 0.0

    @property
    def troubled(self) -> int:
        """Answers that showed that the archive is not well."""
        return sum(n for status, n in self.answers.items() if status in ("broken", "odd") or status[0] == "5")

    def as_dict(self) -> dict[str, object]:
        """Give what is written into the log of a run."""
        return {
            "host": self.host,
            "requests": self.requests,
            "bytes": self.received,
            "answers": dict(sorted(self.answers.items())),
            "waited_seconds": round(self.waited, 1),
        }


class PoliteSession:
    """A session with one archive.

    Args:
        base: an address of the archive; nothing is ever asked of another host.
        manners: how often and how patiently to ask; unless given, those for its kind of host.
        clock: time and waiting.
    """

    def __init__(self, base: str, *, manners: Manners | None = None, clock: Clock | None = None) -> None:
        own = on_loopback(base)
        self._home = host_of(base)
        self._public = not own
        self._manners = manners or (OWN_MACHINE if own else PUBLIC)
        self._clock = clock or Clock()
        self._last = float("-inf")
        self._distance = 0.0
        self._silent_until = float("-inf")
        self._http = requests.Session()
        self._http.headers.update(
            {"User-Agent": user_agent(self._manners.contact), "Accept-Encoding": ACCEPTED_CODINGS}
        )
        adapter = GuardedAdapter(loopback=own, stall_timeout=self._manners.stall_timeout)
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, adapter)
        self.ledger = Ledger(self._home)

    def get(
        self,
        url: str,
        purpose: Purpose,
        *,
        believed: Believed | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for an address, as often as manners allow, and give the last answer whatever its status.

        Redirects are answers. A status of an archived capture is never mistaken for one of the archive.

        Args:
            url: the address.
            purpose: what it is asked for.
            believed: tells of an answer whether it is right in spite of its fault, or wrong without one.
            headers: more headers of the request.

        Raises:
            ArchiveAnswerUnknown: the address is not on the archive's host, or that host is not public.
            ArchiveUnavailable: no connection could be made, or none held.
            ArchiveRefused: it asks for more silence than this run can keep.
            BudgetSpent: the run may ask no more.
        """
        self._stay_home(url)
        request = _Request(url, purpose, dict(headers or {}))
        waits = self._waits()
        previous: Answer | None = None
        while True:
            answer = self._unrefused(request, waits)
            if _settled(answer, previous, believed):
                return answer
            if not answer.worth_retrying:
                self.ledger.answers["odd"] += 1
            wait = next(waits, None)
            if wait is None:
                return answer
            previous = answer
            self._pause(max(self._jittered(wait), answer.asked_silence or 0.0), url)

    def get_settled(self, url: str, purpose: Purpose, *, believed: Believed | None = None) -> Answer:
        """Ask as :meth:`get` does, and once more where the archive itself points to another place of its own.

        An archived redirect is a capture, and is not followed.

        Raises:
            ArchiveAnswerUnknown: it points off its own host.
        """
        answer = self.get(url, purpose, believed=believed)
        target = answer.header("Location")
        if answer.archived or answer.status not in REDIRECTS or not target:
            return answer
        return self.get(urljoin(url, target), purpose, believed=believed)

    def _waits(self) -> Iterator[float]:
        """Give the waits before each new try at an address, as long as the tries have not taken too long."""
        began, waited = self._clock.monotonic(), self.ledger.waited
        for wait in self._manners.waits:
            tried = self._clock.monotonic() - began - (self.ledger.waited - waited)
            if tried > self._manners.address_seconds:
                return
            yield wait

    def keep_distance(self, seconds: float) -> None:
        """Leave at least so much time between requests from now on, as a ``Crawl-delay`` asks."""
        self._distance = seconds

    def _unrefused(self, request: _Request, waits: Iterator[float]) -> Answer:
        """Ask until the archive does not answer 429, with the silence it wants in between."""
        for refusal in range(self._manners.refusals):
            answer = self._connected(request, waits)
            if answer.archived or answer.status != TOO_MANY_REQUESTS:
                return answer
            own = self._manners.silence * 2**refusal
            if refusal + 1 < self._manners.refusals:
                self._pause(answer.asked_silence or own, request.url)
        raise ArchiveRefused(
            f"{self._home} answered 429 {self._manners.refusals} times in a row, last to {request.url}.",
            "What was fetched is kept; run it again in an hour.",
        )

    def _connected(self, request: _Request, waits: Iterator[float]) -> Answer:
        while True:
            try:
                return self._ask(request)
            except AddressRefused as error:
                raise _refused_address(self._home, error) from error
            except (requests.RequestException, HTTPError) as error:
                if refused := _cause(error, AddressRefused):
                    raise _refused_address(self._home, refused) from error
                self.ledger.answers["broken"] += 1
                wait = next(waits, None)
                if wait is None:
                    raise self._unanswered(request.url, error) from error
                self._be_silent(self._jittered(wait))

    def _unanswered(self, url: str, error: Exception) -> ArchiveUnavailable:
        unreached = bool(error.args) and isinstance(error.args[0], MaxRetryError)
        kind = ArchiveUnavailable if unreached else AnswerBroken
        return kind(
            f"{self._home} gave no answer for {url}: {error}.",
            "What was fetched is kept; check the connection and run it again.",
        )

    def _ask(self, request: _Request) -> Answer:
        self._wait_turn(request.purpose)
        self._spend()
        try:
            response = self._send(request)
        finally:
            self._last = self._clock.monotonic()
        with response:
            received_at = self._clock.now()
            body, fault = self._read(response)
        self.ledger.received += len(body)
        self.ledger.answers["broken" if fault else str(response.status_code)] += 1
        return Answer(
            url=request.url,
            status=response.status_code,
            reason=response.reason or "",
            headers=tuple(response.raw.headers.items()),
            body=body,
            received_at=received_at,
            fault=fault,
        )

    def _spend(self) -> None:
        """Count a request, if the run may make one more.

        Raises:
            BudgetSpent: it may not.
            InputError: nobody could be reached about it.
        """
        if self._public and not self._manners.contact:
            raise InputError(
                f"{self._home} is a public archive, and its keepers could not reach you.",
                "Say who asks: --contact you@example.org, or DHS_ARCHIVE_CONTACT in the environment.",
            )
        most, most_bytes = self._manners.most_requests, self._manners.most_bytes
        if most is not None and self.ledger.requests >= most:
            raise BudgetSpent(f"{most:,} requests were made of {self._home}.", _GO_ON)
        if most_bytes is not None and self.ledger.received >= most_bytes:
            raise BudgetSpent(f"{self.ledger.received:,} bytes were fetched from {self._home}.", _GO_ON)
        self.ledger.requests += 1

    def _send(self, request: _Request) -> requests.Response:
        """Send one request through the adapter of the session.

        ``Session.send`` would read the whole body of a redirect to look where it leads, and decode it.
        """
        url = request.url
        prepared = self._http.prepare_request(requests.Request("GET", url, headers=request.headers))
        found = self._http.merge_environment_settings(url, proxies={}, stream=True, verify=None, cert=None)
        return self._http.get_adapter(url).send(
            prepared,
            stream=True,
            timeout=(self._manners.connect_timeout, self._manners.read_timeout),
            verify=True if found["verify"] is None else found["verify"],
            cert=found["cert"],
            proxies=found["proxies"],
        )

    def _read(self, response: requests.Response) -> tuple[bytes, Fault | None]:
        """Read a body as it was sent, up to the limits of size and time.

        Pieces are taken as they come: a read that waits for a full one would never end on a body that
        trickles.
        """
        body = bytearray()
        deadline = self._clock.monotonic() + self._manners.body_seconds
        try:
            while piece := response.raw.read1(CHUNK, decode_content=False):
                body += piece
                if len(body) > self._manners.body_limit:
                    return bytes(body[: self._manners.body_limit]), Fault.TOO_LARGE
                if self._clock.monotonic() > deadline:
                    return bytes(body), Fault.TOO_SLOW
        except ReadTimeoutError:
            return bytes(body), Fault.STALLED
        except (HTTPError, OSError):
            return bytes(body), Fault.CUT
        return bytes(body), None

    def _wait_turn(self, purpose: Purpose) -> None:
        turn = max(self._last + max(self._manners.gap(purpose), self._distance), self._silent_until)
        if (rest := turn - self._clock.monotonic()) > 0:
            self._clock.sleep(rest)

    def _jittered(self, wait: float) -> float:
        return wait * (1.0 + self._manners.jitter * self._clock.chance())

    def _pause(self, seconds: float, url: str) -> None:
        """Keep silent from now on, for as long as the next request must wait."""
        if seconds > self._manners.longest_silence:
            raise ArchiveRefused(
                f"{self._home} asks for {seconds:.0f} seconds of silence, at {url}.",
                "What was fetched is kept; run it again after that time.",
            )
        self._be_silent(seconds)

    def _be_silent(self, seconds: float) -> None:
        self.ledger.waited += seconds
        self._silent_until = self._clock.monotonic() + seconds

    def _stay_home(self, url: str) -> None:
        if host_of(url) != self._home:
            raise ArchiveAnswerUnknown(
                f"{url} is not on {self._home}, the only host asked.", "Give it as an archive of its own."
            )


_GO_ON = "What was fetched is kept; run it again to go on."


@dataclass(frozen=True, slots=True)
class _Request:
    """What is asked."""

    url: str
    purpose: Purpose
    headers: dict[str, str]


def _settled(answer: Answer, previous: Answer | None, believed: Believed | None) -> bool:
    """Tell whether asking again would give nothing better: what an archive gives twice is what it has."""
    if answer.fault is Fault.TOO_LARGE or answer.repeats(previous):
        return True
    if believed is None or (answer.worth_retrying and not answer.fault):
        return not answer.worth_retrying
    return believed(answer)


def _cause(error: BaseException | None, kind: type[AddressRefused]) -> AddressRefused | None:
    """Look for a refusal among what led to an error, which requests wraps in errors of its own."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, kind):
            return error
        inner = next((each for each in error.args if isinstance(each, BaseException)), None)
        error = inner or getattr(error, "reason", None) or error.__cause__ or error.__context__
    return None


def _refused_address(home: str, error: AddressRefused) -> ArchiveAnswerUnknown:
    return ArchiveAnswerUnknown(
        f"{home} is not asked: {error}.", "Name an archive on the public web, or one on loopback."
    )
