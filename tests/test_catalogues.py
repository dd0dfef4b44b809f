"""Every text of the source is translated, and the compiled catalogues hold what the written ones say."""

from tools.catalogues import SOURCE, TRANSLATED, check, messages, placeholders, read


def test_catalogues_are_complete_and_in_step_with_the_source(capsys):
    assert check() == 0, capsys.readouterr().out


def test_german_uses_german_quotation_marks():
    for language in TRANSLATED:
        for key, each in messages(read(language)).items():
            assert not set('"“”') & set(_without_pairs(str(each.string))), key


def test_english_says_what_the_source_says():
    assert all(each.string == each.id for each in messages(read(SOURCE)).values())


def test_placeholders_are_found():
    assert placeholders("%(num)s of 100 %% and %(name)s") == {"%(num)s", "%(name)s"}


def _without_pairs(text: str) -> str:
    while "„" in text:
        before, _, rest = text.partition("„")
        _, closed, after = rest.partition("“")
        assert closed, text
        text = before + after
    return text
