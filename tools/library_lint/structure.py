"""What makes the library one: languages side by side, sources, links that lead somewhere, wholes that are whole."""

from collections.abc import Iterator, Mapping
from typing import Any

from tools.library_lint.reading import Entry, Key, Library, other_language
from wiki.core.text import LANGUAGES
from wiki.entries import payload as payloads
from wiki.entries.fields import language_name
from wiki.library.report import FileProblem

STEPS = range(6, 16)
MOMENTS = range(6, 16)
NEEDED = {
    "touchpoint": ("summary", "channel", "phases", "expectation", "body", "importance_customer"),
    "process": ("summary", "trigger", "result", "phases", "field_of_action", "steps", "body"),
    "guideline": ("summary", "body"),
    "persona": ("first_name", "summary", "quote", "market", "evidence", "goals", "jobs", "expectations", "pains",
                "gains", "channels", "dos", "donts", "typical_day"),
    "journey": ("summary", "personas", "market", "scope", "start", "end", "moments", "body"),
    "learning_path": ("summary", "minutes", "stations", "body"),
}  # fmt: skip


def findings(library: Library) -> Iterator[FileProblem]:
    """What is wrong with the library as a whole."""
    for entry in library.entries.values():
        yield from _both_languages(entry)
        yield from _complete(entry)
    yield from _links(library)
    for process in library.of("process"):
        yield from _steps(process)
    for journey in library.of("journey"):
        yield from _moments(journey, library)
    yield from _used(library)


def _both_languages(entry: Entry) -> Iterator[FileProblem]:
    for place in payloads.places(entry.kind.all_fields, entry.content):
        if getattr(place.field, "per_language", False) and isinstance(place.value, Mapping):
            for language in LANGUAGES:
                if language not in place.value:
                    there = language_name(place.path, other_language(language))
                    yield entry.says(there, f"{place.field.name}: not in this language ({language})")


def _complete(entry: Entry) -> Iterator[FileProblem]:
    for name in NEEDED.get(entry.kind.name, ()):
        if name not in entry.content:
            yield entry.says("", f"{name} is missing")
    # A path rests on the entries it leads through.
    if "sources" not in entry.content and entry.kind.name != "learning_path":
        yield entry.says("", "no source")


def _links(library: Library) -> Iterator[FileProblem]:
    """Dead links, links to a step that is not there, and entries that no other leads to."""
    reached: set[Key] = set()
    for entry in library.entries.values():
        for link in payloads.links(entry.kind, entry.content):
            target = library.find(link.kind, link.slug)
            if target is None:
                where = link.role if link.role != "text" else ""
                yield entry.says(where, f"there is no {link.kind or 'entry'} “{link.slug}”")
            elif target.key != entry.key:
                reached.add(target.key)
    for key, entry in library.entries.items():
        if key not in reached:
            yield entry.says("", "an orphan: no other entry leads here")


def _steps(process: Entry) -> Iterator[FileProblem]:
    steps = process.content.get("steps", [])
    yield from _number(process, "steps", len(steps), STEPS)
    if not any("touchpoint" in step for step in steps):
        yield process.says("steps", "no step is at a touchpoint")
    if not any("break_point" in step for step in steps):
        yield process.says("steps", "no step has a break point")
    for index, step in enumerate(steps):
        where = f"steps-{index}"
        if "happens" not in step:
            yield process.says(where, "the step does not say what happens")
        if "break_point" in step and "break_severity" not in step:
            yield process.says(f"{where}-break_point", "the break point has no severity")
        if step["lane"] == "customer" and "expectation" not in step:
            yield process.says(where, "a step of the customer's names no expectation")


def _moments(journey: Entry, library: Library) -> Iterator[FileProblem]:
    moments = journey.content.get("moments", [])
    yield from _number(journey, "moments", len(moments), MOMENTS)
    feelings = {moment.get("feeling") for moment in moments}
    if not feelings & {"1", "2"} or not feelings & {"-1", "-2"}:
        yield journey.says("moments", "a journey has better and worse moments")
    for index, moment in enumerate(moments):
        where = f"moments-{index}"
        for name in ("action", "feeling"):
            if name not in moment:
                yield journey.says(where, f"the moment has no {name}")
        if not _step_exists(moment, library):
            yield journey.says(
                f"{where}-process_step", f"{moment['process_behind']} has no step “{moment['process_step']}”"
            )


def _step_exists(moment: Mapping[str, Any], library: Library) -> bool:
    process = library.find("process", moment.get("process_behind", ""))
    if process is None or "process_step" not in moment:
        return True
    return any(step["key"] == moment["process_step"] for step in process.content.get("steps", ()))


def _number(entry: Entry, name: str, number: int, wanted: range) -> Iterator[FileProblem]:
    if number not in wanted:
        yield entry.says(name, f"{number} {name}; {wanted.start} to {wanted.stop - 1} are wanted")


def _used(library: Library) -> Iterator[FileProblem]:
    """Touchpoints that no process or journey leads through, personas that no journey is about."""
    ways = [*library.of("process"), *library.of("journey")]
    rows = [row for way in ways for row in (*way.content.get("steps", ()), *way.content.get("moments", ()))]
    touchpoints = {row.get("touchpoint") for row in rows}
    personas = {slug for journey in library.of("journey") for slug in journey.content.get("personas", ())}
    for kind, used in (("touchpoint", touchpoints), ("persona", personas)):
        for entry in library.of(kind):
            if entry.slug not in used:
                yield entry.says("", f"no process or journey uses this {kind}")
