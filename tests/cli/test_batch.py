"""Lines in, lines out: whatever a line holds, it gets its one line of answer, in order."""

import io
import json

import pytest

from bot.cli.batch import Line, opened, read_lines, work_through
from bot.domain.errors import BotError, SetupError


def read(*raw: bytes) -> list[Line]:
    return list(read_lines(io.BytesIO(b"".join(raw))))


async def echo(line: Line) -> dict[str, object]:
    return {"n": line.n, "text": line.text("text")}


def empty(line: Line) -> dict[str, object]:
    return {"n": line.n, "text": ""}


async def written(capsys, *raw: bytes) -> tuple[int, list[dict[str, object]]]:
    code = await work_through(iter(read(*raw)), echo, empty)
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


async def test_each_line_is_answered_in_order(capsys):
    code, rows = await written(capsys, b'{"text": "one"}\n', b'{"text": "two", "other": 1}\n')
    assert code == 0
    assert rows == [{"n": 0, "text": "one"}, {"n": 1, "text": "two"}]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂👍🏽",
        "x" * 20_000,
        "abc \u202b\u05e9\u05dc\u05d5\u05dd\u202c def \u0645\u0631",
        "\u0000 \u2028 \u0085",
        "\ufeff",
    ],
)
async def test_any_text_is_a_text(capsys, text):
    code, rows = await written(capsys, json.dumps({"text": text}).encode() + b"\n")
    assert (code, rows) == (0, [{"n": 0, "text": text}])


async def test_half_a_character_is_replaced_and_not_fatal(capsys):
    code, rows = await written(capsys, b'{"text": "a\\ud83d b"}\n')
    assert (code, rows[0]["text"]) == (0, "a\ufffd b")


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"not json\n", "line"),
        (b'{"text": "cut off\n', "line"),
        (b'["a list"]\n', "line"),
        (b"null\n", "line"),
        (b'{"text": "\xff\xfe"}\n', "line"),
        (b"[" * 100_000 + b"\n", "line"),
        (b"{}\n", "text"),
        (b'{"text": null}\n', "text"),
        (b'{"text": 7}\n', "text"),
        (b'{"text": ["a"]}\n', "text"),
    ],
)
async def test_a_bad_line_gets_its_shape_with_problems(capsys, raw, field):
    """The lines after it are worked on all the same, and the exit code tells."""
    code, rows = await written(capsys, raw, b'{"text": "good"}\n')
    bad, good = rows
    assert code == 1
    assert bad["n"] == 0
    assert bad["text"] == ""
    assert [problem["field"] for problem in bad["problems"]] == [field]
    assert good == {"n": 1, "text": "good"}


async def test_an_empty_line_between_others_is_a_bad_line(capsys):
    code, rows = await written(capsys, b'{"text": "a"}\n', b"\n", b'{"text": "b"}\n')
    assert code == 1
    assert [row["n"] for row in rows] == [0, 1, 2]


async def test_empty_lines_at_the_end_are_no_input(capsys):
    code, rows = await written(capsys, b'{"text": "a"}\n', b"\n", b"  \n")
    assert (code, len(rows)) == (0, 1)


def test_a_byte_order_mark_and_a_missing_line_end_do_no_harm():
    [line] = read(b'\xef\xbb\xbf{"text": "a"}')
    assert line.text("text") == "a"


async def test_a_fault_on_one_line_leaves_the_others_alone(capsys):
    """Even one of ours: its words are not shown, the others are answered."""

    async def answer(line: Line) -> dict[str, object]:
        if line.n == 0:
            raise RuntimeError("secret detail")
        if line.n == 1:
            raise BotError("Say it differently.")
        return await echo(line)

    lines = iter(read(*[b'{"text": "a"}\n'] * 3))
    assert await work_through(lines, answer, empty) == 1
    out = capsys.readouterr().out
    rows = [json.loads(line) for line in out.splitlines()]
    assert "secret detail" not in out
    assert rows[1]["problems"] == [{"field": "line", "message": "Say it differently."}]
    assert rows[2] == {"n": 2, "text": "a"}


async def test_an_answer_is_written_before_the_next_line_is_read(capsys):
    """Whoever pipes line by line gets each answer at once."""
    seen = []

    def source():
        for n in range(2):
            seen.append(capsys.readouterr().out)
            yield Line(n, {"text": str(n)})

    await work_through(source(), echo, empty)
    assert seen[0] == ""
    assert json.loads(seen[1]) == {"n": 0, "text": "0"}


def test_a_name_may_be_a_number_or_missing():
    line = Line(0, {"a": 7, "b": True, "c": None, "d": {}})
    assert [line.name(key) for key in "abcde"] == ["7", "", "", "", ""]


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_opened_says_what_to_name(tmp_path, name):
    with pytest.raises(SetupError, match="standard input"), opened(str(tmp_path / name)):
        pass
