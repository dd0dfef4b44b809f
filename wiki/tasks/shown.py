"""The values of a task in words."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.people.models import Person
from wiki.tasks.values import TaskData
from wiki.tasks.wording import CATEGORIES, REPEATS
from wiki.web.i18n import day


def shown_values(session: Session, data: TaskData) -> dict[str, str]:
    """Field → what people read there."""
    doer = session.get(Person, data.assignee_id) if data.assignee_id else None
    return {
        "title": data.title,
        "text": data.text,
        "category": str(CATEGORIES.get(data.category, "–")),
        "assignee_id": doer.name if doer else _("Nobody yet"),
        "starts": day(data.starts) or "–",
        "due": day(data.due) or "–",
        "repeat": str(REPEATS.get(data.repeat, "–")),
        "items": "\n".join(data.items),
    }
