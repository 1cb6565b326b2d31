"""The close look, held against the same measures worked out one by one."""

import numpy as np
import pytest

from bot.adapters.search.close_look import POINTS, STRONGEST, TITLE, WHOLE, WINDOW, CloseLook
from bot.adapters.search.grinding import grind, telling
from bot.domain.audience import Visibility
from bot.domain.passages import Passage
from bot.domain.story import Facet
from tests.fakes.memory_library import HashEmbedder

TEXTS = {
    "close": [
        "The month end close takes nine days. Nobody owns the cutoff date. Late.",
        "A rule helped them in spring. The plant managers grumbled about the rule for weeks.",
    ],
    "shoes": ["Shoes come back unworn and fill the warehouse every single spring."],
    "tiny": ["Gone."],
}
QUESTION = ["shoes fill the warehouse and nobody owns the date", "shoes fill it", "nobody owns it"]


@pytest.fixture
def embedder():
    return HashEmbedder()


def passages_of(story):
    return [
        Passage(story, 1, n, Facet.PROBLEM, Visibility.PROSPECTS, text, f"About {story}")
        for n, text in enumerate(TEXTS[story])
    ]


def expected(embedder, story, question):
    """Work out the measures of one story in the plainest way."""
    passages = [telling(text) for text in TEXTS[story]]
    vectors = [embedder.embed(said) for said in passages]
    shares = [np.sqrt([len(said.split()) for said in some]) for some in passages]
    windows = [share @ v for share, v in zip(shares, vectors, strict=True)]
    windows = [w @ question[0] / np.linalg.norm(w) for w in windows]
    every = np.vstack(vectors)
    whole = every.sum(axis=0)
    return {
        WINDOW: max(windows),
        POINTS: np.mean([(every @ point).max() for point in question[1:]]),
        STRONGEST: max((every @ point).max() for point in question[1:]),
        TITLE: embedder.embed([f"About {story}"])[0] @ question[0],
        WHOLE: whole @ question[0] / np.linalg.norm(whole),
    }


def look(embedder, question, stories=tuple(TEXTS)):
    ground = grind([passages_of(story) for story in stories], embedder)
    grains = {(story, 1): g.grain for story, g in zip(stories, ground, strict=True)}
    return CloseLook(question, grains)


def test_every_measure_is_what_it_says(embedder):
    question = embedder.embed(QUESTION)
    measured = look(embedder, question).measures()
    for row, story in zip(measured, TEXTS, strict=True):
        for measure, value in expected(embedder, story, question).items():
            assert row[measure] == pytest.approx(value, abs=0.01), (story, measure)


def test_a_story_is_measured_alike_alone_and_among_others(embedder):
    question = embedder.embed(QUESTION)
    among = look(embedder, question).measures()
    for row, story in zip(among, TEXTS, strict=True):
        [alone] = look(embedder, question, (story,)).measures()
        np.testing.assert_allclose(row, alone, atol=1e-5)


def test_a_question_of_one_point_is_its_own_point(embedder):
    question = embedder.embed(QUESTION[:1])
    measured = look(embedder, question).measures()
    every = np.vstack([embedder.embed(telling(text)) for text in TEXTS["close"]])
    assert measured[0, POINTS] == pytest.approx((every @ question[0]).max(), abs=0.01)


def test_the_nearest_passage_is_named_by_its_number(embedder):
    assert look(embedder, embedder.embed(["the plant managers grumbled"])).nearest()[0] == 1
    assert look(embedder, embedder.embed(["warehouse"])).nearest()[1] == 0
