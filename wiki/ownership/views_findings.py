"""The list of findings: own area or what concerns oneself, narrowed by rule, department and kind in the address."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.core.db import wired
from wiki.entries.as_of import asked_day
from wiki.entries.kinds import Kinds
from wiki.ownership.blueprint import blueprint
from wiki.ownership.findings import Finding, Findings, Rule, Severity
from wiki.ownership.linter import seen_by
from wiki.ownership.rights import oversees_anything
from wiki.people.queries import departments_by_slug
from wiki.web.csv_file import csv_file
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of_rows
from wiki.web.redirects import other_view, same_view
from wiki.web.runtime import settings
from wiki.web.shell import Item
from wiki.web.transaction import db

A_PAGE = 50
FILTERS = ("rule", "department", "kind")


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `own`: what concerns oneself instead of the area one oversees."""

    day: date
    own: bool
    may_oversee: bool
    chosen: dict[str, str]
    problem: str = ""

    def meets(self, finding: Finding, besides: str = "") -> bool:
        """Whether the finding passes every filter but `besides`."""
        values = {"rule": finding.rule.name, "department": finding.subject.department, "kind": finding.subject.kind}
        return all(values[name] == value for name, value in self.chosen.items() if value and name != besides)


@dataclass(frozen=True)
class Row:
    """A line of the list: a finding, with others that have the same cause."""

    first: Finding
    more: Sequence[Finding] = ()


def folded(found: Sequence[Finding]) -> list[Row]:
    """One row for all findings of a rule that come from the same person, function or department."""
    rows: dict[Any, list[Finding]] = {}
    for number, each in enumerate(found):
        key = (each.rule.name, each.severity, each.letter, each.cause) if each.cause and each.subject.kind else number
        rows.setdefault(key, []).append(each)
    return [Row(first, more) for first, *more in rows.values()]


def _asked() -> Asked:
    day, problem = asked_day(request.args.get("as_of", ""), settings())
    may_oversee = oversees_anything(current_actor())
    own = not may_oversee or request.args.get("scope") == "own"
    return Asked(day, own, may_oversee, {name: request.args.get(name, "")[:100] for name in FILTERS}, problem)


@blueprint.get("/findings")
@rule(SIGNED_IN)
def findings_page() -> ResponseReturnValue:
    """What is missing or wrong, the worst first."""
    asked = _asked()
    everything = seen_by(db(), current_actor(), asked.day, own=asked.own)
    found = [each for each in everything if asked.meets(each)]
    answer = render_template(
        "ownership/findings.html",
        asked=asked,
        page=page_of_rows(folded(found), A_PAGE),
        rules=_counted_rules(asked, everything),
        options=_options(everything),
        numbers=Counter(each.severity for each in found),
        severity=Severity,
        sees_all=current_actor().may(Permission.OWNERSHIP_OVERSEE),
        subject_url=subject_url,
        kinds=wired(db(), Kinds),
        today=clock.today(settings().timezone),
        csv_url=other_view("ownership.findings_csv"),
    )
    return answer, 422 if asked.problem else 200


@blueprint.get("/findings.csv")
@rule(SIGNED_IN)
def findings_csv() -> ResponseReturnValue:
    """The same list as a file for spreadsheets."""
    asked, language = _asked(), reader_language()
    kinds = wired(db(), Kinds)
    found = [each for each in seen_by(db(), current_actor(), asked.day, own=asked.own) if asked.meets(each)]
    names = _department_names([each.subject.department for each in found])
    head = [_("How bad"), _("What"), _("Step"), _("Kind"), _("Department"), _("Rule"), _("Reason"), _("What to do")]
    rows = [
        [
            severity_word(each.severity), each.subject.title(language), each.subject.step_title(language),
            kinds.get(each.subject.kind).label if each.subject.kind else _("Person"),
            names.get(each.subject.department, each.subject.department), each.rule.label, each.reason(language),
            each.rule.advice,
        ]
        for each in found
    ]  # fmt: skip
    return csv_file(_("findings"), [head, *rows])


def navigation() -> list[Item]:
    """The way here, for those who oversee anything."""
    if not oversees_anything(current_actor()):
        return []
    here = (request.endpoint or "").startswith("ownership.findings")
    return [Item(_("Gaps"), url_for("ownership.findings_page"), "exclamation-circle", current=here, place=8)]


def severity_word(severity: Severity) -> str:
    """How bad a finding is, in a word."""
    return str({Severity.GAP: _("Gap"), Severity.RISK: _("Risk"), Severity.HINT: _("Hint")}[severity])


def subject_url(finding: Finding) -> str:
    """Where what a finding is about is to be seen."""
    subject = finding.subject
    if subject.kind:
        return url_for(f"{subject.kind}.page", slug=subject.slug)
    return url_for("people.person", person_id=finding.person_id) if finding.person_id else ""


def _counted_rules(asked: Asked, everything: Sequence[Finding]) -> list[tuple[Any, str, bool, int]]:
    """(label, address, chosen, number) of each rule by which something was found, and of all together."""
    numbers = Counter(each.rule.name for each in everything if asked.meets(each, besides="rule"))
    chosen = asked.chosen["rule"]
    known: dict[str, Rule] = wired(db(), Findings).rules
    chips: list[tuple[Any, str, bool, int]] = [(_("All"), same_view(rule=None, page=None), not chosen, numbers.total())]
    for name, each in known.items():
        if numbers[name] or name == chosen:
            chips.append((each.label, same_view(rule=name, page=None), name == chosen, numbers[name]))
    return chips


def _options(everything: Sequence[Finding]) -> dict[str, list[tuple[str, str]]]:
    """The departments and kinds there are findings about, for the filters."""
    names = _department_names([each.subject.department for each in everything])
    kinds = wired(db(), Kinds)
    found = {each.subject.kind for each in everything if each.subject.kind}
    return {
        "department": [("", _("All departments")), *sorted(names.items(), key=lambda each: each[1])],
        "kind": [("", _("All kinds")), *((each.name, str(each.plural)) for each in kinds if each.name in found)],
    }


def _department_names(slugs: Sequence[str]) -> dict[str, str]:
    wanted = {each for each in slugs if each}
    found = departments_by_slug(db(), wanted) if wanted else {}
    return {slug: found[slug].name(reader_language()) if slug in found else slug for slug in wanted}
