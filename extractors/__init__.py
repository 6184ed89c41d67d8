"""Bytes in, typed records and issues out.

Nothing here reads the network, the clock or the disk: an extraction is a function of a payload and the
context of its capture, so that the same archive gives the same dataset on any machine.
"""
