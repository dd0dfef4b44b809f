"""The frame around every page: navigation, person, language and theme. Features add what they know to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from wiki import __version__
from wiki.core.text import LANGUAGES
from wiki.web.front.holes import hole
from wiki.web.i18n import THEMES, reader_language, reader_theme
from wiki.web.preferences import wants_links
from wiki.web.redirects import here
from wiki.web.runtime import runtime, settings


@dataclass(frozen=True)
class Item:
    """A line of the navigation; `count` may be None."""

    label: str
    url: str
    icon: str
    count: int | None = None
    current: bool = False
    place: int = 0
    """Where it stands in its group, when that is not the order of the features."""


@dataclass(frozen=True)
class Group:
    """A block of the navigation; an empty `title` shows none. One with a `name` may be folded, and stays so."""

    title: str
    items: list[Item]
    name: str = ""


@dataclass(frozen=True)
class Newly:
    """One thing everybody is told of; `more_url` tells all of it."""

    title: str
    text: str
    more_url: str


@dataclass(frozen=True)
class News:
    """What stands above every page until the reader says to have seen it. `fields` go along with that button."""

    entries: tuple[Newly, ...]
    seen_url: str
    fields: tuple[tuple[str, str], ...] = ()


class SignedIn(Protocol):
    """What the frame shows of the person."""

    name: str
    keys_enabled: bool
    suggestions_enabled: bool
    palette_enabled: bool
    marks_terms: bool

    @property
    def initials(self) -> str:
        """One or two letters."""
        ...


def turned_off(person: SignedIn) -> list[str]:
    """What of finding by keyboard the person does without, by the names the scripts know it by."""
    wanted = {"keys": person.keys_enabled, "jump": person.suggestions_enabled, "palette": person.palette_enabled}
    return [name for name, is_on in wanted.items() if not is_on]


def inbox_badge(count: int) -> Markup:
    """The number at the bell."""
    shown = Markup('<span class="tool-count" aria-hidden="true">{}</span>')
    return shown.format(count if count < 100 else "99+") if count else Markup()


def inbox_menu_badge(count: int) -> Markup:
    """The number beside the inbox in the menu of small windows."""
    return Markup(' <span class="badge bad">{}</span>').format(count) if count else Markup()


@dataclass
class ShellProviders:
    """What the features fill in, called once a page, in this order."""

    libraries: list[Callable[[], list[Item]]] = field(default_factory=list)
    ownership: list[Callable[[], list[Item]]] = field(default_factory=list)
    change: list[Callable[[], list[Item]]] = field(default_factory=list)
    learning: list[Callable[[], list[Item]]] = field(default_factory=list)
    governance: list[Callable[[], list[Item]]] = field(default_factory=list)
    person: Callable[[], SignedIn | None] = lambda: None
    inbox_count: Callable[[], int] = lambda: 0
    may_administer: Callable[[], bool] = lambda: False
    news: Callable[[], News | None] = lambda: None


class Shell:
    """The object `shell` of the templates."""

    def __init__(self, providers: ShellProviders) -> None:
        self._providers = providers
        self.language = reader_language()
        self.theme = reader_theme()
        self.brand = settings().brand
        self.demo_url = url_for("demo.people") if settings().demo else ""
        self.version = __version__
        self.query = request.args.get("q", "")[:200] if request.endpoint == "search.results" else ""
        self.person = providers.person()
        self.off = turned_off(self.person) if self.person else []
        self.marks_terms = wants_links(self.person.marks_terms if self.person else True)
        self.may_administer = providers.may_administer()
        if self.person is not None and "with_holes" in g:
            self.name, self.initials = hole("name"), hole("initials")
            self.inbox_number, self.inbox_badge = hole("inbox_number"), hole("inbox_badge")
            self.inbox_menu_badge = hole("inbox_menu_badge")
        elif self.person is not None:
            self._own(self.person, self.inbox_count)

    @property
    def inbox_count(self) -> int:
        """How much waits in the inbox; on pages that are kept write `inbox_number` and the badges instead."""
        return self._providers.inbox_count() if self.person else 0

    def _own(self, person: SignedIn, count: int) -> None:
        self.name, self.initials = escape(person.name), escape(person.initials)
        self.inbox_number, self.inbox_badge = escape(count), inbox_badge(count)
        self.inbox_menu_badge = inbox_menu_badge(count)

    @cached_property
    def news(self) -> News | None:
        """What the reader has not seen yet; pages of readers who have any are not kept."""
        return self._providers.news() if self.person else None

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """(code, address that switches) for every language."""
        return [(code, url_for("overview.preferences", language=code, next=here())) for code in LANGUAGES]

    def theme_url(self, theme: str) -> str:
        """The address that switches to `theme`."""
        return url_for("overview.preferences", theme=theme if theme in THEMES else "auto", next=here())

    @property
    def marks_url(self) -> str:
        """The address that switches the marks at mentions of terms off, or on again."""
        return url_for("overview.preferences", links="off" if self.marks_terms else "on", next=here())

    @property
    def navigation(self) -> list[Group]:
        """Libraries, then what is learned, what changes, who answers for what, then governance."""
        home = Item(_("Home"), url_for("overview.home"), "house", current=request.endpoint == "overview.home")
        libraries = [home, *(item for provide in self._providers.libraries for item in provide())]
        ownership = [item for provide in self._providers.ownership for item in provide()]
        change = [item for provide in self._providers.change for item in provide()]
        learning = [item for provide in self._providers.learning for item in provide()]
        governance = [item for provide in self._providers.governance for item in provide()]
        groups = [
            Group("", libraries),
            Group(_("Learning"), sorted(learning, key=lambda each: each.place), "learning"),
            Group(_("Change"), sorted(change, key=lambda each: each.place), "change"),
            Group(_("Ownership"), sorted(ownership, key=lambda each: each.place), "ownership"),
            Group(_("Governance"), governance, "governance"),
        ]
        return [each for each in groups if each.items]

    @cached_property
    def links(self) -> dict[str, Any]:
        """The fixed addresses of the frame."""
        return {
            "home": url_for("overview.home"),
            "search": url_for("search.results"),
            "inbox": url_for("notify.inbox"),
            "profile": url_for("people.profile"),
            "sign_in": url_for("people.sign_in", next=here()),
            "sign_out": url_for("people.sign_out"),
            "admin": url_for("people.admin"),
            "privacy": url_for("overview.privacy"),
            "guide": url_for("overview.guide"),
            "visit": url_for("visit.page"),
        }


def init_shell(app: Flask) -> None:
    """Give every template its `shell`."""

    @app.context_processor
    def _shell() -> dict[str, Any]:
        if "shell" not in g:
            g.shell = Shell(runtime().wiring.get(ShellProviders))
        return {"shell": g.shell}
