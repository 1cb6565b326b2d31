"""A story as a rep may offer it: who else may read it, and how to tell it in a minute."""

from bot.domain.audience import Visibility
from bot.domain.offers import MINUTE, badges_of, in_a_minute
from bot.domain.story import Facet
from tests.builders import make_rendition


def anything(_sentence):
    return True


def test_a_badge_says_who_may_read_it_and_what_keeps_it_from_them():
    assert badges_of(make_rendition(visibility=Visibility.PROSPECTS)) == ("prospects",)
    held = make_rendition(visibility=Visibility.INTERNAL, held=True, draft=True)
    assert badges_of(held) == ("internal", "held", "draft")


def test_it_is_told_from_how_it_stood_to_what_was_learned_in_its_own_sentences():
    story = make_rendition(
        {
            Facet.LESSONS: "Ask who is waiting.",
            Facet.OUTCOME: "It took a day then.",
            Facet.PROBLEM: "The close took nine days. Nobody knew why. Nobody asked.",
            Facet.ATTEMPTS: "They bought a tool first.",
            Facet.PRODUCT_NOTES: "They use our approvals.",
        }
    )
    assert in_a_minute(story, anything) == (
        "The close took nine days.",
        "Nobody knew why.",
        "They bought a tool first.",
        "It took a day then.",
        "Ask who is waiting.",
    )


def test_what_praises_the_product_is_left_out():
    story = make_rendition({Facet.PROBLEM: "The close took nine days. Our tool is fast."})
    assert in_a_minute(story, lambda s: "tool" not in s) == ("The close took nine days.",)


def test_it_takes_no_longer_than_a_minute():
    long = " ".join(f"{'word ' * 60}{n}." for n in range(4))
    story = make_rendition(dict.fromkeys((Facet.PROBLEM, Facet.ATTEMPTS, Facet.OUTCOME), long))
    assert 0 < len(" ".join(in_a_minute(story, anything))) <= MINUTE


def test_a_story_that_nobody_has_sorted_is_told_from_its_beginning():
    story = make_rendition({Facet.AS_TOLD: "It began in May. It went on. It ended. Late. Well."})
    assert in_a_minute(story, anything)[0] == "It began in May."
