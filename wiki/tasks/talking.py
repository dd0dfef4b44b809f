"""What people say about a task."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core import clock, outbox
from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_text
from wiki.entries.cleaning import MISSING, check_markdown
from wiki.entries.rights import demand, demand_readable
from wiki.tasks.checking import data_problems, too_long
from wiki.tasks.models import TaskComment
from wiki.tasks.rights import may_see
from wiki.tasks.rows import held, record

LONGEST = 5000


def may_talk(actor: Actor) -> bool:
    """Whether the actor may comment on tasks they see."""
    return actor.signed_in and actor.may(Permission.COMMENT_WRITE)


def may_take_back(actor: Actor, comment: TaskComment) -> bool:
    """Whether the actor may remove this: who wrote it, or a moderator."""
    own = actor.person_id is not None and comment.author_id == actor.person_id
    return comment.removed_at is None and (own or actor.may(Permission.COMMENT_MODERATE))


def say(session: Session, actor: Actor, task_id: int, text: str, *, no_customer_data: bool = False) -> TaskComment:
    """Comment on a task."""
    task = held(session, task_id)
    demand_readable(may_see(session, actor, task))
    demand(may_talk(actor), _l("Commenting needs a role that includes it."))
    text = clean_text(text).strip()
    problems: list[Problem] = too_long("text", text, LONGEST) if text else [Problem("text", MISSING)]
    if not problems:
        check_markdown(text, "text", problems)
    if not no_customer_data:
        problems += data_problems(text)
    if problems:
        raise Invalid(problems)
    comment = TaskComment(task_id=task.id, author_id=actor.person_id, text=text, created_at=clock.now())
    session.add(comment)
    session.flush()
    record(session, actor, task, "commented", comment=comment.id)
    outbox.record(session, "task.commented", actor_id=actor.person_id, task=task.id, comment=comment.id)
    return comment


def take_back(session: Session, actor: Actor, task_id: int, comment_id: int) -> None:
    """Remove what was said, its text for good; a note marks the gap."""
    task = held(session, task_id)
    comment = session.get(TaskComment, comment_id)
    found = comment is not None and comment.task_id == task.id
    demand_readable(found and may_see(session, actor, task))
    assert comment is not None
    if comment.removed_at is not None:
        return
    demand(may_take_back(actor, comment), _l("Only who wrote this, or a moderator, can remove it."))
    comment.text, comment.removed_at = "", clock.now()
    session.flush()
    record(session, actor, task, "comment_removed", comment=comment.id)
