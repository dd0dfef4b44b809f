"""Exceptions as one sentence that says what to do."""

import errno
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, OperationalError

from wiki.config import ConfigurationError
from wiki.core.errors import WikiError


@dataclass(frozen=True)
class Complaint:
    """What is told. `is_misuse`: the call or the settings are at fault, not the state of things."""

    sentence: str
    is_misuse: bool = False


_DATABASE = (
    ("database is locked", "another program keeps the database locked; stop it or try again in a moment"),
    ("readonly database", "the data folder is read-only; make it writable for this user"),
    ("unable to open database file", "the database file cannot be opened; check CXWIKI_DATA and the folder's rights"),
    ("disk is full", "the disk is full; free some space, nothing was changed"),
    ("no such table", "the database is empty; run `cxwiki init` first"),
    ("undefinedtable", "the database is empty; run `cxwiki init` first"),
    (
        "does not exist",
        "the database does not know what this program asks for; run `cxwiki init`, or create the database",
    ),
    ("password authentication failed", "the database refuses the password in CXWIKI_DATABASE_URL"),
    ("malformed", "the database file is damaged; restore a backup (`cxwiki restore FILE`)"),
    ("not a database", "the database file is damaged or no SQLite file; restore a backup (`cxwiki restore FILE`)"),
)
_DISK = {
    errno.ENOSPC: "the disk is full; free some space",
    errno.EDQUOT: "the disk quota is used up; free some space",
    errno.EROFS: "{file} lies on a read-only file system; make it writable",
    errno.EACCES: "{file} may not be read or written by this user; change its rights or run as its owner",
    errno.EPERM: "{file} may not be changed by this user; change its rights or run as its owner",
    errno.ENOENT: "{file} is not there; check the path",
    errno.ENOTDIR: "{file} is not a folder; check the path",
    errno.EISDIR: "{file} is a folder; name a file",
    errno.EADDRINUSE: "the address is in use; stop the other program or set CXWIKI_PORT",
    errno.EADDRNOTAVAIL: "this machine has no such address; check CXWIKI_HOST",
}


def complaint_of(error: Exception) -> Complaint:
    """The sentence for `error`."""
    if isinstance(error, ConfigurationError):
        return Complaint(str(error), is_misuse=True)
    if isinstance(error, WikiError):
        return Complaint(str(error.message) or error.code)
    if isinstance(error, DBAPIError):
        return Complaint(_of_database(error))
    if isinstance(error, OSError):
        return Complaint(_of_disk(error))
    first = (str(error).splitlines() or [""])[0]
    return Complaint(
        f"unexpected error: {type(error).__name__}: {first}; "
        "run again with CXWIKI_LOG_LEVEL=DEBUG and report what it says"
    )


def _of_database(error: DBAPIError) -> str:
    text = f"{type(error.orig).__name__} {error.orig}".lower()
    for needle, sentence in _DATABASE:
        if needle in text:
            return sentence
    detail = " ".join(str(error.orig).split())
    if isinstance(error, OperationalError):
        return f"the database does not answer; check CXWIKI_DATABASE_URL and that it runs ({detail})"
    return f"the database refuses: {detail}"


def _of_disk(error: OSError) -> str:
    sentence = _DISK.get(error.errno or 0)
    if sentence is None:
        return f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
    return sentence.format(file=error.filename or "a file")
