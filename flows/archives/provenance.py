"""Where a capture came from: the metadata record that follows it in the vault, written and read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flows.archives.warcs import Headers, one_line, warc_date


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a capture came into the vault: the metadata record that follows its response.

    Args:
        archive: host, and collection if any, of the archive.
        replay_url: the address that was fetched.
        fetched_at: when, in UTC.
        headers: the headers of the replay answer, as sent.
        digest: the digest that the archive printed, such as ``sha1:…``.
        record: what tells the capture from others of its address and second.
        payload: SHA-256 and length of the payload, as ``sha256:… 1234``.
        stored: SHA-256 of the body as it stands in the record that goes before, as ``sha256:…``.
        truncated: why the body is not whole.
    """

    archive: str
    replay_url: str
    fetched_at: datetime
    headers: Headers
    digest: str | None = None
    record: str | None = None
    payload: str | None = None
    stored: str | None = None
    truncated: str | None = None

    def as_fields(self) -> bytes:
        """Write as ``application/warc-fields``."""
        lines = [
            f"archive: {self.archive}",
            f"replay: {self.replay_url}",
            f"fetched: {warc_date(self.fetched_at)}",
        ]
        told = {name: getattr(self, name) for name in ("digest", "record", "payload", "stored", "truncated")}
        lines += [f"{name}: {one_line(value)}" for name, value in told.items() if value]
        lines += [f"header: {name}: {one_line(value)}" for name, value in self.headers]
        return ("\r\n".join(lines) + "\r\n").encode()


def read_fields(block: bytes) -> dict[str, str]:
    """Read ``application/warc-fields``; of a name that stands more than once the first counts.

    The headers of an answer, each told as ``header: NAME: VALUE``, are given by their own names in lower
    case unless a field has that name.
    """
    found: dict[str, str] = {}
    headers: dict[str, str] = {}
    for line in block.decode("utf-8", "replace").splitlines():
        name, separator, value = line.partition(":")
        if not separator:
            continue
        if name == "header":
            name, _, value = value.partition(":")
            headers.setdefault(name.strip().lower(), value.strip())
        else:
            found.setdefault(name.strip().lower(), value.strip())
    return headers | found
