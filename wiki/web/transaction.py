"""One transaction a request, committed here and nowhere else.

A view reads through `db()`. Before it changes anything it calls `writing()`, after parsing, rendering and hashing:
that ends the reading part and takes the write lock. The commit happens after the view has returned, when its answer
is not an error; otherwise nothing of the request remains. Work that belongs after the commit (waking the worker,
removing a file) is left with `after_commit`.
"""

from collections.abc import Callable
from typing import cast

from flask import Flask, Response, g
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from wiki.core.db import begin_write
from wiki.web.late_rules import LateRule
from wiki.web.runtime import runtime


def db() -> Session:
    """The request's session, for reading."""
    if "db_session" not in g:
        g.db_session = runtime().sessions()
    return cast(Session, g.db_session)


def writing(wait: float | None = None) -> Session:
    """The request's session, inside the write lock; objects read before are read again when next touched. `wait`: so
    many seconds for others who write, then it is given up."""
    return begin_write(db(), wait)


def is_writing() -> bool:
    """Whether the request holds the write lock."""
    return "db_session" in g and bool(g.db_session.info.get("writing"))


def after_commit(action: Callable[[], None]) -> None:
    """Do `action` once the request's transaction is committed; never when it is rolled back."""
    g.setdefault("after_commit", []).append(action)


def keep_changes_despite_error() -> None:
    """Commit although the answer is an error: a failed sign-in must be counted."""
    g.keep_changes = True


class WikiFlask(Flask):
    """Flask with the one commit between the view and the answer."""

    url_rule_class = LateRule

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view, then commit or roll back; a failing commit is an error of the request."""
        response: Response = self.make_response(super().dispatch_request())
        _finish(response.status_code < 400 or g.get("keep_changes", False))
        return response


def _finish(keep: bool) -> None:
    session: Session | None = g.get("db_session")
    if session is None:
        return
    if not keep or not session.info.get("writing"):
        session.rollback()
        return
    session.commit()
    for action in g.pop("after_commit", []):
        action()


def close_session(_error: BaseException | None = None) -> None:
    """Give the connection back, whatever happened."""
    session: Session | None = g.pop("db_session", None)
    if session is not None:
        session.close()


def roll_back() -> None:
    """Forget what the request did so far, so that an error page can still read."""
    session: Session | None = g.get("db_session")
    if session is None:
        return
    try:
        session.rollback()
    except DBAPIError:
        session.invalidate()
