"""What the address of the record asks for, and whom and what the words in it may mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wiki.access.permissions import Actor, Permission
from wiki.core.acts import Acts, act_of
from wiki.core.db import wired
from wiki.core.text import clean_line, fold, slugify, whole_number
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.ops import record
from wiki.ops.record import ATTENDANCE, Sought
from wiki.ops.record_lines import PRIVATE
from wiki.people.models import Department, Function, Person

MOST = 25
"""Of one sort that the words in the filter may mean."""


@dataclass(frozen=True)
class Filter:
    """The filter as it was typed; `problems` by the name of a field."""

    first: str = ""
    last: str = ""
    acts: str = ""
    who: str = ""
    about: str = ""
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.first or self.last or self.acts or self.who or self.about)

    def typed(self) -> dict[str, str]:
        """What is asked for, by the names of the address."""
        names = {"from": self.first, "to": self.last, "acts": self.acts, "who": self.who, "about": self.about}
        return {name: value for name, value in names.items() if value}


def asked(session: Session, actor: Actor, arguments: Mapping[str, str]) -> Filter:
    """The filter of an address. Only who may read the record as such narrows it to what one person did."""
    first, last = (clean_line(arguments.get(each, ""))[:10] for each in ("from", "to"))
    days, problems = {"from": _day(first), "to": _day(last)}, []
    for name, typed in (("from", first), ("to", last)):
        if typed and days[name] is None:
            problems.append((name, _("This is no day: please choose one, or write it as 2026-11-21.")))
    if not problems and days["from"] and days["to"] and days["to"] < days["from"]:
        problems.append(("to", _("This day lies before the first one.")))
    known = {value for value, _label in choices(session, actor)}
    acts = arguments.get("acts", arguments.get("area", ""))
    return Filter(
        first=first,
        last=last,
        acts=acts if acts in known else "",
        who=clean_line(arguments.get("who", ""))[:100] if may_ask_who(actor) else "",
        about=clean_line(arguments.get("about", ""))[:100],
        problems=tuple(problems),
    )


def may_ask_who(actor: Actor) -> bool:
    """Whether the actor may narrow the record to what one person did."""
    return actor.may(Permission.AUDIT_READ)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def choices(session: Session, actor: Actor) -> list[tuple[str, Any]]:
    """(value, words) of the choice of acts: every area, and below it the acts that occur in this record."""
    acts = wired(session, Acts)
    hidden = {*ATTENDANCE, *(() if actor.may(Permission.PERSON_MANAGE) else PRIVATE)}
    there = sorted({act_of(each) for each in record.recorded(session)} - hidden)
    found: list[tuple[str, Any]] = [("", _("Everything"))]
    for name, area in acts.areas.items():
        found.append((name, area.label))
        inside = [(act, f"\u2003{acts.name(f':{act}')}") for act in there if acts.area_of(f":{act}") == name]
        found += sorted(inside, key=lambda each: fold(each[1]))
    return found + [(act, acts.name(f":{act}")) for act in there if not acts.area_of(f":{act}")]


def sought(session: Session, actor: Actor, wanted: Filter) -> Sought:
    """What is to be looked up for a filter; with a problem in it the days are left out."""
    right = not wanted.problems
    subjects, concerned = _meant(session, actor, wanted.about) if wanted.about else (None, [])
    return Sought(
        first=_day(wanted.first) if right else None,
        last=_day(wanted.last) if right else None,
        acts=wanted.acts,
        actors=list(session.scalars(_people(wanted.who, Person.pseudonym))) if wanted.who else None,
        subjects=subjects,
        concerned=concerned,
    )


def _people(words: str, column: InstrumentedAttribute[Any]) -> Select[Any]:
    """People by name or address; `person:12` is exactly one."""
    number = whole_number(words.removeprefix("person:")) if words.startswith("person:") else 0
    query = select(column).order_by(Person.sort_key).limit(MOST)
    if number:
        return query.where(Person.id == number)
    names = [Person.sort_key.contains(word, autoescape=True) for word in fold(words).split()]
    return query.where(or_(Person.email == words.lower(), and_(*names) if names else false()))


def _meant(session: Session, actor: Actor, words: str) -> tuple[list[str], list[int]]:
    """The subjects the words may mean, and the people among them."""
    people = list(session.scalars(_people(words, Person.id)))
    subjects = [f"person:{each}" for each in people]
    if words.startswith("person:"):
        return subjects, people
    if words.startswith("entry:"):
        return [words], people
    titled = [each.icontains(words, autoescape=True) for each in (Entry.title_de, Entry.title_en)]
    entries = select(Entry.id).where(or_(Entry.slug == slugify(words), *titled), readable(actor)).order_by(Entry.id)
    subjects += [f"entry:{each}" for each in session.scalars(entries.limit(MOST))]
    for table, name in ((Department, "department"), (Function, "function")):
        named = [table.sort_key.contains(word, autoescape=True) for word in fold(words).split()]
        if named:
            found = session.scalars(select(table.id).where(*named).limit(MOST))
            subjects += [f"{name}:{each}" for each in found]
    return subjects, people
