"""Signing in without a password: at the sample company, and nowhere else."""

import dataclasses
from pathlib import Path

import pytest
from flask import Flask
from table import DEMO_ROUTES, EVERYONE, TABLE

from wiki.access.rules import PUBLIC, rule_of
from wiki.config import Settings
from wiki.demo.folder import claim, settings_of


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "sample"
    claim(folder)
    return settings_of(folder, Settings())


def test_its_addresses_are_there_at_the_sample_company_alone(app: Flask, settings: Settings) -> None:
    served = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {name for name in served if name.startswith("demo.")} == set(DEMO_ROUTES)
    assert not set(DEMO_ROUTES) & set(TABLE)
    assert all(rule_of(app.view_functions[name]) is PUBLIC for name in DEMO_ROUTES)
    assert all(may == EVERYONE for may in DEMO_ROUTES.values())
    assert settings == dataclasses.replace(settings, demo=True)
