"""What listening is trained on and measured by: folds that do not leak, and the counts."""

import json

from bot.domain.brief import Field
from training.listening_scores import HeardTurn, scores
from training.turn_examples import folds, turns_in

SAID = [
    {
        "text": "Orders come in late, we lose two a week.",
        "intents": ["describe"],
        "brief": [
            {"field": "problem", "span": "Orders come in late"},
            {"field": "impact", "span": "we lose two a week"},
        ],
        "pending": "problem",
    },
    {"text": "Who else had that?", "intents": ["ask_story"], "brief": [], "pending": None},
]


def talks(path, count):
    file = path / "talks.jsonl"
    rows = [{"id": f"c{n}", "turns": SAID} for n in range(count)]
    file.write_text("\n".join(json.dumps(row) for row in rows))
    return list(turns_in(file))


def test_each_turn_is_held_back_once_and_with_its_whole_conversation(tmp_path):
    turns = talks(tmp_path, 11)
    divided = folds(turns, 3, seed=1)
    assert sorted(n for fold in divided for n in fold) == list(range(len(turns)))
    names = [{turns[n].conversation for n in fold} for fold in divided]
    assert all(one.isdisjoint(other) for one in names for other in names if one is not other)


def test_what_is_heard_as_annotated_scores_one(tmp_path):
    turns = talks(tmp_path, 1)
    heard = [
        HeardTurn(frozenset({"describe"}), turns[0].entries),
        HeardTurn(frozenset({"ask_story"}), []),
    ]
    assert scores(turns, heard) == "brief 1.000, spans' words 1.000, intents 1.000"


def test_a_field_too_many_and_half_the_words_cost_their_share(tmp_path):
    turns = talks(tmp_path, 1)
    heard = [
        HeardTurn(
            frozenset({"describe"}), [(Field.PROBLEM, "Orders come"), (Field.TRIGGER, "a week")]
        ),
        HeardTurn(frozenset(), []),
    ]
    assert scores(turns, heard) == "brief 0.500, spans' words 0.333, intents 0.667"
