"""The button that begins or stops watching an entry."""

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import needs
from wiki.entries import watching
from wiki.entries.binding import bind, load, url_of
from wiki.entries.kinds import Kind
from wiki.web.redirects import local_address
from wiki.web.transaction import writing


def watch(kind: Kind, slug: str) -> ResponseReturnValue:
    """Begin or stop watching, then go back to where the button was."""
    session = writing()
    entry = load(session, kind, slug)
    if watching.toggle(session, current_actor(), entry):
        flash(_("You will hear of changes to this entry in your inbox."), "success")
    else:
        flash(_("You no longer hear of changes to this entry."), "info")
    wanted = request.form.get("next")
    return redirect(local_address(wanted) if wanted else url_of(session, entry), 303)


def register(blueprint: Blueprint, kind: Kind) -> None:
    """Add the address to a kind's blueprint."""
    bind(blueprint, kind, "/<slug>/watch", "watch", watch, needs(Permission.ENTRY_WATCH), "POST")
