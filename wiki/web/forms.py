"""The base of every form: CSRF, messages in the reader's language, text cleaned on the way in."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from wiki.core.errors import Problem
from wiki.core.text import clean_line, clean_text


def _strip(value: Any) -> Any:
    return clean_line(value) if isinstance(value, str) else value


def _clean(value: Any) -> Any:
    return clean_text(value) if isinstance(value, str) else value


class LineField(StringField):
    """One line of text: white space runs become one space."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["filters"] = [*kwargs.get("filters", ()), _strip]
        super().__init__(*args, **kwargs)


class ProseField(TextAreaField):
    """Several lines of text: CRLF becomes LF, NFC, no control characters; nothing else is touched."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["filters"] = [*kwargs.get("filters", ()), _clean]
        super().__init__(*args, **kwargs)


def options(rows: Iterable[tuple[Any, Any]]) -> list[Any]:
    """(value, label) pairs as the choices of a select; WTForms deprecates bare tuples."""
    return [SelectChoice(value, label) for value, label in rows]


class WikiForm(FlaskForm):  # type: ignore[misc]
    """Base form. Field order is display order."""

    def add_problems(self, problems: list[Problem]) -> None:
        """Show what a service found wrong at the fields it names; what has no field goes to the form itself."""
        for problem in problems:
            field: Field | None = self._fields.get(problem.where)
            if field is None:
                self.form_errors.append(problem.for_form)
            else:
                field.errors = [*field.errors, problem.for_form]  # type: ignore[list-item]  # lazy text
