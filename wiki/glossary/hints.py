"""What DIN 2330 asks of a definition, as advice to its author; nothing here ever blocks."""

import re
from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from wiki.core import markdown
from wiki.core.errors import Problem
from wiki.core.text import fold
from wiki.entries.fields import Payload, language_name

MOST_WORDS = 40
SHOWN = ("preferred", "admitted")

_ARTICLE = {
    "de": re.compile(r"(?:der|die|das|den|dem|des|eine?[mnrs]?)\s", re.IGNORECASE),
    "en": re.compile(r"(?:the|an?)\s", re.IGNORECASE),
}
_IS_WHEN = {
    "de": re.compile(
        r"(?:wenn\b|(?:[\w-]+\s+){0,4}?(?:ist|sind|bedeutet|liegt\s+vor|hei(?:ß|ss)t),?\s+wenn\b)", re.IGNORECASE
    ),
    "en": re.compile(r"(?:when\b|(?:[\w-]+\s+){0,4}?(?:is|are|means|occurs),?\s+when\b)", re.IGNORECASE),
}
_ABBREVIATION_AT_END = re.compile(r"(?:\b(?:usw|etc|bzw|ggf|vgl|sog|ca|inc|ltd)|\b\w\.\s?\w)\.$", re.IGNORECASE)
_ENDINGS = r"(?:e|n|en|er|ern|s|es)?"


def hints(payload: Payload) -> list[Problem]:
    """Everything the definitions could do better, each at the field of its language."""
    definitions = payload.get("definition", {})
    found = []
    for language in dict.fromkeys(label["language"] for label in payload.get("labels", ())):
        where = language_name("definition", language)
        if language in definitions:
            labels = _shown_labels(payload, language)
            found += [Problem(where, advice) for advice in _advice(definitions[language], language, labels)]
        else:
            found.append(Problem(where, _l("There is a label in this language, but no definition.")))
    return found


def _shown_labels(payload: Payload, language: str) -> list[str]:
    return [
        label["text"]
        for label in payload.get("labels", ())
        if label["language"] == language and label.get("status", "admitted") in SHOWN
    ]


def _advice(definition: str, language: str, labels: list[str]) -> Iterator[object]:
    text = markdown.plain(definition)
    if _ARTICLE[language].match(text):
        yield _l("Leave the article at the beginning out: a definition can stand in place of the term.")
    if _IS_WHEN[language].match(text):
        yield _l("Say what it is, not when it is: begin with the broader concept.")
    repeated = _circular(text, labels)
    if repeated:
        yield _l("The definition uses the term it explains (“%(term)s”).", term=repeated)
    if text.endswith(".") and not text.endswith("...") and not _ABBREVIATION_AT_END.search(text):
        yield _l("A definition is a phrase, not a sentence: leave the full stop at the end out.")
    words = len(text.split())
    if words > MOST_WORDS:
        yield _l("%(count)s words are many: put what goes beyond the definition into note or explanation.", count=words)


def _circular(text: str, labels: list[str]) -> str:
    """The label that the definition repeats, or the empty string.

    The head of a compound does not count: "Quote" may explain "Beschwerdequote" even where it is a label as well.
    """
    folded = fold(text)
    names = {fold(label): label for label in labels}
    for name, label in names.items():
        if any(other != name and other.endswith(name) for other in names):
            continue
        if re.search(rf"(?<!\w){re.escape(name)}{_ENDINGS}(?!\w)", folded):
            return label
    return ""
