"""Settings: a mistake stops the start with its name."""

from pathlib import Path

import pytest

from wiki.config import ConfigurationError, load_settings


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "cxwiki.toml"
    file.write_text('port = 9000\nbrand = "Wissen"\npublic_read = false\n')
    settings = load_settings({"CXWIKI_PORT": "9100"}, file)
    assert (settings.port, settings.brand, settings.public_read) == (9100, "Wissen", False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CXWIKI_PROT", "1"),
        ("CXWIKI_PORT", "many"),
        ("CXWIKI_WORKERS", "0"),
        ("CXWIKI_TIMEZONE", "Mars/Olympus"),
        ("CXWIKI_PUBLIC_READ", "perhaps"),
        ("CXWIKI_BASE_URL", "wiki.example.com"),
        ("CXWIKI_DATABASE_URL", "mysql://x/y"),
        ("CXWIKI_DATABASE_URL", "not an address"),
        ("CXWIKI_SMTP_URL", "http://mail"),
        ("CXWIKI_DEFAULT_LANGUAGE", "fr"),
        ("CXWIKI_DIGEST_HOUR", "25"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=name):
        load_settings({name: value}, tmp_path / "none.toml")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cxwiki.toml"
    file.write_text("port = = 3")
    with pytest.raises(ConfigurationError, match=r"cxwiki\.toml"):
        load_settings({}, file)
