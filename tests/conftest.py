"""What all tests share: the corpus, a sample release made without Prefect, and properties that are steady."""

from collections.abc import Callable
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


Released = Callable[[Path], Path]


@pytest.fixture(scope="session")
def released() -> Released:
    """Build what a data root holds, as ``dhs-archive rebuild`` does; give its folder of releases."""
    from tests.flows.line import release_of

    def build(data_root: Path) -> Path:
        return release_of(data_root).path.parent

    return build


@pytest.fixture(scope="session")
def sample_releases(released: Released, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(tmp_path_factory.mktemp("sample"))
