"""The page of a task, its form, and what is done there."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.errors import Invalid
from wiki.entries.models import Entry
from wiki.entries.rights import demand
from wiki.tasks import service
from wiki.tasks.assignees import assignee_choices
from wiki.tasks.blueprint import blueprint
from wiki.tasks.forms import TaskForm
from wiki.tasks.models import Task
from wiki.tasks.rights import may_add
from wiki.tasks.rows import OTHERS
from wiki.tasks.shown import shown_values
from wiki.tasks.subjects import Asked, initiatives_to_add_to, subject_of
from wiki.tasks.task_page import TaskPage
from wiki.tasks.values import Subject
from wiki.web.i18n import reader_language
from wiki.web.redirects import local_address
from wiki.web.transaction import db, roll_back, writing


@blueprint.get("/new")
@rule(SIGNED_IN)
def new() -> ResponseReturnValue:
    """The form of a new task, with what the address says it is about."""
    subject = subject_of(db(), current_actor(), _asked())
    form = TaskForm(formdata=None, title=request.args.get("title", "")[:200])
    form.initiative.data = subject.initiative_id
    return _new_page(form, subject)


@blueprint.post("/new")
@rule(SIGNED_IN)
def create() -> ResponseReturnValue:
    """Make it."""
    actor, form = current_actor(), TaskForm()
    asked = _asked()
    _offer(db(), form, None)
    if not form.validate():
        return _new_page(form, subject_of(db(), actor, asked)), 422
    session = writing()
    found = subject_of(session, actor, asked)
    subject = Subject(form.initiative.data, found.entry_id, found.step_key, found.comment_id)
    try:
        task = service.create(session, actor, form.task_data(), subject)
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        return _new_page(form, subject_of(db(), actor, asked)), 422
    flash(_("The task is made."), "success")
    back = request.form.get("next", "")
    return redirect(local_address(back) if back else url_for("tasks.page", task_id=task.id), 303)


@blueprint.get("/<int:task_id>/edit")
@rule(SIGNED_IN)
def edit(task_id: int) -> ResponseReturnValue:
    """The form of a task."""
    page = _changeable(task_id)
    form = TaskForm(formdata=None)
    form.show(service.data_of(page.task), page.task.edits)
    return _edit_page(form, page)


@blueprint.post("/<int:task_id>/edit")
@rule(SIGNED_IN)
def save(task_id: int) -> ResponseReturnValue:
    """Change it; where somebody else changed the same meanwhile, both are shown and nothing is lost."""
    form = TaskForm()
    page = _changeable(task_id)
    _offer(db(), form, page.task)
    if not form.validate():
        return _edit_page(form, page), 422
    try:
        service.change(writing(), current_actor(), task_id, form.task_data(), form.seen())
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        return _edit_page(form, _changeable(task_id)), 422
    except service.Clash as clash:
        roll_back()
        form.note_seen(clash.present, clash.edits)
        return _edit_page(form, _changeable(task_id), clash), 409
    flash(_("Saved."), "success")
    return redirect(url_for("tasks.page", task_id=task_id), 303)


def _asked() -> Asked:
    values = {name: request.values.get(name, "")[:120] for name in ("initiative", "entry", "step", "comment")}
    return Asked(**values)


def _changeable(task_id: int) -> TaskPage:
    page = TaskPage(db(), current_actor(), task_id, reader_language())
    demand(page.may_change, OTHERS)
    return page


def _offer(session: Session, form: TaskForm, task: Task | None) -> None:
    """Fill in the people and initiatives to choose from. Outside of an initiative the choice is narrower; which one it
    is, is decided when the form is sent."""
    actor, language = current_actor(), reader_language()
    if task is not None:
        form.assignee.offer(assignee_choices(session, actor, task.initiative_id, task.assignee), _("Nobody yet"))
        del form.initiative
        return
    initiatives = initiatives_to_add_to(session, actor, language)
    form.initiative.offer(initiatives, _("None, outside of initiatives"))
    some = form.initiative.data or (initiatives[0][0] if initiatives else None)
    form.assignee.offer(assignee_choices(session, actor, some), _("Nobody yet"))


def _new_page(form: TaskForm, subject: Subject) -> str:
    session, actor = db(), current_actor()
    if subject.initiative_id and not may_add(session, actor, subject.initiative_id):
        demand(form.is_submitted(), _("Only the team of an initiative adds tasks to it."))
    _offer(session, form, None)
    entry = session.get(Entry, subject.entry_id) if subject.entry_id else None
    return render_template("tasks/new.html", form=form, subject=subject, entry=entry)


def _edit_page(form: TaskForm, page: TaskPage, clash: service.Clash | None = None) -> str:
    _offer(db(), form, page.task)
    meanwhile = []
    if clash is not None:
        present, typed = shown_values(db(), clash.present), shown_values(db(), form.task_data())
        meanwhile = [(form[_FIELDS.get(name, name)].label.text, present[name], typed[name]) for name in clash.fields]
    return render_template("tasks/edit.html", form=form, page=page, meanwhile=meanwhile)


_FIELDS = {"assignee_id": "assignee"}
