"""Front matter in, with the line of every value: all scalars are strings, nothing is resolved, nothing is built.

The parser's events are read one by one, so that what is refused (anchors, aliases, tags, absurd depth or number) is
refused before it costs anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from flask_babel import lazy_gettext as _l
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

MOST_DEPTH = 8
MOST_NODES = 50_000

_PARSER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class Unreadable(ValueError):
    """Text that cannot be read. `line` counts from 1 within the text; `message` is for people."""

    def __init__(self, line: int, message: object) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class Scalar:
    """A text; None for a value that was left empty."""

    line: int
    text: str | None


@dataclass(frozen=True)
class Listing:
    """A list."""

    line: int
    items: list["Node"] = field(default_factory=list)


@dataclass(frozen=True)
class Mapping:
    """A map in the order of the file; `lines` tells where each key stands."""

    line: int
    items: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Listing | Mapping


def read_mapping(text: str) -> Mapping:
    """The map that `text` is. Raises Unreadable."""
    events = _events(text)
    next(events)
    first = next(events)
    if not isinstance(first, DocumentStartEvent):
        return Mapping(1)
    found = _Builder(events).node(next(events), 1)
    last = next(events)
    after = next(events)
    if not isinstance(last, DocumentEndEvent) or not isinstance(after, StreamEndEvent):
        raise Unreadable(_line(after), _l("The front matter must be one piece, not several."))
    if isinstance(found, Scalar) and found.text is None:
        return Mapping(1)
    if not isinstance(found, Mapping):
        raise Unreadable(found.line, _l("The front matter must be made of lines such as “kind: term”."))
    return found


def _events(text: str) -> Iterator[Event]:
    try:
        yield from yaml.parse(text, Loader=_PARSER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Unreadable(line, _l("This is not YAML: %(problem)s", problem=error.problem or error.context)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, max(error.position, 0)) + 1
        raise Unreadable(line, _l("There is a control character here.")) from error
    except yaml.YAMLError as error:
        raise Unreadable(1, _l("This is not YAML: %(problem)s", problem=error)) from error


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self._count = 0

    def node(self, event: Event, depth: int) -> Node:
        """The node that begins with `event`."""
        line = _line(event)
        self._count += 1
        self._refuse(event, line, depth)
        if isinstance(event, ScalarEvent):
            return Scalar(line, None if event.value == "" and event.implicit[0] else event.value)
        if isinstance(event, SequenceStartEvent):
            return Listing(line, list(self._items(depth)))
        return self._mapping(line, depth)

    def _refuse(self, event: Event, line: int, depth: int) -> None:
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor is not None):
            raise Unreadable(line, _l("Anchors (&) and aliases (*) are not read; quote a text that begins so."))
        if getattr(event, "tag", None) is not None:
            raise Unreadable(line, _l("Tags (!) are not read; quote a text that begins so."))
        if depth > MOST_DEPTH:
            raise Unreadable(line, _l("This is nested too deeply."))
        if self._count > MOST_NODES:
            raise Unreadable(line, _l("There are too many values here."))

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), SequenceEndEvent):
            yield self.node(event, depth + 1)

    def _mapping(self, line: int, depth: int) -> Mapping:
        found = Mapping(line)
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar) or not key.text:
                raise Unreadable(key.line, _l("A name is expected before the colon."))
            if key.text in found.items:
                raise Unreadable(key.line, _l("“%(name)s” is there twice.", name=key.text[:60]))
            found.items[key.text] = self.node(next(self._events), depth + 1)
            found.lines[key.text] = key.line
        return found
