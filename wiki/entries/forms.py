"""The edit form of a kind, made from its fields, and the way between form and payload."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    SubmitField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.widgets import CheckboxInput, ListWidget

from wiki.core.errors import Problem
from wiki.core.text import LANGUAGES, is_slug, slugify
from wiki.entries.any_entry import AnyEntry, RoleNames
from wiki.entries.fields import (
    Choice,
    Choices,
    Day,
    Field,
    Flag,
    Line,
    Payload,
    Prose,
    Reference,
    References,
    Whole,
    language_name,
)
from wiki.entries.kinds import Kind
from wiki.entries.numbers import Number, typed
from wiki.entries.payload import PEOPLE_KINDS
from wiki.entries.rows import Rows
from wiki.web.forms import LineField, ProseField, WikiForm

MOST_FORM_ROWS = 400


class CheckList(SelectMultipleField):
    """Several of a few, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RowList(FieldList):  # type: ignore[type-arg]  # no generic class at run time
    """Rows, numbered in ASCII digits: other signs that Unicode calls digits are no numbers of rows."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        numbered = re.compile(re.escape(prefix) + r"-([0-9]{1,6})(?:-|\Z)")
        return (int(found[1]) for name in formdata if (found := numbered.match(name)))


class Needed:
    """Says on screen that a field must be filled in; the payload's rules check it."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, _form: Form, _field: Any) -> None:
        """Let everything pass: what was typed is kept, whatever is missing."""


class _Row(Form):
    """A row of a repeatable field."""


def _control(each: Field) -> Any:
    shared: dict[str, Any] = {"label": each.label, "description": each.help}
    if each.required and not getattr(each, "per_language", False):
        shared["validators"] = [Needed()]
    if isinstance(each, Choice):
        blank = [] if each.default else [SelectChoice("", _l("– please choose –") if each.required else "–")]
        choices = [*blank, *(SelectChoice(option.value, option.label) for option in each.options)]
        return SelectField(choices=choices, default=each.default, validate_choice=False, **shared)
    if isinstance(each, Choices):
        choices = [SelectChoice(option.value, option.label) for option in each.options]
        return CheckList(choices=choices, validate_choice=False, **shared)
    if isinstance(each, Flag):
        return BooleanField(default=each.default, **shared)
    if isinstance(each, Whole):
        return LineField(render_kw={"inputmode": "numeric", "maxlength": 12}, **shared)
    if isinstance(each, Number):
        return LineField(render_kw={"inputmode": "decimal", "maxlength": 16}, **shared)
    if isinstance(each, Day):
        return LineField(render_kw={"type": "date", "maxlength": 10}, **shared)
    if isinstance(each, Prose):
        return ProseField(render_kw={"rows": each.height, "data-most": each.most}, **shared)
    if isinstance(each, Reference | References) and each.kind not in PEOPLE_KINDS:
        several = {"data-several": "yes"} if isinstance(each, References) else {}
        return LineField(render_kw={"data-completes": each.kind, "autocomplete": "off", **several}, **shared)
    if isinstance(each, AnyEntry):
        return LineField(render_kw={"data-completes": "entry", "data-any": "yes", "autocomplete": "off"}, **shared)
    most = {"data-most": each.most} if isinstance(each, Line) else {}
    return LineField(render_kw=most, **shared)


def _controls(fields: tuple[Field, ...]) -> dict[str, Any]:
    controls: dict[str, Any] = {}
    for each in fields:
        if isinstance(each, Rows):
            row = type(f"{each.name.title()}Row", (_Row,), _row_controls(each))
            inner: FormField[Any] = FormField(row, label=each.label)
            said = {"label": each.label, "description": each.help}
            controls[each.form_name] = RowList(inner, max_entries=MOST_FORM_ROWS, **said)
        elif getattr(each, "per_language", False):
            for language in LANGUAGES:
                controls[language_name(each.form_name, language)] = _control(each)
        else:
            controls[each.form_name] = _control(each)
    return controls


def _row_controls(each: Rows) -> dict[str, Any]:
    controls = _controls(each.fields)
    return {"key": HiddenField(), **controls} if each.keyed else controls


@cache
def form_class(kind: Kind) -> type[WikiForm]:
    """The form class of a kind: its fields, and what every edit carries."""
    extra = {
        "base_revision": HiddenField(default="0"),
        "summary": LineField(
            _l("What did you change?"),
            description=_l("One line for the history, so that others see why."),
            render_kw={"maxlength": 500},
        ),
        "minor": BooleanField(_l("Minor change"), description=_l("Nobody who only watches is told.")),
        "no_customer_data": BooleanField(_l("These are no customer data")),
        "save": SubmitField(_l("Save")),
    }
    return type(f"{kind.name.title()}Form", (WikiForm,), {**_controls(kind.all_fields), **extra})


def to_form_data(fields: tuple[Field, ...], payload: Payload) -> dict[str, Any]:
    """A payload as the data a form is filled with."""
    data: dict[str, Any] = {}
    for each in fields:
        value = payload.get(each.name)
        if isinstance(each, Rows):
            data[each.form_name] = [_row_data(each, row) for row in value or []]
        elif getattr(each, "per_language", False):
            for language in LANGUAGES:
                data[language_name(each.form_name, language)] = (value or {}).get(language, "")
        elif isinstance(each, References):
            data[each.form_name] = ", ".join(value or [])
        elif isinstance(each, Choice | Flag):
            data[each.form_name] = each.default if value is None else value
        elif isinstance(each, Whole):
            number = each.default if value is None else value
            data[each.form_name] = "" if number is None else str(number)
        elif isinstance(each, Number):
            data[each.form_name] = typed(value or "")
        else:
            data[each.form_name] = value if value is not None else [] if isinstance(each, Choices) else ""
    return data


def _row_data(each: Rows, row: Payload) -> dict[str, Any]:
    data = to_form_data(each.fields, row)
    return {"key": row.get("key", ""), **data} if each.keyed else data


def to_raw(fields: tuple[Field, ...], form: Form) -> dict[str, Any]:
    """What a form holds, in the shape of a payload, unchecked. Blank rows are left out."""
    raw: dict[str, Any] = {}
    for each in fields:
        if isinstance(each, Rows):
            rows = [_raw_row(each, entry.form) for entry in _entries(form, each.form_name)]
            raw[each.name] = [row for row in rows if not is_blank(row)]
        elif getattr(each, "per_language", False):
            raw[each.name] = {
                language: form[language_name(each.form_name, language)].data or "" for language in LANGUAGES
            }
        elif isinstance(each, RoleNames):
            raw[each.name] = [part.strip() for part in (form[each.form_name].data or "").split(",") if part.strip()]
        elif isinstance(each, References):
            raw[each.name] = [_as_slug(part) for part in (form[each.form_name].data or "").split(",") if part.strip()]
        elif isinstance(each, Reference):
            raw[each.name] = _as_slug(form[each.form_name].data or "")
        else:
            raw[each.name] = form[each.form_name].data
    return raw


def _entries(form: Form, name: str) -> list[Any]:
    rows: Any = form[name]
    return list(rows.entries)


def _raw_row(each: Rows, form: Form) -> dict[str, Any]:
    raw = to_raw(each.fields, form)
    return {"key": form["key"].data or "", **raw} if each.keyed else raw


def is_blank(row: Mapping[str, Any]) -> bool:
    """Whether a row says nothing; a choice or a tick alone is not nothing."""
    for name, value in row.items():
        if name == "key" or value in ("", None, False, [], {}):
            continue
        if isinstance(value, Mapping) and not any(value.values()):
            continue
        return False
    return True


def _as_slug(text: str) -> str:
    """People may type a title where an entry is asked for."""
    text = text.strip()
    return text if is_slug(text) else slugify(text) or text


def add_problems(fields: tuple[Field, ...], form: WikiForm, problems: list[Problem]) -> None:
    """Show problems at the form's fields, `labels-2-text` counting the rows that were not blank."""
    filled = {
        each.form_name: [entry for entry in _entries(form, each.form_name) if not is_blank(_raw_row(each, entry.form))]
        for each in fields
        if isinstance(each, Rows)
    }
    for problem in problems:
        control = _find_control(form, filled, _form_place(fields, problem.where))
        if control is None:
            form.form_errors.append(problem.for_form)
        else:
            control.errors = [*control.errors, problem.for_form]


def _form_place(fields: tuple[Field, ...], where: str) -> str:
    """A place in a payload as the name of a control: `summary_en` is `summary_text_en` in the form."""
    for each in fields:
        names = {language_name(each.name, language) for language in LANGUAGES}
        if each.form_name != each.name and where in names:
            return where.replace(each.name, each.form_name, 1)
    return where


def _find_control(form: WikiForm, filled: Mapping[str, list[Any]], where: str) -> Any:
    name, _dash, rest = where.partition("-")
    if name in filled and rest:
        number, _dash, inner = rest.partition("-")
        if number.isdigit() and int(number) < len(filled[name]):
            row = filled[name][int(number)].form
            return row[inner] if inner in row else next(iter(row))
    return form._fields.get(name)
