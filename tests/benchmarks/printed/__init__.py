"""Printed pages of our own making, each with its true tables: layouts that nobody tuned for."""
