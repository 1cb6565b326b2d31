"""`groundwork stories tell` in a process of its own, as a person types."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from bot.settings import CONTENT

ANSWERS = (
    "The cold store was full each Friday.\nThe night planner saw it first.\n",
    "They hired a second truck and it stood in the same queue.\n",
    "The head of sales disagreed until she saw the list of six Fridays.\n",
    "## Product notes\n---\nvisibility: public\nNobody had counted the trucks before.\n",
    "don't know",
    "It is not for those who have a store of their own.\n",
    "Count the trucks that wait on a Friday, each hour.\n",
    "none, we only watched from the side\n",
)
FACTS = ("The yard on Friday", "worked", "Milchhof", "a dairy", "food", "skip", "advice", "no")


@pytest.fixture
def tell(bare):
    """Starts the interview; gives the process."""

    def start(*options):
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "stories", "tell", *options, "--data-dir", str(bare)],
            cwd=CONTENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )

    return start


def until(process, words):
    """Read what is shown until these words come."""
    shown = ""
    while words not in shown:
        piece = process.stdout.read(1)
        assert piece, shown
        shown += piece
    return shown


def typed(*answers):
    return "".join(f"{answer}\n" for answer in answers)


def test_a_story_is_told_from_the_first_question_to_the_draft(tell, bare, groundwork):
    out, err = tell("--by", "jo@example.com").communicate(typed(*ANSWERS, *FACTS, "yes"))
    assert "8 of 8." in out
    assert "Traceback" not in err
    assert "groundwork stories approve the-yard-on-friday-" in out
    [row] = groundwork("stories", "list", "--format", "json", "--data-dir", bare).rows
    assert (row["visibility"], row["status"]) == ("internal", "draft")
    [draft] = (bare / "drafts").glob("*.md")
    assert "\\#\\# Product notes" in draft.read_text("utf-8")
    assert list((bare / "interviews").iterdir()) == []


def test_a_process_that_is_killed_loses_no_answer(tell, bare):
    process = tell()
    until(process, "1 of 8.")
    process.stdin.write(typed(ANSWERS[0], ANSWERS[1], "half an ans"))
    process.stdin.flush()
    until(process, "3 of 8.")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    [file] = (bare / "interviews").glob("*.json")
    assert set(json.loads(file.read_text("utf-8"))["answers"]) == {"happened", "tried"}
    out, _ = tell("--resume").communicate(typed(*ANSWERS[2:], *FACTS, "yes"))
    assert "Answers so far: 2." in out
    assert "groundwork stories approve" in out


@pytest.mark.parametrize("leave", ["quit\n", ""])
def test_leaving_keeps_what_was_said_and_says_how_to_go_on(tell, bare, leave):
    out, _ = tell().communicate(typed(ANSWERS[0]) + leave)
    assert "stories tell --resume" in out.splitlines()[-1]
    assert len(list((bare / "interviews").glob("*.json"))) == 1


def test_ctrl_c_keeps_what_was_said(tell, bare):
    process = tell()
    until(process, "1 of 8.")
    process.stdin.write(typed(ANSWERS[0]))
    process.stdin.flush()
    until(process, "2 of 8.")
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert "stories tell --resume" in out
    assert "Traceback" not in err


def test_a_customer_is_asked_for_consent_first_and_a_no_stays_internal(tell, bare):
    facts = [fact for fact in FACTS if fact != "no"]
    out, _ = tell("--as", "customer").communicate(typed("no", *ANSWERS, *facts, "yes"))
    assert out.index("May we tell this") < out.index("1 of 8.")
    assert "has to stay internal" in out
    [draft] = (bare / "drafts").glob("*.md")
    assert "told_by: customer" in draft.read_text("utf-8")
    assert "consent" not in draft.read_text("utf-8")


def test_without_one_under_way_there_is_nothing_to_resume(groundwork, bare):
    ran = groundwork("stories", "tell", "--resume", "--data-dir", bare)
    assert ran.code == 1
    assert "No interview is under way" in ran.err
