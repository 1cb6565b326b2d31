"""Log lines say where and what, with ids, and never what anybody wrote."""

import asyncio
import json
import logging

import pytest

from bot.adapters.telemetry.instruments import Instruments
from bot.adapters.telemetry.prometheus_figures import PrometheusFigures
from bot.adapters.telemetry.structlog_logs import TOLD, set_up_logs
from bot.ports.telemetry import Step

WORDS = "nine days of returns that nobody counts"


@pytest.fixture(autouse=True)
def plain_again():
    yield
    set_up_logs(json=False, verbose=False)


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def failing():
    try:
        int(WORDS)
    except ValueError as error:
        raise LookupError(WORDS) from error


def test_of_an_exception_the_kind_and_the_place_are_told_and_never_its_text(capsys):
    set_up_logs(json=True, verbose=False)
    try:
        failing()
    except LookupError:
        logging.getLogger("bot.use_cases").exception("event %s could not be answered", 7)
    (line,) = lines(capsys)
    assert line["event"] == "event 7 could not be answered"
    assert line["error"] == "LookupError from ValueError"
    assert "in failing" in line["where"][-1]
    assert WORDS not in json.dumps(line)


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("verbose", [True, False])
def test_what_a_library_was_handed_is_not_told_however_much_is_asked_for(capsys, as_json, verbose):
    set_up_logs(json=as_json, verbose=verbose)
    foreign = logging.getLogger("some_library.client")
    foreign.error("Unhandled request: %s", WORDS)
    foreign.error(f"body: {WORDS}", stack_info=True)
    foreign.debug(WORDS)
    told = capsys.readouterr().err
    assert "test_logs:" in told
    assert "returns" not in told


def test_lines_of_turns_that_run_at_once_carry_each_its_own_ids(capsys):
    set_up_logs(json=True, verbose=False)
    instruments = Instruments(PrometheusFigures())

    async def turn(n):
        with instruments.step(Step.TURN, event_id=n, conversation=f"web:{n}"):
            await asyncio.sleep(0)
            await asyncio.to_thread(logging.getLogger("bot.x").info, "done")

    async def both():
        await asyncio.gather(turn(1), turn(2))
        logging.getLogger("bot.x").info("after")

    asyncio.run(both())
    *within, after = lines(capsys)
    assert {(line["event_id"], line["conversation"]) for line in within} == {
        (1, "web:1"),
        (2, "web:2"),
    }
    assert "event_id" not in after


def test_a_plain_line_is_one_that_a_person_reads(capsys):
    set_up_logs(json=False, verbose=False)
    with Instruments(PrometheusFigures()).step(Step.POST, event_id=3, reply_id=4):
        logging.getLogger("bot.use_cases.deliver").error("could not be posted")
        logging.getLogger("bot.use_cases.deliver").warning("this is for machines")
    assert capsys.readouterr().err == (
        "ERROR bot.use_cases.deliver: could not be posted event_id=3 reply_id=4\n"
    )


def test_what_is_told_at_the_terminal_stands_alone_there_and_is_a_line_in_json(capsys):
    set_up_logs(json=False, verbose=False)
    TOLD.info("Open http://127.0.0.1:8000/ in a browser.")
    assert capsys.readouterr().err == "Open http://127.0.0.1:8000/ in a browser.\n"
    set_up_logs(json=True, verbose=False)
    TOLD.info("Open it.")
    assert [line["event"] for line in lines(capsys)] == ["Open it."]
