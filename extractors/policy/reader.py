"""Reads a finished extraction as a policy: one pass over its passages, whatever it was printed in."""

from __future__ import annotations

from dataclasses import replace

from extractors.policy.contacts import read_contacts
from extractors.policy.forms import read_forms
from extractors.policy.policies import read_policy
from extractors.policy.provisions import read_provisions
from extractors.records import Extraction


def with_policy(extraction: Extraction) -> Extraction:
    """Give an extraction with the policy, provisions, contacts and complaint forms of its passages."""
    passages, links, document = extraction.passages, extraction.links, extraction.document
    if not passages:
        return extraction
    policy = read_policy(passages, title=document.title)
    provisions = read_provisions(passages, policy.kind)
    return replace(
        extraction,
        document=replace(document, modals_unread=provisions.unread),
        policies=policy.policies,
        policy_words=policy.words,
        provisions=provisions.rows,
        contacts=read_contacts(passages, links),
        complaint_forms=read_forms(passages, links),
    )
