"""Words as they are typed, and how what is missing is known by them."""

import hashlib
import hmac

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.core import personal_data
from wiki.core.db import wired
from wiki.core.errors import Problem
from wiki.core.keys import Keys
from wiki.core.text import fold, slugify
from wiki.missing_terms.models import MOST_WORD, MissingWord


def key_of(word: str) -> str:
    """A word as it is compared: “Kulanz-Quote” and “Kulanzquote” are one."""
    return fold(word).replace(" ", "")[:300]


def digest_of(session: Session, folded: str) -> str:
    """What searches for these folded words are counted under; without the wiki's key nobody can tell the words."""
    key = wired(session, Keys).derive("searched in vain")
    return hmac.new(key, folded.encode(), hashlib.sha256).hexdigest()


def new_word(session: Session, text: str, language: str, *, from_search: bool = False) -> MissingWord:
    """A row for a word nobody has asked for before."""
    folded = key_of(text)
    return MissingWord(
        text=text, language=language, folded=folded, digest=digest_of(session, folded), slug=slugify(text),
        from_search=from_search,
    )  # fmt: skip


def word_problems(word: str) -> list[Problem]:
    """What speaks against a word: none, too long, no letter."""
    if not word:
        return [Problem("word", _l("Please say which word is missing."))]
    if len(word) > MOST_WORD:
        message = _l("At most %(most)s characters; this has %(count)s.", most=MOST_WORD, count=len(word))
        return [Problem("word", message)]
    return [] if slugify(word) else [Problem("word", _l("A term needs letters or digits."))]


def looks_like_customer_data(*texts: str) -> list[Problem]:
    """Asks once about what looks like data of a customer."""
    found = personal_data.find_in(texts)
    if not found:
        return []
    named = ", ".join(dict.fromkeys(match.text for match in found[:5]))
    message = _l("This looks like customer data: %(found)s. They do not belong in the wiki.", found=named)
    return [Problem("no_customer_data", message)]
