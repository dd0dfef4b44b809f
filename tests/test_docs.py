"""The docs lead somewhere: links and files they name exist, numbers of decision records are given once, and the two
handbooks tell of the same chapters."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    targets = [each for each in LINK.findall(document.read_text("utf-8")) if not re.match(r"https?:|mailto:", each)]
    assert [each for each in targets if not (document.parent / each).exists()] == []


def test_decision_records_have_numbers_of_their_own() -> None:
    records = [path for path in (ROOT / "docs" / "decisions").glob("*.md") if path.stem != "README"]
    numbers = Counter(path.stem[:4] for path in records)
    assert [number for number, times in numbers.items() if times > 1] == []
    for path in records:
        assert re.match(rf"# 0*{int(path.stem[:4])}\b", path.read_text("utf-8")), path.name


def test_both_handbooks_have_the_same_chapters() -> None:
    english, german = (
        re.findall(r"^(#+) ", (ROOT / "docs" / name).read_text("utf-8"), re.MULTILINE)
        for name in ("handbook.md", "handbuch.md")
    )
    assert english == german


def test_the_settings_the_docs_name_exist() -> None:
    source = (ROOT / "wiki" / "config.py").read_text("utf-8")
    known = set(re.findall(r"^    (\w+): ", source, re.MULTILINE)) | {"config"}
    for document in DOCS:
        named = set(re.findall(r"\bCXWIKI_([A-Z_]+[A-Z])\b", document.read_text("utf-8")))
        assert {each for each in named if each.lower() not in known} == set(), document.name
