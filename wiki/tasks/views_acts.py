"""The page of a task and what is done there: moving it, its checklist, what it needs, what is said."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.errors import Conflict, Invalid
from wiki.tasks import checklist, moving, needs, service, talking
from wiki.tasks.blueprint import blueprint
from wiki.tasks.forms import CommentForm, ItemForm, MoveForm, NeedForm
from wiki.tasks.models import DONE
from wiki.tasks.task_page import TaskPage, find_task
from wiki.tasks.values import Move
from wiki.tasks.wording import CATEGORIES, REPEATS, STATES
from wiki.web.forms import WikiForm
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing

FORMS: dict[str, type[WikiForm]] = {"move": MoveForm, "item": ItemForm, "need": NeedForm, "comment": CommentForm}


@blueprint.get("/<int:task_id>")
@rule(SIGNED_IN)
def page(task_id: int) -> ResponseReturnValue:
    """A task."""
    return _show(task_id)


def _show(task_id: int, **sent: WikiForm) -> str:
    shown = TaskPage(db(), current_actor(), task_id, reader_language())
    forms: dict[str, Any] = {name: sent.get(name) or form(formdata=None) for name, form in FORMS.items()}
    return render_template(
        "tasks/page.html", page=shown, forms=forms, states=STATES, categories=CATEGORIES, repeats=REPEATS
    )


@blueprint.post("/<int:task_id>/move")
@rule(SIGNED_IN)
def move(task_id: int) -> ResponseReturnValue:
    """Move it on from its own page."""
    form = MoveForm()
    wanted = Move(form.state.data or "", None, form.seen.data or "", form.waits_for.data or "")
    try:
        task = moving.move(writing(), current_actor(), task_id, wanted)
    except Invalid as error:
        return _refused(task_id, "move", form, error)
    except Conflict as error:
        roll_back()
        flash(str(error.message), "danger")
        return redirect(url_for("tasks.page", task_id=task_id), 303)
    again = task.state == DONE and bool(task.repeat)
    flash(_("Done. The next one of the series is made.") if again else _("Saved."), "success")
    return redirect(url_for("tasks.page", task_id=task_id), 303)


@blueprint.post("/<int:task_id>/take")
@rule(SIGNED_IN)
def take(task_id: int) -> ResponseReturnValue:
    """Do it oneself, where nobody does yet."""
    try:
        service.take(writing(), current_actor(), task_id)
    except Conflict as error:
        roll_back()
        flash(str(error.message), "danger")
        return redirect(url_for("tasks.page", task_id=task_id), 303)
    flash(_("The task is yours."), "success")
    return redirect(url_for("tasks.page", task_id=task_id), 303)


@blueprint.post("/<int:task_id>/items")
@rule(SIGNED_IN)
def add_item(task_id: int) -> ResponseReturnValue:
    """Add to the checklist."""
    form = ItemForm()
    data_are_fine = bool(form.no_customer_data.data)
    try:
        checklist.add_item(writing(), current_actor(), task_id, form.item.data or "", no_customer_data=data_are_fine)
    except Invalid as error:
        return _refused(task_id, "item", form, error)
    return redirect(url_for("tasks.page", task_id=task_id, _anchor="checklist"), 303)


@blueprint.post("/<int:task_id>/items/<int:item_id>")
@rule(SIGNED_IN)
def tick(task_id: int, item_id: int) -> ResponseReturnValue:
    """Tick an item, take the tick away, or the item."""
    actor, act = current_actor(), request.form.get("act", "")
    if act == "remove":
        checklist.remove_item(writing(), actor, task_id, item_id)
    else:
        checklist.tick(writing(), actor, task_id, item_id, done=act != "open")
    return redirect(url_for("tasks.page", task_id=task_id, _anchor="checklist"), 303)


@blueprint.post("/<int:task_id>/needs")
@rule(SIGNED_IN)
def add_need(task_id: int) -> ResponseReturnValue:
    """Say that another task has to be done first."""
    form, actor = NeedForm(), current_actor()
    session = writing()
    shown = TaskPage(session, actor, task_id, reader_language())
    try:
        needs.add(session, actor, task_id, find_task(session, actor, shown.task, form.needs.data or ""))
    except Invalid as error:
        return _refused(task_id, "need", form, error)
    return redirect(url_for("tasks.page", task_id=task_id, _anchor="first"), 303)


@blueprint.post("/<int:task_id>/needs/<int:needed_id>/remove")
@rule(SIGNED_IN)
def remove_need(task_id: int, needed_id: int) -> ResponseReturnValue:
    """Say that it need not be done first."""
    needs.remove(writing(), current_actor(), task_id, needed_id)
    return redirect(url_for("tasks.page", task_id=task_id, _anchor="first"), 303)


@blueprint.post("/<int:task_id>/comments")
@rule(SIGNED_IN)
def say(task_id: int) -> ResponseReturnValue:
    """Comment."""
    form = CommentForm()
    data_are_fine = bool(form.no_customer_data.data)
    try:
        said = talking.say(writing(), current_actor(), task_id, form.text.data or "", no_customer_data=data_are_fine)
    except Invalid as error:
        return _refused(task_id, "comment", form, error)
    return redirect(url_for("tasks.page", task_id=task_id, _anchor=f"comment-{said.id}"), 303)


@blueprint.post("/<int:task_id>/comments/<int:comment_id>/remove")
@rule(SIGNED_IN)
def take_back(task_id: int, comment_id: int) -> ResponseReturnValue:
    """Remove a comment."""
    talking.take_back(writing(), current_actor(), task_id, comment_id)
    return redirect(url_for("tasks.page", task_id=task_id, _anchor="comments"), 303)


def _refused(task_id: int, name: str, form: WikiForm, error: Invalid) -> ResponseReturnValue:
    """The page again, with what was typed and what is wrong with it."""
    roll_back()
    form.add_problems(error.problems)
    return _show(task_id, **{name: form}), 422
