"""What an upper floor knows of the evidence for the steps of a process, for its drawing and its steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wiki.entries.page import EntryPage


@dataclass(frozen=True)
class EvidenceMark:
    """What a step is backed with (employees, data, customers), and where that is told."""

    sorts: tuple[str, ...] = ()
    url: str = ""


NO_EVIDENCE = EvidenceMark()


@dataclass
class EvidenceMarks:
    """Who knows them; reach it with `wired(session, EvidenceMarks)`. Steps that are not in it show no marks."""

    of: Callable[[EntryPage], Mapping[str, EvidenceMark]] = lambda _page: {}
