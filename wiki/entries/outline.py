"""The headings of a page: each with an address of its own, and together the list of contents."""

import re
from dataclasses import dataclass
from html import escape, unescape

from flask_babel import gettext as _
from markupsafe import Markup

from wiki.core.text import slugify

LEAST_LISTED = 4
"""A page with fewer headings needs no list of contents."""
_HEADING = re.compile(
    r'(?P<row><div class="section-head" id="(?P<row_id>[^"]+)">)?'
    r"<h(?P<level>[2-4])(?P<attributes>[^>]*)>(?P<text>.*?)</h(?P=level)>",
    re.DOTALL,
)
_ID = re.compile(r'\bid="([^"]+)"')
_MARKDOWN_HEADING = re.compile(r"<(/?)h([2-6])\b")
_OF_THE_FRAME = frozenset(
    {"main", "search", "keys", "keys-title", "palette", "finding-words", "term-card", "unclear-text", "as-of"}
)
"""Ids that stand on every page; a heading with such a name gets another one."""


@dataclass(frozen=True)
class Heading:
    """A line of the list of contents."""

    id: str
    text: str
    level: int


@dataclass(frozen=True)
class Outlined:
    """A text whose headings can be linked to."""

    html: Markup
    headings: tuple[Heading, ...]

    @property
    def listed(self) -> tuple[Heading, ...]:
        """The lines of the list of contents; none on a short page."""
        return self.headings if len(self.headings) >= LEAST_LISTED else ()


def outline(html: str) -> Outlined:
    """`html` with a link at every section's heading (h2) and at those within texts that have an id (h3, h4)."""
    taken = set(_OF_THE_FRAME) | {found[1] for found in _ID.finditer(html) if not _in_heading(html, found.start())}
    headings: list[Heading] = []

    def link(found: re.Match[str]) -> str:
        attributes, level = found["attributes"], int(found["level"])
        own = _ID.search(attributes)
        if "visually-hidden" in attributes or (level > 2 and own is None):
            return found[0]
        text = unescape(Markup(found["text"]).striptags())  # noqa: S704 - read, not shown
        wanted = found["row_id"] or (own[1] if own else slugify(text) or "section")
        name = wanted if found["row_id"] else _free(wanted, taken)
        taken.add(name)
        if level < 4:
            headings.append(Heading(name, text, level))
        return _linked(found, attributes, level, name, text)

    return Outlined(Markup(_HEADING.sub(link, html)), tuple(headings))  # noqa: S704 - was safe before


def _in_heading(html: str, at: int) -> bool:
    return re.match(r"<h[2-4]\b", html[html.rfind("<", 0, at) : at]) is not None


def _free(wanted: str, taken: set[str]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _linked(found: re.Match[str], attributes: str, level: int, name: str, text: str) -> str:
    label = escape(_("Link to the section “%(title)s”", title=text))
    link = f'<a class="headline-link" href="#{escape(name)}" data-copy="#{escape(name)}" aria-label="{label}">#</a>'
    rest = _ID.sub("", attributes).rstrip()
    if found["row"]:
        return f"{found['row']}<h{level}{rest}>{found['text']}</h{level}>{link}"
    return f'<div class="headline"><h{level}{rest} id="{escape(name)}">{found["text"]}</h{level}>{link}</div>'


def below(html: str, level: int) -> str:
    """Rendered Markdown whose headings begin at `level`: they stand below the heading of their section."""
    levels = [int(found[2]) for found in _MARKDOWN_HEADING.finditer(html)]
    shift = level - min(levels, default=level)
    if not shift:
        return html
    return _MARKDOWN_HEADING.sub(lambda found: f"<{found[1]}h{min(6, int(found[2]) + shift)}", html)
