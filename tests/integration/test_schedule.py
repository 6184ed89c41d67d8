"""The schedule on a real Prefect server: what is deployed, the runs that it starts, and the alarm."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.releases.reader import open_release
from tests.integration.command import COMMAND, Run, User, sitting_in, succeeded
from tests.integration.prefect_api import LONGEST, ask

SAVE = "import sys; from prefect.blocks.webhook import Webhook; Webhook(url=sys.argv[1]).save('alarm')"


@contextmanager
def alarm() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Serve an address on loopback that keeps what is sent to it."""
    sent: list[dict[str, str]] = []

    class Kept(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Kept) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", sent
        server.shutdown()


class Served:
    """Deployments at work."""

    def __init__(self, api: str, root: Path, sent: list[dict[str, str]]) -> None:
        self.api, self.root, self.sent = api, root, sent

    def deployments(self) -> dict[str, dict[str, Any]]:
        found = ask(self.api, "deployments/filter", deployments={"tags": {"all_": ["dhs-archive"]}})
        return {each["name"]: each for each in found}

    def run(self, name: str, **parameters: object) -> dict[str, Any]:
        """Start a run as the server does when it is due, and wait for its end."""
        deployment = self.deployments()[name]["id"]
        run = ask(self.api, f"deployments/{deployment}/create_flow_run", parameters=parameters)
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            (found,) = ask(self.api, "flow_runs/filter", flow_runs={"id": {"any_": [run["id"]]}})
            if found["state_type"] in ("COMPLETED", "FAILED", "CRASHED"):
                return dict(found)
            time.sleep(0.3)
        pytest.fail(f"{name} does not end: {found['state']}")


@pytest.fixture(scope="module")
def served(standing_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served") / "there"
    with (
        alarm() as (address, sent),
        sitting_in(folder, PREFECT_API_URL=standing_server, DHS_ARCHIVE_WEBHOOK="alarm") as user,
    ):
        succeeded(user.start([COMMAND.with_name("python"), "-c", SAVE, address]).end())
        arguments = ["serve", "--data-root", "root", "--cron", "0 3 1 1 *"]
        running = Served(standing_server, user.folder / "root", sent)
        user.begin(*arguments).wait_until(lambda: len(running.deployments()) == 3)
        yield running


def test_three_flows_are_deployed_with_their_clocks_and_help(served: Served) -> None:
    found = served.deployments()
    assert set(found) == {"nightly", "weekly-verify", "rebuild"}
    clocks = {
        name: [(each["schedule"]["cron"], each["schedule"]["timezone"]) for each in deployment["schedules"]]
        for name, deployment in found.items()
    }
    assert clocks == {
        "nightly": [("0 3 1 1 *", "America/New_York")],
        "weekly-verify": [("0 12 * * 0", "America/New_York")],
        "rebuild": [],
    }
    for deployment in found.values():
        told = deployment["parameter_openapi_schema"]["properties"]
        assert all(each.get("description") for each in told.values()), deployment["name"]
        assert deployment["parameters"]["data_root"] == str(served.root)


def test_a_run_publishes_and_leaves_its_summary_in_prefect_and_beside_its_log(served: Served) -> None:
    run = served.run("rebuild")
    assert run["state_type"] == "COMPLETED"
    release = open_release(served.root)
    artifacts = ask(served.api, "artifacts/filter", artifacts={"flow_run_id": {"any_": [run["id"]]}})
    (summary,) = [each["data"] for each in artifacts if each["key"] == "dhs-archive-rebuild"]
    assert release.citation in summary
    assert "| documents | 22 | 0 | 0 |" in summary
    (page,) = (served.root / "work" / "runs").glob("*-rebuild.md")
    assert page.read_text() == summary


def test_a_release_that_is_altered_fails_the_weekly_run_and_rings_the_alarm(served: Served) -> None:
    assert served.run("weekly-verify", hashes_only=True)["state_type"] == "COMPLETED"
    assert served.sent == []
    path = open_release(served.root).path / "DICTIONARY.md"
    path.chmod(0o644)
    path.write_text("altered")
    failed = served.run("weekly-verify", hashes_only=True)
    assert failed["state_type"] == "FAILED"
    assert "DICTIONARY.md" in failed["state"]["message"]
    end = time.monotonic() + LONGEST
    while not served.sent and time.monotonic() < end:
        time.sleep(0.1)
    (sent,) = served.sent
    assert (sent["flow"], sent["state"]) == ("verify", "Failed")
    assert "DICTIONARY.md" in sent["text"]
    assert "do not use" in sent["message"]


def test_without_a_server_nothing_is_served(user: User) -> None:
    ended = user.run("serve")
    assert ended.status == 4
    assert "PREFECT_API_URL" in ended.complaint


@pytest.mark.soak
def test_prefect_deploys_the_declared_deployments_to_a_pool(standing_server, repository, tmp_path) -> None:
    with sitting_in(tmp_path / "there", PREFECT_API_URL=standing_server) as user:
        prefect = COMMAND.with_name("prefect")
        for arguments in (
            ["work-pool", "create", "dhs", "--type", "process"],
            ["--no-prompt", "deploy", "--all"],
        ):
            done = Run([prefect, *arguments], repository, user.environment)
            assert done.end().status == 0, done.err
    found = ask(standing_server, "deployments/filter", work_pools={"name": {"any_": ["dhs"]}})
    assert {each["name"]: each["entrypoint"] for each in found} == {
        "nightly": "flows/nightly.py:nightly",
        "weekly-verify": "flows/weekly.py:verify_latest",
        "rebuild": "flows/rebuild.py:rebuild",
    }
