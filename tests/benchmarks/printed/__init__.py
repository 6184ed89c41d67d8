"""Printed pages of our own making, each with its true tables: what the reader does on layouts nobody tuned."""
