"""`groundwork gaps`: what was asked without a story, and closing it."""

import json

import pytest

from tests.cli.conftest import copied

ASKED = (
    ("acme", "Has anyone else had trouble with beavers flooding a golf course?"),
    ("globex", "Did others have beavers that put their golf course under water?"),
    ("globex", "Any story about owls nesting in the roof of a concert hall?"),
)


@pytest.fixture
def asked(sample_data, tmp_path, groundwork, lines):
    """A data folder in which two accounts asked for what is not there."""
    folder = copied(sample_data, tmp_path / "asked")
    said = [
        {
            "conversation": f"{account}-{n}",
            "speaker": "Ana",
            "role": "prospect",
            "place": "shared",
            "account": account,
            "text": text,
        }
        for n, (account, text) in enumerate(ASKED)
    ]
    ran = groundwork("replay", lines(*said), "--data-dir", folder)
    assert [row["move"] for row in ran.rows] == ["no_story"] * 3
    return folder


def test_gaps_are_listed_by_problem_and_closed(groundwork, asked):
    listed = groundwork("gaps", "--format", "json", "--data-dir", asked).rows
    assert [(row["count"], row["accounts"]) for row in listed] == [(2, 2), (1, 1)]
    beavers, owls = listed
    assert "beavers" in beavers["question"]
    assert beavers["nearest"]["id"]
    assert beavers["difference"].startswith("it is about")
    assert "beavers" in groundwork("gaps", "--data-dir", asked).out
    assert len(groundwork("gaps", "--min", 2, "--format", "json", "--data-dir", asked).rows) == 1
    assert (
        groundwork("gaps", "--since", "2099-01-01", "--data-dir", asked).out.count("beavers") == 0
    )
    ran = groundwork("gaps", "close", beavers["id"], "--why", "no customer", "--data-dir", asked)
    assert (ran.code, json.loads(f"[{ran.err.split(':')[1].rstrip('.' + chr(10))}]")) == (
        0,
        sorted(beavers["gaps"]),
    )
    left = groundwork("gaps", "--format", "json", "--data-dir", asked).rows
    assert [row["id"] for row in left] == [owls["id"]]


def test_words_of_an_account_on_the_list_are_not_kept(groundwork, asked, lines, monkeypatch):
    monkeypatch.setenv("GROUNDWORK_ACCOUNTS_WITHOUT_WORDS", "initech, globex")
    said = {"conversation": "x", "role": "prospect", "place": "shared", "account": "initech"}
    said["text"] = "Has anyone had moles digging up a cemetery?"
    groundwork("replay", lines(said), "--data-dir", asked)
    shown = groundwork("gaps", "--data-dir", asked).out
    assert "words withheld" in shown
    assert "moles" not in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gaps", "--since", "yesterday"), "Write 2026-03-01 or 30d"),
        (("gaps", "close", "1"), "--story ID, or --why"),
        (("gaps", "close", "1", "--story", "a", "--why", "b"), "--story ID, or --why"),
    ],
)
def test_wrong_usage_is_said_in_one_line(groundwork, bare, arguments, said):
    ran = groundwork(*arguments, "--data-dir", bare)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_what_is_not_there_cannot_be_closed(groundwork, asked):
    ran = groundwork("gaps", "close", "99", "--why", "x", "--data-dir", asked)
    assert ran.code == 1
    assert "No gap 99 is open" in ran.err
    ran = groundwork("gaps", "close", "1", "--story", "nowhere", "--data-dir", asked)
    assert ran.code == 1
    assert "no story nowhere" in ran.err
