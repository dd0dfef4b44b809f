"""Addresses for whoever watches over the wiki: load balancers, monitoring."""

from ipaddress import ip_address

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki import __version__
from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import PUBLIC, Rule, anyone, rule
from wiki.core.errors import Forbidden
from wiki.ops import state
from wiki.ops.blueprint import blueprint
from wiki.web.runtime import runtime

WATCHERS = Rule("this machine, or system.manage", ((anyone,),))
"""Judged in the view: it depends on where the request comes from."""


@blueprint.get("/healthz")
@rule(PUBLIC)
def health() -> ResponseReturnValue:
    """The process answers; no database is asked."""
    return _uncached(jsonify(status="ok"))


@blueprint.get("/readyz")
@rule(PUBLIC)
def ready() -> ResponseReturnValue:
    """Whether the wiki can do its work; 503 says what is wrong. Outsiders learn the parts, not the details."""
    found = state.problems(runtime())
    shown = found if _is_local() else dict.fromkeys(found, "see the log or `cxwiki doctor`")
    response = jsonify(status="not ready" if found else "ready", problems=shown)
    response.status_code = 503 if found else 200
    return _uncached(response)


@blueprint.get("/metrics")
@rule(WATCHERS)
def metrics() -> ResponseReturnValue:
    """Numbers for Prometheus: from this machine, or with the right to manage the system."""
    if not _is_local() and not current_actor().may(Permission.SYSTEM_MANAGE):
        raise Forbidden(_("Metrics are shown to this machine and to administrators only."))
    text = state.as_text(state.metrics(runtime(), __version__))
    return _uncached(Response(text, mimetype="text/plain; version=0.0.4"))


def _is_local() -> bool:
    """Whether the request was made on this machine itself; one that a proxy handed on was not."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
