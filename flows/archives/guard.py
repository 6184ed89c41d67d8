"""Connections to public addresses only, and to loopback where an archive on loopback was asked for.

A name is resolved once, each address that it has is judged, and the connection goes to a judged one: a name
that later resolves to something else leads nowhere. An HTTP proxy of the environment is trusted to judge.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.poolmanager import PoolManager
from urllib3.response import HTTPResponse
from urllib3.util import connection, parse_url

HEADER_PATIENCE = 2.0
"""Times the timeout of one read after which the headers of an answer must be there."""

LOOPBACK_NAMES = ("localhost",)
_USUAL_PORTS = (None, 80, 443)
_NAT64 = IPv6Network("64:ff9b::/96")


class AddressRefused(HTTPError):
    """A host has a private, link-local or otherwise special address."""


def host_of(url: str) -> str:
    """Give host and port of an address, read the way the HTTP library reads them when it connects.

    The ports of http and https count as one: archives redirect between the two. What is no web address
    gives an empty text.
    """
    try:
        parts = parse_url(url)
    except LocationParseError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.host:
        return ""
    port = "" if parts.port in _USUAL_PORTS else f":{parts.port}"
    return f"{parts.host.lower()}{port}"


def on_loopback(url: str) -> bool:
    """Tell whether an address names this machine itself."""
    try:
        host = (parse_url(url).host or "").strip("[]").lower()
        return host in LOOPBACK_NAMES or ip_address(host).is_loopback
    except (LocationParseError, ValueError):
        return False


def permitted(address: str, *, loopback: bool) -> bool:
    """Tell whether an IP address may be connected to."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        hidden = found.ipv4_mapped or found.sixtofour
        if hidden is not None:
            return permitted(str(hidden), loopback=loopback)
        if found in _NAT64:
            return permitted(str(IPv4Address(int(found) & 0xFFFFFFFF)), loopback=loopback)
    if found.is_loopback:
        return loopback
    return found.is_global and not found.is_multicast


def _connect(held: Any, *, loopback: bool) -> socket.socket:
    """Resolve the host of a connection, refuse it if any of its addresses is special, and connect."""
    try:
        found = socket.getaddrinfo(held._dns_host, held.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise NameResolutionError(held.host, held, error) from error  # type: ignore[arg-type]
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for address in addresses:
        if not permitted(address, loopback=loopback):
            raise AddressRefused(f"{held.host} has the address {address}, which is not public")
    fault: OSError | None = None
    for address in addresses:
        try:
            made = connection.create_connection(
                (address, held.port), held.timeout, socket_options=held.socket_options
            )
        except OSError as error:
            fault = error
            continue
        sys.audit("http.client.connect", held, held.host, held.port)
        return made
    if isinstance(fault, TimeoutError):
        raise ConnectTimeoutError(held, f"connection to {held.host} timed out") from fault
    raise NewConnectionError(held, f"no connection to {held.host}: {fault}") from fault


class _Lines:
    """A stream that remembers the last line that was read from it."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.last = b""

    def readline(self, limit: int = -1) -> bytes:
        self.last = self.stream.readline(limit)
        return self.last

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


_Answer: Any = HTTPConnection.response_class


class WholeHeaders(_Answer):  # type: ignore[misc]
    """An answer whose headers end with an empty line; Python takes the end of a connection for one."""

    fp: Any

    def begin(self) -> None:
        """Read status and headers.

        Raises:
            ConnectionResetError: the connection ended among them.
        """
        stream: Any = self.fp
        lines: Any = _Lines(stream)
        self.fp = lines
        super().begin()
        if self.fp is lines:
            self.fp = stream
        if not lines.last:
            raise ConnectionResetError("the connection ended among the headers")


@contextmanager
def _within(connected: socket.socket, seconds: float) -> Iterator[None]:
    """End a connection whose headers trickle: each byte in time, and all of them never."""
    timer = Timer(seconds, _shut, (connected,))
    timer.daemon = True
    if seconds:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _guarded(kind: type[Any], *, loopback: bool, stall_timeout: float) -> type[Any]:
    """Give a kind of connection that judges addresses, and waits less for a body to go on than to begin."""

    class Guarded(kind):  # type: ignore[misc]
        response_class = WholeHeaders

        def _new_conn(self) -> socket.socket:
            return _connect(self, loopback=loopback)

        def getresponse(self) -> HTTPResponse:
            connected = self.sock
            with _within(connected, HEADER_PATIENCE * (self.timeout or 0.0)):
                response: HTTPResponse = super().getresponse()
            connected.settimeout(stall_timeout)
            return response

    return Guarded


class GuardedAdapter(HTTPAdapter):
    """Connects a session of requests to permitted addresses only.

    Args:
        loopback: whether loopback is permitted.
        stall_timeout: seconds between two pieces of a body.
    """

    def __init__(self, *, loopback: bool, stall_timeout: float) -> None:
        self._pools = {
            "http": _pool(HTTPConnectionPool, HTTPConnection, loopback, stall_timeout),
            "https": _pool(HTTPSConnectionPool, HTTPSConnection, loopback, stall_timeout),
        }
        super().__init__(pool_connections=2, pool_maxsize=1)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        """Let the pools that requests will use be ours."""
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **more)
        self.poolmanager.pool_classes_by_scheme = self._pools


def _pool(pool: type[Any], kind: type[Any], loopback: bool, stall_timeout: float) -> Callable[..., Any]:
    connected = _guarded(kind, loopback=loopback, stall_timeout=stall_timeout)
    return type(f"Guarded{pool.__name__}", (pool,), {"ConnectionCls": connected})
