"""The labels of provisions are sound: they belong to the passages that the seed draws, and stand in them."""

import json

import pytest

from tests.benchmarks.provision_labels import label_file, labelled_passages
from tests.golden.provisions.sample import FIRST, FOLDERS, SAMPLES, SECOND, drawn

MODALITIES = {"must", "may", "should", "must_not"}
KEYS = {"payload_sha256", "ordinal", "text_sha256", "provisions"}


def spans(provision):
    """Give all spans of a provision that are there."""
    limit = provision["limit"]
    named = [provision[name] for name in ("actor", "action", "object", "exception")]
    return [span for span in (*named, limit and limit["span"]) if span]


@pytest.mark.corpus
@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_labels_belong_to_the_passages_that_the_seed_draws(sample, folder, corpus):
    passages = drawn(corpus / "pdf" / folder, SAMPLES[sample])
    places = [(passage.payload_sha256, passage.ordinal, passage.text_sha256) for passage in passages]
    labels = labelled_passages(folder, sample=sample)
    assert [(label.payload_sha256, label.ordinal, label.text_sha256) for label in labels] == places


@pytest.mark.corpus
@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_spans_begin_and_end_with_words_of_their_passage(sample, folder, corpus):
    entries = json.loads(label_file(folder, sample=sample).read_text(encoding="utf-8"))
    for passage, entry in zip(drawn(corpus / "pdf" / folder, SAMPLES[sample]), entries, strict=True):
        for start, end in (span for provision in entry["provisions"] for span in spans(provision)):
            assert 0 <= start < end <= len(passage.text)
            assert passage.text[start:end] == passage.text[start:end].strip()
            assert not (start and passage.text[start - 1].isalnum() and passage.text[start].isalnum())


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_label_holds_digests_and_offsets_and_no_words(sample, folder):
    entries = json.loads(label_file(folder, sample=sample).read_text(encoding="utf-8"))
    assert len(entries) == SAMPLES[sample].size
    for entry in entries:
        assert set(entry) == KEYS
        for provision in entry["provisions"]:
            assert provision["modality"] in MODALITIES
            assert all(isinstance(end, int) for span in spans(provision) for end in span)


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_no_provision_is_labelled_twice(sample, folder):
    for passage in labelled_passages(folder, sample=sample):
        scored = [(one.modality, one.action) for one in passage.provisions if not one.doubtful]
        assert len(scored) == len(set(scored))


def test_the_second_draw_takes_nothing_of_the_first_and_both_repeat():
    population = [(f"{payload:02d}", ordinal) for payload in range(10) for ordinal in range(20)]
    first, second = FIRST.places(population), SECOND.places(population)
    assert len(set(first)) == FIRST.size
    assert len(set(second)) == SECOND.size
    assert not set(first) & set(second)
    assert second == SECOND.places(population)
