"""A real S3 server on loopback, moto's, which can be told to refuse."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

BUCKET = "specimens"
KEYS = {
    "AWS_ACCESS_KEY_ID": "specimen",
    "AWS_SECRET_ACCESS_KEY": "specimen",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@dataclass
class Bucket:
    """A bucket of an S3 server on this machine.

    Args:
        endpoint: where the server is.
        refuses: tells by method and name which requests it answers with 403.
        asked: methods and names of all requests.
    """

    endpoint: str = ""
    refuses: Callable[[str, str], bool] = lambda method, name: False
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """What a process must be told to reach it, in the words of Amazon's own tools."""
        return {**KEYS, "AWS_ENDPOINT_URL": self.endpoint, "AWS_MAX_ATTEMPTS": "1"}

    def folder(self, name: str) -> str:
        """Give the address of a folder."""
        return f"s3://{BUCKET}/{name}"


class _Gate:
    """The server, behind somebody who may turn requests away."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._server = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix(f"/{BUCKET}/")
        self._bucket.asked.append(asked)
        if self._bucket.refuses(*asked):
            start_response("403 Forbidden", [("Content-Type", "application/xml")])
            return [b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"]
        answer: Iterable[bytes] = self._server(environ, start_response)
        return answer


class _Quiet(WSGIRequestHandler):
    def log(self, kind: str, message: str, *values: object) -> None:
        """Print nothing."""


@contextmanager
def serving_bucket() -> Iterator[Bucket]:
    """Serve an empty bucket for the length of a block."""
    bucket = Bucket()
    server = make_server("127.0.0.1", 0, _Gate(bucket), threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    bucket.endpoint = f"http://127.0.0.1:{server.server_port}"
    requests.post(f"{bucket.endpoint}/moto-api/reset", timeout=10)  # the server's memory is the process's
    requests.put(f"{bucket.endpoint}/{BUCKET}", timeout=10)
    try:
        yield bucket
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
