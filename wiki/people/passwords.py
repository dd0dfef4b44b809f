"""Passwords: hashing with Argon2id and what may be one (OWASP ASVS 4.0.3, V2.1: only length counts)."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _l

from wiki.core.errors import Invalid, Problem
from wiki.core.resources import package_folder
from wiki.core.text import fold

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 200

# 19 MiB, two passes: OWASP's recommendation for Argon2id. Threads of one process may hash at the same time.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# What an unknown account is compared with, so that its answer takes as long as any other.
_NOBODYS = _hasher.hash("nobody has this password")
_LIST = package_folder("people") / "common_passwords.txt"
_COMMON = frozenset(line.strip() for line in _LIST.read_text("utf-8").splitlines() if line.strip())


def hash_password(password: str) -> str:
    """The Argon2id hash of `password`. Slow on purpose: call it outside the write lock."""
    return _hasher.hash(_normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`; without a hash it takes as long and is False."""
    try:
        return _hasher.verify(stored or _NOBODYS, _normal(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def _normal(password: str) -> str:
    # The same key press is one or two code points, depending on the keyboard (NIST SP 800-63B, 5.1.1.2).
    return unicodedata.normalize("NFKC", password)


def outdated(stored: str) -> bool:
    """Whether `stored` was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def check_password(password: str, *, name: str, email: str, field: str = "password") -> None:
    """Raise `Invalid` at `field` when `password` would be too easy to guess for this person."""
    if len(password) < LEAST_CHARACTERS:
        problem = _l("Use at least %(number)s characters; a few words in a row are fine.", number=LEAST_CHARACTERS)
    elif len(password) > MOST_CHARACTERS:
        problem = _l("Use at most %(number)s characters.", number=MOST_CHARACTERS)
    elif _is_about(password, name, email):
        problem = _l("Your name and your e-mail address are the first things somebody would try.")
    elif _is_common(password):
        problem = _l("This password is on every list of common passwords. Choose another one.")
    else:
        return
    raise Invalid([Problem(field, problem)])


def _is_about(password: str, name: str, email: str) -> bool:
    local = email.partition("@")[0]
    tried = _squeezed(password)
    about = {_squeezed(each) for each in (name, email, local, local + local, name + name)} - {""}
    return tried in about or tried.rstrip("0123456789") in about


def _is_common(password: str) -> bool:
    tried = _squeezed(password)
    return tried in _COMMON or tried.rstrip("0123456789") in _COMMON or len(set(password)) <= 2


def _squeezed(value: str) -> str:
    return "".join(character for character in fold(value) if character.isalnum())
