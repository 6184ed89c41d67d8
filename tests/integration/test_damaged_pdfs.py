"""A thousand damaged PDFs: the run never ends with one, none hangs, and each is accounted for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.command import User
from tests.integration.damaged import hostile, mutations

COUNT = 1000
AT_A_TIME = 25
SEED = 20110617
SMALL = 1_300_000
"""Bytes of the largest original; longer ones are only slower."""

ENDED = "worker_died"

SHOW_NOTHING = {"own-form.pdf"}
"""Hostile files that paint no text: to have read nothing of them is the answer."""


@pytest.fixture
def read(user: User):
    def read(folder: Path) -> dict[str, dict]:
        """Read files with the command, a few at a time, and give its answers by the name of the file."""
        files = sorted(folder.iterdir())
        answers: dict[str, dict] = {}
        for start in range(0, len(files), AT_A_TIME):
            some = files[start : start + AT_A_TIME]
            ended = user.run("extract", "--json", "--ocr", "off", *some)
            assert ended.status in (0, 4), ended.complaint
            found = [json.loads(line) for line in ended.out.splitlines()]
            assert [answer["file"] for answer in found] == [str(file) for file in some]
            answers |= {Path(answer["file"]).name: answer for answer in found}
        return answers

    return read


def is_accounted_for(answer: dict) -> bool:
    """Tell whether something was read, or an issue says why not."""
    return bool(answer["passages"] or answer["issues"])


@pytest.mark.soak
@pytest.mark.corpus
def test_a_thousand_damaged_files(corpus, tmp_path, read) -> None:
    originals = [path.read_bytes() for path in sorted((corpus / "pdf").rglob("*.pdf"))]
    originals = [payload for payload in originals if len(payload) <= SMALL]
    folder = tmp_path / "damaged"
    folder.mkdir()
    for number, payload in enumerate(mutations(originals, COUNT, SEED)):
        (folder / f"{number:04}.pdf").write_bytes(payload)
    answers = read(folder)
    assert len(answers) == COUNT
    assert [name for name, answer in answers.items() if not is_accounted_for(answer)] == []
    died = [name for name, answer in answers.items() if ENDED in codes(answer)]
    assert len(died) <= COUNT // 100, died


def test_files_made_to_hurt(tmp_path, read) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    for name, payload in hostile().items():
        (folder / name).write_bytes(payload)
    answers = read(folder)
    silent = {name for name, answer in answers.items() if not is_accounted_for(answer)}
    assert silent == SHOW_NOTHING
    for name in ("bomb-content.pdf", "bomb-twice.pdf", "many-characters.pdf", "many-rules.pdf"):
        assert codes(answers[name]) == ["page_too_large"]


def codes(answer: dict) -> list[str]:
    return [issue["code"] for issue in answer["issues"]]
