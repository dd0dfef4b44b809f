"""Markdown from people nobody vouches for, to HTML that is safe to show.

Python-Markdown is quadratic in places (8,000 opening brackets take 15 s), so a text is refused when it is absurd
(`check`), rendered in this process when it is plainly harmless, and otherwise in a child process that is stopped
after `SECONDS`. The HTML is sanitised after rendering, always.

`[[slug]]`, `[[kind:slug]]` and `[[…|text]]` become anchors with `href="wiki:…"`; whoever shows the HTML resolves them
(`entries/links.py`), so the HTML depends on the text alone and can be kept by it. Images and files of the entry are
written `attachment:name.png`. `[[!words]]` are words that are not to be linked: `<span class="nolink">`.
"""

import re
import subprocess
import sys
import threading
from collections import OrderedDict
from html import escape, unescape
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

MOST_CHARACTERS = 60_000
MOST_LINE = 8_000
SECONDS = 3.0
_HARMLESS_CHARACTERS = 20_000
_HARMLESS_SPECIALS = 400
_SPECIALS = "[]()<>*_`!&\\#|~"
_RUN = re.compile(r"([\[\]()<>*_`!&\\#|~])\1{60,}")
_DEEP_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]*){12,}", re.MULTILINE)
_HELD_BAR = "\ue000"
"""Stands for the bar of a wiki link while Python-Markdown cuts table rows at their bars."""
_WIKI_LINK = rf"\[\[([^\[\]|\n{_HELD_BAR}]{{1,160}})(?:[|{_HELD_BAR}]([^\[\]\n]{{1,200}}))?\]\]"
_HREF = re.compile(r'href="wiki:([^"]+)"')
_PLAIN_WORDS = "!"
"""What stands first where `[[…]]` holds words that must not become a link."""

_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "del",
    "s", "sub", "sup", "kbd", "a", "img", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "abbr", "mark",
    "span",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "img": {"src", "alt", "title"},
    "th": {"align"},
    "td": {"align"},
    "ol": {"start"},
    "abbr": {"title"},
    "span": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_SCHEMES = {"http", "https", "mailto", "tel", "wiki", "attachment"}
_SAFE_ID = re.compile(r"[a-z0-9_-]{1,80}")


class Refused(ValueError):
    """A text that cannot be rendered. `line` counts from 1; `reason` is a stable word for the message."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def _words_of(link: re.Match[str]) -> str:
    """What a wiki link says, without what it leads to."""
    if link.group(1).startswith(_PLAIN_WORDS):
        return (link.group(2) or link.group(1)[1:]).strip()
    return (link.group(2) or link.group(1).split(":")[-1].replace("-", " ")).strip()


class _WikiLink(InlineProcessor):
    def handleMatch(self, m: re.Match[str], _data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802 - the library's name
        if m.group(1).startswith(_PLAIN_WORDS):
            words = Element("span", {"class": "nolink"})
            words.text = _words_of(m)
            return words, m.start(0), m.end(0)
        anchor = Element("a", {"href": f"wiki:{m.group(1).strip()}", "class": "wikilink"})
        anchor.text = (m.group(2) or "").strip()
        return anchor, m.start(0), m.end(0)


class _WikiExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.inlinePatterns.register(_WikiLink(_WIKI_LINK, md), "wikilink", 175)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")


_local = threading.local()


def _converter() -> Markdown:
    if not hasattr(_local, "converter"):
        _local.converter = Markdown(
            extensions=["tables", "fenced_code", "sane_lists", "toc", _WikiExtension()],
            extension_configs={"toc": {"toc_depth": "2-4", "baselevel": 2}},
            output_format="html",
        )
    converter: Markdown = _local.converter
    converter.reset()
    return converter


def check(text: str) -> None:
    """Raise `Refused` when `text` is too long, has absurd runs or cannot be rendered in time."""
    _check_shape(text)
    render(text)


def _check_shape(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise Refused("too-long")
    run = _RUN.search(text) or _DEEP_QUOTE.search(text)
    if run:
        raise Refused("run", text.count("\n", 0, run.start()) + 1)
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MOST_LINE:
            raise Refused("long-line", number)


def convert(text: str) -> str:
    """Sanitised HTML of `text`, rendered here and now without a limit; use `render`."""
    held = re.sub(_WIKI_LINK, lambda link: link[0].replace("|", _HELD_BAR), text.replace(_HELD_BAR, ""))
    html = _sanitise(_converter().convert(held).replace(_HELD_BAR, "|"))
    return _frame_tables(html)


def _frame_tables(html: str) -> str:
    """Tables in a frame that scrolls, by keyboard too; an empty corner heads nothing."""
    framed = html.replace("<table>", '<div class="table-scroll" tabindex="0"><table>')
    return framed.replace("</table>", "</table></div>").replace("<th></th>", "<td></td>")


def _sanitise(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
        attribute_filter=_filter_attribute,
    )


_CLASSES = {"a": "wikilink", "span": "nolink"}


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return value if value == _CLASSES.get(tag) else None
    if attribute == "src" and not value.startswith("attachment:"):
        return None
    if attribute == "id":
        return value if _SAFE_ID.fullmatch(value) else None
    return value


def _harmless(text: str) -> bool:
    return len(text) <= _HARMLESS_CHARACTERS and sum(map(text.count, _SPECIALS)) <= _HARMLESS_SPECIALS


def _in_child(text: str) -> str:
    command = [sys.executable, "-I", "-m", "wiki.core.markdown"]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - a fixed command
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise Refused("too-slow") from error
    return done.stdout.decode()


class _Kept:
    """HTML by text, least recently used out first, capped in bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str) -> str | None:
        with self._lock:
            html = self._kept.get(text)
            if html is not None:
                self._kept.move_to_end(text)
            return html

    def put(self, text: str, html: str) -> None:
        with self._lock:
            if text in self._kept:
                return
            self._kept[text] = html
            self._size += 2 * (len(text) + len(html))
            while self._size > self._most and self._kept:
                old_text, old_html = self._kept.popitem(last=False)
                self._size -= 2 * (len(old_text) + len(old_html))


_kept = _Kept(16 * 1024 * 1024)


def render(text: str) -> str:
    """Safe HTML of the Markdown `text`, links still as `wiki:` and `attachment:` addresses. Raises `Refused`."""
    html = _kept.get(text)
    if html is None:
        _check_shape(text)
        try:
            html = convert(text) if _harmless(text) else _in_child(text)
        except RecursionError as error:
            raise Refused("too-deep") from error
        _kept.put(text, html)
    return html


def show(text: str) -> str:
    """As `render`, for a text that was accepted when it was saved: on a machine too busy to render it in time its
    reader sees the text as it was written, and no error."""
    try:
        return render(text)
    except Refused:
        return f"<pre>{escape(text)}</pre>"


def wiki_links(text: str) -> list[str]:
    """The targets of the wiki links in `text` as written (`slug` or `kind:slug`), each once, in order."""
    if "[[" not in text:
        return []
    try:
        found = _HREF.findall(render(text))
    except Refused:
        links = [target.strip() for target, _shown in re.findall(_WIKI_LINK, text)]
        found = [target for target in links if not target.startswith(_PLAIN_WORDS)]
    return list(dict.fromkeys(found))


_TAG = re.compile(r"<[^>]+>")
_CELL_END = re.compile(r"</t[dh]>(?=\s*(?:</tr>\s*)?(?:</thead>\s*<tbody>\s*)?<t[dhr])")
"""Between two cells of a table, of one row or two: without a sign their words would run together."""


def plain(text: str) -> str:
    """The words of a Markdown text, for search and short views. A bare `[[slug]]` yields the slug's words."""
    bare = re.sub(_WIKI_LINK, _words_of, text)
    words = _TAG.sub(" ", _CELL_END.sub(" · ", show(bare)))
    return " ".join(unescape(words).split())


if __name__ == "__main__":
    sys.stdout.buffer.write(convert(sys.stdin.buffer.read().decode()).encode())
