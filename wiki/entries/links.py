"""Links between entries: recorded when a revision is released, resolved when it is shown."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import changes
from wiki.core.text import is_slug
from wiki.entries import payload as payloads
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import Entry, EntryLink, EntrySlug
from wiki.entries.rights import PUBLISHED, readable

_ANCHOR = re.compile(r"<a ([^>]*)>(.*?)</a>", re.DOTALL)
_WIKI_HREF = re.compile(r'href="wiki:([^"]+)"')
_FILE = re.compile(r'(src|href)="attachment:([^"]+)"')


@dataclass(frozen=True)
class Target:
    """Where a link leads."""

    kind: str
    slug: str
    title: str
    status: str
    url: str
    summary: str = ""


def find_entry_ids(session: Session, kinds: Kinds, targets: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """(kind or empty, slug) → entry id for every address that exists, former ones included. Without a kind the first
    of the application's kinds that has the slug is meant, what is published before what is not: nobody's new draft
    takes a link away from what readers see."""
    wanted = set(targets)
    slugs = {slug for _kind, slug in wanted if is_slug(slug)}
    if not slugs:
        return {}
    published = Entry.status.in_(PUBLISHED).label("published")
    query = select(EntrySlug.kind, EntrySlug.slug, EntrySlug.entry_id, published).join(Entry)
    exact, hidden = {}, set()
    for kind, slug, entry_id, is_published in session.execute(query.where(EntrySlug.slug.in_(slugs))):
        exact[kind, slug] = entry_id
        if not is_published:
            hidden.add((kind, slug))
    found = {}
    for kind, slug in wanted:
        candidates = [(each, slug) for each in ([kind] if kind else kinds.names) if (each, slug) in exact]
        if candidates:
            found[kind, slug] = exact[next((each for each in candidates if each not in hidden), candidates[0])]
    return found


def record_links(session: Session, kinds: Kinds, kind: Kind, entry: Entry, payload: Payload) -> None:
    """Replace the recorded links of `entry` by those in `payload`."""
    targets = payloads.links(kind, payload)
    ids = find_entry_ids(session, kinds, ((target.kind, target.slug) for target in targets))
    wanted = [
        (target.role, target.kind[:40], target.slug[:100], ids.get((target.kind, target.slug)), target.step_key)
        for target in targets
    ]
    columns = (EntryLink.role, EntryLink.target_kind, EntryLink.target_slug, EntryLink.target_id, EntryLink.step_key)
    there = session.execute(select(*columns).where(EntryLink.source_id == entry.id))
    if {tuple(row) for row in there} == set(wanted):
        return
    forget_links(session, entry)
    names = [column.key for column in columns]
    session.add_all(EntryLink(source_id=entry.id, **dict(zip(names, row, strict=True))) for row in wanted)


def forget_links(session: Session, entry: Entry) -> None:
    """Remove the links out of `entry`."""
    changes.mark_beside(session, linked_with(session, {entry.id}))
    session.execute(
        delete(EntryLink).where(EntryLink.source_id == entry.id).execution_options(synchronize_session=False)
    )


def linked_with(session: Session, entry_ids: Iterable[int]) -> set[int]:
    """The entries that one of these links to, or that link to one of these, or that one of these took the place of:
    they show its title and that it does."""
    ids = list(entry_ids)
    there = select(EntryLink.target_id).where(EntryLink.source_id.in_(ids), EntryLink.target_id.is_not(None))
    here = select(EntryLink.source_id).where(EntryLink.target_id.in_(ids))
    succeeded = select(Entry.id).where(Entry.successor_id.in_(ids))
    return {each for each in session.scalars(there.union(here, succeeded)) if each is not None}


def adopt_links(session: Session, entry: Entry) -> None:
    """Links that waited for an entry with this address now lead to it."""
    named = or_(EntryLink.target_kind == "", EntryLink.target_kind == entry.kind)
    session.execute(
        update(EntryLink)
        .where(EntryLink.target_id.is_(None), EntryLink.target_slug == entry.slug, named)
        .values(target_id=entry.id)
        .execution_options(synchronize_session=False)
    )


def entry_url(kinds: Kinds, entry: Entry) -> str:
    """The address of an entry's page."""
    return url_for(f"{kinds.of(entry).name}.page", slug=entry.slug)


def target_of(kinds: Kinds, entry: Entry, language: str) -> Target:
    """Where a link to `entry` leads."""
    url = entry_url(kinds, entry)
    return Target(entry.kind, entry.slug, entry.title(language), entry.status, url, entry.summary(language))


def resolve(
    session: Session, kinds: Kinds, actor: Actor, language: str, targets: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Target]:
    """(kind or empty, slug) → where it leads, for everything the actor may read; two queries at most."""
    ids = find_entry_ids(session, kinds, targets)
    if not ids:
        return {}
    query = select(Entry).where(Entry.id.in_(set(ids.values())), readable(actor))
    entries = {entry.id: entry for entry in session.scalars(query)}
    return {
        key: target_of(kinds, entry, language)
        for key, entry_id in ids.items()
        if (entry := entries.get(entry_id)) is not None
    }


def targets_in(html: str) -> set[tuple[str, str]]:
    """The addresses of the wiki links in rendered HTML."""
    return {_split(each) for each in _WIKI_HREF.findall(html)}


def _split(address: str) -> tuple[str, str]:
    kind, _colon, slug = address.rpartition(":")
    return kind, slug


def fill_in(html: str, targets: dict[tuple[str, str], Target], file_url: Callable[[str], str]) -> str:
    """Rendered HTML with `wiki:` and `attachment:` addresses turned into real ones."""
    if 'href="wiki:' in html:
        html = _ANCHOR.sub(lambda match: _anchor(match, targets), html)
    if '="attachment:' in html:
        html = _FILE.sub(lambda match: f'{match[1]}="{escape(file_url(match[2]))}"', html)
    return html


def _anchor(match: re.Match[str], targets: dict[tuple[str, str], Target]) -> str:
    href = _WIKI_HREF.search(match[1])
    if href is None:
        return match[0]
    key = _split(href[1])
    target = targets.get(key)
    if target is None:
        text = match[2] or escape(key[1])
        hint = escape(_("There is no entry with this name yet."))
        return f'<span class="wikilink missing" title="{hint}">{text}</span>'
    return f'<a class="wikilink" href="{escape(target.url)}">{match[2] or escape(target.title)}</a>'


def broken(session: Session) -> list[EntryLink]:
    """Links that lead nowhere, by their source."""
    query = select(EntryLink).where(EntryLink.target_id.is_(None)).order_by(EntryLink.source_id, EntryLink.id)
    return list(session.scalars(query))
