"""What all tests share: the corpus beside the repository, and properties that try the same cases."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def corpus(repository: Path) -> Path:
    folder = repository.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the real documents (../shared/corpus) are not beside this checkout")
    return folder
