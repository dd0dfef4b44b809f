"""Pages of what is on its way, and what an administrator does about it."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired, Length

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import rule
from wiki.core.errors import Invalid
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.ops import deliveries, words
from wiki.ops.blueprint import ACT, LOOK, blueprint
from wiki.ops.errors_shown import in_short
from wiki.ops.state import worker_alive
from wiki.people.forms import NEEDED, typed
from wiki.web.forms import LineField, WikiForm
from wiki.web.paging import page_of
from wiki.web.transaction import db, writing

A_PAGE = 50


class DropForm(WikiForm):
    """Why a delivery is given up."""

    reason = LineField(
        _l("Why"),
        validators=[InputRequired(NEEDED), Length(max=deliveries.LONGEST_REASON)],
        description=_l("Kept for good in the record of who did what. No names, no addresses."),
    )


@blueprint.get("/admin/deliveries")
@rule(LOOK)
def deliveries_list() -> str:
    """What waits, is tried again or was given up; filters in the address."""
    numbers, state = deliveries.numbers(db()), request.args.get("state", "")
    known = {each.consumer for each in numbers}
    consumer = request.args.get("consumer", "") if request.args.get("consumer", "") in known else ""
    page = page_of(db(), deliveries.listing(consumer, state), A_PAGE)
    return render_template(
        "ops/deliveries.html",
        page=page,
        entries=_entries([each.event.entry_id for each in page.rows]),
        numbers=numbers,
        consumer=consumer,
        state=state if state in deliveries.STATES else "",
        words=words,
        in_short=in_short,
        worker_alive=worker_alive(db()),
        may_act=current_actor().may(Permission.SYSTEM_MANAGE),
    )


def _entries(ids: list[int | None]) -> dict[int, Entry]:
    wanted = {each for each in ids if each is not None}
    query = select(Entry).where(Entry.id.in_(wanted), readable(current_actor()))
    return {each.id: each for each in db().scalars(query)} if wanted else {}


def _back() -> Response:
    where = {name: request.form[name] for name in ("consumer", "state") if request.form.get(name)}
    return redirect(url_for("ops.deliveries_list", **where), 303)  # type: ignore[arg-type]


def _tell(number: int) -> None:
    if number:
        text = ngettext("%(num)s delivery is tried again now.", "%(num)s deliveries are tried again now.", number)
        flash(text, "success")
    else:
        flash(_("Nothing to do: it is being tried already, or somebody else was faster."), "info")


@blueprint.post("/admin/deliveries/retry")
@rule(ACT)
def retry_all() -> ResponseReturnValue:
    """Try everything again that got stuck on its way to one consumer."""
    _tell(deliveries.retry_all(writing(), current_actor(), request.form.get("consumer", "")[:40]))
    return _back()


@blueprint.post("/admin/deliveries/<int:delivery_id>/retry")
@rule(ACT)
def retry_one(delivery_id: int) -> ResponseReturnValue:
    """Try one delivery again."""
    _tell(deliveries.retry_one(writing(), current_actor(), delivery_id))
    return _back()


@blueprint.get("/admin/deliveries/<int:delivery_id>/drop")
@rule(ACT)
def ask_drop(delivery_id: int) -> ResponseReturnValue:
    """Say what is lost, and ask for a reason."""
    return _show_drop(DropForm(), delivery_id)


@blueprint.post("/admin/deliveries/<int:delivery_id>/drop")
@rule(ACT)
def drop(delivery_id: int) -> ResponseReturnValue:
    """Give a delivery up for good."""
    form = DropForm()
    if not form.validate_on_submit():
        return _show_drop(form, delivery_id, 422)
    try:
        deliveries.drop(writing(), current_actor(), delivery_id, typed(form.reason))
    except Invalid as error:
        form.add_problems(error.problems)
        return _show_drop(form, delivery_id, 422)
    flash(_("The delivery is dropped."), "success")
    return redirect(url_for("ops.deliveries_list"), 303)


def _show_drop(form: DropForm, delivery_id: int, status: int = 200) -> Response:
    delivery = deliveries.get(db(), delivery_id)
    entries = _entries([delivery.event.entry_id])
    page = render_template(
        "ops/drop.html", form=form, delivery=delivery, entries=entries, words=words, in_short=in_short
    )
    return make_response(page, status)
