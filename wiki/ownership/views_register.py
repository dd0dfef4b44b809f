"""The register of who answers for what: narrowed, sorted and dated in the address, as a page and as a file."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.entries.as_of import asked_day
from wiki.entries.fields import Choices
from wiki.entries.kinds import Kind, Kinds
from wiki.ownership.blueprint import blueprint
from wiki.ownership.holders import Holder, function, person
from wiki.ownership.naming import Names
from wiki.ownership.register import NO_ACCOUNTABLE, NO_RESPONSIBLE, Line, Register, Wanted, register_of
from wiki.ownership.rights import oversees_anything
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day as shown_day
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of_rows
from wiki.web.redirects import same_view
from wiki.web.runtime import runtime, settings
from wiki.web.shell import Item
from wiki.web.transaction import db

A_PAGE = 50
DEFAULT_KIND = "touchpoint"
SORTS = ("title", "department", "accountable", "responsible")


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `problem`: why its day cannot be shown; then today is."""

    kind: Kind
    day: date
    today: date
    wanted: Wanted
    sort: str = "title"
    falling: bool = False
    typed_day: str = ""
    problem: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything limits the list."""
        return any(asdict(self.wanted).values())

    def url(self, endpoint: str = "ownership.register_page", **changes: Any) -> str:
        """The address of the same with `changes`; what is empty is left out."""
        found = {"kind": self.kind.name, **asdict(self.wanted), "as_of": self.day.isoformat(), **changes}
        if found["as_of"] == self.today.isoformat():
            found["as_of"] = ""
        return url_for(endpoint, **{name: value for name, value in found.items() if value})

    def sort_url(self, name: str) -> str:
        """The address sorted by `name`, turned around where it is already."""
        falling = name == self.sort and not self.falling
        return self.url(sort=f"-{name}" if falling else name if name != "title" else "")

    def sorted_now(self, name: str) -> str:
        """How the list stands by `name`."""
        return ("descending" if self.falling else "ascending") if name == self.sort else ""


def _asked() -> Asked:
    kinds = runtime().wiring.get(Kinds)
    name = request.args.get("kind", DEFAULT_KIND)
    kind = kinds.get(name if name in kinds else DEFAULT_KIND)
    typed = request.args.get("as_of", "")[:40]
    day, problem = asked_day(typed, settings())
    given = {name: request.args.get(name, "")[:100] for name in ("phase", "department", "gap")}
    holders = {name: _key(request.args.get(name, ""), name[0]) for name in ("person", "function")}
    sort = request.args.get("sort", "title")
    known = sort.removeprefix("-") in SORTS
    return Asked(
        kind, day, company_day(db()), Wanted(**given, **holders), sort.removeprefix("-") if known else "title",
        known and sort.startswith("-"), typed, problem,
    )  # fmt: skip


def _key(typed: str, sort: str) -> str:
    return typed if typed[:1] == sort and typed[1:].isascii() and typed[1:].isdigit() and len(typed) < 11 else ""


def _lines(asked: Asked, register: Register, names: Names) -> list[Line]:
    language = reader_language()
    departments = {slug: unit.name(language) for slug, unit in register.staff.by_slug.items()}
    keys = {
        "title": lambda line: (line.sort_key,),
        "department": lambda line: (departments.get(line.department, "~"), line.sort_key),
        "accountable": lambda line: (_accountable(line, names) or "~", line.sort_key),
        "responsible": lambda line: (len(line.responsible), line.sort_key),
    }
    return sorted(register.narrowed(asked.wanted), key=keys[asked.sort], reverse=asked.falling)


def _accountable(line: Line, names: Names) -> str:
    return names.holder(line.holder).name if line.holder else ""


@blueprint.get("/")
@rule(SIGNED_IN)
def register_page() -> ResponseReturnValue:
    """Who answers for what."""
    asked, language = _asked(), reader_language()
    register = register_of(db(), [asked.kind], asked.day, language)
    names = Names(register.staff, language)
    lines = _lines(asked, register, names)
    kinds = runtime().wiring.get(Kinds)
    chips = [(each.plural, asked.url(kind=each.name, phase=""), each is asked.kind, None) for each in kinds]
    html = render_template(
        "ownership/register.html",
        asked=asked, page=page_of_rows(lines, A_PAGE), names=names, register=register, chips=chips,
        options=_options(asked, register, names), numbers=_numbers(register), language=language,
        page_href=lambda number: same_view(page=number), gap_words=gap_words(),
        may_report=oversees_anything(current_actor()),
    )  # fmt: skip
    return html, 422 if asked.problem else 200


def gap_words() -> dict[str, str]:
    """What a gap is called."""
    return {NO_ACCOUNTABLE: _("Nobody accountable"), NO_RESPONSIBLE: _("Nobody responsible")}


def _numbers(register: Register) -> dict[str, int]:
    gaps = [gap for line in register.lines for gap in line.gaps]
    return {each: gaps.count(each) for each in (NO_ACCOUNTABLE, NO_RESPONSIBLE)}


def _options(asked: Asked, register: Register, names: Names) -> dict[str, list[tuple[str, str]]]:
    """filter → what it offers: departments, people and functions that the kind's entries speak of."""
    staff, language = register.staff, reader_language()
    used = {line.department for line in register.lines}
    held = {each for line in register.lines for each in (line.holder, *line.responsible) if each is not None}
    functions = {each for each in held if each.function_id}
    people = {each for each in held if each.person_id}
    people |= {person(each.id) for job in functions for each in staff.people_of(job)}
    return {
        "phase": _phases(asked.kind),
        "department": [(slug, unit.name(language)) for slug, unit in staff.by_slug.items() if slug in used],
        "person": _named(people, names),
        "function": _named({function(each.id) for each in functions}, names),
        "gap": [("any", _("Any gap")), *gap_words().items()],
    }


def _phases(kind: Kind) -> list[tuple[str, str]]:
    for each in kind.all_fields:
        if each.name == "phases" and isinstance(each, Choices):
            return [(option.value, str(option.label)) for option in each.options]
    return []


def _named(holders: set[Holder], names: Names) -> list[tuple[str, str]]:
    return sorted(((each.key, names.holder(each).name) for each in holders), key=lambda pair: pair[1].casefold())


@blueprint.get("/register.csv")
@rule(SIGNED_IN)
def register_csv() -> ResponseReturnValue:
    """The same as a file for spreadsheets, all pages of it."""
    asked, language = _asked(), reader_language()
    register = register_of(db(), [asked.kind], asked.day, language)
    names = Names(register.staff, language)
    head = [_("Title"), _("Department"), _("Accountable"), _("Answers today") if asked.day == asked.today else
            _("Answered on this day"), _("Since"), _("Responsible (does it)"), _("Gap"), _("Address")]  # fmt: skip
    rows = [csv_row(line, register, names, language) for line in _lines(asked, register, names)]
    return csv_file(f"{_('ownership')}-{asked.kind.path}-{asked.day.isoformat()}", [head, *rows])


def csv_row(line: Line, register: Register, names: Names, language: str) -> list[str]:
    """A line as cells."""
    unit = register.staff.by_slug.get(line.department)
    words = gap_words()
    acting = _("for the time being") if line.found.acting else ""
    answers = line.found.person.name if line.found.person else ""
    return [
        line.title,
        unit.name(language) if unit else line.department,
        _accountable(line, names),
        f"{answers} ({acting})" if answers and acting else answers,
        shown_day(line.row.since) if line.row else "",
        ", ".join(names.holder(each).name for each in line.responsible),
        ", ".join(words[each] for each in line.gaps),
        line.slug,
    ]


def navigation() -> list[Item]:
    """The line of the navigation, for those signed in."""
    here = request.endpoint in ("ownership.register_page", "ownership.report", "ownership.person_duties")
    if not current_actor().signed_in:
        return []
    return [Item(_("Register of duties"), url_for("ownership.register_page"), "shield-check", current=here, place=2)]
