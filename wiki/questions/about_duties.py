"""Questions about who answers for an entry: a function or a department, never a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.clock import company_day
from wiki.ownership.holders import Holder, function, person
from wiki.ownership.models import Accountability
from wiki.ownership.queries import accountable_on, of_entries
from wiki.ownership.staff import Job, Staff, Unit
from wiki.people.models import Function
from wiki.questions.asking import Source
from wiki.questions.picking import FEWEST_WRONG, different, mixed, option_key, options_of
from wiki.questions.question import ANSWERS_FOR, Option, Question


@dataclass(frozen=True)
class Answerers:
    """Entry → who answers for it, as far as that is settled: a function, or else the department of whoever does."""

    functions: Mapping[int, Job]
    departments: Mapping[int, Unit]
    all_functions: Mapping[str, Function]
    all_departments: Mapping[int, Unit]


def read_functions(session: Session) -> dict[str, Function]:
    """All functions by their slugs; one query."""
    return {each.slug: each for each in session.scalars(select(Function).order_by(Function.slug))}


def read_answerers(session: Session, sources: Iterable[Source], functions: Mapping[str, Function]) -> Answerers:
    """Who answers for these entries today; a fixed number of queries."""
    wanted = {each.id: each for each in sources}
    day = company_day(session)
    query = of_entries(accountable_on(day), wanted).where(Accountability.step_key == "")
    rows = {row.entry_id: row for row in session.scalars(query)}
    staff = Staff(session, day, [holder for row in rows.values() for holder in _holder(row)])
    jobs, units = {}, {}
    for entry_id, row in rows.items():
        found = staff.answerer(row, wanted[entry_id].department)
        if found.gap or found.acting or found.person is None:
            continue
        unit = staff.departments.get(found.person.department_id or 0)
        if found.function is not None:
            jobs[entry_id] = found.function
        elif unit is not None:
            units[entry_id] = unit
    return Answerers(jobs, units, functions, staff.departments)


def _holder(row: Accountability) -> Iterator[Holder]:
    if row.person_id is not None:
        yield person(row.person_id)
    if row.function_id is not None:
        yield function(row.function_id)


def who_answers(source: Source, answerers: Answerers) -> Question | None:
    """Who is accountable for the entry: which function, or else which department. None while nobody is, or only for
    the time being."""
    job, unit = answerers.functions.get(source.id), answerers.departments.get(source.id)
    if job is not None:
        return _which_function(source, job, answerers)
    return _which_department(source, unit, answerers) if unit is not None else None


def _which_function(source: Source, job: Job, answerers: Answerers) -> Question | None:
    """Beside it functions of the same department first."""
    key = _key(source)
    others = mixed(answerers.all_functions.values(), key, lambda each: each.slug)
    others.sort(key=lambda each: each.department_id != job.department_id)
    name = job.name(source.language)
    wrong = different((each.name(source.language) for each in others if each.id != job.id), name)
    prompt = _("Which function is accountable for “%(title)s”?", title=source.title)
    why = _("“%(name)s” answers for the result, whoever does the work.", name=name)
    return _question(source, prompt, name, wrong, why)


def _which_department(source: Source, unit: Unit, answerers: Answerers) -> Question | None:
    """Beside it departments of the same level first; none above or below it, where it is right as well."""
    key, known = _key(source), answerers.all_departments
    kin = {each.id for each in known.values() if unit.id in _line(each, known)} | set(_line(unit, known))
    others = mixed((each for each in known.values() if each.id not in kin), key, lambda each: each.slug)
    others.sort(key=lambda each: each.parent_id != unit.parent_id)
    name = unit.name(source.language)
    wrong = different((each.name(source.language) for each in others), name)
    prompt = _("Which department is accountable for “%(title)s”?", title=source.title)
    why = _("“%(name)s” answers for the result; whom to ask there stands on the page.", name=name)
    return _question(source, prompt, name, wrong, why)


def _line(unit: Unit, known: Mapping[int, Unit]) -> list[int]:
    """The department and those above it."""
    found = [unit.id]
    while unit.parent_id is not None and unit.parent_id in known and unit.parent_id not in found:
        unit = known[unit.parent_id]
        found.append(unit.id)
    return found


def _key(source: Source) -> str:
    return f"{ANSWERS_FOR}:{source.kind}:{source.slug}"


def _question(source: Source, prompt: str, right: str, wrong: list[str], why: str) -> Question | None:
    key = _key(source)
    if len(wrong) < FEWEST_WRONG:
        return None
    return Question(
        key=key,
        sort=ANSWERS_FOR,
        prompt=prompt,
        options=options_of(key, [Option(each, each) for each in (right, *wrong)]),
        right=option_key(key, right),
        why=why,
        read_on=source.read_on,
        language=source.language,
        entry_ids=(source.id,),
    )
