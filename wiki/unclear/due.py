"""Questions of readers in "My tasks": those about pages one answers for, until somebody answers."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.tasks.due_dates import DueDate, DueSource
from wiki.unclear.queries import MINE, Question, entries_of, questions, unresolved
from wiki.unclear.reminding import PATIENCE


def _find(session: Session, actor: Actor, today: date, language: str) -> Iterator[DueDate]:
    for each in questions(session, actor, entries_of(session, actor, MINE, unresolved(), today)):
        if not each.is_answered:
            yield _due(each, language)


def _due(each: Question, language: str) -> DueDate:
    said = {"text": each.text}
    note = _("Unclear to somebody new: %(text)s", **said) if each.by_newcomer else _("Unclear: %(text)s", **said)
    url = url_for(f"{each.kind}.discussion", slug=each.slug, _anchor=f"comment-{each.id}")
    day = (each.created_at + PATIENCE).date() if each.by_newcomer else None
    return DueDate(f"unclear-{each.id}", "unclear", each.title(language), url, "question-circle", day, note)


SOURCE = DueSource("unclear", _l("Questions of readers"), _find)
