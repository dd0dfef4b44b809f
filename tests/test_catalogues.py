"""Every text of the source is translated, the catalogues are in step with it, and the check notices when they are not."""

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import catalogues

WORD = "Touchpoint"
SENTENCE = "%(name)s commented on “%(title)s”."


@pytest.fixture(scope="module")
def source() -> Catalog:
    return catalogues.extracted()


@pytest.fixture
def copy(tmp_path: Path, source: Catalog, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The German catalogue, copied to where a test may spoil it."""
    folder = tmp_path / "translations"
    shutil.copytree(catalogues.FOLDER, folder)
    monkeypatch.setattr(catalogues, "FOLDER", folder)
    monkeypatch.setattr(catalogues, "extracted", lambda: source)
    return folder / "de" / "LC_MESSAGES" / "messages.po"


def german() -> list[str]:
    found = catalogues.messages(catalogues.read("de")).values()
    return [each.string if isinstance(each.string, str) else " ".join(each.string) for each in found]


def test_catalogues_are_complete_and_in_step_with_the_source(source, monkeypatch, capsys):
    monkeypatch.setattr(catalogues, "extracted", lambda: source)
    assert catalogues.check() == 0, capsys.readouterr().out


def test_german_sets_quotation_marks_as_german_does():
    for text in german():
        assert not set('"“”') & set(re.sub("„[^„“]*“", "", text)), text


def test_german_addresses_people_formally():
    for text in german():
        assert not re.search(r"\b(du|dich|dir|dein\w*|euch|euer|eure\w*)\b", text, re.IGNORECASE), text


def test_english_says_what_the_source_says():
    assert all(each.string == each.id for each in catalogues.messages(catalogues.read("en")).values())


def test_the_check_names_what_is_untranslated_fuzzy_or_lost_a_placeholder(copy, capsys):
    text = copy.read_text("utf-8")
    text = text.replace(f'msgid "{WORD}"\nmsgstr "Kontaktpunkt"', f'msgid "{WORD}"\nmsgstr ""')
    text = text.replace("%(name)s hat „%(title)s“ kommentiert.", "%(nam)s hat „%(title)s“ kommentiert.")
    text = text.replace('msgid "Touchpoints"', '#, fuzzy\nmsgid "Touchpoints"')
    copy.write_text(text, "utf-8")
    assert catalogues.check() == 1
    told = capsys.readouterr().out
    assert "de: fuzzy: 'Touchpoints'" in told
    assert f"de: untranslated: '{WORD}'" in told
    assert "de: placeholders differ: '%(nam)s" in told
    assert "de: messages.mo differs" in told


def test_the_check_names_what_is_missing_or_no_longer_in_the_source(copy, capsys):
    text = copy.read_text("utf-8")
    text = text.replace(f'msgid "{WORD}"', 'msgid "A word of old"')
    copy.write_text(text, "utf-8")
    assert catalogues.check() == 1
    told = capsys.readouterr().out
    assert f"de: missing (run update): '{WORD}'" in told
    assert "de: no longer in the source (run update): 'A word of old'" in told


def test_update_keeps_what_is_translated_and_leaves_the_new_empty(copy):
    whole = copy.read_text("utf-8")
    block = f'msgid "{WORD}"\nmsgstr "Kontaktpunkt"'
    assert block in whole
    copy.write_text(whole.replace(block, 'msgid "A word of old"\nmsgstr "Altes"'), "utf-8")
    catalogues.update()
    assert copy.read_text("utf-8") == whole.replace(block, f'msgid "{WORD}"\nmsgstr ""')


def test_update_changes_nothing_where_nothing_has_changed(copy):
    files = sorted(copy.parents[2].rglob("messages.*"))
    before = [each.read_bytes() for each in files]
    catalogues.update()
    assert [each.read_bytes() for each in files] == before
