"""Everything that can stop a run, as one tree.

DatasetError                       1  the root; each says what happened, to what, and what to do next
├── GateClosed                     3  a release was held back and the last one left untouched
│   ├── ChecksFailed                  rows break a fatal check
│   └── LossesTooLarge                too much of the last release is missing
├── InputError                     4  what was asked for is not there or not usable
│   ├── CollectionError               a collection is missing, empty or of no known kind
│   ├── DataRootMismatch              the data root holds another dataset
│   ├── ReleaseNotFound               no such version
│   ├── IdentifierNotFound            no row has such an id
│   ├── PayloadNotHeld                the bytes that a row was read from are not here
│   ├── PictureFailed                 archived bytes cannot be drawn
│   ├── InstantNotUnderstood          a text that should name a day or an instant does not
│   └── CountsNotUnderstood           a file of counts is not of the form that a review reads
├── NotVerified                    1  a release is altered, or does not follow from the archive
├── WorkersFail                    1  no worker lives long enough to read anything
├── DataRootBusy                   5  another run holds the data root
├── StoreConflict                  5  another run has written to the store in the meantime
├── ArchiveError                   6  an archive did not give what it was asked for
│   ├── ArchiveUnavailable            it cannot be reached, or answers with errors
│   ├── ArchiveRefused                it asked us to stay away for a while
│   ├── BudgetSpent                   the run has made as many requests as it may
│   └── ArchiveAnswerUnknown          it answered something we do not understand
└── StorageError                   7  the disk is full, or disk or store cannot be written

The number is the exit status of the command line; 2 is wrong usage, 130 an interruption.
What is wrong with a publication is no error but a row of the table ``issues``.
"""

from __future__ import annotations


class DatasetError(Exception):
    """A run cannot go on.

    Args:
        what: what happened, and to what.
        remedy: what the reader of the message can do next.
    """

    exit_code = 1

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()


class GateClosed(DatasetError):
    """A release was held back; what was fetched and extracted is kept."""

    exit_code = 3


class ChecksFailed(GateClosed):
    """Rows of the new tables break a check that is fatal."""


class LossesTooLarge(GateClosed):
    """More of the last release is missing from the new one than is plausible."""


class NotVerified(DatasetError):
    """A release is not what its manifest says, or does not follow from the archive."""


class InputError(DatasetError):
    """What was asked for does not exist or cannot be used."""

    exit_code = 4


class CollectionError(InputError):
    """A collection does not exist, holds no capture, or is of no known kind."""


class DataRootMismatch(InputError):
    """A data root holds the dataset of another collection."""


class ReleaseNotFound(InputError):
    """There is no release of that version, or none at all."""


class IdentifierNotFound(InputError):
    """No row of the release has that id."""


class PayloadNotHeld(InputError):
    """The archived bytes that a row was read from are in no WARC file at hand."""


class PictureFailed(InputError):
    """Archived bytes are there and cannot be drawn."""


class InstantNotUnderstood(InputError):
    """A text that should name a day or an instant does not."""


class CountsNotUnderstood(InputError):
    """A file of counts cannot be read, or holds something else."""


class DataRootBusy(DatasetError):
    """Another run holds the lock of the data root."""

    exit_code = 5


class StoreConflict(DatasetError):
    """An object of a store is not what it was when it was looked at."""

    exit_code = 5


class ArchiveError(DatasetError):
    """An archive did not give what it was asked for."""

    exit_code = 6


class ArchiveUnavailable(ArchiveError):
    """An archive cannot be reached, or answers with server errors."""


class ArchiveRefused(ArchiveError):
    """An archive asked for fewer requests, or for none."""


class BudgetSpent(ArchiveError):
    """A run has made as many requests, or fetched as many bytes, as it may."""


class ArchiveAnswerUnknown(ArchiveError):
    """An archive answered something that is not what its protocol promises."""


class WorkersFail(DatasetError):
    """Workers end before they read anything, so that nothing can be extracted."""


class StorageError(DatasetError):
    """The disk is full, or a folder cannot be written."""

    exit_code = 7
