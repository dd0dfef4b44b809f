"""The reader's language, theme and time zone, and the filters that follow them."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, format_date, format_datetime, format_decimal, format_timedelta, to_user_timezone
from flask_babel import gettext as _
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from wiki.core import clock
from wiki.core.text import LANGUAGES
from wiki.web.runtime import settings

LANGUAGE_COOKIE = "cxwiki_language"
THEME_COOKIE = "cxwiki_theme"
LONGEST_ACCEPTED = 400
"""A longer header Accept-Language is read each time anew."""
THEMES = ("auto", "light", "dark")


def reader_language() -> str:
    """The language of this request: chosen here (cookie), else the person's, else the browser's, else the company's."""
    if not has_request_context():
        return settings().default_language
    if "language" not in g:
        g.language = _find_language()
    return str(g.language)


def _find_language() -> str:
    chosen, accepted = request.cookies.get(LANGUAGE_COOKIE), request.headers.get("Accept-Language", "")
    return choose_language(chosen, g.get("person_language"), accepted, settings().default_language)


def choose_language(chosen: str | None, preferred: str | None, accepted: str, default: str) -> str:
    """`chosen` in this browser, else `preferred` by the person, else what the header Accept-Language says."""
    found = next((each for each in (chosen, preferred) if each in LANGUAGES), "")
    find = _accepted if len(accepted) <= LONGEST_ACCEPTED else _accepted.__wrapped__
    return found or find(accepted) or default


@lru_cache(maxsize=1000)
def _accepted(header: str) -> str:
    return parse_accept_header(header, LanguageAccept).best_match(LANGUAGES) or "" if header else ""


def reader_theme() -> str:
    """auto, light or dark."""
    return choose_theme(request.cookies.get(THEME_COOKIE), g.get("person_theme"))


def choose_theme(chosen: str | None, preferred: str | None) -> str:
    """`chosen` in this browser, else `preferred` by the person."""
    theme = chosen or preferred
    return str(theme) if theme in THEMES else "auto"


def reader_timezone() -> str:
    """The person's time zone, else the company's."""
    return str((g.get("person_timezone") if has_request_context() else None) or settings().timezone)


def day(value: date | datetime | None) -> str:
    """A date as people here write it: 21.11.2026."""
    return "" if value is None else format_date(value, "dd.MM.yyyy" if reader_language() == "de" else "d MMM yyyy")


def moment(value: datetime | None) -> str:
    """A date with its time: 21.11.2026, 14:05."""
    pattern = "dd.MM.yyyy, HH:mm" if reader_language() == "de" else "d MMM yyyy, HH:mm"
    return "" if value is None else format_datetime(value, pattern)


def on_day(value: datetime) -> str:
    """The day by its name where it is near: heute, gestern, 21.11.2026."""
    there = to_user_timezone(value).date()
    today = clock.today(reader_timezone())
    return {today: _("today"), today - timedelta(days=1): _("yesterday")}.get(there) or day(value)


def ago(value: datetime) -> str:
    """How long ago: gerade eben, vor 3 Stunden."""
    if abs(value - clock.now()) < timedelta(minutes=1):
        return str(_("just now"))
    return str(format_timedelta(value - clock.now(), add_direction=True))


def init_i18n(app: Flask) -> None:
    """Set Babel and the filters `day`, `on_day`, `moment`, `ago` and `number` up."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=reader_language, timezone_selector=reader_timezone)
    app.jinja_env.filters.update(day=day, on_day=on_day, moment=moment, ago=ago)
    app.jinja_env.filters.update(number=format_decimal, numberformat=format_decimal)
    app.jinja_env.globals["get_locale"] = reader_language
