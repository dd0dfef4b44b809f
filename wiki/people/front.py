"""Signed-in readers of kept pages: the same questions as `sessions`, asked in one query before the application runs."""

import time
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from flask import Flask
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import ColumnElement, Select, func, select

from wiki.access.permissions import Permission
from wiki.access.roles import Roles
from wiki.core.db import wired
from wiki.people.models import EndedSession, Person, PersonRole, initials_of
from wiki.people.rights import ADMINISTRATOR, EMPLOYEE, role_slugs
from wiki.people.sessions import current_person, is_too_old, read_ticket
from wiki.web.front.readers import PERSON, TICKET, Reader, SignedInVisit
from wiki.web.runtime import Runtime
from wiki.web.transaction import db

RENEWED_AFTER = 300
"""Seconds after which the application itself answers, so that it hands out the session's cookie anew."""
MOST_COOKIE = 1000
_PLAIN = frozenset({"_user_id", "csrf_token", "_fresh", "_permanent", "_id"})
"""A session with anything else, such as a message to show, is the application's."""

_SWITCHES = ("keys_enabled", "suggestions_enabled", "palette_enabled", "marks_terms")
"""What a person can turn off, and pages show."""


class PeopleReaders:
    """Reads the session's cookie and judges the person's row."""

    def __init__(self, app: Flask) -> None:
        runtime: Runtime = app.extensions["cxwiki"]
        self._settings = runtime.settings
        self._roles = runtime.wiring.get(Roles)
        self._session_cookie = str(app.config["SESSION_COOKIE_NAME"])
        self._remember_cookie = str(app.config["REMEMBER_COOKIE_NAME"])
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        self._open = lru_cache(maxsize=2000)(lambda text: _open(serializer, text))
        forms = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token")
        self._token = lru_cache(maxsize=2000)(lambda secret, _minute: str(forms.dumps(secret)))

    @property
    def cookies(self) -> frozenset[str]:
        """The names of the cookies that are read."""
        return frozenset({self._session_cookie, self._remember_cookie})

    def knows(self, cookies: Mapping[str, str]) -> bool:
        """Whether the request carries anything of a session."""
        return self._session_cookie in cookies or self._remember_cookie in cookies

    def visit(self, cookies: Mapping[str, str]) -> SignedInVisit | None:
        """The session of an untouched cookie given out in the last minutes."""
        text = cookies.get(self._session_cookie, "")
        opened = self._open(text) if len(text) < MOST_COOKIE else None
        if opened is None:
            return None
        data, given_at = opened
        ticket = read_ticket(str(data.get("_user_id", "")))
        plain = data.keys() <= _PLAIN and "csrf_token" in data
        if ticket is None or not plain or not 0 <= time.time() - given_at < RENEWED_AFTER:
            return None
        if is_too_old(ticket, self._settings):
            return None
        return SignedInVisit(ticket.person_id, ticket.epoch, ticket.key, str(data["csrf_token"]))

    def columns(self) -> dict[str, ColumnElement[Any]]:
        """Columns about the person."""
        roles = select(func.aggregate_strings(PersonRole.role, ",")).where(PersonRole.person_id == PERSON)
        ended = select(func.count(EndedSession.key)).where(EndedSession.key == TICKET)
        return {
            "name": Person.name.expression,
            "language": Person.language.expression,
            "theme": Person.theme.expression,
            "timezone": Person.timezone.expression,
            "keys_enabled": Person.keys_enabled.expression,
            "suggestions_enabled": Person.suggestions_enabled.expression,
            "palette_enabled": Person.palette_enabled.expression,
            "marks_terms": Person.marks_terms.expression,
            "epoch": Person.session_epoch.expression,
            "active": Person.active.expression,
            "roles": roles.scalar_subquery(),
            "ended": ended.scalar_subquery(),
        }

    def statement(self, columns: dict[str, ColumnElement[Any]]) -> Select[Any]:
        """A query for one row of columns about the person PERSON."""
        return select(*(column.label(name) for name, column in columns.items())).where(Person.id == PERSON)

    def reader(self, visit: SignedInVisit, row: Mapping[str, Any]) -> Reader | None:
        """The reader; None when the session has ended or the pages of this person are made singly: those of
        administrators, whose rights depend on their second factor, and of those who write in their own area."""
        roles = [EMPLOYEE, *sorted({*(row["roles"] or "").split(",")} - {"", EMPLOYEE})]
        if not row["active"] or row["ended"] or row["epoch"] != visit.epoch or ADMINISTRATOR in roles:
            return None
        return Reader(
            person_id=visit.person_id,
            name=row["name"],
            initials=initials_of(row["name"]),
            language=row["language"],
            theme=row["theme"],
            preferences=(row["timezone"], *(bool(row[each]) for each in _SWITCHES)),
            rights=_rights(self._roles, roles, visit.person_id),
        )

    def form_token(self, visit: SignedInVisit) -> str:
        """The token of forms for this session, a minute long the same."""
        return self._token(visit.form_secret, int(time.time() // 60))


def _open(serializer: URLSafeTimedSerializer, text: str) -> tuple[dict[str, Any], float] | None:
    try:
        data, given_at = serializer.loads(text, return_timestamp=True)
    except BadSignature:
        return None
    return data, given_at.timestamp()


def _rights(known: Roles, roles: list[str], person_id: int) -> str:
    granted = known.permissions_of(roles)
    by_area = Permission.ENTRY_WRITE_AREA in granted and Permission.ENTRY_WRITE not in granted
    return f"{','.join(roles)} {person_id if by_area else ''}"


def seen_as() -> Hashable:
    """This request's reader as the page is made for them, to be compared with `Reader.seen_as`."""
    person = current_person()
    if person is None:
        return ""
    preferences = (person.timezone, *(bool(getattr(person, each)) for each in _SWITCHES))
    rights = _rights(wired(db(), Roles), role_slugs(person), person.id)
    return rights, person.language, person.theme, *preferences
