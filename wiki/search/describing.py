"""One line of the results: title, where it matched, the piece of text that says why, and the steps it stands in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from wiki.core.text import LANGUAGES
from wiki.entries.kinds import Kind, Kinds, Passage
from wiki.entries.links import entry_url
from wiki.entries.models import Entry
from wiki.search.documents import ALT, LABEL
from wiki.search.former import FORMER
from wiki.search.snippets import Marker, markup

MOST_STEPS = 3
_IN_SHORT = ("definition", "summary")
"""The fields that say in a few words what an entry is."""


@dataclass(frozen=True)
class StepHit:
    """A step of a process in which the words stand; `actor` is the function or role that acts there."""

    key: str
    title: str
    title_markup: Markup
    url: str
    snippet: Markup
    snippet_language: str
    actor: str


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
    department: str
    """The name of the department the entry belongs to."""
    steps: tuple[StepHit, ...] = ()
    ask: str = ""
    """Who answers for the entry today; without signing in a function, never a name."""


@dataclass(frozen=True)
class Known:
    """What was read for the hits of a page."""

    label_statuses: Mapping[int, Mapping[str, str]]
    actors: Mapping[tuple[int, str], str]
    departments: Mapping[str, str]


@dataclass(frozen=True)
class _Place:
    """A text of an entry that holds words of the query."""

    passage: Passage
    language: str
    text: str
    covered: frozenset[int]


class Describer:
    """Describes hits of one query for one reader."""

    def __init__(self, kinds: Kinds, marker: Marker, language: str, known: Known) -> None:
        self._kinds = kinds
        self._marker = marker
        self._known = known
        self._languages = [language, *(each for each in LANGUAGES if each != language)]

    def hit(self, entry: Entry, passages: list[Passage]) -> Hit:
        """The hit for `entry`."""
        title = entry.title(self._languages[0])
        in_title = self._marker.covered(title)
        label = self._best(each for each in passages if each.weight in (LABEL, ALT))
        body = self._best(each for each in passages if each.weight not in (LABEL, ALT))
        if label is None or len(in_title) >= len(label.covered):
            label = None
        reached = len(label.covered) if label else len(in_title)
        shown = body if body and (len(body.covered) > reached or not reached) else None
        url = entry_url(self._kinds, entry)
        return Hit(
            entry,
            self._kinds.of(entry),
            title,
            markup(self._marker.marked(title)),
            url + _anchor(shown),
            self._in_text(entry, shown, passages) if shown else self._by_label(entry, label),
            markup(self._marker.window(shown.text if shown else self._in_short(entry, passages))),
            self._other_if_missing(entry, "title"),
            self._snippet_language(entry, shown),
            self._known.departments.get(entry.department, ""),
            tuple(self._steps(entry, passages, url, reached)),
        )

    def _best(self, passages: Iterable[Passage]) -> _Place | None:
        """The place with the most words of the query, in the reader's language where both are as good."""
        best: _Place | None = None
        for passage in passages:
            for preference, language in enumerate(self._languages):
                text = passage.texts.get(language, "")
                covered = self._marker.covered(text) if text else frozenset()
                reached = len(best.covered) if best else 0
                as_good = best is not None and len(covered) == reached > 0
                if len(covered) > reached or (as_good and best and self._languages.index(best.language) > preference):
                    best = _Place(passage, language, text, covered)
        return best

    def _steps(self, entry: Entry, passages: list[Passage], url: str, reached: int) -> list[StepHit]:
        """The steps that hold more of the words than the labels do, or hold them all in their title; best first."""
        steps: dict[str, list[Passage]] = {}
        for each in passages:
            if each.step_key:
                steps.setdefault(each.step_key, []).append(each)
        ranked = []
        for number, (key, texts) in enumerate(steps.items()):
            place = self._best(texts)
            if place is not None:
                in_title = len(self._covered_by(texts[0]))
                everything = len(frozenset().union(*map(self._covered_by, texts)))
                if everything > reached or in_title == self._marker.size:
                    ranked.append(((-everything, -in_title, number), key, texts[0], place))
        ranked.sort(key=lambda each: each[0])
        most = -ranked[0][0][0] if ranked else 0
        return [self._step(entry, url, *each[1:]) for each in ranked[:MOST_STEPS] if -each[0][0] == most]

    def _covered_by(self, passage: Passage) -> frozenset[int]:
        return frozenset().union(*(self._marker.covered(text) for text in passage.texts.values()))

    def _step(self, entry: Entry, url: str, key: str, named: Passage, place: _Place) -> StepHit:
        title = next((named.texts[each] for each in self._languages if named.texts.get(each)), key)
        actor = self._known.actors.get((entry.id, key), "")
        is_said = place.passage is named or place.text == actor
        return StepHit(
            key,
            title,
            markup(self._marker.marked(title)),
            f"{url}#step-{key}",
            markup([] if is_said else self._marker.window(place.text)),
            place.language if place.language != self._languages[0] else "",
            actor,
        )

    def _in_short(self, entry: Entry, passages: list[Passage]) -> str:
        """The entry in a few words; as the passages have it, links without words say where they lead."""
        texts = next((each.texts for each in passages if each.field in _IN_SHORT), {})
        return next((texts[each] for each in self._languages if texts.get(each)), entry.summary(self._languages[0]))

    def _by_label(self, entry: Entry, label: _Place | None) -> str:
        if label is None:
            return ""
        status = self._known.label_statuses.get(entry.id, {}).get(label.text, "")
        if label.passage.field == FORMER:
            text = _("formerly “%(label)s”", label=label.text)
        elif status == "hidden":
            text = _("Found by another spelling")
        elif status == "deprecated":
            text = _("instead of %(label)s", label=label.text)
        elif label.passage.weight == LABEL and label.language != self._languages[0]:
            text = (
                _("English: %(label)s", label=label.text)
                if label.language == "en"
                else _("German: %(label)s", label=label.text)
            )
        else:
            text = _("also called “%(label)s”", label=label.text)
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
