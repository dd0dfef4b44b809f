"""What cleaning a field's raw value is made of: each piece returns what is right and appends what is wrong."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l

from wiki.core import markdown
from wiki.core.errors import Problem
from wiki.core.text import is_slug

Problems = list[Problem]
MISSING = _l("Please fill this in.")


def overtaken(seen: int, now: int, where: str) -> Problems:
    """What speaks against saving a form that was opened before somebody else's change: `seen` and `now` count the
    changes."""
    if seen == now:
        return []
    words = _l("Somebody else has changed this meanwhile. Yours is still here; what they wrote stands above.")
    return [Problem(where, words)]


def text_of(raw: Any, where: str, problems: Problems) -> str:
    """`raw` when it is a text; nothing is the empty text."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    problems.append(Problem(where, _l("A text is expected here.")))
    return ""


def list_of_texts(raw: Any, where: str, problems: Problems) -> list[str]:
    """The texts of a list, trimmed, each once, without empty ones."""
    if raw is None:
        return []
    if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
        problems.append(Problem(where, _l("A list is expected here.")))
        return []
    return list(dict.fromkeys(each.strip() for each in raw if each.strip()))


def clean_slug(raw: Any, where: str, problems: Problems) -> str:
    """A slug, or the empty string."""
    text = text_of(raw, where, problems).strip()
    if text and not is_slug(text):
        message = _l("“%(value)s” is not the short name of an entry.", value=text[:60])
        problems.append(Problem(where, message))
        return ""
    return text


def is_web_address(text: str) -> bool:
    """True for https:// and http:// with a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


_REFUSED = {
    "too-long": _l("This text is too long to be shown."),
    "run": _l("There is a very long run of the same sign here."),
    "long-line": _l("There is a very long line here; please break it."),
    "too-slow": _l("This text takes too long to show; please make its markup simpler."),
    "too-deep": _l("Lists or quotations are nested too deeply here."),
}


def check_markdown(text: str, where: str, problems: Problems) -> None:
    """Append a problem when `text` cannot be rendered."""
    try:
        markdown.check(text)
    except markdown.Refused as refused:
        message = _REFUSED[refused.reason]
        if refused.line is not None:
            message = _l("Line %(line)s: %(message)s", line=refused.line, message=message)
        problems.append(Problem(where, message))
