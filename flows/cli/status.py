"""How the command line ends: whatever stops a command becomes a sentence and an exit status."""

from __future__ import annotations

import errno
import os
import sys

import click

from flows import interruption
from flows.cli.group import cli
from flows.errors import DatasetError, StorageError


def main() -> None:
    """Run the command line, and end with an exit status."""
    interruption.listen()
    # The status is given only when the error is gone, or what it holds would be open while Python ends.
    sys.exit(_status())


def _status() -> int:
    """Run a command, and turn whatever stops it into a sentence and a status."""
    try:
        status = cli.main(prog_name="dhs-archive", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return interruption.STATUS
    except DatasetError as error:
        _complain(str(error))
        return error.exit_code
    except Exception as error:
        if interruption.happened():  # whatever else goes wrong then follows from it
            return interruption.STATUS
        if not isinstance(error, OSError):
            raise
        return _status_of(error)
    return status if isinstance(status, int) else 0


_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)


def _status_of(error: OSError) -> int:
    """Explain a disk that cannot be written; anything else is a defect and keeps its traceback."""
    if isinstance(error, BrokenPipeError):
        # Whoever read our output has left; say nothing more to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if error.errno not in _OF_THE_DISK:
        raise error
    where = f" at {error.filename}" if error.filename else ""
    _complain(f"The disk cannot be written{where}: {error.strerror}. Make room or rights, then run again.")
    return StorageError.exit_code


def _complain(message: str) -> None:
    click.secho("dhs-archive: ", fg="red", bold=True, nl=False, err=True)
    click.echo(message, err=True)
