"""Cells as short HTML: a matrix has thirty thousand of them, so that empty ones are four characters and the rest has
classes of one letter (assets/scss/_matrix.scss, assets/js/matrix_cells.js)."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from markupsafe import Markup, escape

from wiki.matrix.columns import Column
from wiki.matrix.gaps import Gap, broken
from wiki.matrix.letters import ORDER, Cell

PLANNED, ENDING, ASKED, MEMBER, MEMBER_SOON = "p", "e", "q", "t", "t s"


def words() -> dict[str, str]:
    """What is said beside a letter that is not simply in force, by its class; escaped."""
    said = {
        PLANNED: _("planned"),
        ENDING: _("planned to end"),
        ASKED: _("asked"),
        MEMBER: _("through others"),
        MEMBER_SOON: _("through others, planned or asked"),
    }
    return {state: escape(text) for state, text in said.items()}


def cell_html(cell: Cell, said: Mapping[str, str], broken: Mapping[str, str]) -> Markup:
    """The letters of a cell; `broken`: those that do not hold, with the reason."""
    return Markup(_letters(cell, said, broken))  # noqa: S704 - what is not a letter was escaped


def _letters(cell: Cell, said: Mapping[str, str], broken: Mapping[str, str]) -> str:
    """Plain text joined: escaping each of some thousand letters anew would take longer than reading them."""
    return "".join([_letter(cell, letter, said, broken) for letter in ORDER])


def _letter(cell: Cell, letter: str, said: Mapping[str, str], broken: Mapping[str, str]) -> str:
    if letter in cell.held and letter in broken and letter not in cell.ending:
        why = escape(broken[letter])
        return f'<i class="{letter} x" title="{why}">{letter}<u> {why}</u></i>'
    if letter in cell.held:
        state = ENDING if letter in cell.ending else ""
    elif letter in cell.asked:
        state = ASKED
    elif letter in cell.planned:
        state = PLANNED
    elif letter in cell.members:
        state = MEMBER
    elif letter in cell.members_soon:
        state = MEMBER_SOON
    else:
        return ""
    if not state:
        return f"<i class={letter}>{letter}</i>"
    return f'<i class="{letter} {state}">{letter}<u> {said[state]}</u></i>'


def row_html(
    cells: Mapping[int, Cell], columns: Sequence[Column], said: Mapping[str, str], gaps: Sequence[Gap] = ()
) -> Markup:
    """The cells of a row. Cells with something in them say their column, for windows too narrow for columns."""
    parts, next_column = [], 0
    for number in sorted(cells):
        parts.append("<td>" * (number - next_column))
        column = columns[number]
        wrong = broken(gaps, column.holder.key) if gaps else {}
        parts.append(f'<td data-l="{escape(column.label)}">{_letters(cells[number], said, wrong)}')
        next_column = number + 1
    parts.append("<td>" * (len(columns) - next_column))
    return Markup("".join(parts))  # noqa: S704 - everything in it was escaped above
