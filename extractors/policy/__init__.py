"""Reads what policies say out of the passages of a finished draft, whatever it was printed in."""
