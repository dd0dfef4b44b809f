"""The structures under the jump list agree with the plain way of doing the same."""

from hypothesis import given
from hypothesis import strategies as st

from wiki.core.analysis import distance
from wiki.search.jump.labels import DEPRECATED, SHOWN, Labels, Name, plain
from wiki.search.jump.matching import matches, typed
from wiki.search.jump.spelling import Comparison, Spelling

LETTERS = st.text("abcdeß", min_size=1, max_size=12)
NAMES = st.lists(st.text("ab c-ü(", min_size=1, max_size=9).map(lambda text: plain(typed(text).whole)), max_size=25)


@given(LETTERS, LETTERS)
def test_slips_are_counted_against_every_beginning(word: str, other: str) -> None:
    most = 3
    beginnings = [distance(word, other[:end], 20) for end in range(len(other) + 1)]
    assert min(Comparison(word).to_beginning(other, most), most + 1) == min(*beginnings, most + 1)


@given(st.sets(st.text("abcde", min_size=1, max_size=11), max_size=30), st.text("abcde", min_size=5, max_size=11))
def test_every_word_that_begins_alike_is_found(words: set[str], word: str) -> None:
    allowed = 2 if len(word) >= 8 else 1
    alike = {each for each in words if min(distance(word, each[:end], 9) for end in range(len(each) + 1)) <= allowed}
    assert {each for _wrong, each in Spelling(words).alike(word, 100)} == alike


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from([SHOWN, DEPRECATED])), max_size=20))
def test_names_come_back_as_they_were_put_in(texts: list[tuple[str, int]]) -> None:
    names = {
        Name(number % 3, number, folded, text, mark)
        for number, (text, mark) in enumerate(texts)
        if (folded := typed(text).whole)
    }
    labels = Labels(names)
    assert set(labels) == names
    assert len(labels) == len(names)
    for row, name in enumerate(labels):
        assert row in labels.rows(f" {name.folded}")
        assert row in labels.rows_joined(name.folded.replace(" ", ""))


@given(NAMES, st.text("ab cü-", min_size=1, max_size=5))
def test_what_holds_the_text_is_found_in_the_promised_order(folded: list[str], text: str) -> None:
    wanted = typed(text)
    if not wanted.words:
        return
    names = [Name(0, number, each, each) for number, each in enumerate(folded) if each]
    found = [each.folded for each in matches(wanted, [Labels(names)], lambda _table, _name: True, 100, guessing=False)]

    def rank(name: str) -> int:
        within = f" {name}"
        ranks = (
            name == wanted.whole,
            name.startswith(wanted.whole),
            f" {wanted.whole}" in within,
            all(f" {word}" in within for word in wanted.words),
            len(wanted.joined) > 2 and wanted.joined in name.replace(" ", ""),
        )
        return ranks.index(True) if True in ranks else len(ranks)

    ranked = sorted((rank(name.folded), len(name.folded), name.folded) for name in names)
    expected = [name for place, _length, name in ranked if place < 5]
    assert found[: len(expected)] == expected
