"""The departments as they will be: those there are and those a file brings, found by path, name or address part."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from wiki.core.text import fold
from wiki.people.models import Department


@dataclass(eq=False)
class Node:
    """A department as it will be; `row` is None for a new one, `line` says where the file speaks of it."""

    row: Department | None
    name_de: str
    name_en: str
    above: "Node | None" = None
    mailbox: str = ""
    head_email: str = ""
    """The head's address, folded; empty for nobody."""

    def names(self) -> set[str]:
        """Its names for comparing."""
        return {fold(each) for each in (self.name_de, self.name_en) if each}

    @property
    def path(self) -> str:
        """Its name with those above, as messages and templates write it."""
        own = self.name_de or self.name_en
        return f"{self.above.path} / {own}" if self.above is not None else own

    def is_below(self, other: "Node") -> bool:
        """Whether it lies below `other`, or is it."""
        at: Node | None = self
        seen = set()
        while at is not None and id(at) not in seen:
            if at is other:
                return True
            seen.add(id(at))
            at = at.above
        return False

    def in_circle(self) -> bool:
        """Whether it lies below itself."""
        return self.above is not None and self.above.is_below(self)


@dataclass
class Tree:
    """Every department as it will be."""

    nodes: list[Node] = field(default_factory=list)
    _by_name: dict[str, list[Node]] = field(default_factory=dict)

    @classmethod
    def of(cls, departments: Iterable[Department], emails: dict[int, str]) -> "Tree":
        """The tree there is; `emails` are those of people by their ids."""
        tree, by_id = cls(), {}
        for each in departments:
            head = emails.get(each.head_id, "") if each.head_id is not None else ""
            node = Node(each, each.name_de, each.name_en, mailbox=each.mailbox, head_email=head)
            by_id[each.id] = node
            tree.add(node)
        for each in departments:
            by_id[each.id].above = by_id.get(each.parent_id) if each.parent_id is not None else None
        return tree

    def add(self, node: Node) -> Node:
        """One department more."""
        self.nodes.append(node)
        for name in node.names() | ({node.row.slug} if node.row is not None else set()):
            self._by_name.setdefault(name, []).append(node)
        return node

    def find(self, text: str) -> list[Node]:
        """Those that `text` may mean: a name, an address part, or a path of which the upper parts may be missing."""
        whole = self._by_name.get(fold(text), []) or self._by_name.get(text, [])
        if whole:
            return _distinct(whole)
        parts = [fold(part) for part in text.replace(">", "/").replace("»", "/").split("/") if part.strip()]
        if len(parts) < 2:
            return []
        found = [node for node in self._by_name.get(parts[-1], []) if _ends(node, parts)]
        whole_paths = [node for node in found if _depth(node) == len(parts)]
        return _distinct(whole_paths or found)


def _distinct(nodes: list[Node]) -> list[Node]:
    return list({id(each): each for each in nodes}.values())


def _ends(node: Node, parts: list[str]) -> bool:
    at: Node | None = node
    for part in reversed(parts):
        if at is None or part not in at.names() | ({at.row.slug} if at.row is not None else set()):
            return False
        at = at.above
    return True


def _depth(node: Node) -> int:
    depth, at = 0, node.above
    while at is not None and depth < 100:
        depth, at = depth + 1, at.above
    return depth + 1
