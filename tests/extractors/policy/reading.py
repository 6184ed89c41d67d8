"""Short documents for the tests of policies: passages as given, read as any extraction is."""

from extractors.draft import Draft
from extractors.policy.reader import with_policy
from extractors.records import CaptureContext, Extraction, Instrument, Modality, PassageKind, Provision
from extractors.registry import HTML
from extractors.stated import Metadata

Line = tuple[PassageKind, str] | str


def read(*lines: Line, title: str = "A page") -> Extraction:
    """Read a document of these passages; one without a kind is a paragraph."""
    draft = Draft(b"", CaptureContext())
    for line in lines:
        kind, text = (PassageKind.PARAGRAPH, line) if isinstance(line, str) else line
        draft.passage(kind, text)
    return with_policy(draft.finish(Metadata(HTML, "html", title=title)))


def said(provision: Provision) -> tuple[str | None, Modality | None, str, str | None]:
    """Give who, how, what and to what."""
    return provision.actor, provision.modality, provision.action, provision.object


def reforms(extraction: Extraction) -> list[tuple[Instrument | None, str | None, str | None]]:
    """Give the instruments that a document sets up: which, by whom, and for whom."""
    return [
        (each.instrument, each.actor, each.affected)
        for each in extraction.provisions
        if each.rule == "sets_up"
    ]
