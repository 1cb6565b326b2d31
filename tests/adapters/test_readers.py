"""The readers of Markdown and plain text: what they make of a file."""

import pytest

from bot.domain.audience import Visibility
from bot.domain.story import Consent, Facet, Outcome, Peer, Status
from bot.ports.library import Defaults
from tests.fakes.reading import NOTHING, WHOLE, front, read


def test_all_front_matter_is_read():
    story = read(WHOLE, NOTHING)
    assert (story.id, story.visibility, story.status) == (
        "close-not-finance",
        Visibility.PROSPECTS,
        Status.APPROVED,
    )
    assert (story.outcome, story.customer) == (Outcome.SUCCEEDED, "Northwind Freight")
    assert story.aliases == ("Northwind", "Freight, North")
    assert story.people == {"Ana Ruiz": "head of finance", "Ben Okafor": "colleague"}
    assert story.roles == ("group controller", "plant manager")
    assert story.peer == Peer(willing=True, limit="2 a quarter")
    assert isinstance(story.consent, Consent)
    assert str(story.consent.on) == "2026-03-02"  # `on` is true in YAML 1.1
    assert story.attribution == "https://example.org/repo (posts/close.md), CC0-1.0"


def test_text_is_plain_and_sorted_by_heading():
    facets = read(WHOLE).facets
    assert facets[Facet.SITUATION] == "Nine plants, one ledger."
    assert facets[Facet.PROBLEM] == "The close took nine days & more."
    assert facets[Facet.ATTEMPTS] == "a calendar\nreminders"
    assert list(facets) == [Facet.SITUATION, Facet.PROBLEM, Facet.ATTEMPTS]


@pytest.mark.parametrize(
    ("heading", "facet"),
    [
        ("Opportunity", Facet.PROBLEM),
        ("1. Background", Facet.SITUATION),
        ("THE CHALLENGE:", Facet.PROBLEM),
        ("Lessons learned", Facet.LESSONS),
        ("What we'd do differently", Facet.LESSONS),
        ("Results / numbers", Facet.OUTCOME),
        ("Root cause", Facet.FOUND_OUT),
        ("How we noticed", Facet.NOTICED),
        ("Who was not asked", Facet.MISSING),
        ("What they feared", Facet.FEARED),
        ("Why we chose paper", Facet.DECIDED),
        ("When this would not help", Facet.NOT_FOR),
        ("Six months later", Facet.LATER),
        ("Our product", Facet.PRODUCT_NOTES),
        ("Questions they wish they had asked", Facet.QUESTIONS),
        ("A walk in the park", Facet.UNSORTED),
    ],
)
def test_headings_are_matched_leniently(heading, facet):
    assert facet in read(f"# T\n\n## {heading}\n\nSome text.").facets


def test_what_a_heading_says_beyond_its_facet_is_kept():
    facets = read("# T\n\n## Problem: nobody had counted\n\nThey guessed.").facets
    assert facets == {Facet.PROBLEM: "nobody had counted\n\nThey guessed."}


def test_deeper_headings_stay_with_their_facet_and_others_end_it():
    text = "# T\n\nFirst.\n\n## Problem\n\nA.\n\n### In June\n\nB.\n\n## Thanks\n\nC."
    assert read(text).facets == {
        Facet.PROBLEM: "A.\n\nIn June\n\nB.",
        Facet.UNSORTED: "First.\n\nThanks\n\nC.",
    }


def test_a_facet_that_was_guessed_is_marked_so():
    assert read("# T\n\n## Problem\n\nA.\n\n## Takeaways\n\nB.").inferred == {"lessons"}


def test_an_opportunity_is_recognised_by_its_heading():
    assert read("# T\n\n## Opportunity\n\nA.").starts_with == "opportunity"
    assert read("# T\n\n## Problem\n\nA.").starts_with == "problem"


def test_markup_goes_and_words_stay():
    text = """# T

An ![image](a.png) and `code`, a <b>bold</b> word, {{< figure >}} and a note[^1].

<div class="x"><p>In a box</p><script>alert(1)</script></div>

<!-- a comment -->

```
make all
```

| who | days |
|---|---|
| Ana | 9 |

> A quotation
> over two lines

![only a picture](b.png)
"""
    assert read(text).facets[Facet.UNSORTED] == (
        "An  and code, a bold word,  and a note.\n\nIn a box\n\nmake all\n\n"
        "who; days\nAna; 9\n\nA quotation over two lines"
    )


def test_a_comment_that_is_never_closed_takes_nothing_along():
    assert "All of this." in read("# T\n\nA.\n\n<!-- oops\n\nAll of this.").facets[Facet.UNSORTED]


def test_a_very_long_paragraph_is_kept_whole():
    assert len(read("# T\n\n" + "word [" * 20_000).facets[Facet.UNSORTED]) > 100_000


def test_the_file_wins_over_the_flag():
    story = read("---\ntitle: T\nvisibility: internal\nstatus: draft\n---\nText.")
    assert (story.visibility, story.status) == (Visibility.INTERNAL, Status.DRAFT)


def test_the_flag_fills_what_the_file_leaves_out():
    story = read("# T\n\nText.", Defaults(Visibility.PUBLIC, Status.DRAFT))
    assert (story.visibility, story.status) == (Visibility.PUBLIC, Status.DRAFT)


def test_title_and_id_come_from_the_heading_and_the_file_name():
    story = read("# A *short* title\n\nText.", name="Some Folder/My Story_1.md")
    assert (story.title, story.id) == ("A short title", "my-story-1")
    assert story.facets == {Facet.UNSORTED: "Text."}


def test_empty_values_and_odd_scalars_are_text():
    story = read(front("customer:\nsize: 0200\nas_of: 2026\nroles:\nconsent:\npeople: {}"))
    assert (story.customer, story.size, story.as_of, story.consent) == ("", "0200", "2026", None)
