"""The one place where a request is let in or not."""

from typing import cast

from flask import Flask, current_app, g, request
from flask_babel import gettext as _

from wiki.access.permissions import ANYBODY, Actor
from wiki.access.rules import PUBLIC, rule, rule_of
from wiki.core.errors import Forbidden, NotSignedIn
from wiki.web.runtime import settings
from wiki.web.transaction import is_writing


def current_actor() -> Actor:
    """Who acts in this request; views hand it on to the services. Within the write lock it is judged anew."""
    name = "actor_in_lock" if is_writing() else "actor"
    if name not in g:
        setattr(g, name, current_app.extensions["cxwiki.actor"]())
    return cast(Actor, g.get(name))


def guard() -> None:
    """Refuse the request when the view's rule does not hold; a view without a rule is refused to everybody."""
    if request.endpoint is None:
        return
    wanted = rule_of(current_app.view_functions[request.endpoint])
    if wanted is None:
        raise RuntimeError(f"the view {request.endpoint} carries no access rule")
    if wanted is PUBLIC:
        return
    actor = current_actor()
    if wanted.allows(actor, settings().public_read):
        return
    if not actor.signed_in:
        raise NotSignedIn(_("Please sign in to continue."))
    raise Forbidden(_("Your access roles do not include this."))


def init_guard(app: Flask) -> None:
    """Guard every route of `app`."""
    app.extensions.setdefault("cxwiki.actor", lambda: ANYBODY)
    app.view_functions["static"] = rule(PUBLIC)(app.view_functions["static"])
    app.before_request(guard)
