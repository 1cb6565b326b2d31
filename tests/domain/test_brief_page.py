"""The notes as a page that a buyer takes along: their words, and nothing that acts by itself."""

from bot.domain.brief import Brief, Field
from bot.domain.brief_page import HEADINGS, brief_page
from tests.builders import ANA, GUESS, MEASURED, RAJ, make_brief, make_entry


def test_the_page_reads_like_notes():
    brief = Brief(
        (
            make_entry(Field.IMPACT, "31 of 50", 2, sure=MEASURED, confirmed=True),
            make_entry(Field.PROBLEM, "returns are killing us", 1),
        )
    )
    assert brief_page(brief).splitlines() == [
        "# Problem notes",
        "",
        "## The problem or opportunity",
        "",
        "- returns are killing us (Ana, 20 November 2026)",
        "",
        "## What it costs or would bring",
        "",
        "- 31 of 50 (Ana, 20 November 2026, measured, confirmed)",
    ]


def test_a_guess_is_marked_as_one():
    page = brief_page(Brief((make_entry(Field.IMPACT, "60/40", sure=GUESS),)))
    assert "- 60/40 (Ana, 20 November 2026, a guess)" in page


def test_two_views_of_one_problem_stand_side_by_side_with_their_names():
    rajs = make_entry(span="finance wants certainty", n=2, who=RAJ, who_name="Raj")
    page = brief_page(Brief((make_entry(span="the forecast is wrong"), rajs)))
    assert "the forecast is wrong (Ana" in page
    assert "finance wants certainty (Raj" in page


def test_an_empty_brief_says_so():
    assert "Nothing is noted yet." in brief_page(Brief())


def test_what_was_replaced_or_withdrawn_is_not_on_the_page():
    old, new = make_entry(span="ten days"), make_entry(span="five days", n=1)
    other = make_entry(Field.IMPACT, "my boss is furious", 2)
    brief = Brief((old, other)).correct(old.id, new).withdraw(other.id, ANA)
    page = brief_page(brief)
    assert "five days" in page
    assert "ten days" not in page
    assert "furious" not in page


def test_every_field_has_a_heading_of_its_own():
    assert set(HEADINGS) == set(Field)
    assert len(set(HEADINGS.values())) == len(Field)
    page = brief_page(make_brief(*Field))
    assert all(f"## {heading}" in page for heading in HEADINGS.values())


def test_words_are_no_markdown_and_no_html():
    span = "# not a heading\n[free](http://evil) <script>x</script> *now* `x` |"
    line = brief_page(Brief((make_entry(span=span),))).splitlines()[4]
    assert line.startswith(
        r"- \# not a heading \[free\](http://evil) \<script\>x\</script\> \*now\* \`x\` \|"
    )


def test_a_display_name_is_no_markup_either():
    page = brief_page(Brief((make_entry(who_name="<img src=x> [Bob](javascript:x)"),)))
    assert r"\<img src=x\> \[Bob\](javascript:x)" in page


def test_hidden_characters_do_not_travel():
    page = brief_page(Brief((make_entry(span="ten\u202e days\u200b"),)))
    assert "ten days" in page


def test_someone_without_a_name_is_someone():
    assert "(someone, 20 November 2026)" in brief_page(Brief((make_entry(who_name=""),)))
