"""Sorting stories with a model: by number, so not a word changes, and never opening a door."""

import asyncio
import json

import pytest

from bot.adapters.model.calls import CallLimits, ModelCalls
from bot.adapters.model.chat import SCHEMA, Chat
from bot.adapters.model.langchain_models import ModelChoice, open_model
from bot.adapters.model.model_structurer import LangchainStructurer
from bot.domain.prose import Prose, Said
from bot.domain.story import Facet, Outcome
from bot.domain.structuring import Guess, Structure
from bot.ports.language import Structurer
from bot.ports.model import Prompt, Spent, Usage
from tests.builders import NOW
from tests.fakes.model_server import Answer, ModelServer

TEXTS = ("Inkwell prints labels.", "Twelve orders a month went wrong.", "Our platform is great.")


def prose(facet):
    said = tuple(Said(text, facet, " " if n else "") for n, text in enumerate(TEXTS))
    return Prose("Inkwell and the labels", said, {"Inkwell": "a print shop"})


PROSE = prose(Facet.UNSORTED)


class Plain(Structurer):
    """Knows nothing but product talk."""

    def structure(self, proses):
        guess = Guess(Facet.SITUATION, 0.4)
        return [Structure((guess,) * 3, (0.1, 0.1, 0.9), Outcome.PARTLY, 0.5) for _ in proses]


class NoRecord(Usage):
    """Keeps nothing."""

    async def note(self, use):
        return None

    async def spent(self, account, since):
        return Spent()

    async def sums(self, since):
        return []


@pytest.fixture
async def server():
    async with ModelServer().running() as running:
        yield running


@pytest.fixture
async def structurer(server):
    choice = ModelChoice("openai:scripted", server.url, "key", {}, 5)
    limits = CallLimits(5, asyncio.Semaphore(2))
    calls = ModelCalls(choice.name, limits, NoRecord(), lambda: NOW)
    chat = Chat(open_model(choice), "openai", SCHEMA)
    return LangchainStructurer(chat, calls, Prompt("structure", "v1", "Sort."), Plain(), 5)


def sorted_as(*facets, outcome=None):
    found = [{"n": n, "facet": facet} for n, facet in enumerate(facets)]
    return json.dumps({"sentences": found, "outcome": outcome})


async def made(structurer, story=PROSE):
    [found] = await asyncio.to_thread(structurer.structure, [story])
    return found


async def test_facets_and_outcome_are_the_models_and_marked_as_less_than_certain(
    server, structurer
):
    server.will(sorted_as("situation", "problem", "lessons", outcome="failed"))
    found = await made(structurer)
    assert [g.facet for g in found.guesses] == [Facet.SITUATION, Facet.PROBLEM, Facet.LESSONS]
    assert all(g.sure < 1 for g in found.guesses)
    assert found.outcome is Outcome.FAILED


async def test_names_that_the_file_declares_are_not_sent(server, structurer):
    server.will(sorted_as())
    await made(structurer)
    assert "Inkwell" not in json.dumps(server.asked)
    assert server.data()["sentences"]["0"] == "A print shop prints labels."


async def test_product_talk_that_the_model_overlooks_stays_product_talk(server, structurer):
    server.will(sorted_as("situation", "problem", "outcome"))
    assert (await made(structurer)).product[2] == 0.9
    server.will(sorted_as("situation", "product_notes", "outcome"))
    assert (await made(structurer)).product[1] > 0.5


async def test_what_its_writer_has_sorted_is_not_sent_at_all(server, structurer):
    await made(structurer, prose(Facet.PROBLEM))
    assert server.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=503),
        Answer("I think the first is the problem."),
        Answer('{"sentences": [{"n": 0, "facet": "gossip"}], "outcome": null}'),
        Answer('{"sentences": [], "outcome": null, "customer": "Inkwell"}'),
    ],
    ids=["down", "prose", "unknown facet", "unknown field"],
)
async def test_a_story_is_sorted_without_a_model_that_fails(server, structurer, answer):
    server.answer = lambda body: answer
    found = await made(structurer)
    assert {g.facet for g in found.guesses} == {Facet.SITUATION}
    assert found.outcome is Outcome.PARTLY


async def test_a_number_that_is_no_sentence_is_passed_over(server, structurer):
    server.will(json.dumps({"sentences": [{"n": 99, "facet": "problem"}], "outcome": None}))
    assert {g.facet for g in (await made(structurer)).guesses} == {Facet.SITUATION}
