"""What a page of results shows: title, where it matched, and the piece of text that says why."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.core.text import LANGUAGES
from wiki.entries.kinds import Kind, Kinds, Passage
from wiki.entries.links import entry_url
from wiki.entries.models import Entry
from wiki.entries.queries import entries_by_id
from wiki.glossary.models import TermLabel
from wiki.search.documents import BODY, LABEL
from wiki.search.query import Query
from wiki.search.service import Match
from wiki.search.snippets import Marker, Segment, markup
from wiki.search.texts import passages_of


@dataclass(frozen=True)
class Hit:
    """One line of the results. `matched` says where the words stand; empty when in the title."""

    entry: Entry
    kind: Kind
    title: str
    title_markup: Markup
    url: str
    matched: str
    snippet: Markup
    language: str
    """Of the title, where it is not the reader's."""
    snippet_language: str
    """Of the snippet, likewise."""


@dataclass(frozen=True)
class _Place:
    """A text of an entry that holds words of the query."""

    passage: Passage
    language: str
    text: str
    covered: frozenset[int]


def hits(session: Session, query: Query, matches: Sequence[Match], language: str) -> list[Hit]:
    """The hits of one page, in a fixed number of queries."""
    ids = [match.entry_id for match in matches]
    entries = entries_by_id(session, ids)
    passages = passages_of(session, ids)
    labels = _labels(session, [each for each in ids if each in entries and entries[each].kind == "term"])
    kinds, marker = wired(session, Kinds), Marker(query)
    describe = _Describer(kinds, marker, language)
    return [
        describe.hit(entries[each], passages.get(each, []), labels.get(each, {})) for each in ids if each in entries
    ]


def _labels(session: Session, entry_ids: list[int]) -> dict[int, dict[str, str]]:
    """Term id → text of a label → its status."""
    found: dict[int, dict[str, str]] = {}
    if entry_ids:
        query = select(TermLabel.term_id, TermLabel.text, TermLabel.status).where(TermLabel.term_id.in_(entry_ids))
        for term_id, text, status in session.execute(query):
            found.setdefault(term_id, {})[text] = status
    return found


class _Describer:
    """Describes hits of one query for one reader."""

    def __init__(self, kinds: Kinds, marker: Marker, language: str) -> None:
        self._kinds = kinds
        self._marker = marker
        self._languages = [language, *(each for each in LANGUAGES if each != language)]

    def hit(self, entry: Entry, passages: list[Passage], statuses: dict[str, str]) -> Hit:
        """The hit for `entry`."""
        title = entry.title(self._languages[0])
        in_title = self._marker.covered(title)
        label = self._best([each for each in passages if each.weight != BODY])
        body = self._best([each for each in passages if each.weight == BODY])
        if label is None or len(in_title) >= len(label.covered):
            label = None
        reached = len(label.covered) if label else len(in_title)
        shown = body if body and (len(body.covered) > reached or not reached) else None
        return Hit(
            entry,
            self._kinds.of(entry),
            title,
            markup(self._marker.marked(title)),
            entry_url(self._kinds, entry) + _anchor(shown),
            self._matched(entry, title, label, shown, passages, statuses),
            markup(self._snippet(entry, shown)),
            self._other_if_missing(entry, "title"),
            self._snippet_language(entry, shown),
        )

    def _best(self, passages: list[Passage]) -> _Place | None:
        """The place with the most words of the query, in the reader's language where both are as good."""
        best: _Place | None = None
        for language in self._languages:
            for passage in passages:
                text = passage.texts.get(language, "")
                covered = self._marker.covered(text) if text else frozenset()
                if len(covered) > (len(best.covered) if best else 0):
                    best = _Place(passage, language, text, covered)
        return best

    def _snippet(self, entry: Entry, shown: _Place | None) -> list[Segment]:
        return self._marker.window(shown.text if shown else entry.summary(self._languages[0]))

    def _matched(
        self,
        entry: Entry,
        title: str,
        label: _Place | None,
        shown: _Place | None,
        passages: list[Passage],
        statuses: dict[str, str],
    ) -> str:
        if shown is not None:
            return self._in_text(entry, shown, passages)
        if label is None:
            return ""
        status = statuses.get(label.text, "")
        if status == "hidden":
            text = _("another spelling of “%(title)s”", title=title)
        elif status == "deprecated":
            text = _("“%(label)s” is not used here; it is called “%(title)s”", label=label.text, title=title)
        elif label.passage.weight == LABEL and label.language == "en":
            text = _("English: %(label)s", label=label.text)
        elif label.passage.weight == LABEL:
            text = _("German: %(label)s", label=label.text)
        else:
            text = _("“%(label)s” → “%(title)s”", label=label.text, title=title)
        return str(text)

    def _in_text(self, entry: Entry, shown: _Place, passages: list[Passage]) -> str:
        key = shown.passage.step_key
        if key:
            texts = next(each.texts for each in passages if each.step_key == key)
            name = next((texts[each] for each in self._languages if texts.get(each)), key)
            return str(_("Step “%(title)s”", title=name))
        places = {field.name: str(field.label) for field in self._kinds.of(entry).all_fields}
        place = places.get(shown.passage.field)
        return str(_("Found in “%(place)s”", place=place)) if place else ""

    def _snippet_language(self, entry: Entry, shown: _Place | None) -> str:
        if shown is None:
            return self._other_if_missing(entry, "summary")
        return shown.language if shown.language != self._languages[0] else ""

    def _other_if_missing(self, entry: Entry, what: str) -> str:
        reader, other = self._languages[0], self._languages[1]
        return other if not getattr(entry, f"{what}_{reader}") and getattr(entry, f"{what}_{other}") else ""


def _anchor(shown: _Place | None) -> str:
    return f"#step-{shown.passage.step_key}" if shown and shown.passage.step_key else ""
