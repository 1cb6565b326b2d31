"""What each kind of reader reads of a story."""

import pytest

from bot.domain.audience import Audience, Visibility, clearance_for
from bot.domain.passages import indexed_rendition, passages_of
from bot.domain.rendition import readable, render_for_insiders, render_for_outsiders, replace_names
from bot.domain.stand_ins import stand_ins, still_named
from bot.domain.story import Facet, Hold, Status
from tests.library_builders import make_stored, make_story

ANYONE, OUTSIDERS, INSIDERS = (clearance_for(a) for a in Audience)


def render(story, found=None):
    return render_for_outsiders(story, "ref", stand_ins(story, found or {}))


def told(text, **changes):
    """The outsiders' text of a story with one facet."""
    found = changes.pop("found", {})
    return render(make_story(facets={Facet.PROBLEM: text}, **changes), found).facets[Facet.PROBLEM]


def test_names_are_replaced_by_whole_words():
    shown = replace_names("Box bought a box. Boxes and Box's lid.", {"Box": "a maker"})
    assert shown == "A maker bought a box. Boxes and a maker's lid."


def test_the_longest_name_goes_first():
    names = {"Northwind": "a group", "Northwind Freight": "a logistics group"}
    assert replace_names("At Northwind Freight", names) == "At a logistics group"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We asked Northwind twice.", "We asked a logistics group with nine plants twice."),
        ("Northwind's plan", "A logistics group with nine plants' plan"),
        ("Ana Ruiz's plan", "The group controller's plan"),
        ("NORTHWIND FREIGHT lost it", "A logistics group with nine plants lost it"),
        ("see www.northwind-freight.com/case for more", "see (link left out) for more"),
        ("follow #NorthwindFreight", "follow (link left out)"),
        (
            "Ana Ruiz said no. Ruiz left.",
            "The group controller said no. The group controller left.",
        ),
        (
            "The group controller, Ana Ruiz, blamed the plant.",
            "The group controller blamed the plant.",
        ),
        (
            "They asked Ana Ruiz, group controller, first.",
            "They asked the group controller first.",
        ),
        ("Our group controller Ana Ruiz counted.", "Our group controller counted."),
    ],
)
def test_every_form_of_a_name_is_replaced(text, shown):
    assert told(text).replace(", first", " first") == shown


def test_a_legal_form_is_not_part_of_the_name():
    assert told(
        "Hargreave Lund waited.", customer="Hargreave Lund LLP", shown_as="a law firm"
    ) == ("A law firm waited.")


def test_personal_data_that_was_found_is_replaced():
    found = {"jo@acme.example": "(e-mail left out)", "Jo Field": "a colleague"}
    assert told("Jo Field wrote from jo@acme.example.", found=found) == (
        "A colleague wrote from (e-mail left out)."
    )


def test_a_customer_that_looks_like_a_person_is_shown_as_an_organisation():
    shown = told(
        "Marlowe counted.",
        customer="Marlowe Coast",
        aliases=("Marlowe",),
        shown_as="a hospital",
        found={"Marlowe": "a colleague"},
    )
    assert shown == "A hospital counted."


def test_a_public_story_keeps_its_customer_and_hides_people():
    story = make_story(visibility=Visibility.PUBLIC)
    rendition = render(story, {"Jo Field": "a colleague"})
    assert rendition.who == "Northwind Freight"
    assert "Northwind closed" in rendition.text


def test_without_shown_as_the_industry_says_who():
    assert render(make_story(shown_as="")).who == "an organisation in logistics"
    assert render(make_story(shown_as="", industry="")).who == "an organisation"


def test_outsiders_have_no_rendition_of_what_is_internal_or_held():
    assert render(make_story(visibility=Visibility.INTERNAL)) is None
    assert render(make_story(holds=(Hold("because", "mend it"),))) is None


def test_a_source_that_names_the_customer_is_left_out_for_outsiders():
    story = make_story(attribution="https://github.com/northwindfreight/blog, CC-BY-4.0")
    assert render(story).attribution == ""
    assert render_for_insiders(story, "ref").attribution == story.attribution
    assert render(make_story(attribution="https://example.org, CC0")).attribution


def test_insiders_read_what_was_written():
    assert "Ana Ruiz" in render_for_insiders(make_story(), "ref").text


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        (Visibility.PUBLIC, [ANYONE, OUTSIDERS, INSIDERS]),
        (Visibility.PROSPECTS, [OUTSIDERS, INSIDERS]),
        (Visibility.INTERNAL, [INSIDERS]),
    ],
)
def test_who_may_read_a_story(visibility, readers):
    stored = make_stored(visibility=visibility)
    may = [c for c in (ANYONE, OUTSIDERS, INSIDERS) if readable(stored, c) is not None]
    assert may == readers


def test_a_held_story_is_for_insiders_whatever_it_says():
    stored = make_stored(visibility=Visibility.PUBLIC, holds=(Hold("because", "mend it"),))
    assert readable(stored, OUTSIDERS) is None
    assert readable(stored, INSIDERS).held


def test_product_notes_stay_closed_to_outsiders_until_the_gate_opens():
    stored = make_stored()
    assert Facet.PRODUCT_NOTES not in readable(stored, OUTSIDERS).facets
    assert Facet.PRODUCT_NOTES in readable(stored, OUTSIDERS, gate_open=True).facets
    assert Facet.PRODUCT_NOTES in readable(stored, INSIDERS).facets


def test_no_outsiders_rendition_means_no_reading():
    """A record without one fails closed, even where the visibility would allow it."""
    assert readable(make_stored().__class__(make_story(), "ref", 1, "h"), OUTSIDERS) is None


def test_passages_are_cut_from_the_anonymised_text():
    passages = passages_of(make_stored())
    assert {p.visibility for p in passages} == {Visibility.PROSPECTS}
    assert not any("Northwind" in p.text or "Ruiz" in p.text for p in passages)
    assert [p.is_product for p in passages] == [False, False, False, True]


@pytest.mark.parametrize(
    "changes",
    [
        {"visibility": Visibility.INTERNAL},
        {"holds": (Hold("because", "mend it"),)},
        {"status": Status.DRAFT},
    ],
)
def test_what_outsiders_may_not_read_is_indexed_for_insiders(changes):
    """Drafts too: what is on no outsiders' shelf cannot come up there."""
    stored = make_stored(**changes)
    assert {p.visibility for p in passages_of(stored)} == {Visibility.INTERNAL}
    assert "Northwind" in indexed_rendition(stored).text


def test_a_long_facet_is_cut_at_sentences_and_loses_nothing():
    text = " ".join(f"This is sentence number {n} of a long story." for n in range(60))
    passages = passages_of(make_stored(facets={Facet.PROBLEM: text}))
    assert len(passages) > 2
    assert " ".join(p.text for p in passages) == text
    assert len({p.id for p in passages}) == len(passages)


def test_names_that_are_left_in_other_fields_are_told():
    fields = {"shown_as": "Northwind, a logistics group", "roles": "controller"}
    assert still_named(["Northwind", "Ana Ruiz"], fields) == [("shown_as", "Northwind")]
