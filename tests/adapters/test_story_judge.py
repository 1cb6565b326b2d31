"""What the judge of stories makes of plain cases, and what is found to be nearly the same."""

import pytest

from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.embedding.prepare import prepare
from bot.adapters.language.npz_story_judge import NpzStoryJudge
from bot.adapters.readers.datasketch_lookalikes import DatasketchLookalikes
from bot.domain.errors import SetupError
from bot.domain.review.parts import StoryPart
from tests.fakes.memory_library import HashEmbedder

STORY = (
    "We are a laundry with 60 people and wash for nine hotels. "
    "Every week some 200 towels went to the wrong hotel, and two hotels wanted to leave. "
    "We bought coloured bags first, which nobody used after a month. "
    "The night foreman was furious and said that the sorting table was too small. "
    "The owner did not believe him and refused to pay for another table. "
    "In the end they built one from old doors. "
    "Half a year later 12 towels a week go astray, and both hotels have stayed."
)


@pytest.fixture(scope="module")
def judge(sample_data):
    """The judge on the packaged model."""
    return NpzStoryJudge(OnnxEmbedder(prepare("mpnet", sample_data / "models", None)))


def test_a_whole_story_lacks_nothing_and_is_no_brochure(judge):
    judged = judge.judge(STORY)
    assert judged.missing == frozenset()
    assert not judged.brochure


def test_an_offer_is_a_brochure(judge):
    assert judge.judge(
        "Our powerful platform empowers teams to unlock their full potential. "
        "With its seamless integration, the solution saves you time. "
        "Our experts support you from day one. Book your free demo today!"
    ).brochure


def test_a_description_has_neither_struggle_nor_outcome(judge):
    lacks = judge.judge(
        "The depot has 40 vans and two sites. Each van is loaded at night. "
        "Lists are kept in books."
    ).missing
    assert {StoryPart.STRUGGLE, StoryPart.PEOPLE, StoryPart.OUTCOME} <= lacks


def test_a_long_text_is_judged_by_its_passages(judge):
    assert judge.judge(f"{STORY} " * 30).missing == frozenset()


@pytest.mark.parametrize(
    "text", ["", " ", "\U0001f642", "word " * 4000, "\u202b\u05e9\u05dc\u202c"]
)
def test_any_text_is_judged(judge, text):
    assert judge.judge(text).brochure is False


def test_each_sentence_is_embedded_as_it_is_cut_for_the_search():
    """So that vectors which are kept serve both."""
    asked = []

    class Noting(HashEmbedder):
        name = "mpnet"
        dimension = 768

        def embed(self, texts):
            asked.extend(texts)
            return super().embed(texts)

    NpzStoryJudge(Noting()).judge("We wash for nine hotels.\n\nTwo of them (the best) left.")
    assert asked == ["We wash for nine hotels.", "Two of them (the best) left."]


def test_an_embedder_without_a_judge_says_what_to_do(tmp_path):
    with pytest.raises(SetupError, match="make train"):
        NpzStoryJudge(HashEmbedder(), tmp_path)


def test_a_few_words_changed_make_no_other_text():
    known = DatasketchLookalikes()
    known.remember("laundry", STORY)
    found = known.nearest("linen", STORY.replace("hotels", "clinics").replace("200", "300"))
    assert found is not None
    assert found.key == "laundry"
    assert known.nearest("laundry", STORY) is None


def test_another_text_is_not_alike_and_what_is_forgotten_is_not_found():
    known = DatasketchLookalikes()
    known.remember("laundry", STORY)
    assert known.nearest("x", "The depot has 40 vans and each of them is loaded at night.") is None
    known.forget("laundry")
    assert known.nearest("x", STORY) is None
