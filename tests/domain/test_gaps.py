"""Whose words a gap may keep, and how gaps are grouped by problem."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import Audience, Place, Role, Room
from bot.domain.gap_page import ListedGap, gap_page, gap_points
from bot.domain.gaps import Gap, GapGroup, by_problem, matter_of, may_keep_words
from bot.domain.plain import questions_in
from tests.builders import NOW, make_told


def gap(gap_id, words="why is the yard full", account="acme", **changes):
    made = Gap(NOW, Role.PROSPECT, Audience.OUTSIDERS, account, f"slack:C{gap_id}", words)
    return replace(made, id=gap_id, **changes)


def room(place=Place.SHARED, account="acme"):
    return Room("C1", "slack", place, account)


@pytest.mark.parametrize("place", [Place.DM, Place.INTERNAL, Place.PUBLIC, None])
def test_a_buyers_words_are_kept_from_shared_rooms_only(place):
    assert may_keep_words(room(), Role.PROSPECT, frozenset())
    assert not may_keep_words(room(place), Role.PROSPECT, frozenset())


def test_words_of_an_unknown_account_are_not_kept():
    assert not may_keep_words(room(account=""), Role.PROSPECT, frozenset())


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("forbidden", ["acme", "*"])
def test_words_of_an_account_that_forbids_it_are_kept_of_nobody(role, forbidden):
    place = Place.SHARED if role is Role.PROSPECT else Place.DM
    assert may_keep_words(room(place), role, frozenset({"globex"}))
    assert not may_keep_words(room(place), role, frozenset({"globex", forbidden}))


def test_the_gap_with_the_most_neighbours_names_its_group():
    gaps = [gap(1), gap(2), gap(3), gap(4)]
    near = {1: [2], 2: [1, 3], 3: [2], 4: []}
    groups = by_problem(gaps, near)
    assert [[g.id for g in group.gaps] for group in groups] == [[2, 1, 3], [4]]


def test_withheld_words_are_grouped_by_the_nearest_story():
    gaps = [
        gap(1, words="", nearest="close"),
        gap(2, words="", nearest="returns"),
        gap(3, words="", nearest="close"),
    ]
    assert [[g.id for g in group.gaps] for group in by_problem(gaps, {})] == [[1, 3], [2]]


@given(st.permutations(range(1, 8)), st.sets(st.tuples(st.integers(1, 7), st.integers(1, 7))))
def test_each_gap_is_in_one_group_whatever_the_order(order, pairs):
    near = {i: [b for a, b in pairs if a == i] + [a for a, b in pairs if b == i] for i in order}
    groups = by_problem([gap(i) for i in order], near)
    assert sorted(g.id for group in groups for g in group.gaps) == list(range(1, 8))
    assert groups == by_problem([gap(i) for i in range(1, 8)], near)
    for group in groups:
        assert all(g.id in near[group.central.id] for g in group.gaps[1:])


def test_a_group_counts_accounts_and_not_reps():
    later = NOW + timedelta(days=3)
    asked = (gap(1), gap(2, account="globex", at=later), gap(3), gap(4, role=Role.REP))
    group = GapGroup(asked)
    assert (group.accounts, group.first, group.last) == (2, NOW, later)
    assert (group.asked_by(Role.PROSPECT), group.asked_by(Role.REP)) == (3, 1)
    assert ListedGap(group).counted == "asked 4 times, by 2 accounts"


def test_points_ask_nothing_and_wake_nobody():
    hostile = ListedGap(GapGroup((gap(1, "<!channel> why? https://x.test [a](b)"),)))
    [point] = gap_points([hostile])
    assert questions_in(point) == 0
    assert "<!" not in point
    assert "](" not in point + gap_page([hostile])


def test_a_withheld_group_is_named_by_the_nearest_story():
    withheld = ListedGap(GapGroup((gap(1, ""),)), make_told())
    assert withheld.name == '(words withheld) nearest is "The close that was not finance\'s"'
    assert ListedGap(GapGroup((gap(1, ""),))).name == "(words withheld) none was near"


def test_a_gap_says_what_there_is_to_know():
    group = GapGroup((gap(1),))
    assert ListedGap(group, make_told()).standing.startswith("it is about a logistics group")
    assert ListedGap(group, answered_by=("close",)).standing == "now answered by close"
    assert "may not read it" in ListedGap(group, internal="close").standing


@pytest.mark.parametrize(
    ("asked", "matter"),
    [
        (
            "Has anyone else had trouble with beavers on a golf course?",
            "beavers on a golf course?",
        ),
        ("did others have the same? the yard is full", "the yard is full"),
        ("Any story about owls in a hall?", "owls in a hall?"),
        ("our lifts stand still, how did others deal with it?", "our lifts stand still,"),
        ("Has anyone?", "Has anyone?"),
        ("the yard is full on Fridays", "the yard is full on Fridays"),
    ],
)
def test_words_that_only_ask_say_nothing_of_the_problem(asked, matter):
    assert matter_of(asked) == matter
