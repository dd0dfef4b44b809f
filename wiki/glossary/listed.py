"""What the list of concepts shows and finds beside their titles: their other labels."""

from sqlalchemy import ColumnElement, exists, select

from wiki.entries.models import Entry
from wiki.entries.shown import Words, words
from wiki.glossary.models import Term, TermLabel
from wiki.glossary.projection import DEPRECATED, HIDDEN, folded


def also_called(entry: Term, language: str) -> Words:
    """The other labels one may use in the reader's language, then the preferred ones in others; each word once."""
    usable = [label for label in entry.labels if label.status not in (HIDDEN, DEPRECATED)]
    own = [label for label in usable if label.language == language]
    others = [label for label in usable if label.language != language and label.preferred]
    once = {label.folded: label for label in reversed([*own, *others])}
    once.pop(folded(entry.title(language)), None)
    return words([(label.text, label.language) for label in reversed(once.values())], language)


def labelled(text: str) -> ColumnElement[bool]:
    """Concepts with a label that holds the folded `text`; misspellings and deprecated ones lead there as well."""
    ways = (TermLabel.term_id == Entry.id, TermLabel.folded.contains(text, autoescape=True))
    return exists(select(TermLabel.id).where(*ways))
