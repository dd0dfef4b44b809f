"""One entry as a file: front matter between two `---` lines, then the Markdown texts, each under its marker line.

The format is written down in `docs/exchange.md`. Nothing here knows a kind: everything follows from its fields.
`parsing.py` reads what this writes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wiki.core.text import LANGUAGES
from wiki.entries.fields import Choice, Day, Field, Flag, Payload, Prose, Whole
from wiki.entries.kinds import Kind
from wiki.entries.numbers import Number
from wiki.entries.rows import Rows
from wiki.library.yaml_writing import Bare, write_mapping

MARKER = re.compile(r"(\\*)<!--[ \t]*(\w+)[ \t]+(\w+)[ \t]*-->[ \t]*")
"""A marker line; with backslashes in front it is a line of text that only looks like one."""


@dataclass(frozen=True)
class Head:
    """What a file says of the entry beside its content."""

    former_slugs: tuple[str, ...] = ()
    archived: bool = False
    successor: str = ""
    """`slug`, or `kind:slug` for an entry of another kind; only of an archived entry."""


NO_HEAD = Head()


def write(kind: Kind, content: Payload, head: Head = NO_HEAD) -> str:
    """The file for `content`, a canonical payload of `kind`."""
    parts = [f"---\n{write_mapping(_front_matter(kind, content, head))}---\n"]
    for each in kind.all_fields:
        if is_section(each):
            texts = content.get(each.name, {})
            parts += [f"<!-- {each.name} {code} -->\n{_shield(texts[code])}\n" for code in LANGUAGES if code in texts]
    return parts[0] + "\n".join(parts[1:])


def is_section(each: Field) -> bool:
    """Whether the field's texts stand in the body of the file."""
    return isinstance(each, Prose) and each.section and each.per_language


def _front_matter(kind: Kind, content: Payload, head: Head) -> dict[str, Any]:
    result: dict[str, Any] = {"kind": Bare(kind.name)}
    if head.former_slugs:
        result["former_slugs"] = list(head.former_slugs)
    if head.archived:
        result["archived"] = Bare("yes")
    if head.successor:
        result["successor"] = head.successor
    plain = tuple(each for each in kind.all_fields if not is_section(each))
    return {**result, **_tree(plain, content)}


def _tree(fields: tuple[Field, ...], content: Payload) -> dict[str, Any]:
    return {each.name: _value(each, content[each.name]) for each in fields if each.name in content}


def _value(each: Field, value: Any) -> Any:
    if isinstance(each, Rows):
        keys = [{"key": row["key"]} if each.keyed else {} for row in value]
        return [{**key, **_tree(each.fields, row)} for key, row in zip(keys, value, strict=True)]
    if isinstance(each, Flag):
        return Bare("yes" if value else "no")
    if isinstance(each, Choice | Whole | Day | Number):
        return Bare(str(value))
    if isinstance(value, Mapping):
        return {code: value[code] for code in LANGUAGES if code in value}
    return value


def _shield(text: str) -> str:
    return "\n".join(f"\\{line}" if MARKER.fullmatch(line) else line for line in text.split("\n"))
