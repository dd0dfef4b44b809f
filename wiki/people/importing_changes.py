"""What an import would change, row by row and in words."""

from typing import Any

from flask_babel import gettext as _

from wiki.people.importing_columns import DEPARTMENTS, FIELD_WORDS, FUNCTIONS, PEOPLE
from wiki.people.importing_draft import Change, Draft, Human, Outcome, Post
from wiki.people.importing_tree import Node

State = dict[str, tuple[Any, str]]
"""Field → (what is compared, how it is shown)."""
States = dict[int, State]


def states(draft: Draft) -> States:
    """Everything as the draft has it at this moment, by identity."""
    held: dict[str, list[Post]] = {}
    for post in draft.posts:
        for email in post.holders:
            held.setdefault(email, []).append(post)
    return {
        **{id(each): _of_node(each) for each in draft.tree.nodes},
        **{id(each): _of_human(each, held.get(each.email, [])) for each in draft.humans.values()},
        **{id(each): _of_post(each) for each in draft.posts},
    }


def _of_node(node: Node) -> State:
    above = node.above
    shown = (above.name_de or above.name_en) if above is not None else ""
    texts = {"name_de": node.name_de, "name_en": node.name_en, "mailbox": node.mailbox, "head": node.head_email}
    return {**_plain(texts), "above": (id(above) if above is not None else None, shown)}


def _of_human(human: Human, posts: list[Post]) -> State:
    texts = {"name": human.name, "language": human.language, "deputy": human.deputy}
    functions = ", ".join(sorted(each.name for each in posts))
    return {
        **_plain(texts), "department": _department(human.node),
        "joined_on": (human.joined_on, human.joined_on.isoformat() if human.joined_on else ""),
        "functions": (frozenset(id(each) for each in posts), functions),
    }  # fmt: skip


def _of_post(post: Post) -> State:
    single = _("yes") if post.single else _("no")
    texts = {"name_de": post.name_de, "name_en": post.name_en}
    return {**_plain(texts), "department": _department(post.node), "single": (post.single, single)}


def _plain(texts: dict[str, str]) -> State:
    return {name: (text, text) for name, text in texts.items()}


def _department(node: Node | None) -> tuple[Any, str]:
    return (id(node), node.name_de or node.name_en) if node is not None else (None, "")


def tell(draft: Draft, before: States) -> None:
    """Fill in `draft.changes`, in the order of the files' rows; `before` are the states without the files."""
    after = states(draft)
    things: list[tuple[str, Node | Human | Post]] = [
        *((DEPARTMENTS, node) for node in draft.tree.nodes),
        *((PEOPLE, human) for human in draft.humans.values()),
        *((FUNCTIONS, post) for post in draft.posts),
    ]
    for kind, thing in things:
        record = draft.touched.get(id(thing)) or draft.led_by.get(id(thing))
        if record is None:
            continue
        details = _details(before.get(id(thing), {}), after[id(thing)])
        outcome = Outcome.NEW if thing.row is None else Outcome.CHANGED if details else Outcome.UNCHANGED
        if id(thing) in draft.touched or details:
            draft.changes.append(Change(kind, record, outcome, _name(thing), details))
    order = {sheet.label: place for place, sheet in enumerate(draft.sheets)}
    draft.changes.sort(key=lambda each: (order[each.record.file], each.record.line, each.kind != PEOPLE))


def _details(before: State, after: State) -> tuple[str, ...]:
    """What is different, in words; of something new what is filled in."""
    found = []
    for field, (key, shown) in after.items():
        was_key, was = before.get(field, (None, ""))
        if before and key != was_key:
            found.append(f"{FIELD_WORDS[field]}: {was or '–'} → {shown or '–'}")
        elif not before and shown and field not in ("name", "name_de"):
            found.append(f"{FIELD_WORDS[field]}: {shown}")
    return tuple(found)


def _name(thing: Node | Human | Post) -> str:
    return thing.path if isinstance(thing, Node) else thing.name
