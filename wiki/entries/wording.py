"""Advice on the words of a text: those that the glossary calls out of use, with what to say instead."""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import markdown
from wiki.core.db import wired
from wiki.core.errors import Problem
from wiki.entries import links
from wiki.entries import payload as payloads
from wiki.entries.annotating import Annotations, Place, Text
from wiki.entries.fields import Line, Payload, Prose, language_name
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import Entry

_OUTDATED = re.compile(r'<a class="term outdated" href="[^"]*/([a-z-]+)/([a-z0-9-]+)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
MOST = 5


def outdated_words(session: Session, actor: Actor, kind: Kind, entry: Entry | None, content: Payload) -> list[Problem]:
    """The first of them, each at its field, and what to say instead in the language of the text."""
    annotation = wired(session, Annotations).of(session)
    place = Place(entry.id, entry.field_of_action, entry.department) if entry else Place(0)
    kinds = {each.path: each.name for each in wired(session, Kinds)}
    found: dict[tuple[str, str, str, str], str] = {}
    for where, text in _texts(kind, content):
        for path, slug, words in _OUTDATED.findall(annotation.annotate((text,), place)[0]):
            word = unescape(_TAG.sub("", words))
            found.setdefault((kinds.get(path, ""), slug, text.language, word), where)
    return list(_said(session, actor, found))[:MOST]


def _said(session: Session, actor: Actor, found: dict[tuple[str, str, str, str], str]) -> Iterator[Problem]:
    for language in sorted({language for _kind, _slug, language, _word in found}):
        wanted = {(kind, slug) for kind, slug, spoken, _word in found if spoken == language}
        targets = links.resolve(session, wired(session, Kinds), actor, language, wanted)
        for (kind, slug, spoken, word), where in found.items():
            target = targets.get((kind, slug))
            if spoken == language and target is not None:
                yield Problem(where, _("“%(word)s” is out of use: better “%(title)s”.", word=word, title=target.title))


def _texts(kind: Kind, content: Payload) -> Iterator[tuple[str, Text]]:
    """Every text that readers see with its mentions marked, as HTML."""
    for place in payloads.places(kind.all_fields, content):
        if not isinstance(place.field, Prose | Line) or not isinstance(place.value, Mapping):
            continue
        for language, text in place.value.items():
            is_markdown = isinstance(place.field, Prose) and place.field.is_markdown
            html = markdown.show(text) if is_markdown else escape(text, quote=False)
            yield language_name(place.path, language), Text(html, language)
