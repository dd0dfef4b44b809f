"""The sample company's own data folder: known by a mark, never one that holds another library."""

from dataclasses import replace
from pathlib import Path

from wiki.config import SAMPLE_MARK, ConfigurationError, Settings
from wiki.demo.cast import BRAND, COMPANY, DOMAIN


def default_folder(settings: Settings) -> Path:
    """Beside the data folder of the wiki: `var-demo` for `var`."""
    return settings.data.with_name(f"{settings.data.absolute().name}-demo")


def claim(folder: Path) -> None:
    """Mark `folder` as the sample company's. Raises ConfigurationError where something else lies in it."""
    mark = folder / SAMPLE_MARK
    if mark.exists():
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(
            f"{folder.absolute()} holds something else: the sample company needs a folder of its own, empty or not "
            "there yet (--folder)"
        )
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text("The sample company of the CX wiki. Everything in this folder is invented and may be deleted.\n")


def settings_of(folder: Path, settings: Settings) -> Settings:
    """The settings of the sample company: its own SQLite database, no mail to anybody, sign-in without password."""
    return replace(
        settings,
        data=folder, database_url="", search_engine="auto", demo=True, require_totp=False, brand=BRAND,
        company=COMPANY, contact=f"cx@{DOMAIN}", privacy_contact=f"leitung@{DOMAIN}", smtp_url="", base_url="",
    )  # fmt: skip
