"""An entry as a page shows it: texts in the reader's language with visible fallback, links resolved, names looked up.

However much an entry holds, its page costs the same few queries: one for the addresses of all links and references,
one for their entries, one each for departments and functions where it names any.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Any

from flask import url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.access.roles import Roles
from wiki.config import Settings
from wiki.core import markdown
from wiki.core.db import wired
from wiki.core.text import LANGUAGES
from wiki.entries import links
from wiki.entries import payload as payloads
from wiki.entries.annotating import Annotation, Annotations, Place, Text
from wiki.entries.any_entry import named_by
from wiki.entries.as_of import AsOf
from wiki.entries.compare import shown
from wiki.entries.fields import Payload, Prose
from wiki.entries.incoming import Incoming
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.links import Target
from wiki.entries.models import Entry, Revision
from wiki.entries.outline import Outlined, below, outline
from wiki.entries.uses import Uses, uses_of
from wiki.entries.whom import Whom, whom_to_ask
from wiki.people.queries import departments_by_slug, functions_by_slug


@dataclass(frozen=True)
class Shown:
    """A text for the reader. `is_fallback`: not in the reader's language; `is_stale`: it lags behind the other."""

    text: str = ""
    language: str = ""
    is_fallback: bool = False
    is_stale: bool = False

    @property
    def lines(self) -> list["Shown"]:
        """Its lines, each as a text."""
        return [replace(self, text=line) for line in self.text.splitlines() if line.strip()]

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def local(texts: Mapping[str, str] | None, language: str) -> Shown:
    """The text in `language`, else in another one."""
    if not texts:
        return Shown()
    if texts.get(language):
        return Shown(texts[language], language)
    other = next((each for each in LANGUAGES if texts.get(each)), "")
    return Shown(texts[other], other, is_fallback=True) if other else Shown()


_IN_LANGUAGE = Markup('<span lang="{}">{}</span>')


class EntryPage:
    """One revision of an entry, ready for its template."""

    def __init__(self, session: Session, actor: Actor, kinds: Kinds, entry: Entry, revision: Revision, language: str):
        self.entry = entry
        self.revision = revision
        self.kind: Kind = kinds.of(entry)
        self.language = language
        self.payload: Payload = self.kind.read(revision.payload, revision.schema_version)
        self.is_released = revision.id == entry.released_id
        self._session = session
        self._actor = actor
        self._kinds = kinds
        self.outlined: Outlined | None = None
        self.as_of: AsOf | None = None
        """Set where the page shows a day of the past."""

    @cached_property
    def title(self) -> str:
        """The title in the reader's language, else in the other one."""
        return str(local(self.kind.titles(self.payload), self.language)) or self.entry.slug

    @cached_property
    def missing_languages(self) -> list[str]:
        """Languages this entry has no title in."""
        titles = self.kind.titles(self.payload)
        return [language for language in LANGUAGES if not titles.get(language)]

    @cached_property
    def stale(self) -> dict[str, str]:
        """Paths of texts whose translation is older than its source, with the language that lags."""
        return payloads.stale_languages(self.revision.touched)

    @property
    def translation_lags(self) -> bool:
        """Whether the text in the reader's language is older than the other one somewhere."""
        return self.language in self.stale.values()

    @property
    def sources(self) -> list[Mapping[str, Any]]:
        """The sources, in the author's order."""
        return list(self.payload.get("sources", []))

    @cached_property
    def summary(self) -> str:
        """A sentence or two for lists and previews."""
        return str(local(self.kind.summaries(self.payload), self.language))

    @cached_property
    def uses(self) -> list[Uses]:
        """Who links here, by kind, a few of each."""
        return uses_of(self._session, self._actor, self._kinds, self.entry.id, self.language)

    @cached_property
    def whom(self) -> Whom:
        """Whom to ask about this entry."""
        department = self._departments.get(str(self.payload.get("department", "")))
        team = wired(self._session, Settings).contact
        return whom_to_ask(self._session, self._actor, self.entry, department, self.language, team)

    def outline(self, html: Markup) -> Outlined:
        """The page's content with its headings linked, kept for the list of contents and the content itself."""
        self.outlined = outline(html)
        return self.outlined

    @property
    def department_of_entry(self) -> str | None:
        """The name of the department the entry belongs to."""
        return self.department(str(self.payload.get("department", "")))

    def local(self, texts: Mapping[str, str] | None) -> Shown:
        """A text out of a row, for the reader."""
        return local(texts, self.language)

    def text(self, name: str) -> Shown:
        """The plain text of a field for the reader."""
        value = self.payload.get(name)
        if isinstance(value, Mapping):
            found = local(value, self.language)
            lags = self.stale.get(name) == found.language
            return Shown(found.text, found.language, found.is_fallback, lags)
        return Shown(str(value)) if value is not None else Shown()

    def html(self, name: str, level: int = 3) -> Markup:
        """A Markdown field in the reader's language, rendered, links resolved; its headings begin at `level`."""
        found = self.text(name)
        return self.markup(found.text, found.language, level)

    def markup(self, text: str, language: str = "", level: int = 3) -> Markup:
        """Markdown of this entry as safe HTML."""
        if not text:
            return Markup()
        html = links.fill_in(below(markdown.show(text), level), self._targets, self._file_url)
        return self._annotate(Text(html, language or self.language))[0]

    def told(self, *texts: Shown) -> tuple[Markup, ...]:
        """Plain texts that stand together in one section, as safe HTML; marked where not in the reader's language."""
        html = (Text(escape(each.text, quote=False), each.language or self.language) for each in texts)
        told = zip(texts, self._annotate(*html), strict=True)
        return tuple(_IN_LANGUAGE.format(text.language, html) if text.is_fallback else html for text, html in told)

    @cached_property
    def _annotation(self) -> Annotation:
        return wired(self._session, Annotations).of(self._session)

    def _annotate(self, *texts: Text) -> tuple[Markup, ...]:
        place = Place(self.entry.id, self.entry.field_of_action, self.entry.department)
        annotated = self._annotation.annotate(texts, place)
        return tuple(Markup(each) for each in annotated)  # noqa: S704 - sanitised by core/markdown.py or escaped

    def shown(self, name: str) -> str:
        """The value of a choice, flag or other plain field as words; the default's words when left out."""
        field = self.kind.field(name)
        value = self.payload.get(name)
        return shown(field, value if value is not None else getattr(field, "default", None) or None)

    def target(self, kind: str, slug: str) -> Target | None:
        """Where a reference of this entry leads, None when there is nothing the reader may see."""
        return self._targets.get((kind, slug))

    def department(self, slug: str) -> str | None:
        """The name of a department this entry names."""
        found = self._departments.get(slug)
        return found.name(self.language) if found else None

    def function_name(self, slug: str) -> str | None:
        """The name of a function this entry names."""
        found = self._functions.get(slug)
        return found.name(self.language) if found else None

    def role_name(self, slug: str) -> str | None:
        """The name of an access role this entry names."""
        found = wired(self._session, Roles).by_slug.get(slug)
        return found.name(self.language) if found else None

    def incoming(self, role: str) -> list[tuple[Target, Mapping[str, Any]]]:
        """What the released text of other entries says of this one in their field `role`: (who, the row)."""
        return self._incoming.of(role)

    @cached_property
    def _incoming(self) -> Incoming:
        return Incoming(self._session, self._actor, self.entry, self.language)

    @cached_property
    def confusions(self) -> list[tuple[Target, Shown]]:
        """What this must not be confused with: said here, or said there about this."""
        pairs: dict[str, tuple[Target, Shown]] = {}
        for row in self.payload.get("confused_with", []):
            target = self.target("term", row["entry"])
            if target:
                pairs[target.slug] = (target, self.local(row.get("difference")))
        for target, row in self.incoming("confused_with"):
            pairs.setdefault(target.slug, (target, self.local(row.get("difference"))))
        return list(pairs.values())

    @cached_property
    def _places(self) -> list[payloads.Place]:
        return list(payloads.places(self.kind.all_fields, self.payload))

    @property
    def references(self) -> set[tuple[str, str]]:
        """(kind or empty, slug) of every entry its texts link to and its fields name."""
        wanted: set[tuple[str, str]] = set()
        for place in self._places:
            field = place.field
            if isinstance(field, Prose) and field.is_markdown:
                for text in payloads.texts(place.value):
                    if "[[" in text:
                        wanted |= links.targets_in(markdown.show(text))
            else:
                wanted |= {each for each in named_by(field, place.value) if each[0] not in payloads.PEOPLE_KINDS}
        return wanted

    @cached_property
    def _targets(self) -> dict[tuple[str, str], Target]:
        return links.resolve(self._session, self._kinds, self._actor, self.language, self.references)

    def named(self, kind: str) -> set[str]:
        """The departments or functions its fields name, by slug."""
        return {slug for place in self._places for each, slug in named_by(place.field, place.value) if each == kind}

    @cached_property
    def _departments(self) -> dict[str, Any]:
        slugs = self.named("department")
        return dict(departments_by_slug(self._session, slugs)) if slugs else {}

    @cached_property
    def _functions(self) -> dict[str, Any]:
        slugs = self.named("function")
        return dict(functions_by_slug(self._session, slugs)) if slugs else {}

    def _file_url(self, name: str) -> str:
        return url_for(f"{self.kind.name}.file", slug=self.entry.slug, name=name)
