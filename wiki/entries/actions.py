"""What one may do with an entry beside reading and writing it: the entry's own acts, and those of upper floors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wiki.entries.fields import Label

if TYPE_CHECKING:
    from wiki.entries.frame import Frame

SHARE, MORE = "share", "more"
"""The menus of an entry: handing it on (copy, mail, print) · everything else."""


@dataclass(frozen=True)
class Action:
    """Something one may do with the entry, in one of its menus."""

    label: Label
    url: str
    icon: str
    menu: str = MORE


@dataclass
class EntryActions:
    """Who adds to the menus of entries; the application ties one to its sessions. What a provider offers must be equal
    for readers with equal rights: pages are kept for all of them."""

    providers: list[Callable[[Frame], list[Action]]] = field(default_factory=list)
    at_steps: list[Callable[[Frame, str], list[Action]]] = field(default_factory=list)
    """What one may do with a step, by its key: signs beside its name."""
    at_comments: list[Callable[[Frame, int], list[Action]]] = field(default_factory=list)
    """What one may do with a comment, by its id."""

    def of(self, frame: Frame) -> list[Action]:
        """Everything the providers offer for the entry of `frame`."""
        return [action for provide in self.providers for action in provide(frame)]

    def of_step(self, frame: Frame, key: str) -> list[Action]:
        """Everything the providers offer for a step of the entry."""
        return [action for provide in self.at_steps for action in provide(frame, key)]

    def of_comment(self, frame: Frame, comment_id: int) -> list[Action]:
        """Everything the providers offer for a comment on the entry."""
        return [action for provide in self.at_comments for action in provide(frame, comment_id)]
