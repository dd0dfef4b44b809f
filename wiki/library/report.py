"""What an import or export did, for people and for programs."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import ngettext

from wiki.entries.asking_again import NOBODY, AskAgain


class Outcome(StrEnum):
    """What became of one file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class FileProblem:
    """Something wrong at a line of a file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Line:
    """One file and what became of it."""

    file: str
    kind: str
    slug: str
    outcome: Outcome


@dataclass
class Report:
    """An import. With problems nothing was changed."""

    release: bool = False
    dry_run: bool = False
    ask_again: AskAgain = field(default_factory=AskAgain)
    """Who confirms binding entries again that change by a release."""
    binding: int = 0
    """How many of what was changed and released is binding."""
    lines: list[Line] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether the import went through."""
        return not self.problems

    def count(self, outcome: Outcome) -> int:
        """How many files came out so."""
        return Counter(line.outcome for line in self.lines)[outcome]

    def as_text(self) -> str:
        """The report for people: every problem and every change, then the counts."""
        if self.problems:
            found = [str(each) for each in sorted(self.problems, key=lambda p: (p.file, p.line))]
            return "\n".join([*found, _("Nothing was imported: %(count)s problems.", count=len(found))])
        changes = [f"{line.outcome:9} {line.file}" for line in self.lines if line.outcome is not Outcome.UNCHANGED]
        counts = _(
            "%(new)s new, %(changed)s changed, %(unchanged)s unchanged.",
            new=self.count(Outcome.NEW),
            changed=self.count(Outcome.CHANGED),
            unchanged=self.count(Outcome.UNCHANGED),
        )
        counts = f"{_('Dry run, nothing was changed:')} {counts}" if self.dry_run else counts
        return "\n".join([*changes, counts, *self._about_binding()])

    def _about_binding(self) -> list[str]:
        if not self.binding:
            return []
        if self.ask_again.choice == NOBODY:
            return [
                ngettext(
                    "%(num)s of them is binding; nobody is asked to confirm it again.",
                    "%(num)s of them are binding; nobody is asked to confirm them again.",
                    self.binding,
                )
            ]
        return [ngettext("%(num)s of them is binding; whoever it binds is asked to confirm it again.",
                         "%(num)s of them are binding; whoever they bind is asked to confirm them again.",
                         self.binding)]  # fmt: skip

    def as_json(self) -> str:
        """The report for programs."""
        told = {
            "ok": self.ok,
            "dry_run": self.dry_run,
            "released": self.release,
            "binding": self.binding,
            "counts": {outcome.value: self.count(outcome) if self.ok else 0 for outcome in Outcome},
            "files": [asdict(line) for line in self.lines],
            "problems": [asdict(each) for each in self.problems],
        }
        return json.dumps(told, ensure_ascii=False, indent=2)


@dataclass
class ExportReport:
    """An export: how many entries of each kind, how many files of theirs, and what was missing."""

    folder: str
    counts: dict[str, int] = field(default_factory=dict)
    attachments: int = 0
    problems: list[FileProblem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything could be written."""
        return not self.problems

    def as_text(self) -> str:
        """The report for people."""
        counts = ", ".join(f"{number} {kind}" for kind, number in self.counts.items()) or "0"
        line = _(
            "%(folder)s: %(counts)s, %(files)s attachments.", folder=self.folder, counts=counts, files=self.attachments
        )
        return "\n".join([*(str(each) for each in self.problems), line])

    def as_json(self) -> str:
        """The report for programs."""
        return json.dumps({"ok": self.ok, **asdict(self)}, ensure_ascii=False, indent=2)
