"""Webhooks as administrators see and change them."""

from dataclasses import dataclass

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import needs, rule
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.core.keys import Keys
from wiki.core.text import whole_number
from wiki.entries.kinds import Kinds
from wiki.people.forms import typed
from wiki.web.forms import options
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing
from wiki.webhooks import service, wording
from wiki.webhooks.blueprint import blueprint
from wiki.webhooks.forms import WebhookForm
from wiki.webhooks.models import JSON, Webhook
from wiki.webhooks.reaching import Unreachable, resolve, target_of
from wiki.webhooks.topics import BY_EVENT

MAY = needs(Permission.SYSTEM_MANAGE)


@dataclass(frozen=True)
class Line:
    """A webhook in the list; `state` is a tone with its words."""

    webhook: Webhook
    tone: str
    state: str


@blueprint.get("/")
@rule(MAY)
def index() -> str:
    """All webhooks and how they stand."""
    return render_template("webhooks/index.html", lines=[_line(each) for each in service.all_of_them(db())])


def _line(webhook: Webhook) -> Line:
    if not webhook.active:
        tone = "plain" if webhook.off_reason == "by_hand" else "bad"
        return Line(webhook, tone, str(wording.OFF[webhook.off_reason]))
    if webhook.failures:
        return Line(webhook, "warn", _("fails, is tried again"))
    return Line(webhook, "good", _("on"))


def _form(webhook: Webhook | None = None) -> WebhookForm:
    session = db()
    if webhook is None:
        form = WebhookForm(data={"sends": JSON, "language": settings().default_language, "edits": "0"})
    else:
        address = wired(session, Keys).decrypt(webhook.address)
        form = WebhookForm(obj=webhook, data={"url": address, "sends": webhook.form})
    form.kinds.choices = options((each.name, each.plural) for each in wired(session, Kinds))
    return form


@blueprint.get("/new")
@rule(MAY)
def new() -> ResponseReturnValue:
    """The form of a new webhook."""
    return _show_form(_form(), None)


@blueprint.post("/new")
@rule(MAY)
def create() -> ResponseReturnValue:
    """Make a webhook and show its secret, once."""
    form = _form()
    if not _is_usable(form):
        return _show_form(form, None, 422)
    try:
        made = service.create(writing(), current_actor(), _data(form))
    except Invalid as error:
        form.add_problems(error.problems)
        return _show_form(form, None, 422)
    return _show_secret(made)


def _is_usable(form: WebhookForm) -> bool:
    """Whether the form is filled in and its host can be reached; looked up before any lock is taken."""
    if not form.validate_on_submit():
        return False
    try:
        resolve(target_of(typed(form.url).strip(), settings()), settings())
    except Unreachable as error:
        form.add_problems([Problem("url", wording.PROBLEMS[error.problem])])
        return False
    return True


def _data(form: WebhookForm) -> service.WebhookData:
    return service.WebhookData(
        name=typed(form.name),
        url=typed(form.url).strip(),
        form=typed(form.sends),
        language=typed(form.language),
        events=tuple(form.events.data or ()),
        kinds=tuple(form.kinds.data or ()),
    )


def _show_form(form: WebhookForm, webhook: Webhook | None, status: int = 200) -> Response:
    page = render_template("webhooks/form.html", form=form, webhook=webhook)
    return _private(make_response(page, status))


def _show_secret(made: service.Made) -> Response:
    page = render_template("webhooks/secret.html", webhook=made.webhook, secret=made.secret)
    return _private(make_response(page))


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/<int:webhook_id>")
@rule(MAY)
def page(webhook_id: int) -> str:
    """One webhook with its last deliveries."""
    session = db()
    webhook = service.get(session, webhook_id)
    kinds = {each.name: each.plural for each in wired(session, Kinds)}
    return render_template(
        "webhooks/page.html",
        line=_line(webhook),
        webhook=webhook,
        events=[BY_EVENT[each].label for each in webhook.events if each in BY_EVENT],
        kinds=[kinds[each] for each in webhook.kinds if each in kinds],
        deliveries=service.last_deliveries(session, webhook),
        topics=BY_EVENT,
        wording=wording,
    )


@blueprint.get("/<int:webhook_id>/edit")
@rule(MAY)
def edit(webhook_id: int) -> ResponseReturnValue:
    """The form of a webhook that is there."""
    webhook = service.get(db(), webhook_id)
    return _show_form(_form(webhook), webhook)


@blueprint.post("/<int:webhook_id>/edit")
@rule(MAY)
def save(webhook_id: int) -> ResponseReturnValue:
    """Change it."""
    webhook = service.get(db(), webhook_id)
    form = _form(webhook)
    if not _is_usable(form):
        return _show_form(form, webhook, 422)
    try:
        service.change(writing(), current_actor(), webhook_id, _data(form), whole_number(typed(form.edits)))
    except Invalid as error:
        form.add_problems(error.problems)
        return _show_form(form, webhook, 422)
    except Conflict as error:
        form.form_errors.append(error.message)
        return _show_form(form, webhook, 409)
    flash(_("Saved."), "success")
    return to_page(webhook_id)


def to_page(webhook_id: int) -> Response:
    """Back to the webhook after an act."""
    return redirect(url_for("webhooks.page", webhook_id=webhook_id), 303)
