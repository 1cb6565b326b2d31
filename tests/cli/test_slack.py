"""Setting up Slack: the manifest, and what doctor and serve say of it."""

import json

import pytest

SECRET = "xoxb-hunter2"


def test_the_manifest_is_json_and_the_reasons_stand_beside_it(groundwork):
    ran = groundwork("manifest", "slack", "--why")
    assert ran.code == 0
    scopes = json.loads(ran.out)["oauth_config"]["scopes"]["bot"]
    told = [line.partition(": ")[0] for line in ran.err.splitlines()]
    assert told == scopes


def test_the_manifest_asks_for_canvases_where_they_are_wanted_and_says_why(groundwork):
    ran = groundwork("manifest", "slack", "--canvas", "--why")
    assert "canvases:write" in json.loads(ran.out)["oauth_config"]["scopes"]["bot"]
    assert "canvases:write: to hand people their notes as a canvas too" in ran.err


def test_the_manifest_for_http_has_the_address(groundwork):
    ran = groundwork("manifest", "slack", "--url", "https://bot.example")
    settings = json.loads(ran.out)["settings"]
    assert settings["interactivity"]["request_url"] == "https://bot.example/slack/events"
    assert ran.err == ""


def test_doctor_says_that_slack_is_not_set_up_and_that_this_is_fine(groundwork, bare):
    ran = groundwork("doctor", "--format", "json", "--data-dir", bare)
    assert ran.code == 0
    assert {row["what"]: row for row in ran.rows}["slack"]["found"] == "not set up"


def test_doctor_says_what_of_slack_is_set_and_shows_no_secret(groundwork, bare, monkeypatch):
    monkeypatch.setenv("GROUNDWORK_SLACK_BOT_TOKEN", SECRET)
    monkeypatch.setenv("GROUNDWORK_SLACK_APP_TOKEN", "xapp-hunter2")
    ran = groundwork("doctor", "--format", "json", "--data-dir", bare)
    assert ran.code == 0
    assert "Socket Mode" in {row["what"]: row for row in ran.rows}["slack"]["found"]
    assert "hunter2" not in ran.out + ran.err


@pytest.mark.parametrize("command", ["doctor", "serve"])
def test_what_is_missing_of_slack_is_said(groundwork, bare, monkeypatch, command):
    monkeypatch.setenv("GROUNDWORK_SLACK_BOT_TOKEN", SECRET)
    ran = groundwork(command, "--data-dir", bare)
    assert ran.code in (1, 2)
    assert "GROUNDWORK_SLACK_SIGNING_SECRET" in ran.out + ran.err
    assert "hunter2" not in ran.out + ran.err


def test_other_commands_go_on_without_what_is_missing_of_slack(groundwork, bare, monkeypatch):
    monkeypatch.setenv("GROUNDWORK_SLACK_BOT_TOKEN", SECRET)
    assert groundwork("people", "list", "--data-dir", bare).code == 0
