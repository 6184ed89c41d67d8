"""``dhs-archive verify``: is a release what its manifest says, and does it follow from the archive?"""
