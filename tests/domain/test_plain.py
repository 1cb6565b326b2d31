"""People's words are safe to repeat: nothing in them is live, hidden, or a question of ours."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plain import HIDDEN, MARKUP, plain, questions_in, quoted

PIECES = (
    *"<>!@#|?/b](é \n\u200b\uff20\u202e",
    *("channel", "here", "http:", "](", "javascript:", "<!channel>", "<@U123>"),
)
TRICKY = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!channel> look", "look"),
        ("ask <@U123ABC>", "ask"),
        ("ask <@U123ABC|bob>", "ask bob"),
        ("in <#C1|general>", "in general"),
        ("see <https://evil.example|our page>", "see our page"),
        ("<at>Bob</at> signs", "Bob signs"),
        ("ping @here now", "ping now"),
        ("ping \uff20everyone", "ping"),
        ("[click](https://evil.example)", "[click] (https://evil.example)"),
        ("it <b>really</b> waits", "it really waits"),
        ("<img src=x onerror=alert(1)> hi", "hi"),
        ("javascript:alert(1)", "alert(1)"),
    ],
)
def test_live_markup_is_taken_out_and_its_words_kept(text, expected):
    assert plain(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "cost < 10k and risk > 5",
        "we love it <3",
        "write to bob@here.example",
        "JavaScript: not our thing",
        "a [note] (in brackets)",
        "👩‍💻 codes at night",
    ],
)
def test_plain_words_stay_as_they_are(text):
    assert plain(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<<b>!channel>",
        "<http://x|<!channel>>",
        "<http://x|@here>",
        "<!chan\u200bnel>",
        "@he\u00adre",
        "@\u2060everyone",
        "<?!channel>",
        "@?here",
        "]<b>(http://evil.example)",
        "<\U000e0041!here>",
    ],
)
def test_no_trick_brings_markup_back_to_life(text):
    """A quoted <!channel> is never live, however it is put together."""
    assert not MARKUP.search(quoted(text))
    assert not HIDDEN.search(quoted(text))


@given(TRICKY)
def test_plain_leaves_no_markup_and_nothing_hidden(text):
    for made in (plain(text), quoted(text)):
        assert not MARKUP.search(made)
        assert not HIDDEN.search(made)


@given(TRICKY)
def test_making_plain_twice_changes_nothing(text):
    assert plain(plain(text)) == plain(text)


@given(TRICKY | st.text(st.sampled_from("a ?!.\uff1f\u061f\u2049¿;"), max_size=30))
def test_a_quotation_asks_nothing(text):
    assert questions_in(quoted(text)) == 0


def test_hidden_and_turning_characters_go():
    assert plain("ten\u202e days\u200b of\u00ad wait\x00") == "ten days of wait"


def test_blanks_are_folded():
    assert plain("  a \n\n b\t c ") == "a b c"


def test_quotations_lose_their_outer_punctuation():
    assert quoted("Why does it take a week?! ") == "Why does it take a week"
    assert quoted("approvals wait.") == "approvals wait"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Why?", 1),
        ("Why?! Really??", 2),
        ("なぜ\uff1f", 1),
        ("لماذا؟", 1),
        ("Why⁉ How❓", 2),
        ("¿Por qué?", 1),
        ("No question.", 0),
    ],
)
def test_questions_are_counted_in_any_script(text, count):
    assert questions_in(text) == count


@pytest.mark.parametrize(
    "text", ["<!" * 10000, "<b" * 5000 + ">" * 5000, " " * 20000, "[](" * 6000]
)
def test_odd_text_is_made_plain_in_good_time(text):
    began = time.perf_counter()
    quoted(text)
    assert time.perf_counter() - began < 2


def test_a_quotation_within_a_quotation_takes_single_marks():
    assert quoted('they call it \u201cenhanced monitoring\u201d, "for now"') == (
        "they call it 'enhanced monitoring', 'for now'"
    )
