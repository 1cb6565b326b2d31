"""The plain lines: all that the code says is there, is filled in, and reads as it should."""

import re
from pathlib import Path
from string import Template

import pytest

from bot.adapters.content.prompt_files import load_wording
from bot.domain.audience import Place
from bot.domain.plain import MARKUP, questions_in
from bot.domain.repair import LANGUAGES
from tests.content.lines_in_code import lines_in_code

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"
LINES = load_wording(PROMPTS).lines
SAID = lines_in_code()

ASKING = {"confirm_ask", "back_after_weeks", "worth_ask"}
# Values that a speaker fills in from the stories it tells, or for everyone.
BY_SPEAKER = {
    "no_story": {"title", "difference"},
    "no_other_story": {"title", "difference"},
    "heard": {"point"},
    "evidence_outcomes": {"count", "total"},
}
EVERYWHERE = {"operator"}
LONGEST_VALUE, LONGEST_LINE, LONGEST_REPLY = 120, 200, 500


def placeholders(text):
    return set(Template(text).get_identifiers())


def needs(key):
    return placeholders(LINES[key][0]) - EVERYWHERE - BY_SPEAKER.get(key, set())


def test_the_code_was_read():
    """At least this many lines are said; a change of style must not blind these tests."""
    assert len({said.pattern for said in SAID}) > 50


def test_every_line_that_the_code_says_exists():
    missing = [s for s in SAID if not any(re.fullmatch(s.pattern, key) for key in LINES)]
    assert missing == []


def test_every_line_gets_the_values_that_it_needs():
    lacking = [
        (said.where, key, needed - said.values)
        for said in SAID
        if said.values is not None
        for key in LINES
        if re.fullmatch(said.pattern, key) and (needed := needs(key)) - said.values
    ]
    assert lacking == []


@pytest.mark.parametrize("place", ["shared", "private", "public"])
def test_each_place_has_its_own_words_on_who_reads(place):
    """`public` is the shelf; a shared room and a private one are rooms."""
    assert f"reads_along_{place}" in LINES
    assert f"privacy_{place}" in LINES
    assert place in (*Place, "private")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_sentence(language):
    """One sentence, in that language, that says who can help."""
    for text in LINES[f"another_language_{language}"]:
        assert "$operator" in text
        assert text.count(".") == 1


def broken_by(rule):
    """The variants of lines that a rule does not hold for."""
    return [(key, text) for key, texts in LINES.items() for text in texts if not rule(key, text)]


def test_a_line_has_variants_and_no_two_are_the_same():
    few = [key for key, texts in LINES.items() if len({t.casefold() for t in texts}) < 3]
    assert few == []
    assert [key for key, texts in LINES.items() if len(set(texts)) != len(texts)] == []


def test_all_variants_of_a_line_use_the_same_values():
    assert broken_by(lambda key, text: placeholders(text) == placeholders(LINES[key][0])) == []


def test_placeholders_are_well_formed():
    assert broken_by(lambda _, text: Template(text).is_valid()) == []


def test_only_lines_that_are_meant_to_ask_do():
    assert broken_by(lambda key, text: questions_in(text) == int(key in ASKING)) == []


def test_lines_are_short_plain_and_calm():
    assert broken_by(lambda _, text: 0 < len(text) <= LONGEST_LINE) == []
    assert broken_by(lambda _, text: text == " ".join(text.split())) == []
    assert broken_by(lambda _, text: "!" not in text and not MARKUP.search(text)) == []


def test_a_line_fits_into_a_reply_with_its_longest_values():
    def fits(_, text):
        values = dict.fromkeys(placeholders(text), "x" * LONGEST_VALUE)
        return len(Template(text).substitute(values)) <= LONGEST_REPLY

    assert broken_by(fits) == []


def test_whether_this_is_a_bot_gets_a_plain_yes():
    for key in ("is_this_a_bot", "is_this_a_bot_model"):
        for text in LINES[key]:
            assert text.startswith("Yes")
            assert "$operator" in text
            assert "wrong" in text


def test_the_words_that_a_buyer_may_write_are_always_the_same():
    """ "person", "private", "notes", "more", "stop", "no" and "forget that": no other commands."""
    known = {"person", "private", "notes", "more", "stop", "no", "forget that", "review"}
    known |= {"gaps", "digest", "no digest"}  # an owner's
    known |= {"pass my notes"}
    known |= {"quiet", "answer again", "introduce yourself"}  # of the bot itself
    plain = {key: texts for key, texts in LINES.items() if not placeholders("".join(texts))}
    quoted = {q for texts in plain.values() for t in texts for q in re.findall(r'"([^"]+)"', t)}
    assert quoted <= known


def test_no_line_speaks_of_rules_prompts_or_instructions():
    """Those who fish are told what is so, not how we are built."""
    for key in ("fishing", "injection"):
        for text in LINES[key]:
            assert not re.search(r"\b(rule|prompt|instruction|polic|not allowed)", text.lower())


def test_a_count_is_never_given_as_odds():
    """Counts are not odds: no percentages, and "not a survey"."""
    for key in ("evidence_count", "evidence_outcomes"):
        for text in LINES[key]:
            assert "survey" in text
            assert "%" not in text
