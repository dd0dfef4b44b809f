"""Where in a file each value of an entry stands, under the names that `fields.clean` uses for places."""

from collections.abc import Mapping

from wiki.core.text import LANGUAGES
from wiki.entries.fields import Field, language_name
from wiki.entries.rows import Rows
from wiki.library import yaml_reading as reading

_BEFORE = 1
"""Lines of a file before its front matter."""


def line_of(lines: Mapping[str, int], where: str) -> int:
    """The line of the place `where` (`labels-0-text`, `definition_en`), else of what surrounds it, else the first."""
    while where and where not in lines:
        bare = next((where.removesuffix(f"_{code}") for code in LANGUAGES if where.endswith(f"_{code}")), "")
        where = bare if bare in lines else where.rpartition("-")[0]
    return lines.get(where, 1)


def note_lines(lines: dict[str, int], fields: tuple[Field, ...], node: reading.Mapping, prefix: str = "") -> None:
    """Add the line of everything in `node`, a map of `fields`, to `lines`."""
    known = {each.name: each for each in fields}
    for name, value in node.items.items():
        place = f"{prefix}{name}"
        lines[place] = node.lines[name] + _BEFORE
        each = known.get(name)
        if isinstance(each, Rows) and isinstance(value, reading.Listing):
            for index, row in enumerate(value.items):
                _note_row(lines, each, row, f"{place}-{index}")
        elif getattr(each, "per_language", False) and isinstance(value, reading.Mapping):
            for language, line in value.lines.items():
                lines[language_name(place, language)] = line + _BEFORE


def _note_row(lines: dict[str, int], rows: Rows, row: reading.Node, place: str) -> None:
    lines[place] = row.line + _BEFORE
    if not isinstance(row, reading.Mapping):
        return
    note_lines(lines, rows.fields, row, f"{place}-")
    key = row.items.get("key")
    if rows.keyed and isinstance(key, reading.Scalar) and key.text:
        lines.setdefault(f"{place.rpartition('-')[0]}-{key.text}", row.line + _BEFORE)
