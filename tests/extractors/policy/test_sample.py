"""Provisions of real passages, drawn by seed and labelled by hand before the extractor was written."""

import pytest

from tests.benchmarks.provisions import judged, total
from tests.golden.provisions.sample import FOLDERS

pytestmark = pytest.mark.corpus

PRECISION = 0.95
RECALL = {"287g-agreements": 0.61, "fema": 0.52}
"""What is reached, by folder, and must not be lost; ``python -m tests.benchmarks provisions`` prints it."""


@pytest.fixture(scope="module")
def scores(corpus):
    return {folder: total(judged(folder, sample="first", pdfs=corpus / "pdf")) for folder in FOLDERS}


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_found_is_a_provision_with_its_modality_action_and_actor(scores, folder):
    assert scores[folder].precision >= PRECISION


@pytest.mark.parametrize("folder", FOLDERS)
def test_provisions_are_found_as_often_as_before(scores, folder):
    assert scores[folder].recall >= RECALL[folder]
