"""What this folder hands to the application."""

from flask_babel import ngettext
from sqlalchemy.orm import Session

from wiki.core.about_people import PersonalData
from wiki.ownership import personal_data
from wiki.ownership.blueprint import blueprint
from wiki.ownership.duties import function_in_use
from wiki.people.uses import Use, Uses
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime


def _uses_of_function(session: Session, function_id: int) -> list[Use]:
    count = function_in_use(session, function_id)
    return [Use(ngettext("duty", "duties", count), count)] if count else []


def wire(runtime: Runtime) -> None:
    """Tell what is kept about people and which functions are needed."""
    personal_data.declare(runtime.wiring.get(PersonalData))
    runtime.wiring.get(Uses).of_function.append(_uses_of_function)


FEATURE = Feature("ownership", blueprints=lambda _runtime: [blueprint], wire=wire)
