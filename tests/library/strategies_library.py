"""Raw payloads of any kind, with the texts that files find hard."""

from typing import Any

from hypothesis import strategies as st

from wiki.core.text import LANGUAGES
from wiki.entries.any_entry import AnyEntry
from wiki.entries.fields import Choice, Choices, Day, Field, Flag, Line, Prose, Reference, References, Whole
from wiki.entries.kinds import Kind
from wiki.entries.numbers import Number
from wiki.entries.rows import Rows

NASTY = (
    "---", "...", "- a", "-", "-5", "? b", ": c", "a: b", "a:", "a #b", "# c", "'", "''", '"', "\\", "\\n", "{", "[x]", "*a",
    "&a", "!b", "|", ">-", "%", "@", "`", "no", "Yes", "y", "null", "~", "1", "1_000", "0x1F", "1e3", ".5", ".inf", "=", "<<",
    "2026-01-01", "12:30:45", "<!-- body de -->", "\\<!-- body de -->", "\\\\<!-- note en -->  ", "<!--body de-->", " ", "  ",
    "\t", "\n", "\n\n", "\r\n", "\r", "\u00a0", "\u0085", "\u2028", "\ufeff", "\u200b", "\u0301", "e\u0301", "ﬁ", "ß", "İ",
    "\x00", "\x1b", "\x9f", "\U0001f600", "\u202e", "\ue000", "[[kunde]]", "[[term:kunde|Kunde]]", "a\n  b", "x  \ny", " lead",
    "trail ", "Grüße",
)  # fmt: skip

_texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), max_size=6).map("".join)
_slugs = st.from_regex(r"\A[a-z0-9]{1,8}(-[a-z0-9]{1,5})?\Z") | st.sampled_from(
    ("no", "1", "2026-01-01", "true", "null")
)


def raw_payload(kind: Kind) -> st.SearchStrategy[dict[str, Any]]:
    """What a form or a file of `kind` may hold."""
    return _row(kind.all_fields)


def _row(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={each.name: _value(each) for each in fields})


def _value(each: Field) -> st.SearchStrategy[Any]:
    if isinstance(each, Line | Prose):
        if each.per_language:
            return st.fixed_dictionaries({}, optional=dict.fromkeys(LANGUAGES, _texts))
        return _texts
    if isinstance(each, Choice):
        return st.sampled_from(each.values)
    if isinstance(each, Choices):
        return st.lists(st.sampled_from([option.value for option in each.options]), max_size=4)
    return _plain(each)


def _plain(each: Field) -> st.SearchStrategy[Any]:
    if isinstance(each, Rows):
        return st.lists(_row(each.fields), max_size=3)
    if isinstance(each, References):
        return st.lists(_slugs, max_size=3)
    by_type: dict[type[Field], st.SearchStrategy[Any]] = {
        Flag: st.sampled_from(("yes", "no")),
        Whole: st.integers(getattr(each, "least", 0), getattr(each, "most", 1)),
        Number: st.sampled_from(("3", "12.5", "12,50")),
        Day: st.dates().map(str),
        Reference: _slugs,
        AnyEntry: _slugs.map("process:{}".format),
    }
    return by_type[type(each)]
