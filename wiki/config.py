"""Settings: from `CXWIKI_*` environment variables, else one TOML file, else the default.

An unknown or unusable value stops the start with its name.
"""

import ipaddress
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "CXWIKI_"
SAMPLE_MARK = "sample-company"
"""A file with this name marks the data folder of the sample company."""


class ConfigurationError(Exception):
    """A setting that cannot be used; the message names it and says what would do."""


@dataclass(frozen=True)
class Settings:
    """Everything an operator can set. Sizes in bytes, lengths in the unit the name says."""

    data: Path = Path("var")
    """Folder of database (SQLite), index, uploads and keys."""
    database_url: str = ""
    """Empty: SQLite in the data folder."""
    search_engine: str = "auto"
    """Where the search index lies: `whoosh` in the data folder, `postgresql` in the database; `auto`: in the database
    when that is PostgreSQL."""
    base_url: str = ""
    """Address people use, for links in mail, such as `https://wiki.example.com/cx`; its path is the sub-path."""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 4
    trusted_proxies: int = 0
    """How many proxies in front set X-Forwarded-*."""
    public_read: bool = True
    """Whether released entries may be read without signing in."""
    default_language: str = "de"
    timezone: str = "Europe/Berlin"
    brand: str = "CX-Wiki"
    company: str = ""
    contact: str = ""
    """Mail address of the CX team, named on entries where nobody nearer is."""
    four_eyes: str = ""
    """Kinds whose release needs a second pair of eyes: `all`, or names such as `term,process`."""
    review_months: int = 12
    review_months_of: str = ""
    """Kinds that are looked at again after another time: `guideline=24,process=6`."""
    most_accountable: int = 15
    """Who is accountable for more entries than this is told so, and those who oversee are; the same for the next."""
    most_consulted: int = 25
    most_responsible: int = 5
    """More responsible than this for one object are too many to know who does it."""
    retention_days: int = 90
    """How long the recycle bin keeps an entry."""
    answer_days: int = 7
    """Days for the answer to a request to take on duties; after them it goes to the next head."""
    upload_limit: int = 10 * 1024 * 1024
    upload_quota: int = 2 * 1024 * 1024 * 1024
    form_limit: int = 2 * 1024 * 1024
    page_cache: int = 24 * 1024 * 1024
    """Memory for kept pages in each web process; 0 keeps none."""
    session_hours: int = 12
    remember_days: int = 14
    require_totp: bool = True
    """Whether administrators must have a second factor."""
    secure_cookies: bool = False
    """Set with HTTPS; on by itself when `base_url` begins with https."""
    privacy_contact: str = ""
    """Whom people ask about their data, as the data protection page names it: an address, or a name and a room."""
    smtp_url: str = ""
    """`smtp://user:password@host:25`, `smtps://…:465`, `smtp+starttls://…:587`; empty: no mail."""
    mail_from: str = "cx-wiki@localhost"
    digest_hour: int = 7
    webhook_allowed: str = ""
    """Hosts and networks of the company's own that webhooks may reach: `hooks.example.org,10.2.0.0/16`."""
    development: bool = False
    demo: bool = False
    """The sample company, where everybody may sign in as anybody: set by `cxwiki demo`, refused everywhere else."""
    log_level: str = "INFO"

    def __post_init__(self) -> None:
        if self.timezone not in available_timezones():
            raise ConfigurationError(
                f"{PREFIX}TIMEZONE: no such time zone: {self.timezone!r} (for example Europe/Berlin)"
            )
        if self.default_language not in ("de", "en"):
            raise ConfigurationError(f"{PREFIX}DEFAULT_LANGUAGE: de or en, not {self.default_language!r}")
        for name in ("port", "workers", "threads", "upload_limit", "form_limit", "session_hours", "retention_days",
                     "most_accountable", "most_consulted", "most_responsible", "answer_days"):  # fmt: skip
            if getattr(self, name) < 1:
                raise ConfigurationError(f"{PREFIX}{name.upper()}: must be at least 1")
        if self.base_url and urlsplit(self.base_url).scheme not in ("http", "https"):
            raise ConfigurationError(f"{PREFIX}BASE_URL: must begin with http:// or https://, not {self.base_url!r}")
        if self.smtp_url and urlsplit(self.smtp_url).scheme not in ("smtp", "smtps", "smtp+starttls"):
            raise ConfigurationError(f"{PREFIX}SMTP_URL: must begin with smtp://, smtps:// or smtp+starttls://")
        if not 0 <= self.digest_hour <= 23:
            raise ConfigurationError(f"{PREFIX}DIGEST_HOUR: 0 to 23")
        self._check_review_months()
        self._check_database()
        allowed_hosts(self.webhook_allowed)
        if self.demo and (self.database_url or not (self.data / SAMPLE_MARK).is_file()):
            raise ConfigurationError(
                f"{PREFIX}DEMO: lets everybody sign in as anybody, so only in a folder that `cxwiki demo` made, with "
                "the database in it"
            )

    def _check_review_months(self) -> None:
        if not all(1 <= months <= 60 for months in (self.review_months, *self._months_by_kind.values())):
            raise ConfigurationError(f"{PREFIX}REVIEW_MONTHS: 1 to 60, for each kind, too")

    @property
    def _months_by_kind(self) -> dict[str, int]:
        found = {}
        for part in filter(None, (each.strip() for each in self.review_months_of.split(","))):
            kind, _sign, months = part.partition("=")
            if not months.strip().isdecimal():
                raise ConfigurationError(f"{PREFIX}REVIEW_MONTHS_OF: for example guideline=24,process=6; not {part!r}")
            found[kind.strip()] = int(months)
        return found

    def _check_database(self) -> None:
        try:
            backend = make_url(self.database).get_backend_name()
        except ArgumentError as error:
            raise ConfigurationError(f"{PREFIX}DATABASE_URL: not a database address: {self.database_url!r}") from error
        if backend not in ("sqlite", "postgresql"):
            raise ConfigurationError(f"{PREFIX}DATABASE_URL: sqlite or postgresql, not {backend}")
        if self.search_engine not in ("auto", "whoosh", "postgresql"):
            raise ConfigurationError(f"{PREFIX}SEARCH_ENGINE: auto, whoosh or postgresql, not {self.search_engine!r}")
        if self.search_engine == "postgresql" and backend != "postgresql":
            raise ConfigurationError(
                f"{PREFIX}SEARCH_ENGINE: postgresql keeps the index in the database, and that is SQLite here; "
                f"set {PREFIX}DATABASE_URL to a PostgreSQL database, or leave the engine on auto"
            )

    @property
    def database(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{(self.data / 'wiki.sqlite').absolute()}"

    @property
    def is_postgresql(self) -> bool:
        """Whether the database is PostgreSQL."""
        return make_url(self.database).get_backend_name() == "postgresql"

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def https(self) -> bool:
        """Whether cookies may only travel encrypted."""
        return self.secure_cookies or self.base_url.startswith("https:")

    @property
    def sub_path(self) -> str:
        """The path under which the wiki lives, empty at the root."""
        return urlsplit(self.base_url).path.rstrip("/")

    def review_months_for(self, kind: str) -> int:
        """After how many months an entry of `kind` is looked at again, unless it says otherwise."""
        return self._months_by_kind.get(kind, self.review_months)

    def four_eyes_for(self, kind: str) -> bool:
        """Whether releasing an entry of `kind` asks for a second pair of eyes."""
        wanted = {each.strip() for each in self.four_eyes.split(",")}
        return "all" in wanted or kind in wanted


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@lru_cache(maxsize=10)
def allowed_hosts(text: str) -> tuple[frozenset[str], tuple[Network, ...]]:
    """The names and the networks that a comma-separated list allows; ConfigurationError names what is neither."""
    names, networks = set(), []
    for part in filter(None, (each.strip().lower() for each in text.split(","))):
        try:
            networks.append(ipaddress.ip_network(part, strict=False))
        except ValueError:
            if not all(label and label.replace("-", "").replace("_", "").isalnum() for label in part.split(".")):
                raise ConfigurationError(
                    f"{PREFIX}WEBHOOK_ALLOWED: hosts and networks such as hooks.example.org,10.2.0.0/16; not {part!r}"
                ) from None
            names.add(part)
    return frozenset(names), tuple(networks)


def load_settings(environ: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """Settings from `environ` over `file` (default `cxwiki.toml` here, where it exists)."""
    values = given(environ, file)
    known = {f.name: f.type for f in fields(Settings)}
    for name in values:
        if name not in known:
            raise ConfigurationError(f"{PREFIX}{name.upper()}: there is no such setting")
    return Settings(**{name: _typed(name, known[name], each.value) for name, each in values.items()})


ENVIRONMENT = "environment"


@dataclass(frozen=True)
class Given:
    """A value as somebody wrote it; `origin` is ENVIRONMENT or the file's name."""

    value: Any
    origin: str


def given(environ: Mapping[str, str] | None = None, file: Path | None = None) -> dict[str, Given]:
    """What is set, by the name of the setting, and where; everything else has its default."""
    environ = os.environ if environ is None else environ
    file = file or Path(environ.get(f"{PREFIX}CONFIG", "cxwiki.toml"))
    values = {name: Given(value, file.name) for name, value in (_from_file(file) if file.exists() else {}).items()}
    for name, text in environ.items():
        if name.startswith(PREFIX) and name != f"{PREFIX}CONFIG":
            values[name.removeprefix(PREFIX).lower()] = Given(text, ENVIRONMENT)
    return values


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigurationError(f"{file}: {error}") from error


_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def _typed(name: str, wanted: Any, value: Any) -> Any:
    setting = f"{PREFIX}{name.upper()}"
    if wanted is bool:
        text = str(value).lower()
        if text not in _YES | _NO:
            raise ConfigurationError(f"{setting}: true or false, not {value!r}")
        return text in _YES
    if wanted is int:
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise ConfigurationError(f"{setting}: a whole number, not {value!r}") from error
    if wanted is Path:
        return Path(str(value))
    return str(value)
