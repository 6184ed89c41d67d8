"""The specimens that are texts and forms: complaint forms, the detainer form, the review, the training paper.

Their words are ours, in English and in Spanish; they stand in ``pages/*.txt``.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import Paragraph

from flows.sample.addresses import STATISTICS
from flows.sample.flowing import flowing
from flows.sample.paper import TITLE, Sheet, print_pdf

KEPT = 0.8
"""The share of the training paper that its capture holds."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text on sheets: its file, its title, what stands at the foot, and how many pages it takes."""

    file: str
    title: str
    footer: str
    pages: int
    language: str = "en-US"
    numbering: str = "Page {page} of {pages}"

    def pdf(self) -> bytes:
        """Print the pages."""
        return print_pdf(
            [Paragraph(self.title, TITLE), *flowing(self.file, statistics=STATISTICS)],
            sheet=Sheet(self.footer, pages=self.pages, numbering=self.numbering),
            title=f"SPECIMEN: {self.title}",
            language=self.language,
        )


ENGLISH = Text(
    "complaint-form-english.txt",
    "Civil Rights Complaint Form",
    "Form ZZ-CRCL, English (specimen, June 2011)",
    pages=7,
)
SPANISH = Text(
    "complaint-form-spanish.txt",
    "Formulario de queja por derechos civiles",
    "Formulario ZZ-CRCL, español (ejemplo, junio de 2011)",
    pages=7,
    language="es-US",
    numbering="Página {page} de {pages}",
)
DETAINER = Text(
    "detainer-form.txt",
    "Immigration Detainer: Request to Hold a Person",
    "Form ZZ-247 (specimen, June 2011)",
    pages=2,
)
REVIEW = Text(
    "statistical-review.txt",
    "Secure Communities: Quarterly Statistical Review",
    "Quarterly statistical review (specimen, June 2011)",
    pages=1,
)
QUESTIONS = Text(
    "training-questions.txt",
    "Secure Communities: Five Questions from Training",
    "Training paper (specimen, July 2011)",
    pages=2,
)


def cut_off(payload: bytes) -> bytes:
    """Give the beginning of a file, as a broken connection leaves it: no end mark, no table of its parts."""
    return payload[: int(len(payload) * KEPT)]
