"""No archive can lead a run to an address that is not public."""

from __future__ import annotations

import socket

import pytest

from flows.archives.guard import on_loopback, permitted
from flows.archives.manners import Manners, Purpose
from flows.archives.politeness import PoliteSession
from flows.errors import ArchiveAnswerUnknown, ArchiveUnavailable, BudgetSpent, InputError

ONCE = Manners(waits=(), contact="somebody@example.org", connect_timeout=0.2)


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.5",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "127.0.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "100.64.0.1",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.5",
        "64:ff9b::a00:5",
        "2002:a00:5::1",
    ],
)
def test_special_addresses_are_not_permitted(address: str) -> None:
    assert not permitted(address, loopback=False)


@pytest.mark.parametrize("address", ["207.241.224.2", "2606:4700::1"])
def test_public_addresses_are_permitted(address: str) -> None:
    assert permitted(address, loopback=False)


def test_loopback_is_permitted_where_the_archive_is_there() -> None:
    assert permitted("127.0.0.1", loopback=True)
    assert not permitted("10.0.0.5", loopback=True)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8099/x", "http://localhost/", "http://[::1]:80/"])
def test_an_archive_on_this_machine_is_known_by_its_name(url: str) -> None:
    assert on_loopback(url)
    assert not on_loopback("http://127.0.0.1.example.com/")


@pytest.mark.parametrize("resolved", ["10.0.0.5", "127.0.0.1", "169.254.169.254", "::ffff:192.168.0.1"])
def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch, resolved: str) -> None:
    family = socket.AF_INET6 if ":" in resolved else socket.AF_INET

    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(family, socket.SOCK_STREAM, 6, "", (resolved, 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    session = PoliteSession("http://archive.example.org", manners=ONCE)
    with pytest.raises(ArchiveAnswerUnknown, match="is not public"):
        session.get("http://archive.example.org/x", Purpose.INDEX)


def test_a_name_that_does_not_resolve_is_an_archive_that_cannot_be_reached(monkeypatch) -> None:
    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        raise socket.gaierror("no such host")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    session = PoliteSession("http://archive.example.org", manners=ONCE)
    with pytest.raises(ArchiveUnavailable):
        session.get("http://archive.example.org/x", Purpose.INDEX)


def test_a_public_archive_is_not_asked_without_a_contact() -> None:
    session = PoliteSession("http://archive.example.org", manners=Manners())
    with pytest.raises(InputError, match="--contact"):
        session.get("http://archive.example.org/x", Purpose.INDEX)


def test_the_contact_stands_in_the_user_agent(wayback, reply) -> None:
    wayback.on("/", reply())
    session = PoliteSession(wayback.base, manners=ONCE)
    assert "somebody@example.org" in str(session._http.headers["User-Agent"])


@pytest.mark.parametrize("budget", [{"most_requests": 2}, {"most_bytes": 15}])
def test_a_run_ends_when_it_has_asked_as_much_as_it_may(wayback, reply, budget) -> None:
    wayback.on("/", reply(body=b"ten bytes!"))
    session = PoliteSession(wayback.base, manners=Manners(**budget), clock=wayback.time.clock())
    for _ in range(2):
        session.get(f"{wayback.base}/x", Purpose.INDEX)
    with pytest.raises(BudgetSpent):
        session.get(f"{wayback.base}/x", Purpose.INDEX)
    assert len(wayback.asked) == 2
