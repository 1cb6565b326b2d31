"""Cutting a story into the passages that search looks at."""

from bot.domain.audience import Visibility
from bot.domain.passages import (
    PASSAGE_WORDS,
    holds_passage,
    indexed_rendition,
    passages_of,
)
from bot.domain.story import Facet
from tests.library_builders import make_stored


def sentence(words, start="Pallets"):
    return " ".join([start, *["stand"] * (words - 1)]) + "."


def cut(text):
    return [p.text for p in passages_of(make_stored(facets={Facet.PROBLEM: text}))]


def test_a_short_facet_is_one_passage_whatever_its_paragraphs():
    assert cut("One. Two.\n\nThree.") == ["One. Two. Three."]


def test_a_passage_ends_before_it_grows_too_long():
    pieces = cut(" ".join([sentence(50)] * 5))
    assert [len(piece.split()) for piece in pieces] == [100, 100, 50]
    assert all(len(piece.split()) <= PASSAGE_WORDS for piece in pieces)


def test_a_paragraph_begins_a_passage_where_the_one_before_can_stand_alone():
    long, short = sentence(70), sentence(30)
    assert cut(f"{long}\n\n{short}") == [long, short]
    assert cut(f"{short}\n\n{short}") == [f"{short} {short}"]


def test_nothing_of_a_text_is_lost():
    text = "\n\n".join(f"{sentence(n)} {sentence(n, 'Boxes')}" for n in (5, 80, 130, 3, 61))
    assert " ".join(" ".join(cut(text)).split()) == " ".join(text.split())


def test_what_outsiders_may_not_read_is_no_passage_of_theirs():
    draft = make_stored(visibility=Visibility.INTERNAL)
    assert {p.visibility for p in passages_of(draft)} == {Visibility.INTERNAL}


SORTED = {
    Facet.SITUATION: "The depot has three docks.",
    Facet.PROBLEM: "Pallets vanish at night. Nobody counts them on Fridays.",
    Facet.AS_TOLD: "Pallets vanish at night. The depot has three docks.\n\n"
    "Nobody counts them on Fridays.",
    Facet.PRODUCT_NOTES: "Our scanner finds them.",
}


def test_a_story_that_was_sorted_is_searched_in_its_own_order():
    found = [(p.facet, p.text) for p in passages_of(make_stored(facets=SORTED))]
    told = "Pallets vanish at night. The depot has three docks. Nobody counts them on Fridays."
    assert found == [(Facet.PROBLEM, told), (Facet.PRODUCT_NOTES, "Our scanner finds them.")]


def test_a_passage_stands_in_its_facet_or_in_the_whole_and_a_product_note_in_its_own_alone():
    rendition = indexed_rendition(make_stored(facets=SORTED))
    told = "Pallets vanish at night. The depot has three docks."
    assert holds_passage(rendition, Facet.PROBLEM, told)
    assert not holds_passage(rendition, Facet.PRODUCT_NOTES, told)
    assert not holds_passage(rendition, Facet.PROBLEM, "Our scanner finds them.")
    assert not holds_passage(rendition, Facet.PROBLEM, " ")
