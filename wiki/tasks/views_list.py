"""The list of tasks with its filters, as a file for spreadsheets, and changing several at once."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.errors import Invalid
from wiki.core.text import whole_number
from wiki.entries.models import Entry
from wiki.people.models import Person
from wiki.people.queries import department_tree
from wiki.tasks import bulk, listing
from wiki.tasks.assignees import assignee_choices
from wiki.tasks.blueprint import blueprint
from wiki.tasks.bulk_form import BulkForm
from wiki.tasks.listing import GONE, LOOSE, MINE, NOBODY, SHOWS, SORTS, UNDONE, Filters, listed
from wiki.tasks.models import Task
from wiki.tasks.named import names_of
from wiki.tasks.rights import readable_tasks
from wiki.tasks.subjects import initiative_asked, initiatives_seen, initiatives_to_add_to
from wiki.tasks.wording import CATEGORIES, STATES
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day, reader_language
from wiki.web.paging import page_of
from wiki.web.redirects import same_view
from wiki.web.transaction import db, roll_back, writing

A_PAGE = 50


@blueprint.get("/")
@rule(SIGNED_IN)
def index() -> ResponseReturnValue:
    """The tasks one may see, the first due first; `format=csv` for a spreadsheet."""
    if request.args.get("format") == "csv":
        return _csv(db(), _asked(db()))
    return _page(BulkForm(formdata=None))


@blueprint.post("/")
@rule(SIGNED_IN)
def change_several() -> ResponseReturnValue:
    """Change the ticked ones: all or none."""
    form, actor = BulkForm(), current_actor()
    form.assignee.choices = _bulk_people(db())
    if not form.validate():
        return _page(form, _ticked()), 422
    try:
        number = bulk.change_several(writing(), actor, _ticked(), form.wish())
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        return _page(form, _ticked()), 422
    flash(_("%(number)s changed.", number=number), "success")
    return redirect(same_view(), 303)


def _ticked() -> dict[int, int]:
    """Task → count of changes as it was seen."""
    pairs = (each.partition(":") for each in request.form.getlist("tasks"))
    found = {whole_number(number): whole_number(edits) for number, _colon, edits in pairs}
    return {number: edits for number, edits in found.items() if number}


def _asked(session: Session) -> Filters:
    """What the address asks for; what is not known is not asked."""
    get, actor = request.args.get, current_actor()
    show, sort, assignee = get("show", UNDONE), get("sort", "due"), get("assignee", "")
    known = assignee in (MINE, NOBODY, GONE) or whole_number(assignee) > 0
    return Filters(
        show=show if show in SHOWS else UNDONE,
        initiative_id=initiative_asked(session, actor, get("initiative", "")),
        assignee=assignee if known else "",
        category=get("category", ""),
        department=get("department", ""),
        words=get("q", "").strip()[:100],
        sort=sort.removeprefix("-") if sort.removeprefix("-") in SORTS else "due",
        descending=sort.startswith("-"),
    )


def _page(form: BulkForm, ticked: dict[int, int] | None = None) -> str:
    session, actor, language = db(), current_actor(), reader_language()
    today, asked = company_day(session), _asked(session)
    page = page_of(session, listed(session, actor, asked, today), A_PAGE)
    form.assignee.choices = _bulk_people(session)
    numbers = [each.id for each in page.rows]
    return render_template(
        "tasks/index.html",
        page=page, asked=asked, form=form, ticked=ticked or {}, today=today, states=STATES, categories=CATEGORIES,
        blocked=listing.blocked_among(session, numbers),
        entry=session.get(Entry, asked.initiative_id) if (asked.initiative_id or 0) > 0 else None,
        names=names_of(session, actor, language, [each.initiative_id for each in page.rows]),
        chips=[(label, same_view(show=name, page=None), name == asked.show, None) for name, label in _shows()],
        initiatives=_initiatives(session), initiative=request.args.get("initiative", ""),
        people=_people(session), departments=_departments(session, language),
        sorts=_sorts(asked), everything=same_view(**dict.fromkeys(_NARROWING)),
        csv_url=same_view(format="csv", page=None),
        is_narrowed=any(request.args.get(each) for each in _NARROWING),
    )  # fmt: skip


_NARROWING = ("initiative", "assignee", "category", "department", "q", "page")


def _shows() -> list[tuple[str, str]]:
    words = {"undone": _("Unfinished"), "overdue": _("Overdue"), "all": _("All")}
    return [(each, words.get(each) or str(STATES[each])) for each in SHOWS]


def _sorts(asked: Filters) -> dict[str, tuple[str, str]]:
    """Column → (address that sorts by it, how it is sorted now)."""
    found = {}
    for name in SORTS:
        now = ("descending" if asked.descending else "ascending") if asked.sort == name else ""
        found[name] = (same_view(sort=f"-{name}" if now == "ascending" else name, page=None), now)
    return found


def _initiatives(session: Session) -> list[tuple[str, str]]:
    found = initiatives_seen(session, current_actor(), reader_language())
    return [("", _("All")), (LOOSE, _("None")), *((str(number), title) for number, title in found)]


def _people(session: Session) -> list[tuple[str, str]]:
    """Oneself, nobody, those who are gone, and whoever does a task the reader may see."""
    actor = current_actor()
    doers = select(Task.assignee_id).where(readable_tasks(session, actor))
    query = select(Person.id, Person.name).where(Person.id.in_(doers), Person.active).order_by(Person.sort_key)
    named = [(str(row.id), row.name) for row in session.execute(query)]
    return [("", _("All")), (MINE, _("Me")), (NOBODY, _("Nobody yet")), (GONE, _("Somebody who is gone")), *named]


def _departments(session: Session, language: str) -> list[tuple[str, str]]:
    tree = department_tree(session, language)
    return [("", _("All")), *((node.department.slug, node.department.name(language)) for node in tree)]


def _bulk_people(session: Session) -> list[Any]:
    """Within an initiative more can be named than outside: which one it is, is judged for each task."""
    initiatives = initiatives_to_add_to(session, current_actor(), reader_language())
    return BulkForm.people(assignee_choices(session, current_actor(), initiatives[0][0] if initiatives else None))


def _csv(session: Session, asked: Filters) -> ResponseReturnValue:
    actor, language = current_actor(), reader_language()
    tasks = list(session.scalars(listed(session, actor, asked, company_day(session))))
    names = names_of(session, actor, language, [each.initiative_id for each in tasks])
    head = [_("Number"), _("Title"), _("State"), _("Held up"), _("Category"), _("Who does it"), _("Begins"), _("Due"),
            _("Initiative"), _("Finished")]  # fmt: skip
    return csv_file("tasks", [head, *(_line(each, names) for each in tasks)])


def _line(task: Task, names: dict[int, Any]) -> list[object]:
    named = names.get(task.initiative_id or 0)
    return [
        task.id, task.title, STATES[task.state], task.waits_for, CATEGORIES.get(task.category, ""),
        task.assignee.name if task.assignee else "", day(task.starts), day(task.due), named.title if named else "",
        day(task.finished_at),
    ]  # fmt: skip
