"""The schedule, the summary of a run, and what is sent when one fails."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from prefect.blocks.webhook import Webhook
from prefect.states import Failed

from flows.errors import LossesTooLarge
from flows.nights import alerts
from flows.nights.alerts import WEBHOOK, alert, payload
from flows.nights.schedule import NIGHTLY, TIME_ZONE, WEEKLY, Plan, deployments
from flows.nights.summary import as_markdown, summarised
from flows.runlog import RunLog
from flows.settings import DataRoot

FLOW, RUN = SimpleNamespace(name="nightly"), SimpleNamespace(name="brave-owl", id="1")


def test_the_file_for_a_pool_declares_what_is_served(repository: Path, tmp_path: Path) -> None:
    declared = yaml.safe_load((repository / "prefect.yaml").read_text())["deployments"]
    served = {each.name: each for each in deployments(Plan(tmp_path))}
    assert [each["name"] for each in declared] == list(served)
    for each in declared:
        clocks = [(clock["cron"], clock["timezone"]) for clock in each.get("schedules", [])]
        own = [(one.schedule.cron, one.schedule.timezone) for one in served[each["name"]].schedules or []]
        assert clocks == own
        module, _, name = each["entrypoint"].partition(":")
        assert served[each["name"]].entrypoint == f"{module.removesuffix('.py').replace('/', '.')}.{name}"
    assert [NIGHTLY, WEEKLY, TIME_ZONE] == ["30 2 * * *", "0 12 * * 0", "America/New_York"]


def test_a_summary_tells_the_outcome_first(tmp_path: Path) -> None:
    log = RunLog(DataRoot(tmp_path), "nightly")
    log.facts |= {"release": "1.1.0+abc", "step": "minor", "path": "/data/releases/1.1.0"}
    log.facts |= {"changes": [("documents", 2, 0, 1)], "issues": [("warning", 3)]}
    log.add("hosts", [{"host": "web.archive.org", "requests": 12, "bytes": 99, "waited_seconds": 30.5}])
    log.add("left", [f"http://a.invalid/{number}" for number in range(30)])
    log.warnings.append("a <b>|c")
    text = as_markdown(log)
    assert text.index("Release 1.1.0+abc, step: minor.") < text.index("| documents | 2 | 0 | 1 |")
    assert "| web.archive.org | 12 | 99 | 30.5 |" in text
    assert "- a \\<b>\\|c" in text
    assert "- and 10 more, in the log of the run" in text


def test_a_run_that_is_held_back_says_so_in_its_summary(tmp_path: Path) -> None:
    root = DataRoot(tmp_path)
    with pytest.raises(LossesTooLarge), summarised(root, "nightly"):
        raise LossesTooLarge("3 of the 4 documents are missing.", "Run with --accept-losses.")
    (page,) = root.runs.glob("*-nightly.md")
    assert (
        "**Failed.** LossesTooLarge: 3 of the 4 documents are missing. Run with --accept-losses."
        in page.read_text()
    )


def test_a_summary_that_cannot_be_written_hides_nothing(tmp_path: Path, monkeypatch, capsys) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RunLog, "__exit__", lambda *_: None)
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(LossesTooLarge), summarised(DataRoot(tmp_path), "nightly"):
        raise LossesTooLarge("3 are missing.", "Run with --accept-losses.")
    assert "the summary could not be left" in capsys.readouterr().err


def test_the_alarm_says_what_failed_and_what_to_do() -> None:
    sent = payload(FLOW, RUN, Failed(message="3 are missing. Run with --accept-losses."))
    assert sent["text"] == "dhs-archive nightly brave-owl: 3 are missing. Run with --accept-losses."
    assert sent["state"] == "Failed"


def test_without_a_webhook_nothing_is_sent(monkeypatch) -> None:
    monkeypatch.delenv(WEBHOOK, raising=False)
    monkeypatch.setattr(alerts, "Webhook", None)
    alert(FLOW, RUN, Failed(message="x"))


def test_an_alarm_that_cannot_be_rung_hides_nothing(monkeypatch, capsys) -> None:
    def gone(name: str) -> Webhook:
        raise ValueError(f"no block {name}")

    monkeypatch.setenv(WEBHOOK, "alarm")
    monkeypatch.setattr(alerts, "Webhook", SimpleNamespace(load=gone))
    alert(FLOW, RUN, Failed(message="x"))
    assert "the webhook alarm could not be called: no block alarm" in capsys.readouterr().err
