"""Rows about people, laid into the draft."""

import re
from datetime import date

from flask_babel import gettext as _

from wiki.core.text import LANGUAGES, fold
from wiki.people.importing_columns import Record
from wiki.people.importing_draft import NOTHING, Draft, Human, Post
from wiki.people.importing_structure import find_node, name_head, yes_or_no
from wiki.people.models import ERASED_DOMAIN
from wiki.people.newcomers import is_too_far
from wiki.people.rights import may_manage
from wiki.people.service import fold_email, is_email

_LANGUAGE_WORDS = {"deutsch": "de", "german": "de", "englisch": "en", "english": "en"}
_BETWEEN = re.compile(r"[;,|\n]")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")


def lay_people(draft: Draft, records: list[Record], default_language: str) -> None:
    """Match each row with an account by its address, or make one; then what refers to other rows."""
    humans = [(record, _human(draft, record, default_language)) for record in records]
    for record, human in humans:
        if human is not None:
            _fill(draft, record, human)
        elif record.get("department") not in ("", NOTHING):
            find_node(draft, record, "department")


def check(draft: Draft) -> None:
    """What can be judged only when every row is laid: heads, and functions that one person alone may hold."""
    for post in draft.posts:
        _check_single(draft, post)
    _check_heads(draft)


def _human(draft: Draft, record: Record, language: str) -> Human | None:
    email = fold_email(record.get("email"))
    if not is_email(email) or email.endswith(ERASED_DOMAIN):
        message = _("This is no e-mail address.") if email else _("The e-mail address is missing.")
        draft.wrong(record, "email", message)
        return None
    human = draft.humans.get(email) or Human(None, "", email, language=language)
    if id(human) in draft.touched:
        line = draft.touched[id(human)].line
        draft.wrong(record, "email", _("Line %(line)s has the same e-mail address.", line=line))
        return None
    if human.row is not None and not human.row.active:
        draft.wrong(record, "email", _("This account is deactivated. Activate it first, or leave the line out."))
        return None
    draft.humans[email], draft.touched[id(human)] = human, record
    name = record.get("name") or " ".join(filter(None, (record.get("first_name"), record.get("last_name"))))
    human.name = name or human.name
    if not human.name or len(human.name) > 200:
        draft.wrong(record, "name", _("Write a name of at most 200 characters."))
    return human


def _fill(draft: Draft, record: Record, human: Human) -> None:
    if record.get("department") == NOTHING:
        human.node = None
    elif record.get("department"):
        human.node = find_node(draft, record, "department") or human.node
    _fill_language(draft, record, human)
    _fill_first_day(draft, record, human)
    _fill_deputy(draft, record, human)
    _fill_functions(draft, record, human)
    leads = yes_or_no(draft, record, "is_head")
    if leads and human.node is None:
        draft.wrong(record, "is_head", _("Who leads a department needs one: fill in the column “Department”."))
    elif leads and human.node is not None:
        name_head(draft, record, human.node, human.email, "is_head")
    elif leads is False and human.node is not None and human.node.head_email == human.email:
        name_head(draft, record, human.node, "", "is_head")
    if human.row is not None and not may_manage(draft.session, draft.actor, human.row):
        draft.wrong(record, "email", _("Only an administrator may change the account of an administrator."))


def _fill_language(draft: Draft, record: Record, human: Human) -> None:
    said = record.get("language").casefold()
    language = _LANGUAGE_WORDS.get(said, said)
    if language in LANGUAGES:
        human.language = language
    elif language and language != NOTHING:
        draft.wrong(record, "language", _("Known languages are %(known)s.", known=", ".join(LANGUAGES)))


def _fill_first_day(draft: Draft, record: Record, human: Human) -> None:
    said = record.get("joined_on")
    if not said:
        return
    try:
        human.joined_on = None if said == NOTHING else _day(said)
    except ValueError:
        draft.wrong(record, "joined_on", _("Write the day as 2026-11-30 or 30.11.2026."))
        return
    if human.joined_on is None:
        return
    if is_too_far(draft.session, human.joined_on):
        draft.wrong(record, "joined_on", _("This day lies too far ahead."))
    elif human.row is not None and human.row.last_day is not None and human.joined_on > human.row.last_day:
        draft.wrong(record, "joined_on", _("This day lies after the last working day."))


def _day(said: str) -> date:
    """A day as tables write it. What could be either of two days (03/04/2026) is none."""
    german = _GERMAN_DAY.fullmatch(said)
    if german:
        day, month, year = (int(each) for each in german.groups())
        return date(year, month, day)
    return date.fromisoformat(said)


def _fill_deputy(draft: Draft, record: Record, human: Human) -> None:
    said = record.get("deputy")
    if said == NOTHING:
        human.deputy = ""
        return
    if not said:
        return
    deputy = _person(draft, said)
    if deputy is None:
        draft.wrong(record, "deputy", _("There is nobody with this e-mail address or name: %(who)s.", who=said))
    elif deputy is human:
        draft.wrong(record, "deputy", _("Nobody stands in for themselves. Please name somebody else."))
    elif not deputy.is_active:
        draft.wrong(record, "deputy", _("This person is not active any more."))
    else:
        human.deputy = deputy.email


def _person(draft: Draft, said: str) -> Human | None:
    """Somebody by address, or by a name that one person alone has."""
    if "@" in said:
        return draft.humans.get(fold_email(said))
    named = draft.by_name.get(fold(said), [])
    return named[0] if len(named) == 1 else None


def _fill_functions(draft: Draft, record: Record, human: Human) -> None:
    """The functions in the cell are those the person holds; others are taken away."""
    said = record.get("functions")
    if not said:
        return
    wanted: list[Post] = []
    for name in [] if said == NOTHING else filter(None, (each.strip() for each in _BETWEEN.split(said))):
        found = draft.find_posts(name)
        if len(found) == 1:
            wanted.append(found[0])
        else:
            unclear = _("There are several functions of this name.")
            unknown = _("There is no function “%(name)s”. Bring it in a file of functions.", name=name)
            draft.wrong(record, "functions", unclear if found else unknown)
            return
    for post in draft.posts:
        if post in wanted:
            post.holders.add(human.email)
        else:
            post.holders.discard(human.email)


def _check_single(draft: Draft, post: Post) -> None:
    if not post.single or len(post.holders) < 2:
        return
    names = ", ".join(sorted(draft.humans[each].name for each in post.holders))
    people = [id(draft.humans[each]) for each in post.holders]
    records = [draft.touched[each] for each in people if each in draft.touched]
    message = _("One person alone may hold “%(name)s”, but %(people)s would.", name=post.name, people=names)
    own = [draft.touched[id(post)]] if id(post) in draft.touched else []
    for record in own or records:
        draft.wrong(record, "single" if own else "functions", message)


def _check_heads(draft: Draft) -> None:
    for node in draft.tree.nodes:
        record = draft.led_by.get(id(node)) or draft.touched.get(id(node))
        if record is None or not node.head_email:
            continue
        head = draft.humans.get(node.head_email)
        if head is None:
            message = _("There is nobody with this e-mail address: %(email)s.", email=node.head_email)
            draft.wrong(record, "head", message)
        elif not head.is_active:
            message = _("The head %(name)s is not active any more. Name another one.", name=head.name)
            draft.wrong(record, "head", message)
