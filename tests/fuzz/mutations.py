"""Shapes that nobody foresaw: what really comes, with pieces taken out, put in and swapped."""

import copy

from hypothesis import strategies as st

# No lone surrogates here: what is sent is UTF-8. Escaped ones come in by JSON below.
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_ODD = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "\u202e",
        "<!channel>",
        "C0SHARED",
        "-1",
        "1e999",
        "../..",
        "x" * 5000,
        "2026-13-45T99:99:99Z",
        "https://evil.example",
        "\ud83d",
    ]
)
_JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT
    | _ODD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def mutated(draw, bases, most=4):
    """Give one of these values with up to so many of its pieces changed."""
    value = copy.deepcopy(draw(st.sampled_from(bases)))
    for _ in range(draw(st.integers(1, most))):
        places = list(_places(value))
        if not places:
            return draw(_JUNK)
        holder, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(("swap", "drop", "twice"))):
            case "swap":
                holder[key] = draw(_JUNK)
            case "drop":
                del holder[key]
            case "twice" if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[key]))
            case _:
                holder[draw(_TEXT)] = draw(_JUNK)
    return value


def _places(value):
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(pairs):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)
