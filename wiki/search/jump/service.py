"""As you type: the things that may be meant, ready to be shown and gone to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.core.text import fold
from wiki.entries.kinds import Kinds
from wiki.entries.models import RELEASED, Entry, Watch
from wiki.entries.rights import readable
from wiki.people.models import Department, Function
from wiki.processes.models import ProcessStep
from wiki.search.facets import Filters
from wiki.search.jump import labels
from wiki.search.jump.kept import BESIDES, JumpList, State
from wiki.search.jump.labels import Labels, Name, plain
from wiki.search.jump.matching import Typed, is_known, matches, typed
from wiki.search.jump.people import people
from wiki.search.service import search

MOST = 10
MOST_PEOPLE = 5
MOST_SEARCHED = 5
MOST_WATCHED = 8
ENTRIES, PEOPLE = "entry", "person"
"""Besides the name of a kind, what a caller may ask for alone."""
_DIRECTORY = ("department", "function")
STEP = "step"


@dataclass(frozen=True)
class Suggestion:
    """Something to go to. `label` is what matched, `title` what it is called; `note` tells what a name that is not
    shown as one has to do with it."""

    label: str
    title: str
    kind: str
    kind_label: str
    url: str
    slug: str
    icon: str
    note: str = ""


def suggest(session: Session, actor: Actor, text: str, language: str, kind: str = "") -> list[Suggestion]:
    """What may be meant by what was typed so far, the best first; what the actor watches while nothing is typed."""
    wanted = typed(text)
    if not wanted.words:
        return watched(session, actor, language) if not text.strip() and kind in ("", ENTRIES) else []
    if kind == PEOPLE:
        return _people(session, actor, wanted, language, MOST)
    persons = [] if kind else _people(session, actor, wanted, language, MOST_PEOPLE)
    state = wired(session, JumpList).state(session)
    names = _names(state, wanted, kind, guessing=not persons)
    found = _suggestions(session, actor, wanted, names, state, language)
    several = len(wanted.words) > 1 and any(is_known(each, state.tables) for each in wanted.words)
    if not found and not persons and several and kind in ("", ENTRIES):
        found = _searched(session, actor, text, language)
    return [*found, *persons]


def watched(session: Session, actor: Actor, language: str) -> list[Suggestion]:
    """What the actor chose to watch, the newest first."""
    if not actor.signed_in:
        return []
    query = (
        select(Entry)
        .join(Watch, Watch.entry_id == Entry.id)
        .where(Watch.person_id == actor.person_id, Watch.muted.is_(False), readable(actor), Entry.status == RELEASED)
        .order_by(Watch.reason != "chosen", Watch.since.desc(), Entry.id)
        .limit(MOST_WATCHED)
    )
    kinds = wired(session, Kinds)
    return [_of_entry(kinds, entry, entry.title(language), language) for entry in session.scalars(query)]


def _names(state: State, wanted: Typed, kind: str, *, guessing: bool) -> list[Name]:
    codes = state.codes
    if not kind:
        return matches(wanted, state.tables, state.counts, MOST, guessing=guessing)
    asked = [each for each in codes.names if each not in BESIDES] if kind == ENTRIES else [kind]
    numbers = {codes.of(each) for each in asked if each in codes.names}
    return matches(wanted, state.tables, partial(_is_one_of, state, numbers), MOST) if numbers else []


def _is_one_of(state: State, numbers: set[int], table: Labels, name: Name) -> bool:
    return name.kind in numbers and state.counts(table, name)


def _suggestions(
    session: Session, actor: Actor, wanted: Typed, names: list[Name], state: State, language: str
) -> list[Suggestion]:
    """The names with what they belong to, as far as the actor may read it now."""
    kinds = wired(session, Kinds)
    entries = _entries(session, actor, [each.owner for each in names if state.codes.names[each.kind] not in _DIRECTORY])
    places = _places(session, names, state, language)
    steps = _steps(session, entries, [each for each in names if state.codes.names[each.kind] == STEP], language)
    found = []
    for name in names:
        kind = state.codes.names[name.kind]
        if kind in _DIRECTORY:
            found += places.get((kind, name.owner), [])
        elif kind == STEP:
            found += steps.get((name.owner, name.text), [])
        elif entry := entries.get(name.owner):
            found.append(_named(actor, kinds, entry, wanted, name, language))
    return found


def _entries(session: Session, actor: Actor, ids: Iterable[int]) -> dict[int, Entry]:
    wanted = list(ids)
    if not wanted:
        return {}
    query = select(Entry).where(Entry.id.in_(wanted), Entry.status == RELEASED, readable(actor))
    return {entry.id: entry for entry in session.scalars(query)}


def _named(actor: Actor, kinds: Kinds, entry: Entry, wanted: Typed, name: Name, language: str) -> Suggestion:
    title = entry.title(language)
    if name.mark == labels.SHOWN:
        # The reader's own word for it, where it answers as well as the one that was found.
        is_title = f" {wanted.whole}" in f" {plain(fold(title))}" or fold(title) == fold(name.text)
        label = title if is_title else name.text
        return _of_entry(kinds, entry, label, language)
    note = ""
    if name.mark == labels.DEPRECATED:
        note = _("instead of “%(label)s”", label=name.text)
    elif name.mark == labels.FORMER and actor.signed_in:  # strangers read what is released now, and nothing older
        note = _("formerly “%(label)s”", label=name.text)
    return _of_entry(kinds, entry, title, language, note)


def _of_entry(kinds: Kinds, entry: Entry, label: str, language: str, note: str = "") -> Suggestion:
    kind = kinds.of(entry)
    url = url_for(f"{kind.name}.page", slug=entry.slug)
    return Suggestion(label, entry.title(language), kind.name, str(kind.label), url, entry.slug, kind.icon, note)


def _places(
    session: Session, names: list[Name], state: State, language: str
) -> dict[tuple[str, int], list[Suggestion]]:
    """Departments, and functions with the department where they are described."""
    ids: dict[str, list[int]] = {kind: [] for kind in _DIRECTORY}
    for name in names:
        if (kind := state.codes.names[name.kind]) in ids:
            ids[kind].append(name.owner)
    found = {}
    if ids["department"]:
        for each in session.scalars(select(Department).where(Department.id.in_(ids["department"]))):
            title, url = each.name(language), url_for("people.department", slug=each.slug)
            place = Suggestion(title, title, "department", _("Department"), url, each.slug, "building")
            found["department", each.id] = [place]
    if ids["function"]:
        query = select(Function).where(Function.id.in_(ids["function"])).options(joinedload(Function.department))
        for function in session.scalars(query):
            if function.department is None:
                continue
            title, url = function.name(language), url_for("people.department", slug=function.department.slug)
            note = function.department.name(language)
            place = Suggestion(title, title, "function", _("Function"), url, function.slug, "person-badge", note)
            found["function", function.id] = [place]
    return found


def _steps(
    session: Session, entries: dict[int, Entry], names: list[Name], language: str
) -> dict[tuple[int, str], list[Suggestion]]:
    """Steps by process and the title that was found, with the place on the page where they stand."""
    if not names:
        return {}
    kinds, found = wired(session, Kinds), {}
    query = select(ProcessStep).where(ProcessStep.process_id.in_({each.owner for each in names}))
    for step in session.scalars(query.order_by(ProcessStep.position.desc())):
        process = entries.get(step.process_id)
        if process is None:
            continue
        pair = (step.title_de, step.title_en) if language == "de" else (step.title_en, step.title_de)
        whole = _of_entry(kinds, process, pair[0] or pair[1], language, process.title(language))
        one = replace(whole, title=whole.label, kind=STEP, kind_label=_("Step"), url=f"{whole.url}#step-{step.key}")
        found.update({(process.id, text): [one] for text in pair if text})
    return found


def _searched(session: Session, actor: Actor, text: str, language: str) -> list[Suggestion]:
    """Words that stand together in no name may do so in a text: what the search finds for them."""
    found = search(session, actor, text, Filters())
    ids = [each.entry_id for each in found.matches[:MOST_SEARCHED]]
    entries, kinds = _entries(session, actor, ids), wired(session, Kinds)
    return [_of_entry(kinds, entries[each], entries[each].title(language), language) for each in ids if each in entries]


def _people(session: Session, actor: Actor, wanted: Typed, language: str, most: int) -> list[Suggestion]:
    found = []
    for each in people(session, actor, wanted, language, most):
        url = url_for("people.person", person_id=each.person_id)
        name, number = each.name, str(each.person_id)
        found.append(Suggestion(name, name, PEOPLE, _("Person"), url, number, "person", each.department))
    return found
