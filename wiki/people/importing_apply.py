"""A draft put in force: departments from the top down, functions, people, then who leads and who holds what."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.config import Settings
from wiki.core import clock, mail, outbox
from wiki.core.db import wired
from wiki.core.text import sort_key_names
from wiki.people import departments, functions, mails
from wiki.people.departments import DepartmentData
from wiki.people.functions import FunctionData
from wiki.people.importing_changes import States, states
from wiki.people.importing_draft import Draft, Human, Post
from wiki.people.importing_tree import Node
from wiki.people.models import Department, Function, FunctionHolder, Person
from wiki.people.newcomers import set_first_day
from wiki.people.rights import note
from wiki.people.service import new_account, send_link

Progress = Callable[[int, int], None]
SOURCE = "import"


class Applying:
    """One import being written; the session must be writing, and the draft made in the same transaction."""

    def __init__(self, session: Session, actor: Actor, draft: Draft, before: States, progress: Progress | None) -> None:
        self._session, self._actor, self._draft = session, actor, draft
        self._before, self._after = before, states(draft)
        self._nodes: dict[int, Department] = {id(n): n.row for n in draft.tree.nodes if n.row is not None}
        self._humans: dict[str, Person] = {h.email: h.row for h in draft.humans.values() if h.row is not None}
        self._posts: dict[int, Function] = {id(p): p.row for p in draft.posts if p.row is not None}
        self._progress, self._done = progress, 0

    def run(self, *, invite: bool = False) -> None:
        """Write everything that is new or different; tell who is new, if wanted and possible."""
        draft = self._draft
        nodes = sorted(draft.tree.nodes, key=_depth)
        for node in nodes:
            self._structure(node)
        for post in draft.posts:
            self._post(post)
        changed = [each for each in draft.humans.values() if self._differs(each)]
        for human in changed:
            self._person(human)
        self._session.flush()
        for human in changed:
            self._refer(human)
        self._holders()
        for post in draft.posts:
            self._single(post)
        for node in nodes:
            self._head(node)
        self._session.flush()
        settings = wired(self._session, Settings)
        if invite and mail.configured(settings):
            for human in (each for each in changed if each.row is None):
                send_link(self._session, self._actor, self._humans[human.email], mails.base_url(settings))

    def _differs(self, thing: Node | Human | Post, *fields: str) -> bool:
        before, after = self._before.get(id(thing), {}), self._after[id(thing)]
        return not before or any(before[each][0] != after[each][0] for each in (fields or after))

    def _structure(self, node: Node) -> None:
        """Name, place and mailbox; the head comes later, when everybody is there."""
        if not self._differs(node, "name_de", "name_en", "above", "mailbox"):
            return
        above = self._nodes[id(node.above)].id if node.above is not None else None
        row = self._nodes.get(id(node))
        data = DepartmentData(node.name_de, node.name_en, above, row.head_id if row is not None else None, node.mailbox)
        if row is None:
            self._nodes[id(node)] = departments.create_department(self._session, self._actor, data)
        else:
            departments.change_department(self._session, self._actor, row, data)

    def _head(self, node: Node) -> None:
        if self._nodes[id(node)].head_id is None and not node.head_email:
            return
        if not self._differs(node, "head"):
            return
        row = self._nodes[id(node)]
        head_id = self._humans[node.head_email].id if node.head_email else None
        data = DepartmentData(row.name_de, row.name_en, row.parent_id, head_id, row.mailbox)
        departments.change_department(self._session, self._actor, row, data)

    def _post(self, post: Post) -> None:
        if not self._differs(post, "name_de", "name_en", "department", "single"):
            return
        place = self._nodes[id(post.node)].id if post.node is not None else None
        row = self._posts.get(id(post))
        single = post.single and (row is None or row.single_holder)
        data = FunctionData(post.name_de, post.name_en, place, single)
        if row is None:
            self._posts[id(post)] = functions.create_function(self._session, self._actor, data)
        else:
            functions.change_function(self._session, self._actor, row, data)

    def _single(self, post: Post) -> None:
        """A function becomes one that one person alone may hold when the others hold it no longer."""
        row = self._posts[id(post)]
        if row.single_holder != post.single:
            data = FunctionData(row.name_de, row.name_en, row.department_id, post.single)
            functions.change_function(self._session, self._actor, row, data)

    def _person(self, human: Human) -> None:
        place = self._nodes[id(human.node)].id if human.node is not None else None
        row = self._humans.get(human.email)
        if row is None:
            row = new_account(self._session, human.name, human.email, place, human.language)
            self._session.add(row)
            self._humans[human.email] = row
            self._session.flush([row])
            note(self._session, self._actor, "person:added", f"person:{row.id}", source=SOURCE)
        elif self._differs(human, "name", "department", "language", "joined_on"):
            row.name, row.sort_key = human.name, sort_key_names(human.name)
            row.department_id, row.language = place, human.language
            note(self._session, self._actor, "person:changed", f"person:{row.id}", source=SOURCE)
        set_first_day(self._session, self._actor.person_id, row, human.joined_on)
        self._done += 1
        if self._progress:
            self._progress(self._done, len(self._draft.humans))

    def _refer(self, human: Human) -> None:
        """The standing deputy, once everybody has an id."""
        row = self._humans[human.email]
        deputy_id = self._humans[human.deputy].id if human.deputy else None
        if row.deputy_id != deputy_id:
            row.deputy_id = deputy_id
            detail = {"deputy_id": deputy_id} if deputy_id is not None else {}
            note(self._session, self._actor, "person:deputy_named", f"person:{row.id}", source=SOURCE, **detail)

    def _holders(self) -> None:
        """Functions given and taken; of many holders each function is told once."""
        rows = self._session.scalars(select(FunctionHolder).where(FunctionHolder.until.is_(None)))
        held = {(each.function_id, each.person_id): each for each in rows}
        today = clock.today(wired(self._session, Settings).timezone)
        for post in self._draft.posts:
            number = self._posts[id(post)].id
            wanted = {self._humans[email].id for email in post.holders}
            present = {person_id for function_id, person_id in held if function_id == number}
            for person_id in sorted(present - wanted):
                functions.end_holding(self._session, held[number, person_id])
                self._note_holder(number, person_id, "holder_removed")
            for person_id in sorted(wanted - present):
                self._session.add(FunctionHolder(function_id=number, person_id=person_id, since=today))
                self._note_holder(number, person_id, "holder_added")
            if wanted != present:
                self._session.flush()
                self._session.expire(self._posts[id(post)], ["holders"])
                outbox.record(
                    self._session, "function.changed", actor_id=self._actor.person_id, function_id=number
                )  # fmt: skip

    def _note_holder(self, function_id: int, person_id: int, act: str) -> None:
        note(self._session, self._actor, f"function:{act}", f"function:{function_id}", person_id=person_id)


def _depth(node: Node) -> int:
    depth, at = 0, node.above
    while at is not None:
        depth, at = depth + 1, at.above
    return depth
