"""Rows about departments and functions, laid into the draft."""

from flask_babel import gettext as _

from wiki.core.text import fold
from wiki.people.departments import name_problems
from wiki.people.importing_columns import Record
from wiki.people.importing_draft import NOTHING, Draft, Post
from wiki.people.importing_tree import Node
from wiki.people.service import fold_email, is_email

YES = frozenset({"ja", "j", "yes", "y", "x", "1", "true", "wahr"})
NO = frozenset({"nein", "n", "no", "0", "false", "falsch", NOTHING})


def lay_departments(draft: Draft, records: list[Record]) -> None:
    """Match each row with a department there is, or make one; then hang them where the rows say."""
    rivals: dict[str, list[Record]] = {}
    for record in records:
        for name in {fold(record.get("name_de")), fold(record.get("name_en"))} - {""}:
            rivals.setdefault(name, []).append(record)
    nodes = [(record, _node(draft, record, rivals)) for record in records]
    for record, node in nodes:
        if node is not None:
            _fill_node(draft, record, node)
    for record, node in nodes:
        if node is not None and node.in_circle():
            draft.wrong(record, "above", _("This department would lie below itself."))


def _node(draft: Draft, record: Record, rivals: dict[str, list[Record]]) -> Node | None:
    name = record.get("name_de") or record.get("name_en")
    problems = name_problems(record.get("name_de"), record.get("name_en"))
    if problems:
        draft.wrong(record, problems[0].where, str(problems[0].message))
        return None
    found = [each for each in draft.tree.find(name) if _may_be(each, record, rivals)]
    if len(found) > 1:
        draft.wrong(record, "name_de", _("There are several departments of this name. Say which lies above."))
        return None
    node = found[0] if found else draft.tree.add(Node(None, record.get("name_de"), record.get("name_en")))
    if id(node) in draft.touched:
        draft.wrong(record, "name_de", _("Line %(line)s is the same department.", line=draft.touched[id(node)].line))
        return None
    draft.touched[id(node)] = record
    return node


def _may_be(node: Node, record: Record, rivals: dict[str, list[Record]]) -> bool:
    """Whether the row may speak of `node`: it names the one above, or no other row of this name does so better."""
    if record.get("slug"):
        return node.row is not None and node.row.slug == record.get("slug")
    if node.row is None:
        return _lies_below(node, record)
    others = (each for name in node.names() for each in rivals.get(name, []) if each is not record)
    return _lies_below(node, record) or not any(_lies_below(node, each) for each in others)


def _lies_below(node: Node, record: Record) -> bool:
    above = record.get("above")
    if not above or above == NOTHING:
        return "above" not in record.fields or node.above is None
    last = fold(above.replace(">", "/").split("/")[-1])
    return node.above is not None and last in node.above.names()


def _fill_node(draft: Draft, record: Record, node: Node) -> None:
    node.name_de = record.get("name_de") or node.name_de
    node.name_en = record.get("name_en") or node.name_en
    mailbox, head = record.get("mailbox"), record.get("head")
    if mailbox == NOTHING:
        node.mailbox = ""
    elif mailbox and not is_email(mailbox):
        draft.wrong(record, "mailbox", _("This is no e-mail address."))
    elif mailbox:
        node.mailbox = mailbox
    if head == NOTHING:
        name_head(draft, record, node, "", "head")
    elif head:
        name_head(draft, record, node, fold_email(head), "head")
    if record.get("above") == NOTHING:
        node.above = None
    elif record.get("above"):
        node.above = find_node(draft, record, "above") or node.above


def find_node(draft: Draft, record: Record, field: str) -> Node | None:
    """The department that a cell names; None with a problem where it is not clear which."""
    found = draft.tree.find(record.get(field))
    if len(found) == 1:
        return found[0]
    if found:
        paths = "; ".join(sorted(each.path for each in found if not each.in_circle())[:5])
        draft.wrong(record, field, _("This may be several departments: %(paths)s. Write the whole path.", paths=paths))
    else:
        draft.wrong(record, field, _("There is no department “%(name)s”.", name=record.get(field)))
    return None


def name_head(draft: Draft, record: Record, node: Node, email: str, field: str) -> None:
    """`email` leads `node`; two different heads for one department are refused."""
    before = draft.led_by.get(id(node))
    if before is not None and node.head_email != email:
        message = _("Two heads for one department: %(file)s, line %(line)s names another one.",
                    file=before.file, line=before.line)  # fmt: skip
        draft.wrong(record, field, message)
        return
    node.head_email = email
    draft.led_by[id(node)] = record


def lay_functions(draft: Draft, records: list[Record]) -> None:
    """Match each row with a function there is, or make one."""
    for record in records:
        problems = name_problems(record.get("name_de"), record.get("name_en"))
        if problems:
            draft.wrong(record, problems[0].where, str(problems[0].message))
            continue
        found = draft.find_posts(record.get("slug") or record.get("name_de") or record.get("name_en"))
        if len(found) > 1:
            draft.wrong(record, "name_de", _("There are several functions of this name."))
            continue
        post = found[0] if found else Post(None, record.get("name_de"), record.get("name_en"))
        if id(post) in draft.touched:
            line = draft.touched[id(post)].line
            draft.wrong(record, "name_de", _("Line %(line)s is the same function.", line=line))
            continue
        if not found:
            draft.add_post(post)
        draft.touched[id(post)] = record
        _fill_post(draft, record, post)


def _fill_post(draft: Draft, record: Record, post: Post) -> None:
    post.name_de = record.get("name_de") or post.name_de
    post.name_en = record.get("name_en") or post.name_en
    if record.get("department") == NOTHING:
        post.node = None
    elif record.get("department"):
        post.node = find_node(draft, record, "department") or post.node
    single = yes_or_no(draft, record, "single")
    post.single = post.single if single is None else single


def yes_or_no(draft: Draft, record: Record, field: str) -> bool | None:
    """What a cell says; None where it is empty, or wrong and told."""
    said = record.get(field).casefold()
    if said and said not in YES | NO:
        draft.wrong(record, field, _("Write yes or no."))
    return True if said in YES else False if said in NO else None
