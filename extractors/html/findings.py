"""What is worth saying of a page that was read: the issues of its own, and what to do about each."""

from __future__ import annotations

from extractors.draft import Draft
from extractors.html.decode import Decoded
from extractors.html.tree import MAX_ATTRIBUTES, MAX_CHARACTERS, MAX_DEPTH, MAX_OPTIONS, Tree
from extractors.records import Severity


def note_charset(draft: Draft, decoded: Decoded) -> None:
    """Tell of characters that are not as the page declares them."""
    if decoded.misfit:
        draft.issue(
            "charset_fallback" if decoded.lossy else "charset_contradicted",
            Severity.WARNING if decoded.lossy else Severity.INFO,
            evidence=decoded.misfit,
            remedy="Compare the characters beyond ASCII with the payload in the vault.",
        )


def note_mended(draft: Draft, stretches: int) -> None:
    """Tell of characters that had been encoded twice."""
    if stretches:
        draft.issue(
            "mojibake_mended",
            Severity.INFO,
            evidence=f"{stretches} stretches of text with characters that were encoded twice",
            remedy="None is needed; the characters as they were sent are in the vault.",
        )


def note_size(draft: Draft, tree: Tree) -> None:
    """Tell of what was too long, too wide or too deep to be read in full."""
    if tree.too_long:
        draft.issue(
            "too_long",
            Severity.WARNING,
            evidence=f"only the first {MAX_CHARACTERS} characters of source were read",
            remedy="Look at the end of the payload in the vault.",
        )
    if tree.stripped:
        draft.issue(
            "too_many_attributes",
            Severity.WARNING,
            evidence=f"{tree.stripped} tags with more than {MAX_ATTRIBUTES} attributes",
            remedy="The attributes were not read; look at the payload in the vault.",
        )
    if tree.menus_flattened:
        draft.issue(
            "too_many_options",
            Severity.INFO,
            evidence=f"more than {MAX_OPTIONS} options of menus",
            remedy="Their text was kept as lines of the page; look at the payload for the menus.",
        )
    if tree.too_deep:
        parts = "the whole page" if tree.too_deep < 0 else f"{tree.too_deep} parts"
        draft.issue(
            "too_deep",
            Severity.WARNING,
            evidence=f"{parts} nested more than {MAX_DEPTH} elements deep",
            remedy="Their text was kept, their headings, links and tables were not; look at the payload.",
        )


def note_template(draft: Draft, *, era: str | None, component: str | None) -> None:
    """Tell of a page of the department whose template is new: one should know the same night."""
    if era is None and component is None:
        return
    draft.issue(
        "template_not_known" if era is None else "main_not_marked",
        Severity.INFO,
        evidence=f"era {era or 'not known'}, component {component or 'not known'}",
        remedy="Look whether its main text is whole; a new template is a new module in extractors/html/eras.",
    )


def note_replay(draft: Draft) -> None:
    """Tell of a page that is not as it was sent: an archive put its toolbar on it and changed its links."""
    draft.issue(
        "replayed_page",
        Severity.WARNING,
        evidence="the toolbar of an archive stands on the page",
        remedy="Fetch the capture as it was kept, by its address with id_; links were led back to originals.",
    )


def note_elements(draft: Draft, elements: int) -> None:
    """Tell of a page that has too many elements to be read as more than text."""
    draft.issue(
        "too_many_elements",
        Severity.WARNING,
        evidence=f"{elements} elements",
        remedy="The text was kept as one passage, links and tables were not; look at the payload.",
    )


def note_no_text(draft: Draft) -> None:
    """Tell of a page without any text."""
    draft.issue(
        "no_text",
        Severity.ERROR,
        evidence="the body of the page has no text",
        remedy="Look for another capture, or for the frames or scripts that show its text.",
    )


def note_links_left_out(draft: Draft, count: int) -> None:
    """Tell how many links of the site were not kept."""
    if count:
        draft.issue(
            "chrome_links_left_out",
            Severity.INFO,
            evidence=f"{count} links in site-wide menus, headers and footers",
            remedy="None is needed; their text is kept in passages of navigation and boilerplate.",
        )
