"""The manifest: one that Slack takes, with no scope that nothing needs."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from bot.channels.slack.manifest import (
    CANVAS,
    NO_SCOPE_METHODS,
    OPTIONAL,
    SCOPES,
    events,
    manifest,
    scope_names,
)
from tests.channels.slack.checks import SCHEMAS

SOURCE = Path(__file__).resolve().parents[3] / "bot" / "channels" / "slack"
# Methods of the SDK that are made of several calls.
_OF_SEVERAL = {
    "files_upload_v2": ("files.getUploadURLExternal", "files.completeUploadExternal"),
    "chat_stream": ("chat.startStream", "chat.appendStream", "chat.stopStream"),
}


def called():
    """Read off the code which methods of Slack's it calls."""
    source = "\n".join(path.read_text("utf-8") for path in SOURCE.glob("*.py"))
    names = set(re.findall(r"client\.([a-z]+_\w+)\(|\)\.([a-z]+_test)\(", source))
    found = {
        m.replace("_", ".")
        for pair in names
        for m in pair
        if m and m not in ("api_call", "base_url", *_OF_SEVERAL)
    }
    found |= {m for name, methods in _OF_SEVERAL.items() if name in source for m in methods}
    return found | set(re.findall(r'_asked\(\s*team, "([a-z.]+)"', source))


@pytest.mark.parametrize("url", ["", "https://bot.example", "https://bot.example/"])
def test_slack_takes_it(url):
    schema = json.loads((SCHEMAS / "manifest.json").read_text("utf-8"))
    assert [e.message for e in Draft7Validator(schema).iter_errors(manifest(url))] == []


def test_it_is_for_socket_mode_unless_an_address_is_given():
    assert manifest()["settings"]["socket_mode_enabled"]
    over_http = manifest("https://bot.example/")
    assert not over_http["settings"]["socket_mode_enabled"]
    subscriptions = over_http["settings"]["event_subscriptions"]
    assert subscriptions["request_url"] == "https://bot.example/slack/events"
    assert over_http["oauth_config"]["redirect_urls"] == [
        "https://bot.example/slack/oauth_redirect"
    ]


def test_every_method_that_is_called_has_a_scope_and_no_scope_is_there_for_nothing():
    named = {m for scope in (*SCOPES, *OPTIONAL, CANVAS) for m in scope.methods} | set(
        NO_SCOPE_METHODS
    )
    assert called() == named
    assert all(scope.events or scope.methods or scope.shown for scope in SCOPES)
    features = manifest()["features"]
    assert all(features[name] for scope in SCOPES for name in scope.shown)


def test_the_right_to_make_canvases_is_asked_for_only_where_it_is_wanted():
    assert CANVAS.name not in json.dumps(manifest())
    wanted = manifest(canvas=True)
    assert wanted["oauth_config"]["scopes"]["bot"].count(CANVAS.name) == 1
    schema = json.loads((SCHEMAS / "manifest.json").read_text("utf-8"))
    assert [e.message for e in Draft7Validator(schema).iter_errors(wanted)] == []


def test_each_scope_is_asked_for_once_and_says_why():
    assert len(set(scope_names())) == len(SCOPES)
    assert all(len(scope.why) > 5 for scope in SCOPES)


def test_the_page_for_people_names_each_scope():
    page = (SOURCE.parents[2] / "docs" / "slack.md").read_text("utf-8")
    assert [name for name in scope_names(canvas=True) if f"`{name}`" not in page] == []


def test_it_asks_for_no_address_no_admin_and_nothing_of_a_user():
    assert not [s for s in scope_names() if "email" in s or "admin" in s or "search" in s]
    assert "user" not in manifest()["oauth_config"]["scopes"]


def test_every_event_that_is_subscribed_to_is_listened_to():
    app = (SOURCE / "app.py").read_text("utf-8")
    heard = {event.partition(".")[0] for event in events()}
    assert [event for event in heard if f'"{event}"' not in app] == []
