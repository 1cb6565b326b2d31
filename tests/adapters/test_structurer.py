"""Sorting prose with the trained heads, on texts that they were not trained on."""

import numpy as np
import pytest

from bot.adapters.language.builtin_structurer import MOST, TOGETHER, BuiltinStructurer
from bot.adapters.language.facet_chain import likeliest, sureness
from bot.adapters.language.facet_heads import read_facet_heads
from bot.domain.audience import Visibility
from bot.domain.errors import SetupError
from bot.domain.prose import prose_of
from bot.domain.story import Facet, Story
from bot.use_cases.sort_stories import SortStories
from tests.fakes.language import AllProductTalk
from tests.fakes.loading import PROSPECTS, Library

KEYS = (
    "We rent out holiday flats, 140 of them, in a valley with two villages. "
    "In the summer about one guest in nine stood before a locked door at midnight. "
    "First we bought key boxes with a code. "
    "Then we hired a student to answer the phone until one o'clock, and he quit in July. "
    '"I was ashamed to go into the bakery," our housekeeper said. '
    "We had not asked the cleaners, who carry the keys. "
    "Now the cleaners hang the key in the boot room of the next house, and since May there have "
    "been four calls instead of sixty. "
    "If you have several houses in walking distance, ask whoever cleans them first."
)
OFFER = (
    "Northstar's platform automates the whole handover. "
    "With its intuitive dashboard and seamless integration, hosts save hours every week. "
    "Book a demo today and discover what our solution can do for your business."
)


class CountedTalk(AllProductTalk):
    """Remembers what it was asked."""

    def __init__(self):
        self.calls = []

    def scores(self, sentences):
        self.calls.append(list(sentences))
        return super().scores(sentences)


@pytest.fixture(scope="module")
def structurer():
    return BuiltinStructurer("Northstar", AllProductTalk())


def story(text, **facets):
    texts = {Facet(name): value for name, value in facets.items()} | {Facet.UNSORTED: text}
    return Story("keys", "Keys at midnight", Visibility.PROSPECTS, texts)


def sort(structurer, text, **facets):
    [found] = SortStories(structurer)([story(text, **facets)])
    return found


def test_a_short_story_is_told_apart(structurer):
    found = sort(structurer, KEYS).facets
    assert "140 of them" in found[Facet.SITUATION]
    assert "key boxes" in found[Facet.ATTEMPTS]
    assert "ashamed" in found[Facet.PEOPLE]
    assert "four calls instead" in found[Facet.OUTCOME]
    assert "ask whoever cleans" in found[Facet.LESSONS]
    assert Facet.PRODUCT_NOTES not in found


def test_an_offer_inside_a_story_goes_behind_the_gate(structurer):
    found = sort(structurer, f"{KEYS}\n\n{OFFER}").facets
    assert "intuitive dashboard" in found[Facet.PRODUCT_NOTES]
    assert "key boxes" not in found[Facet.PRODUCT_NOTES]


def test_the_vendor_by_name_leaves_even_what_the_writer_named(structurer):
    written = "Guests come in. Northstar's platform sends the codes."
    found = sort(structurer, KEYS, outcome=written)
    assert found.facets[Facet.OUTCOME] == "Guests come in."
    assert found.facets[Facet.PRODUCT_NOTES] == "Northstar's platform sends the codes."


def test_what_is_nothing_at_all_stays_unsorted(structurer):
    found = sort(structurer, "Blue.")
    assert "Blue." in "".join(found.facets.values())
    assert found.outcome is None


@pytest.mark.parametrize(
    "text", ["🙂🙂", "مرحبا", "x" * 20_000, "word " * 4_000, "a " * 500_000, "?\n" * 500]
)
def test_any_text_is_taken(structurer, text):
    prose = prose_of(story(text))
    [found] = structurer.structure([prose])
    assert len(found.guesses) == len(found.product) == len(prose.said)


def test_what_is_too_much_to_look_at_counts_as_product_talk(structurer):
    [found] = structurer.structure([prose_of(story("A.\n" * (MOST + 5)))])
    assert found.product[MOST:] == (1.0,) * 5


def test_a_story_without_a_sentence_is_taken(structurer):
    [found] = structurer.structure([prose_of(story(" "))])
    assert found.guesses == ()


def test_stories_are_looked_at_together_and_sorted_as_each_would_be_alone():
    talk = CountedTalk()
    both = [prose_of(story(KEYS)), prose_of(story(OFFER))]
    found = BuiltinStructurer("Northstar", talk).structure(both)
    assert talk.calls[0] == [said.text for prose in both for said in prose.said]
    alone = [BuiltinStructurer("Northstar", CountedTalk()).structure([prose]) for prose in both]
    assert found == [structure for [structure] in alone]


def test_no_more_are_looked_at_together_than_can_be_kept():
    talk = CountedTalk()
    many = [prose_of(story("It broke. " * 1_500)) for _ in range(4)]
    assert len(BuiltinStructurer("Northstar", talk).structure(many)) == len(many)
    assert max(map(len, talk.calls)) <= TOGETHER


def test_the_same_text_is_sorted_the_same_way(structurer):
    assert sort(structurer, KEYS) == sort(BuiltinStructurer("Northstar", AllProductTalk()), KEYS)


async def test_prose_without_headings_is_sorted_when_it_is_loaded(structurer):
    library = Library()
    library.structurer = structurer
    library.files.files["stories/keys.txt"] = f"Keys at midnight\n\n{KEYS}\n\n{OFFER}".encode()
    [line] = await library.run(defaults=PROSPECTS)
    stored = library.stories.records["keys"]
    assert "key boxes" in stored.outsiders.facets[Facet.ATTEMPTS]
    assert "intuitive" in stored.outsiders.facets[Facet.PRODUCT_NOTES]
    assert "attempts" in stored.story.inferred
    assert any("Facets were inferred" in problem.message for problem in line.inferred)
    assert line.problems == ()


def test_heads_that_are_missing_are_named(tmp_path):
    with pytest.raises(SetupError, match="make train"):
        read_facet_heads(tmp_path / "none.npz")


def test_a_change_that_costs_is_made_for_strong_evidence_alone():
    change = np.zeros((3, 2), np.float32)
    weak = np.array([[1, 0], [0, 0.5], [1, 0]], np.float32)
    strong = np.array([[1, 0], [0, 9], [1, 0]], np.float32)
    assert likeliest(weak, change, [0, 0.4, 0.4]) == [0, 0, 0]
    assert likeliest(strong, change, [0, 0.4, 0.4]) == [0, 1, 0]


def test_sureness_is_a_probability_for_each_unit():
    shares = sureness(np.array([[2, 0], [0, 2]], np.float32), np.zeros((3, 2), np.float32), [0, 0])
    assert np.allclose(shares.sum(axis=1), 1)
    assert shares[0, 0] > 0.8
