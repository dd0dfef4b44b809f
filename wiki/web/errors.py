"""Errors become pages, htmx fragments or problem+json here and nowhere else."""

import logging
import re
from collections.abc import Callable

from flask import Flask, Response, current_app, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from wiki.core.errors import Conflict, Invalid, NotSignedIn, TooManyRequests, Unavailable, WikiError
from wiki.web.kept_forms import pack
from wiki.web.redirects import here
from wiki.web.transaction import roll_back

log = logging.getLogger(__name__)
_WORDS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def wants_json() -> bool:
    """Whether a program asked."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.path.startswith("/api/") or best == "application/json"


def _titles() -> dict[int, str]:
    return {
        400: _("That request was not understood"),
        401: _("Please sign in"),
        403: _("You may not do this"),
        404: _("This page does not exist"),
        405: _("That does not work here"),
        409: _("Somebody else was faster"),
        410: _("This link no longer works"),
        413: _("That is too large"),
        422: _("Something needs your attention"),
        429: _("Too many attempts"),
        500: _("Something went wrong on our side"),
        501: _("This wiki cannot do that"),
        503: _("The wiki cannot do this right now"),
    }


def answer(status: int, message: object, *, error: WikiError | None = None) -> Response:
    """The answer for an error, in the form the client asked for."""
    title = _titles().get(status, _("Something went wrong"))
    if wants_json():
        body: dict[str, object] = {"type": "about:blank", "status": status, "title": title, "detail": str(message)}
        if isinstance(error, Invalid):
            body["problems"] = [{"where": p.where, "message": str(p.message)} for p in error.problems]
        response = jsonify(body)
        response.mimetype = "application/problem+json"
    else:
        response = make_response(_page(status, title, str(message)))
    response.status_code = status
    return response


def _advice() -> dict[int, str]:
    """What a reader can do about it."""
    return {
        403: _("If you need this for your work, ask an administrator for the right to it."),
        409: _("Open the page again and look at what has changed before you repeat it."),
        410: _("Ask for a new link; it takes a moment only."),
        413: _("Make it smaller, or send it in several parts."),
        429: _("Wait a few minutes, then try again."),
        500: _("Try it once more. If it happens again, say when it happened and what you did."),
        503: _("Wait a moment, then load the page again."),
    }


def _meant(status: int) -> str:
    """The words of an address that does not exist, to search for them."""
    last = request.path.rstrip("/").rpartition("/")[2]
    return last.replace("-", " ") if status == 404 and _WORDS.fullmatch(last) else ""


def _page(status: int, title: str, message: str) -> str:
    """The error page; a bare one when its frame cannot be built either, because the database is away."""
    kept = _("Nothing was changed.") if request.method != "GET" and status >= 400 else ""
    todo = " ".join(filter(None, (_("Go back to find what you typed.") if kept else "", _advice().get(status, ""))))
    try:
        return render_template(
            "errors/error.html", status=status, title=title, message=message, kept=kept, todo=todo, meant=_meant(status)
        )
    except Exception:
        log.exception("the error page cannot be shown in full")
        return render_template("errors/bare.html", status=status, title=title, message=message, kept=kept, todo=todo)


def _wiki_error(error: WikiError) -> ResponseReturnValue:
    roll_back()
    if isinstance(error, NotSignedIn) and not wants_json():
        return _to_sign_in()
    response = answer(error.status, error.message, error=error)
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _to_sign_in() -> ResponseReturnValue:
    """Send a reader to sign in and back; the sign-in page carries what a form held (`web/kept_forms.py`)."""
    if request.method == "GET":
        return redirect(url_for("people.sign_in", next=here()), 303)
    again: Callable[[str, str], Response] | None = current_app.extensions.get("cxwiki.sign_in_again")
    # What another site sends must not become somebody's unsaved text.
    if again is None or request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        return answer(401, _("Your session has ended. Please sign in and send the form again."))
    methods = current_app.create_url_adapter(request).allowed_methods(request.path)  # type: ignore[union-attr]
    path = request.path if "GET" in methods else "/"
    return again(request.script_root + path, pack(request.form.to_dict(flat=False)))


_REASONS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("database is locked", lambda: _("The database is busy. Please try again in a moment.")),
    ("readonly", lambda: _("The data folder is read-only; the administrator must make it writable.")),
    ("disk is full", lambda: _("The disk is full; the administrator must free space.")),
    ("disk i/o", lambda: _("The disk does not take data; the administrator must look at it.")),
)


def _chain(error: BaseException | None) -> list[str]:
    """The error and what led to it: SQLite ends the transaction of a full disk by itself, and the failing return to a
    savepoint then hides the reason."""
    texts: list[str] = []
    while error is not None and len(texts) < 10:
        texts.append(str(error))
        error = error.__cause__ or error.__context__
    return texts


def _database_error(error: OperationalError) -> ResponseReturnValue:
    text = " | ".join(_chain(error)).lower()
    if "deadlock detected" in text:  # two waited for each other, and PostgreSQL let one of them go on
        return _at_the_same_moment(error)
    log.error("database: %s", text)
    for needle, reason in _REASONS:
        if needle in text:
            return _wiki_error(Unavailable(reason()))
    return _wiki_error(Unavailable(_("The database does not answer. Please try again in a moment.")))


def _integrity_error(error: IntegrityError) -> ResponseReturnValue:
    """Two people did the same at the same moment, and the database let one of them: a second watch, draft, address."""
    return _at_the_same_moment(error)


def _at_the_same_moment(error: DBAPIError) -> ResponseReturnValue:
    log.warning("somebody else was faster at %r: %s", request.path, str(error.orig).partition("\n")[0])
    return _wiki_error(Conflict(_("Somebody else did the same at this moment. Please look again and repeat it.")))


def _disk_error(error: OSError) -> ResponseReturnValue:
    log.exception("disk: %s", error)
    return _wiki_error(Unavailable(_("The disk does not take data; the administrator must look at it.")))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response(request.environ)
    messages = {
        404: _("Perhaps it was renamed or removed. Search for it above."),
        405: _("This address does not take that kind of request."),
        413: _("The form or file is larger than the limit."),
    }
    response = answer(error.code, messages.get(error.code, error.description or ""))
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(allowed)
    return response


def _csrf_error(_error: CSRFError) -> ResponseReturnValue:
    return answer(400, _("The form is too old or came from elsewhere. Go back, reload and send it again."))


def _unexpected(_error: Exception) -> ResponseReturnValue:
    log.exception("unexpected error at %s %r", request.method, request.path)
    roll_back()
    return answer(500, _("The error was written to the log; please tell the administrator what you did."))


def init_errors(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(WikiError, _wiki_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(IntegrityError, _integrity_error)
    app.register_error_handler(OSError, _disk_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    if not app.testing:
        app.register_error_handler(Exception, _unexpected)
