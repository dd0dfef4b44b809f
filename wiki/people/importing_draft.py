"""People, departments and functions as an import leaves them, in memory: nothing is written before all is right."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wiki.access.permissions import Actor
from wiki.core.text import fold
from wiki.people.importing_columns import FIELD_WORDS, Mapped, Record, Wrong
from wiki.people.importing_tree import Node, Tree
from wiki.people.models import Department, Function, FunctionHolder, Person

NOTHING = "-"
"""In a cell: takes away what is there; an empty cell leaves it."""
MOST_PROBLEMS = 500


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Change:
    """A row of a file and what becomes of it; `details` in words."""

    kind: str
    record: Record
    outcome: Outcome
    name: str
    details: tuple[str, ...] = ()


@dataclass(eq=False)
class Post:
    """A function as it will be; `holders` are addresses."""

    row: Function | None
    name_de: str
    name_en: str
    node: Node | None = None
    single: bool = False
    holders: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """As messages call it."""
        return self.name_de or self.name_en


@dataclass(eq=False)
class Human:
    """Somebody as they will be."""

    row: Person | None
    name: str
    email: str
    node: Node | None = None
    language: str = ""
    deputy: str = ""
    """The deputy's address."""
    is_active: bool = True
    """Whether the account works, or will."""
    joined_on: date | None = None


@dataclass
class Draft:
    """Everything as it will be, what the rows of the files made of it, and what is wrong."""

    session: Session
    actor: Actor
    tree: Tree
    humans: dict[str, Human]
    posts: list[Post] = field(default_factory=list)
    touched: dict[int, Record] = field(default_factory=dict)
    """By the identity of a node, human or post: the row that speaks of it."""
    led_by: dict[int, Record] = field(default_factory=dict)
    """By the identity of a node: the row that named its head."""
    changes: list[Change] = field(default_factory=list)
    problems: list[Wrong] = field(default_factory=list)
    sheets: list[Mapped] = field(default_factory=list)
    _posts_by_name: dict[str, list[Post]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether it can be put in force."""
        return not self.problems

    def wrong(self, record: Record, column: str, message: str) -> None:
        """Something in a row cannot be taken."""
        if len(self.problems) < MOST_PROBLEMS:
            label = str(FIELD_WORDS[column]) if column else ""
            self.problems.append(Wrong(record.file, record.line, label, message))

    def find_posts(self, text: str) -> list[Post]:
        """The functions called so, by name or address part."""
        return self._posts_by_name.get(fold(text), []) or self._posts_by_name.get(text, [])

    def add_post(self, post: Post) -> None:
        """One function more."""
        self.posts.append(post)
        slugs = {post.row.slug} if post.row is not None else set()
        for name in {fold(post.name_de), fold(post.name_en), *slugs} - {""}:
            self._posts_by_name.setdefault(name, []).append(post)

    @cached_property
    def by_name(self) -> dict[str, list[Human]]:
        """Active people by their folded names; asked once all rows have given theirs."""
        found: dict[str, list[Human]] = {}
        for each in self.humans.values():
            if each.is_active:
                found.setdefault(fold(each.name), []).append(each)
        return found

    def missing(self) -> list[Human]:
        """Active people of whom no file speaks, by name; nobody is deactivated for that."""
        there = [each for each in self.humans.values() if each.row is not None and each.is_active]
        return sorted((each for each in there if id(each) not in self.touched), key=lambda each: fold(each.name))


def present(session: Session, actor: Actor) -> Draft:
    """Everything as it is; a fixed number of queries."""
    people = list(session.scalars(select(Person).options(selectinload(Person.roles))))
    emails = {each.id: each.email for each in people}
    departments = list(session.scalars(select(Department).order_by(Department.id)))
    tree = Tree.of(departments, emails)
    nodes = {node.row.id: node for node in tree.nodes if node.row is not None}
    humans = {
        each.email: Human(
            each, each.name, each.email, nodes.get(each.department_id or 0), each.language,
            emails.get(each.deputy_id or 0, ""), each.active, each.joined_on,
        )
        for each in people
    }  # fmt: skip
    posts = {
        each.id: Post(each, each.name_de, each.name_en, nodes.get(each.department_id or 0), each.single_holder)
        for each in session.scalars(select(Function).order_by(Function.id))
    }
    held = select(FunctionHolder.function_id, FunctionHolder.person_id).where(FunctionHolder.until.is_(None))
    for function_id, person_id in session.execute(held):
        posts[function_id].holders.add(emails[person_id])
    draft = Draft(session, actor, tree, humans)
    for post in posts.values():
        draft.add_post(post)
    return draft
