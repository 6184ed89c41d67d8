"""Nights: when flows run by themselves, what they leave to be read, and who is told when one fails."""
