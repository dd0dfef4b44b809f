"""Pages of operation: how the wiki runs, its jobs, its settings."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import rule
from wiki.ops import due, settings_seen, words
from wiki.ops.blueprint import ACT, LOOK, blueprint
from wiki.ops.condition import condition
from wiki.ops.errors_shown import in_short
from wiki.ops.worker import JOBS_SECONDS
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing


@blueprint.get("/admin/operation")
@rule(LOOK)
def operation() -> str:
    """Worker, deliveries, index, jobs and backup at a glance."""
    return render_template(
        "ops/operation.html",
        now=condition(db()),
        words=words,
        in_short=in_short,
        seconds=int(JOBS_SECONDS),
        may_act=current_actor().may(Permission.SYSTEM_MANAGE),
    )


@blueprint.post("/admin/operation/run")
@rule(ACT)
def run_job() -> ResponseReturnValue:
    """Have a job run at the worker's next look."""
    name = request.form.get("job", "")[:200]
    asked = due.run_soon(writing(), current_actor(), name)
    label = words.job(name).label
    if asked:
        flash(_("“%(job)s” runs within seconds, as soon as the worker looks.", job=label), "success")
    else:
        flash(_("“%(job)s” is due already and waits for the worker.", job=label), "info")
    return redirect(url_for("ops.operation") + "#jobs", 303)


@blueprint.get("/admin/settings")
@rule(LOOK)
def settings_page() -> str:
    """Every setting with where it comes from; secrets are only said to be set."""
    groups = settings_seen.seen(settings())
    return render_template("ops/settings.html", groups=groups, installed=settings_seen.installed(db()))
