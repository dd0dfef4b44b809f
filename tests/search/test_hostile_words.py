"""Words nobody writes cost no more than others."""

from typing import Any

import pytest

from wiki.search import correcting
from wiki.search.columns import Vocabulary
from wiki.search.correcting import Corrector
from wiki.search.query import parse


@pytest.mark.parametrize("word", ["ﷺ" * 100, "a" * 200])
def test_a_word_that_grows_when_folded_is_not_cut_up(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cut asks for the key of a piece: a sign that folds to eighteen letters made millions of them."""
    asked = []
    stem = correcting.analysis.stem

    def counted(text: str, *more: Any) -> str:
        asked.append(text)
        return stem(text, *more)

    query = parse(word)
    monkeypatch.setattr(correcting.analysis, "stem", counted)
    Corrector((), Vocabulary(()), {}).corrected(query)
    Corrector((), Vocabulary(()), {}).taken_apart(query)
    assert len(asked) < 1000
