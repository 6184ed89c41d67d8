"""From a value back to the page: the row, its way to a place, the picture of the place, and its citation."""

from flows.evidence.record import Evidence, evidence

__all__ = ["Evidence", "evidence"]
