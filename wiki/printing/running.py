"""The head and foot of every page: a small stylesheet for each document, because no other way reaches a page's margin.

Browsers fetch it for printing (the policy allows no styles within pages); the PDF is made with the same one.
"""

import re

from flask_babel import gettext as _

from wiki.printing.identity import Identity
from wiki.web.assets import asset
from wiki.web.runtime import settings

_PLAIN = re.compile(r"[0-9A-Za-z ,.:;()/_–·-]")


def quoted(text: str) -> str:
    """`text` as a string of CSS: everything but plain letters is written as its number, so that nothing ends it."""
    return '"' + "".join(each if _PLAIN.fullmatch(each) else f"\\{ord(each):x} " for each in text) + '"'


def style(identity: Identity, *, cover: bool = False) -> str:
    """Head and foot for the pages of a document; with `cover` the first page goes without. Pages of a dictionary tell
    the first and last word on them; browsers, which do not know how, show the title there as well."""
    page = quoted(_("Page %(number)s of %(total)s", number="{n}", total="{m}"))
    counted = page.replace(quoted("{n}")[1:-1], '" counter(page) "').replace(quoted("{m}")[1:-1], '" counter(pages) "')
    boxes = {
        "top-left": f'url("{asset("mark.svg")}") {quoted("  " + settings().brand)}',
        "top-right": f"{quoted(identity.short_title)} {_NEW_LINE} {quoted(identity.line)}",
        "bottom-left": f"{quoted(identity.not_controlled)} {_NEW_LINE} {quoted(identity.address)}",
        "bottom-right": counted,
    }
    rules = "".join(f"@{name}{{content:{content}}}" for name, content in boxes.items())
    words = f"string(word, first) {_DASH} string(word, last) {_NEW_LINE} {quoted(identity.line)}"
    guide = f"@page words{{@top-right{{content:{words}}}}}"
    first = "".join(f"@{name}{{content:none;border:0}}" for name in boxes) if cover else ""
    return f"@page{{{rules}}}{guide}" + (f"@page :first{{{first}}}" if first else "")


_DASH = '" – "'
_NEW_LINE = '"\\A"'
