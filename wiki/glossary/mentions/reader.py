"""Mentions for the reader of a request, and what pages that are kept need to know of them."""

from dataclasses import dataclass, field

from flask import has_request_context, url_for
from sqlalchemy.orm import Session

from wiki.core.changes import Since
from wiki.entries.annotating import NOTHING, Annotation
from wiki.glossary.mentions.keeping import Labels
from wiki.glossary.mentions.marking import Linked
from wiki.people.sessions import current_person
from wiki.web.preferences import wants_links


@dataclass
class Mentions:
    """One a process."""

    labels: Labels = field(default_factory=Labels)
    _told: int = -1
    """The number of labels that kept pages were told of."""

    def for_reader(self, session: Session) -> Annotation:
        """The links to what is mentioned, nothing for who reads without or where there is no page."""
        if not has_request_context():
            return NOTHING
        person = current_person()
        if not wants_links(person.marks_terms if person is not None else True):
            return NOTHING
        return Linked(self.labels.of(session), url_for("term.index"))

    def show_everywhere(self, session: Session, news: Since) -> bool:
        """Whether labels changed since this was last asked: then any page may mention them."""
        number = self.labels.of(session).labels_number
        moved = number != self._told
        if number <= news.number:  # else they changed this very moment, which must be told again with its own number
            self._told = number
        return moved
