"""What administrators do with a webhook: test it, switch it, renew its secret, send again, remove it."""

from threading import Thread

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import rule
from wiki.config import Settings
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.text import whole_number
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing
from wiki.webhooks import service, wording
from wiki.webhooks.blueprint import blueprint
from wiki.webhooks.bodies import PING, BodyWriter, body_of, new_number
from wiki.webhooks.lanes import Letter, letter_of
from wiki.webhooks.models import WebhookDelivery
from wiki.webhooks.reaching import TIMEOUT
from wiki.webhooks.sending import WHOLE_SECONDS, Outcome, headers, post
from wiki.webhooks.views import MAY, to_page


@blueprint.post("/<int:webhook_id>/test")
@rule(MAY)
def test(webhook_id: int) -> ResponseReturnValue:
    """Send a test here and now, and say what became of it."""
    session = db()
    webhook = service.get(session, webhook_id)
    message = wired(session, BodyWriter).test(session, webhook)
    number, now = new_number(), clock.now()
    row = WebhookDelivery(
        event=PING, number=number, body=body_of(webhook.form, number, PING, now, message), attempts=1,
        occurred_at=now, offered_at=now, due_at=now, tried_at=now,
    )  # fmt: skip
    outcome = _sent(settings(), letter_of(session, webhook, row))
    service.tested(writing(), current_actor(), webhook_id, row, outcome)
    if outcome.problem:
        status = f" ({outcome.status})" if outcome.status else ""
        flash(_("The test failed: %(problem)s", problem=f"{wording.PROBLEMS[outcome.problem]}{status}"), "danger")
    else:
        flash(_("The test arrived after %(number)s ms.", number=outcome.milliseconds), "success")
    return to_page(webhook_id)


def _sent(limits: Settings, letter: Letter) -> Outcome:
    """The attempt, in a thread of its own: a name server that hangs must not hold this request for ever."""
    found: list[Outcome] = []
    sent = headers(letter.secrets, letter.number, int(clock.now().timestamp()), letter.event, letter.body)
    thread = Thread(target=lambda: found.append(post(limits, letter.url, letter.body, sent)), daemon=True)
    thread.start()
    thread.join(WHOLE_SECONDS + 5)
    return found[0] if found else Outcome(TIMEOUT)


@blueprint.post("/<int:webhook_id>/secret")
@rule(MAY)
def renew_secret(webhook_id: int) -> ResponseReturnValue:
    """A new secret, shown once."""
    made = service.renew_secret(writing(), current_actor(), webhook_id)
    response = make_response(render_template("webhooks/secret.html", webhook=made.webhook, secret=made.secret))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/<int:webhook_id>/switch")
@rule(MAY)
def switch(webhook_id: int) -> ResponseReturnValue:
    """Switch it on or off."""
    webhook = service.switch(writing(), current_actor(), webhook_id, on=request.form.get("on") == "1")
    flash(_("Switched on: what waits is sent.") if webhook.active else _("Switched off: nothing is sent."), "success")
    return to_page(webhook_id)


@blueprint.post("/<int:webhook_id>/again")
@rule(MAY)
def send_again(webhook_id: int) -> ResponseReturnValue:
    """Send one message of the log anew."""
    service.again(writing(), current_actor(), webhook_id, whole_number(request.form.get("delivery", "")))
    flash(_("It is sent again in a moment."), "success")
    return to_page(webhook_id)


@blueprint.get("/<int:webhook_id>/remove")
@rule(MAY)
def ask_remove(webhook_id: int) -> ResponseReturnValue:
    """Ask before it is removed."""
    return render_template("webhooks/remove.html", webhook=service.get(db(), webhook_id))


@blueprint.post("/<int:webhook_id>/remove")
@rule(MAY)
def remove(webhook_id: int) -> ResponseReturnValue:
    """Remove it with its log."""
    service.remove(writing(), current_actor(), webhook_id)
    flash(_("The webhook is removed."), "success")
    return redirect(url_for("webhooks.index"), 303)
