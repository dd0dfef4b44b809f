"""Sanitised HTML as words and where they stand."""

import re
from dataclasses import dataclass, field
from html import unescape

from wiki.core.analysis import stem
from wiki.core.text import fold
from wiki.glossary.mentions.forms import MOST_CHARACTERS

_TOKEN = re.compile(
    r'<(/?[a-zA-Z][a-zA-Z0-9]*)[^>"]*(?:"[^"]*"[^>"]*)*>'
    r"|&#?\w{1,10};"
    r"|(?:https?://|www\.)[^\s<]+"
    r"|([\w\u00ad]+)(['’]s\b)?"
)
_NEVER = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "kbd", "samp", "figcaption", "th"))
"""Elements without links in them."""
_SECTIONS = frozenset(("h2", "h3", "h4"))
_HREF = re.compile(r'href="([^"]+)"')
_SOFT_HYPHEN = "\u00ad"
_INNER_I = re.compile(r"(?<=[a-zß])Innen?\Z")
END = ""
"""The key of what no label goes across: a tag, an address."""


@dataclass
class Reading:
    """The words of an HTML text, as written, with keys, places in the text and numbers of their sections."""

    html: str
    words: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    """(section, address) of links that are there already."""

    def between(self, index: int) -> str:
        """What stands between the word and the next one."""
        if index < 0 or index + 1 >= len(self.words):
            return ""
        found = self.html[self.ends[index] : self.starts[index + 1]]
        return unescape(found) if "&" in found else found

    def folded(self, index: int) -> str:
        """The word as it is compared."""
        return fold(self.words[index])

    def before(self, index: int) -> str:
        """The word before, in lower case; the empty string at the beginning of a sentence."""
        if index == 0 or self.keys[index - 1] == END or not self.between(index - 1).isspace():
            return ""
        return self.words[index - 1].lower()

    def after(self, index: int) -> str:
        """The word after, as written; the empty string at the end of a sentence."""
        if index + 1 >= len(self.words) or self.keys[index + 1] == END or not self.between(index).isspace():
            return ""
        return self.words[index + 1]


def read(html: str, section: int = 0) -> Reading:
    """Read `html`, whose first section has this number."""
    found = Reading(html)
    skipped, depth = "", 0
    words, keys, starts, ends, sections = found.words, found.keys, found.starts, found.ends, found.sections
    has_soft_hyphens = _SOFT_HYPHEN in html
    for match in _TOKEN.finditer(html):
        kind = match.lastindex
        if kind is not None and kind > 1:
            if skipped:
                continue
            word = match[2]
            word = word.replace(_SOFT_HYPHEN, "") if has_soft_hyphens else word
            if word.endswith(("Innen", "In")):
                word = _INNER_I.sub("", word)
            words.append(word)
            keys.append(stem(word) if len(word) <= MOST_CHARACTERS else END)
            starts.append(match.start())
            ends.append(match.end())
            sections.append(section)
            continue
        if kind is None and html[match.start()] == "&":
            continue
        if kind == 1:
            name = match[1].lower()
            if skipped:
                depth += _depth(name, skipped)
                skipped = skipped if depth else ""
            elif name in _NEVER or (name == "span" and 'class="nolink"' in match[0]):
                skipped, depth = name, 1
                section += name in _SECTIONS
                found.links += [(section, href[1]) for href in _HREF.finditer(match[0])]
        if keys and keys[-1] != END:
            words.append("")
            keys.append(END)
            starts.append(match.start())
            ends.append(match.start())
            sections.append(section)
    return found


def _depth(name: str, skipped: str) -> int:
    if name == skipped:
        return 1
    return -1 if name == f"/{skipped}" else 0
