"""What is typed into a task, cleaned, with all that is wrong with it at once."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import personal_data
from wiki.core.clock import FIRST_DAY, LAST_DAY, can_be_planned, company_day
from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_line, clean_text
from wiki.entries.cleaning import MISSING, check_markdown
from wiki.people.models import Person
from wiki.tasks.gone import has_gone
from wiki.tasks.models import CATEGORIES, REPEATS, Task
from wiki.tasks.rights import may_give
from wiki.tasks.values import TaskData

LONGEST_TITLE, LONGEST_TEXT, LONGEST_ITEM, LONGEST_REASON = 200, 10_000, 300, 300
MOST_ITEMS = 100


def cleaned(
    session: Session, actor: Actor, data: TaskData, initiative_id: int | None, task: Task | None = None
) -> TaskData:
    """`data` as it is kept; Invalid says everything that is wrong. `task`: the one that is changed; who does it
    already may go on doing it."""
    items = tuple(dict.fromkeys(line for each in data.items if (line := clean_line(each))))
    found = replace(data, title=clean_line(data.title), text=clean_text(data.text).strip(), items=items)
    problems = _about_words(found) + _about_days(found)
    if task is None or task.assignee_id != found.assignee_id:
        problems += assignee_problems(session, actor, initiative_id, found.assignee_id)
    if problems:
        raise Invalid(problems)
    return found


def too_long(name: str, text: str, most: int) -> list[Problem]:
    """The problem of a text that is longer than `most` characters."""
    if len(text) <= most:
        return []
    return [Problem(name, _l("At most %(most)s characters; this has %(count)s.", most=most, count=len(text)))]


def day_problem(name: str) -> Problem:
    """That nothing is planned for such a day."""
    years = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
    return Problem(name, _l("Please choose a day between the years %(first)s and %(last)s.", **years))


def data_problems(*texts: str) -> list[Problem]:
    """The problem of texts with what looks like customer data: the author is asked."""
    found = personal_data.find_in(texts)
    if not found:
        return []
    named = ", ".join(match.text for match in found[:5])
    return [Problem("no_customer_data", _l("Please check: %(found)s", found=named))]


def _about_words(data: TaskData) -> list[Problem]:
    problems = [] if data.title else [Problem("title", MISSING)]
    problems += too_long("title", data.title, LONGEST_TITLE)
    if too := too_long("text", data.text, LONGEST_TEXT):
        problems += too
    else:
        check_markdown(data.text, "text", problems)
    if len(data.items) > MOST_ITEMS:
        problems.append(Problem("items", _l("At most %(most)s items.", most=MOST_ITEMS)))
    longest = max(data.items, key=len, default="")
    problems += too_long("items", longest, LONGEST_ITEM)
    if data.ask_about_data:
        problems += data_problems(data.title, data.text, *data.items)
    return problems


def _about_days(data: TaskData) -> list[Problem]:
    problems = []
    if data.category not in ("", *CATEGORIES):
        problems.append(Problem("category", _l("Please choose one of the list.")))
    if data.repeat not in REPEATS:
        problems.append(Problem("repeat", _l("Please choose one of the list.")))
    elif data.repeat and data.due is None:
        problems.append(Problem("repeat", _l("What repeats needs a day on which it is due.")))
    for name, day in (("starts", data.starts), ("due", data.due)):
        if not can_be_planned(day):
            problems.append(day_problem(name))
    if data.starts and data.due and data.due < data.starts:
        problems.append(Problem("due", _l("It is due before it begins.")))
    return problems


def assignee_problems(
    session: Session, actor: Actor, initiative_id: int | None, assignee_id: int | None
) -> list[Problem]:
    """What speaks against naming this person."""
    if assignee_id is None:
        return []
    person = session.get(Person, assignee_id)
    if person is None or has_gone(person, company_day(session)):
        return [Problem("assignee", _l("This person no longer works here. Please choose somebody else."))]
    if not may_give(session, actor, initiative_id, assignee_id):
        return [Problem("assignee", _l("Outside of an initiative you can give tasks to yourself only."))]
    return []
