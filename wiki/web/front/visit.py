"""A request for a page, as far as it decides which page it is."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from wsgiref.types import WSGIEnvironment

from werkzeug.http import parse_cookie

from wiki.config import Settings
from wiki.core import clock
from wiki.web.front.kept import KeptPage
from wiki.web.front.readers import Reader, Readers, SignedInVisit
from wiki.web.i18n import LANGUAGE_COOKIE, LONGEST_ACCEPTED, THEME_COOKIE, choose_language, choose_theme

_MOST_COOKIES = 4000


@dataclass
class BrowserChoices:
    """Cookies in which readers keep a choice that changes pages, with the values they can have; features add theirs.
    Language and theme are known."""

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Visit:
    """Where a request leads and who sends it; `made` is what the application made of it to be kept, under its key."""

    place: str
    cookies: Mapping[str, str]
    accepted: str
    signed_in: SignedInVisit | None
    settings: Settings
    choices: BrowserChoices
    made: tuple[Hashable, KeptPage] | None = None

    def key(self, reader: Reader | None = None, variant: tuple[Any, ...] = ()) -> Hashable:
        """Readers with the same key see the same page, but for the holes."""
        language = choose_language(
            self.cookies.get(LANGUAGE_COOKIE),
            reader.language if reader else None,
            self.accepted,
            self.settings.default_language,
        )
        theme = choose_theme(self.cookies.get(THEME_COOKIE), reader.theme if reader else None)
        chosen = tuple(self._choice(name, values) for name, values in self.choices.values.items())
        who = (reader.rights, *reader.preferences, *variant) if reader else None
        return self.place, language, theme, chosen, clock.today(self.settings.timezone), who

    def _choice(self, name: str, values: tuple[str, ...]) -> str:
        chosen = self.cookies.get(name, "")
        return chosen if chosen in values else ""


class Visits:
    """Makes visits of requests."""

    def __init__(self, readers: Readers, settings: Settings, choices: BrowserChoices) -> None:
        self._readers = readers
        self._settings = settings
        self._choices = choices
        self._cookies = _remembered(frozenset({*readers.cookies, LANGUAGE_COOKIE, THEME_COOKIE, *choices.values}))

    def of(self, environ: WSGIEnvironment) -> Visit | None:
        """The visit, None for a request the application itself must answer."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
            return None
        if "HTTP_HX_REQUEST" in environ or "HTTP_RANGE" in environ:
            return None
        cookie, accepted = environ.get("HTTP_COOKIE", ""), environ.get("HTTP_ACCEPT_LANGUAGE", "")
        if len(cookie) > _MOST_COOKIES or len(accepted) > LONGEST_ACCEPTED:
            return None  # a part of them would decide otherwise than the whole
        try:
            cookies = self._cookies(cookie)
        except UnicodeDecodeError:
            return None  # no browser sends this; the application says so
        signed_in = self._readers.visit(cookies) if self._readers.knows(cookies) else None
        if signed_in is None and self._readers.knows(cookies):
            return None
        place = f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
        return Visit(place, cookies, accepted, signed_in, self._settings, self._choices)


def _remembered(names: frozenset[str]) -> Callable[[str], Mapping[str, str]]:
    """Reads the cookies of `names` alone: a header may hold hundreds of others, and what is read is remembered."""

    @lru_cache(maxsize=1000)
    def read(header: str) -> Mapping[str, str]:
        return {name: value for name, value in parse_cookie(header).to_dict().items() if name in names}

    return read
