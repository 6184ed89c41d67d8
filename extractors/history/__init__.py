"""What changed from one version of a document to the next, passage by passage.

:func:`~extractors.history.diff.diff` gives the changes, :func:`~extractors.history.changes.patched` applies
them, :func:`~extractors.history.changes.inverted` undoes them.
"""
