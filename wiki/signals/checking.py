"""What is checked of the words people write about signals, wherever they write them."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from wiki.core import personal_data
from wiki.core.errors import Conflict, Problem
from wiki.entries import cleaning
from wiki.signals.models import Signal


def too_long(texts: Iterable[tuple[str, str, int]]) -> list[Problem]:
    """(field, words, most characters) → what is longer."""
    return [
        Problem(name, _l("At most %(most)s characters; this has %(count)s.", most=most, count=len(words)))
        for name, words, most in texts
        if len(words) > most
    ]


def customer_data(texts: Iterable[str], *, is_none: bool) -> list[Problem]:
    """Asks once about what looks like customer data; `is_none`: the author has said that it is not."""
    found = [] if is_none else personal_data.find_in(texts)
    if not found:
        return []
    named = ", ".join(dict.fromkeys(match.text for match in found[:5]))
    message = _l("This looks like customer data: %(found)s. They do not belong in the wiki.", found=named)
    return [Problem("no_customer_data", message)]


def overtaken(signal: Signal, edits: int, where: str) -> list[Problem]:
    """Whether somebody else has changed the signal since the form was opened."""
    return cleaning.overtaken(edits, signal.edits, where)


def demand_unchanged(signal: Signal, edits: int) -> None:
    """The same for buttons: raise Conflict."""
    if signal.edits != edits:
        raise Conflict(_l("Somebody else has decided on this signal meanwhile. Please look at it again."))
