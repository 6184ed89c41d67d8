"""Verbs of policies, as far as their reading depends on which they are."""

from __future__ import annotations

ADVERB_LIKE = frozenset({"apply", "supply", "comply", "rely", "reply", "multiply", "imply"})
"""Verbs that end as adverbs do."""

PARTICLE = {
    "comply": "with", "carry": "out", "consult": "with", "coordinate": "with", "adhere": "to", "refer": "to",
    "respond": "to", "abide": "by", "participate": "in", "engage": "in", "assist": "with", "rely": "on",
    "provide": "for", "account": "for", "apply": "for", "enter": "into", "communicate": "with",
    "work": "with",
    "cooperate": "with", "report": "to", "contribute": "to", "consist": "of", "serve": "as", "act": "as",
    "look": "for", "plan": "for", "pay": "for", "set": "up", "follow": "up", "agree": "to", "object": "to",
    "inquire": "into", "focus": "on", "build": "on", "prepare": "for", "result": "in", "interfere": "with",
}  # fmt: skip
"""The preposition that belongs to a verb."""

VERBS = (
    r"provide|ensure|maintain|submit|notify|report|complete|conduct|prepare|develop|establish"
    r"|review|obtain|receive|comply|coordinate"
    r"|make|take|give|keep|send|inform|contact|arrange|transport|pay|reimburse|retain|monitor"
    r"|implement|follow|identify|assess|train|"
    r"supervise|document|record|request|return|terminate|issue|publish|collect|detain|release"
    r"|serve|use|cover|assign|"
    r"designate|appoint|advise|assist|direct|determine|consider|evaluate|update|verify|sign"
    r"|file|include|share|disclose|"
    r"protect|participate|cooperate|refer|transfer|interview|interrogate|arrest|process"
    r"|administer|manage|support|permit|allow|require|"
    r"respond|communicate|consult|create|address|describe|explain|enter|exercise|perform"
    r"|execute|fingerprint|photograph|"
    r"bear|hold|meet|set|work|seek|call|apply|post|display|refrain|adhere|abide|attend"
    r"|undergo|pass|identify|deploy|activate|mobilize"
)
"""Verbs that may follow another behind "and", as a pattern."""

NOUNS_TOO = frozenset(
    [
        "report",
        "review",
        "process",
        "request",
        "record",
        "return",
        "issue",
        "contact",
        "document",
        "transport",
        "train",
        "support",
        "monitor",
        "transfer",
        "interview",
        "arrest",
        "call",
        "work",
        "set",
        "display",
        "post",
        "direct",
        "sign",
        "file",
        "release",
        "cover",
        "use",
        "meet",
        "address",
        "hold",
        "pay",
        "exercise",
        "update",
        "share",
        "pass",
        "permit",
        "access",
        "seek",
        "fingerprint",
        "photograph",
        "train",
        "bear",
        "include",
    ]
)
"""Those of them that are nouns as often."""
