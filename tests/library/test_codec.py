"""Files give back what was written, byte for byte, whatever the text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.strategies_library import NASTY, raw_payload
from wiki.core.resources import resource_folder
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kind, Kinds
from wiki.glossary.kind import KIND as TERM
from wiki.guidelines.kind import KIND as GUIDELINE
from wiki.journeys.journey import KIND as JOURNEY
from wiki.journeys.persona import KIND as PERSONA
from wiki.learning.kind import KIND as LEARNING_PATH
from wiki.library import yaml_reading
from wiki.library.codec import Head, write
from wiki.library.parsing import Document, LineProblem, read
from wiki.library.yaml_writing import write_mapping
from wiki.processes.kind import KIND as PROCESS
from wiki.touchpoints.kind import KIND as TOUCHPOINT

TRIED = (TERM, GUIDELINE, TOUCHPOINT, PROCESS, JOURNEY, PERSONA)
"""Learning paths are tried with whole libraries, see `test_export.py`."""
KINDS = Kinds()
for each_kind in (*TRIED, LEARNING_PATH):
    KINDS.add(each_kind)

CALM = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(autouse=True)
def _messages() -> Iterator[None]:
    app = Flask("messages")
    Babel(app)
    with app.app_context():
        yield


def document(data: bytes, folder: str = "") -> Document:
    found = read(KINDS, data, folder)
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize("kind", TRIED, ids=[each.name for each in TRIED])
@CALM
@given(data=st.data())
def test_a_file_gives_back_the_payload(kind: Kind, data: st.DataObject) -> None:
    content, _problems = payloads.clean(kind, data.draw(raw_payload(kind)))
    text = write(kind, content)
    again = document(text.encode())
    assert again.content == content
    assert write(kind, again.content, again.head) == text
    assert document(text.replace("\n", "\r\n").encode()).content == content


@CALM
@given(st.lists(st.sampled_from(NASTY) | st.text(max_size=5), max_size=5).map("".join))
@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_both_parsers_read_what_is_written(parser: str, text: str) -> None:
    text = text.encode("utf-8", "ignore").decode().replace("\r", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_reading, "_PARSER", getattr(yaml_reading.yaml, parser))
        found = yaml_reading.read_mapping(write_mapping({"a": [{"b": text, "c": [text]}], "d": text}))
    scalar = yaml_reading.Scalar
    row = found.items["a"]
    assert isinstance(row, yaml_reading.Listing)
    assert isinstance(row.items[0], yaml_reading.Mapping)
    assert row.items[0].items["b"] == scalar(row.items[0].items["b"].line, text)
    assert found.items["d"] == scalar(found.items["d"].line, text)


def test_the_head_comes_back() -> None:
    head = Head(("alt", "no"), archived=True, successor="process:neu")
    text = write(TERM, {"labels": [{"language": "de", "text": "Kunde", "status": "preferred"}]}, head)
    assert text.startswith("---\nkind: term\nformer_slugs:\n  - alt\n  - 'no'\narchived: yes\nsuccessor: process:neu\n")
    assert document(text.encode()).head == head


def test_writing_is_canonical() -> None:
    content = {
        "labels": [{"language": "de", "text": "Kunde: wer kauft", "status": "preferred"}],
        "confused_with": [{"entry": "nutzer", "difference": {"en": "two\nlines", "de": "eine"}}],
        "definition": {"en": "one", "de": "<!-- note de -->\n\\<!-- note de -->"},
        "review_months": 6,
    }
    assert write(TERM, content) == (
        "---\nkind: term\nlabels:\n  - language: de\n    text: 'Kunde: wer kauft'\n    status: preferred\n"
        "confused_with:\n  - entry: nutzer\n    difference:\n      de: eine\n      en: |-\n        two\n        lines\n"
        "review_months: 6\n---\n"
        "<!-- definition de -->\n\\<!-- note de -->\n\\\\<!-- note de -->\n\n<!-- definition en -->\none\n"
    )


def test_the_starter_library_reads_without_problems_and_is_canonical() -> None:
    files = sorted(resource_folder("content").glob("*/*.md"))
    assert len(files) > 60
    for file in files:
        found = document(file.read_bytes(), file.parent.name)
        assert not found.problems, (file, [(p.line, str(p.message)) for p in found.problems])
        assert write(found.kind, found.content, found.head) == file.read_text("utf-8"), file


TERM_FILE = """---
kind: term
labels:
  - language: de
    text: Kunde
    status: preferred
  - language: xx
    text: Customer
field_of_action: nowhere
confused_with:
  - entry: Not A Slug
    difference:
      de: eins
      fr: un
colour: red
---
<!-- definition de -->
Wer kauft

<!-- definition en -->
[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[

<!-- nonsense de -->
x

<!-- definition de -->
noch einmal
"""


def test_every_problem_has_its_line() -> None:
    found = document(TERM_FILE.encode(), "glossary")
    lines = sorted({p.line for p in found.problems})
    assert lines == [7, 9, 11, 13, 15, 20, 23, 26]


HOSTILE = {
    "anchor": ("---\nkind: &a term\n---\n", 2),
    "alias": ("---\nkind: term\nscope: *a\n---\n", 3),
    "tag": ("---\nkind: !!python/name:os.system term\n---\n", 2),
    "depth": ("---\nkind: term\nscope: " + "[" * 5000 + "\n---\n", 3),
    "number": ("---\nkind: term\nscope: [" + "a," * 60_000 + "]\n---\n", 3),
    "twice": ("---\nkind: term\nkind: term\n---\n", 3),
    "two documents": ("---\nkind: term\n... \nb: c\n---\n", 4),
    "list": ("---\n- kind\n---\n", 2),
    "broken": ("---\nkind: term\nscope: 'open\n---\n", 4),
    "no front matter": ("kind: term\n", 1),
    "not closed": ("---\nkind: term\n", 1),
    "control": ("---\nkind: term\nscope: a\x07\n---\n", 3),
    "no kind": ("---\nscope: a\n---\n", 1),
    "unknown kind": ("---\nkind: nothing\n---\n", 2),
    "empty": ("", 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_front_matter_is_refused_at_its_line(name: str) -> None:
    text, line = HOSTILE[name]
    found = read(KINDS, text.encode())
    assert isinstance(found, list)
    assert [problem.line for problem in found] == [line], found
    assert all(str(problem.message) for problem in found)


def test_size_and_encoding_are_limited() -> None:
    big = read(KINDS, b"---\nkind: term\nscope: " + b"x" * 1_100_000 + b"\n---\n")
    latin = read(KINDS, "---\nkind: term\nscope: Grüße\n---\n".encode("latin-1"))
    assert isinstance(big, list)
    assert isinstance(latin, list)
    assert (big[0].line, latin[0].line) == (1, 3)


def test_wrong_folder_text_outside_sections_and_a_wrong_head_are_told() -> None:
    text = "---\nkind: term\nformer_slugs: [new, 'A B']\narchived: maybe\nsuccessor: x y\n---\nlost\n"
    found = document(text.encode(), "processes")
    assert {2, 3, 4, 5, 7} <= {problem.line for problem in found.problems}


def test_empty_values_are_no_values() -> None:
    found = document(b"---\nkind: term\nlabels:\nscope:\nrelated:\n---\n")
    assert found.content == {}
    assert isinstance(found.problems[0], LineProblem)


def test_a_byte_order_mark_and_final_spaces_are_forgiven(tmp_path: Path) -> None:
    found = document(b"\xef\xbb\xbf--- \nkind: term\nscope: a\n---\t\n<!-- note de --> \nText\n\n\n")
    assert found.content == {"scope": "a", "note": {"de": "Text"}}
