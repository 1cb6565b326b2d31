"""The app package for Teams: valid against Microsoft's own schema, and whole."""

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from bot.channels.teams.package import About, manifest, package
from bot.cli.app import run
from bot.domain.errors import SetupError
from bot.domain.suggestions import LABELS

SCHEMA = Path(__file__).parent / "schemas" / "manifest-v1.25.json"
ABOUT = About(
    app_id="11111111-2222-3333-4444-555555555555",
    operator="Northstar",
    version="0.1.0",
    site="https://bot.example.com",
)


def problems(made):
    schema = json.loads(SCHEMA.read_text("utf-8"))
    return [error.message for error in Draft4Validator(schema).iter_errors(made)]


def test_the_manifest_is_valid_against_the_published_schema():
    assert problems(manifest(ABOUT)) == []


def test_the_schema_refuses_what_is_wrong():
    assert problems(manifest(ABOUT) | {"bots": [{"botId": "no guid", "scopes": ["mars"]}]})


def test_the_manifest_names_the_schema_that_it_is_valid_against():
    made = manifest(ABOUT)
    assert made["$schema"].endswith(f"v{made['manifestVersion']}/MicrosoftTeams.schema.json")


def test_a_long_name_of_the_operator_still_fits():
    assert problems(manifest(About(**as_values(operator="N" * 80)))) == []


def test_the_package_holds_all_that_the_manifest_names_in_the_sizes_that_teams_wants():
    with zipfile.ZipFile(io.BytesIO(package(ABOUT))) as bundle:
        made = json.loads(bundle.read("manifest.json"))
        assert size(bundle.read(made["icons"]["color"])) == (192, 192)
        assert size(bundle.read(made["icons"]["outline"])) == (32, 32)


def test_the_same_settings_give_the_same_package():
    assert package(ABOUT) == package(ABOUT)


def test_the_buttons_and_commands_of_the_manifest_are_answered():
    """What stands in the command list is what the bot hears; no name of it is made up here."""
    [commands, shared] = manifest(ABOUT)["bots"][0]["commandLists"]
    insiders = {"prep", "brief", "requests", "review", "gaps"}
    named = {c["title"] for c in commands["commands"]}
    assert named - insiders <= set(LABELS.values())
    assert {c["title"] for c in shared["commands"]} <= named - insiders


@pytest.mark.parametrize(
    "wrong",
    [{"app_id": ""}, {"app_id": "bot"}, {"site": "http://bot.example.com"}, {"privacy": "page"}],
)
def test_what_teams_would_refuse_is_said_before(wrong):
    with pytest.raises(SetupError):
        package(About(**as_values(**wrong)))


def test_the_command_writes_the_package_and_says_how_to_install_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GROUNDWORK_TEAMS_APP_ID", ABOUT.app_id)
    file = tmp_path / "app.zip"
    asked = ["manifest", "teams", "--url", "https://bot.example.com/", "--out", str(file)]
    assert run(asked) == 0
    assert zipfile.is_zipfile(file)
    told = capsys.readouterr().err
    assert "https://bot.example.com/teams/messages" in told


def as_values(**more):
    values = {name: getattr(ABOUT, name) for name in About.__slots__}
    return values | more


def size(png):
    return struct.unpack(">II", png[16:24])
