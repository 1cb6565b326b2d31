"""Commands about language models: who refuses, what was used, two versions side by side."""

import shutil

import pytest

from bot.settings import CONTENT


def test_an_account_refuses_and_allows_again(groundwork, bare):
    ran = groundwork("accounts", "refuse", "acme", "--data-dir", bare)
    assert ran.code == 0
    [row] = groundwork("accounts", "list", "--format", "json", "--data-dir", bare).rows
    assert row == {
        "account": "acme", "refused": True, "calls": 0, "failed": 0, "tokens": 0, "cost": 0.0,
    }  # fmt: skip
    assert groundwork("accounts", "allow", "acme", "--data-dir", bare).code == 0
    assert groundwork("accounts", "allow", "acme", "--data-dir", bare).code == 1
    assert groundwork("accounts", "list", "--format", "json", "--data-dir", bare).out == ""


def test_prompts_are_listed_with_the_version_in_use(groundwork, bare, monkeypatch):
    monkeypatch.setenv("GROUNDWORK_PROMPT_VERSIONS", "speak=1")
    rows = groundwork("prompts", "list", "--format", "json", "--data-dir", bare).rows
    used = {row["prompt"]: row for row in rows}
    assert used["speak"] == {"prompt": "speak", "versions": [1], "used": 1, "pinned": True}
    assert not used["lines"]["pinned"]


@pytest.fixture
def two_versions(tmp_path, monkeypatch):
    """A second version of the plain lines, in which every reply to thanks is another."""
    prompts = shutil.copytree(CONTENT / "prompts", tmp_path / "prompts")
    monkeypatch.setenv("GROUNDWORK_PROMPTS_DIR", str(prompts))
    first = (prompts / "lines" / "v1.yaml").read_text("utf-8")
    start, end = first.index("is_this_a_bot:"), first.index("is_this_a_bot_model:")
    new = 'is_this_a_bot:\n  - "Yes, and $operator runs it."\n\n'
    (prompts / "lines" / "v2.yaml").write_text(first[:start] + new + first[end:], "utf-8")
    return prompts


def test_two_versions_are_played_side_by_side(groundwork, shelf, lines, two_versions):
    said = {"conversation": "c", "speaker": "Ana", "role": "prospect", "place": "dm"}
    talk = lines(said | {"text": "Is this a bot?"}, said | {"text": "thanks"})
    ran = groundwork(
        "prompts", "test", "lines", 1, 2, "--dialogs", talk, "--format", "json",
        "--data-dir", shelf,
    )  # fmt: skip
    assert ran.code == 0
    asked, thanked = ran.rows
    assert asked["replies"][1] == "Yes, and Northstar runs it."
    assert asked["replies"][0] != asked["replies"][1]
    assert asked["moves"][0] == asked["moves"][1]
    assert thanked["moves"] == ["acknowledge", "acknowledge"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verse", 1, 2), "no prompt 'verse'"),
        (("lines", 1, 9), "no version 9"),
        (("lines", 1, 1, "--dialogs", "nowhere.jsonl"), "cannot be read"),
    ],
)
def test_what_is_not_there_is_said(groundwork, bare, arguments, said):
    ran = groundwork("prompts", "test", *arguments, "--data-dir", bare)
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("MODEL=gpt", "provider:name"),
        ("MODEL=nobody:gpt", "GROUNDWORK_MODEL=nobody:gpt"),
        ("PROMPT_VERSIONS=speak", "speak=1,lines=2"),
        ("PROMPT_VERSIONS=speak=7", "has no v7"),
        ("MODEL_CALL_SECONDS=0", "GROUNDWORK_MODEL_CALL_SECONDS"),
    ],
)
def test_a_wrong_setting_is_said_in_one_line(groundwork, bare, monkeypatch, setting, said):
    name, _, value = setting.partition("=")
    if name != "MODEL":
        monkeypatch.setenv("GROUNDWORK_MODEL", "openai:x")
        monkeypatch.setenv("GROUNDWORK_MODEL_KEY", "secret-key")
    monkeypatch.setenv(f"GROUNDWORK_{name}", value)
    ran = groundwork("accounts", "list", "--data-dir", bare)
    assert ran.code == 2
    assert said in ran.err
    assert "secret-key" not in ran.err
    assert len(ran.err.splitlines()) == 1


def test_doctor_says_which_model_is_in_use_and_never_its_key(groundwork, shelf, monkeypatch):
    monkeypatch.setenv("GROUNDWORK_MODEL", "openai:x")
    monkeypatch.setenv("GROUNDWORK_MODEL_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("GROUNDWORK_MODEL_KEY", "secret-key")
    ran = groundwork("doctor", "--format", "json", "--data-dir", shelf)
    found = {row["what"]: row["found"] for row in ran.rows}
    assert "openai:x to listen, openai:x to speak" in found["language model"]
    assert "127.0.0.1:9" in found["language model"]
    assert "secret-key" not in ran.out + ran.err
