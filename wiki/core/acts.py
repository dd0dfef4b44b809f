"""What the acts of the record are called, and how they are grouped: rooms bring the words of their own acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Area:
    """Acts that are looked for together; `words` by act without its source (`duty:assigned`)."""

    label: Any
    words: Mapping[str, Any]


@dataclass
class Acts:
    """Filled by the features as they are wired; reach it with `wired(session, Acts)`."""

    areas: dict[str, Area] = field(default_factory=dict)

    def add(self, name: str, label: Any, words: Mapping[str, Any]) -> None:
        """Bring the words of an area, or more words to it; its first label stays."""
        known = self.areas.get(name, Area(label, {}))
        self.areas[name] = Area(known.label, {**known.words, **words})

    def name(self, action: str) -> Any:
        """The words for `web:person:invited`; where nobody brought any, the act itself, legibly."""
        act = act_of(action)
        for area in self.areas.values():
            if act in area.words:
                return area.words[act]
        return act.replace(":", ": ").replace("_", " ")

    def area_of(self, action: str) -> str:
        """The area of an act: the one that has its words, else one that knows its subject, else none."""
        act = act_of(action)
        known = (name for name, area in self.areas.items() if act in area.words)
        return next(known, "") or next((name for name in self.areas if act.partition(":")[0] in self._firsts(name)), "")

    def _firsts(self, name: str) -> set[str]:
        return {act.partition(":")[0] for act in self.areas[name].words}


def act_of(action: str) -> str:
    """`person:invited` of `web:person:invited`."""
    return action.partition(":")[2] or action
