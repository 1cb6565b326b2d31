"""`bench guiding`: buyers' turns from a folder, played and counted."""

import json
import shutil

import pytest

from bot.cli.bench.counting import RULES
from bot.settings import CONTENT

FEW = ("pumps-and-five-signatures.md", "urgent-until-tuesday.md")
APPROVALS = {
    "id": "clinic",
    "turns": [
        {
            "speaker": "Mira",
            "text": "We run a clinic. Requests for equipment take eleven weeks, far too long.",
            "brief": [{"field": "problem", "span": "Requests for equipment take eleven weeks"}],
        },
        {"speaker": "Mira", "text": "What did others do about this?", "intents": ["ask_story"]},
        {"speaker": "Raj", "text": "Thanks, bye!", "brief": [], "pending": None},
    ],
}
PRICE = {"id": "price", "turns": [{"speaker": "Jo", "text": "What does your product cost?"}]}


@pytest.fixture
def conversations(tmp_path):
    """Writes a data folder with these conversations."""

    def write(*rows):
        folder = tmp_path / "talks"
        folder.mkdir()
        texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (folder / "conversations.jsonl").write_text("\n".join(texts), "utf-8")
        return folder

    return write


@pytest.fixture
def guiding(groundwork, bare, tmp_path, monkeypatch):
    """Runs the benchmark over two of the sample stories."""
    knowledge = tmp_path / "knowledge"
    shutil.copytree(
        CONTENT / "knowledge",
        knowledge,
        ignore=lambda folder, names: [
            n for n in names if folder.endswith("/stories") and n not in FEW
        ],
    )
    monkeypatch.setenv("GROUNDWORK_KNOWLEDGE_DIR", str(knowledge))
    return lambda data, *more: groundwork(
        "bench", "guiding", "--data", data, "--data-dir", bare, *more
    )


def test_each_place_gets_its_counts(guiding, conversations):
    ran = guiding(conversations(APPROVALS, PRICE), "--format", "json")
    assert ran.code == 0
    for place in ("shared", "dm"):
        ours = {row["what"]: row for row in ran.rows if row["what"].startswith(f"{place}: ")}
        assert ours[f"{place}: replies"]["ours"] == 3
        assert ours[f"{place}: silent, or a reaction alone"]["ours"] == 1
        assert ours[f"{place}: move answer_plainly"]["ours"] == 1
        assert ours[f"{place}: one turn, p50"]["ours"] > 0
        for rule in RULES:
            row = ours[f"{place}: {rule}"]
            assert row["wanted"] == "0"
            assert row["ours"] == len(row["where"])
            assert row["as_wanted"] == (row["ours"] == 0), row["where"]


def test_people_read_a_table(guiding, conversations):
    ran = guiding(conversations(PRICE))
    assert ran.code == 0
    assert "shared: replies" in ran.out
    assert "as wanted" in ran.out
    assert "plain parts" not in ran.out


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        {"id": "x"},
        {"id": "x", "turns": "none"},
        {"id": "x", "turns": ["hello"]},
        {"id": "x", "turns": [{"speaker": "Jo"}]},
        {"turns": []},
        {"id": "x", "turns": [{"speaker": "Jo", "text": "Hi", "brief": [{"field": "mood"}]}]},
    ],
)
def test_a_line_that_is_no_conversation_is_named(guiding, conversations, line):
    ran = guiding(conversations(PRICE, line))
    assert (ran.code, ran.out) == (2, "")
    assert "Line 2 of conversations.jsonl" in ran.err.splitlines()[-1]
