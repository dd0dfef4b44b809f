"""The readings as a table for people and as JSON for programs."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.figures import ALONE, SAVING, TARGETS, Reading, Target

REPORT = Path(__file__).parents[1] / "docs" / "performance.md"
HEAD = ("figure", "target", "alone", "while another client saves", "kept", "how")


@dataclass
class Report:
    """All readings of one run, by target and occasion."""

    about: dict[str, Any]
    readings: dict[str, dict[str, Reading]] = field(default_factory=dict)

    def add(self, occasion: str, readings: Sequence[Reading]) -> None:
        """Take in readings made `alone` or `saving`."""
        for each in readings:
            self.readings.setdefault(each.key, {})[occasion] = each

    def table(self) -> list[str]:
        """The lines of the table in Markdown."""
        rows: list[tuple[str, ...]] = [HEAD, ("---", "---", "---:", "---:", "---", "---")]
        rows += [_row(target, self.readings.get(target.key, {})) for target in TARGETS]
        size = f"{self.about['entries']:,} entries"
        rows = [(row[0].replace("10,000 entries", size), *row[1:]) for row in rows]
        return [f"| {' | '.join(row)} |" for row in rows]

    def as_json(self) -> str:
        """Everything, for comparing runs."""
        found = []
        for target in TARGETS:
            got = self.readings.get(target.key, {})
            values = {
                occasion: {"values": [round(v, 4) for v in r.values], "detail": r.detail, "wrong": r.wrong}
                for occasion, r in got.items()
            }
            about = {"key": target.key, "name": target.name, "target": target.told, "kept": _kept(target, got)}
            found.append({**about, **values})
        return json.dumps({**self.about, "figures": found}, indent=1, ensure_ascii=False)

    def write(self, document: Path = REPORT) -> None:
        """Put the table between the markers of this database in docs/performance.md."""
        begin, end = (f"<!-- {mark}measured {self.about['database']} -->" for mark in ("", "/"))
        before, _old, after = document.read_text("utf-8").replace(end, begin).split(begin)
        table = "\n".join(self.table())
        document.write_text(f"{before}{begin}\n{self.told()}\n\n{table}\n{end}{after}", "utf-8")

    def told(self) -> str:
        """What the run was, in a paragraph."""
        got = self.about
        return (
            f"Measured on {got['date']}: {got['processors']} processors ({got['processor']}), Python {got['python']}, "
            f"{got['version']}; load average {got['load_before']} before the run. {got['entries']:,} entries with "
            f"{got['labels']:,} labels on top of the starter library; {got['load_generator']}."
        )


def machine() -> dict[str, Any]:
    """What the figures belong to."""
    return {"processors": os.cpu_count(), "processor": _processor(), "python": platform.python_version()}


def load_average() -> str:
    """The machine's load over a minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _row(target: Target, got: Mapping[str, Reading]) -> tuple[str, ...]:
    kept = {True: "yes", False: "**no**", None: ""}[_kept(target, got)]
    alone, saving = (_shown(target, got.get(occasion)) for occasion in (ALONE, SAVING))
    return target.name, target.told, alone, saving, kept, _detail(got)


def _shown(target: Target, reading: Reading | None) -> str:
    if reading is None:
        return ""
    digits = 2 if target.unit in ("", "s") else 1
    values = "/".join(f"{each:.{digits}f}" for each in reading.values)
    return f"{values}{f' {target.unit}' if target.unit else ''}{' (!)' if reading.wrong else ''}"


def _detail(got: Mapping[str, Reading]) -> str:
    parts = [got[ALONE].detail] if ALONE in got else [each.detail for each in got.values()]
    parts += [f"{occasion}: {each.wrong}" for occasion, each in got.items() if each.wrong]
    return "; ".join(part for part in parts if part)


def _kept(target: Target, got: Mapping[str, Reading]) -> bool | None:
    if not got:
        return None
    return all(not each.wrong and target.met_by(each.values) for each in got.values())
