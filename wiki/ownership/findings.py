"""Findings: what is missing or wrong about who answers for what, in words, and who adds to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.orm import Session

from wiki.entries.models import Entry
from wiki.web.i18n import day as day_in_words


class Severity(IntEnum):
    """How bad a finding is: nobody answers · somebody does, but it will not hold · worth a look."""

    HINT = 1
    RISK = 2
    GAP = 3


@dataclass(frozen=True)
class Rule:
    """What is looked for. `reason` and `advice` are lazy texts; `reason` is filled with a finding's facts."""

    name: str
    label: Any
    severity: Severity
    reason: Any
    advice: Any


@dataclass(frozen=True)
class Subject:
    """What a finding is about: an entry or, with `step_key`, a step of it; without an entry the finding's person."""

    entry_id: int = 0
    kind: str = ""
    slug: str = ""
    titles: tuple[str, str] = ("", "")
    department: str = ""
    step_key: str = ""
    step_titles: tuple[str, str] = ("", "")

    def title(self, language: str) -> str:
        """The entry's title in `language`, else in the other one."""
        return _pick(self.titles, language) or self.slug

    def step_title(self, language: str) -> str:
        """The step's title in the same way; empty for a whole entry."""
        return _pick(self.step_titles, language) if self.step_key else ""


@dataclass(frozen=True)
class Finding:
    """One thing that is missing or wrong. `person_id`: whom it concerns and who may see it, too; `acting_id`: the head
    who answers meanwhile. `facts` are what the reason names: people, functions and departments of `staff.py`, days,
    numbers."""

    rule: Rule
    severity: Severity
    subject: Subject
    letter: str = ""
    person_id: int | None = None
    acting_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)
    way: tuple[str, Mapping[str, str]] | None = field(default=None, compare=False)
    """(endpoint, its arguments) of the page on which something can be done; empty: where the entry's duties stand."""

    def reason(self, language: str) -> str:
        """What is wrong, in the reader's words."""
        return str(self.rule.reason) % {name: _told(value, language) for name, value in self.facts.items()}

    @property
    def url(self) -> str:
        """Where something can be done about it by those who may; empty where it is a matter for talking."""
        if self.way is not None:
            endpoint, arguments = self.way
            return url_for(endpoint, **arguments)  # type: ignore[arg-type]
        return url_for(f"{self.subject.kind}.ownership", slug=self.subject.slug) if self.subject.kind else ""

    @property
    def cause(self) -> str:
        """Whom or what one has to see to, once for all findings of the rule with the same cause; empty for none."""
        ids = ((name, getattr(self.facts.get(name), "id", None)) for name in ("person", "function", "department"))
        return next((f"{name}{number}" for name, number in ids if number is not None), "")

    @property
    def order(self) -> tuple[Any, ...]:
        """The worst first, then by rule and title."""
        return -self.severity, self.rule.name, self.subject.titles, self.subject.step_key, self.letter


Provider = Callable[[Session, date, ColumnElement[bool]], Sequence[Finding]]
"""(session, day, condition on Entry) → findings about these entries, in a fixed number of queries."""
StepTitles = Callable[[Session, ColumnElement[bool]], Mapping[tuple[int, str], tuple[str, str]]]
"""(session, condition on Entry) → (entry, key of the step) → its title in German and English, of released versions."""


@dataclass
class Findings:
    """Filled by the features as they are wired; reach it with `wired(session, Findings)`."""

    rules: dict[str, Rule] = field(default_factory=dict)
    providers: list[Provider] = field(default_factory=list)
    expecting: dict[str, Callable[[], ColumnElement[bool]]] = field(default_factory=dict)
    """Kind → the condition under which its released entries must have somebody accountable; other kinds need not."""
    steps: list[StepTitles] = field(default_factory=list)

    def add(self, provider: Provider, *rules: Rule) -> None:
        """Register who finds more, and by which rules."""
        self.providers.append(provider)
        self.rules.update({rule.name: rule for rule in rules})

    def expected(self) -> ColumnElement[bool]:
        """The condition on `Entry`: one that must have somebody accountable."""
        parts = [(Entry.kind == kind) & condition() for kind, condition in sorted(self.expecting.items())]
        return or_(false(), *parts)


def _pick(pair: tuple[str, str], language: str) -> str:
    return (pair[0] or pair[1]) if language == "de" else (pair[1] or pair[0])


def _told(value: Any, language: str) -> str:
    if isinstance(value, date):
        return day_in_words(value)
    name = getattr(value, "name", value)
    return str(name(language) if callable(name) else name)
