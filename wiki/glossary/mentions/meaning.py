"""Which concept a mention means where it stands; several where nothing tells them apart."""

from collections.abc import Callable, Iterable
from functools import cache

from flask_babel import force_locale

from wiki.core.text import LANGUAGES, slugify
from wiki.entries.annotating import Place
from wiki.entries.options import FIELD_OF_ACTION
from wiki.glossary.mentions.dictionary import Concept, Dictionary
from wiki.glossary.mentions.forms import Form
from wiki.glossary.projection import ADMITTED, PREFERRED


def meant(dictionary: Dictionary, forms: Iterable[Form], place: Place, language: str) -> list[Form]:
    """One form for each concept that is meant, at most; none on the page of a concept that could be."""
    found = list(forms)
    if any(form.concept == place.entry_id for form in found):
        return []
    found = _those(found, lambda form: form.status in (PREFERRED, ADMITTED))
    if _one(found):
        return found[:1]
    here = areas_of(dictionary, place)
    concepts = dictionary.concepts
    found = _those(found, lambda form: form.language == language)
    applies = [form for form in found if _applies(concepts[form.concept], place, here)]
    unscoped = [form for form in found if not concepts[form.concept].scope]
    found = applies or unscoped or found
    return list({form.concept: form for form in reversed(found)}.values())[::-1]


def _one(forms: list[Form]) -> bool:
    return len({form.concept for form in forms}) == 1


def _those(forms: list[Form], wanted: Callable[[Form], bool]) -> list[Form]:
    return [form for form in forms if wanted(form)] or forms


def _applies(concept: Concept, place: Place, here: frozenset[str]) -> bool:
    """Whether the page lies where the concept's labels mean this: in its scope or, without one, its field of action."""
    if concept.scope and concept.areas & here:
        return True
    if concept.department and concept.department in here:
        return True
    return bool(place.field_of_action) and concept.field_of_action == place.field_of_action


def areas_of(dictionary: Dictionary, place: Place) -> frozenset[str]:
    """The names, as parts of addresses, of the areas that a page lies in."""
    departments = dictionary.departments.get(place.department, frozenset())
    return departments | _names_of_fields().get(place.field_of_action, frozenset())


@cache
def _names_of_fields() -> dict[str, frozenset[str]]:
    named: dict[str, set[str]] = {option.value: {option.value} for option in FIELD_OF_ACTION.options}
    for language in LANGUAGES:
        with force_locale(language):
            for option in FIELD_OF_ACTION.options:
                named[option.value].add(slugify(str(option.label)))
    return {value: frozenset(names) for value, names in named.items()}
