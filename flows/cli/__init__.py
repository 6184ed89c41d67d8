"""The command line: a module for each kind of command, all of one group.

What a command needs is imported within it, so that no command waits for what another one uses.
"""

from flows.cli import building, collecting, comparing, looking, reading, sharing
from flows.cli.group import cli
from flows.cli.status import main

__all__ = ["building", "cli", "collecting", "comparing", "looking", "main", "reading", "sharing"]
