"""Places: which one a printed name is, among those that are known."""
