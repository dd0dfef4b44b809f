"""What may be a password."""

import pytest

from wiki.core.errors import Invalid
from wiki.people import passwords


def _check(password):
    passwords.check_password(password, name="Emil Leser", email="emil.leser@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "elf zeichen",
        "x" * 201,
        "emil.leser@example.org",
        "Emil Leser Emil Leser",
        "emil.leser2026",
        "passwort123456",
        "Passwort-1234567",
        "qwertzuiop123",
        "123456789012",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "Willkommen2026",
    ],
)
def test_what_is_easily_guessed_is_refused(password):
    with pytest.raises(Invalid) as refusal:
        _check(password)
    assert refusal.value.problems[0].where == "password"


@pytest.mark.parametrize(
    "password",
    [
        "zwölf zeichen",
        "vier Worte hintereinander",
        "x1y2z3a4b5c6",
        "Übergrößenträgerbär",
        "🙂🙃😀😁😂🤣😃😄😅😆😉😊",
        "y" * 100 + "zq" * 50,
    ],
)
def test_length_is_enough(password):
    _check(password)


def test_a_hash_knows_its_password_only():
    stored = passwords.hash_password("vier Worte hintereinander")
    assert stored.startswith("$argon2id$")
    assert passwords.matches(stored, "vier Worte hintereinander")
    assert not passwords.matches(stored, "vier worte hintereinander")
    assert not passwords.matches(None, "vier Worte hintereinander")
    assert not passwords.matches("damaged", "vier Worte hintereinander")


def test_nobodys_password_lets_nobody_in():
    assert not passwords.matches(None, "nobody has this password")


def test_the_same_letter_from_another_keyboard_is_the_same():
    stored = passwords.hash_password("Ma\u0308rz im Garten")
    assert passwords.matches(stored, "M\u00e4rz im Garten")


def test_old_parameters_are_noticed():
    old = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$zN1a6v9dX2M0R2Jw4m5zRg"
    assert passwords.outdated(old)
    assert not passwords.outdated(passwords.hash_password("vier Worte hintereinander"))
