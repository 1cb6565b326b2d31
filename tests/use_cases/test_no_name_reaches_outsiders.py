"""Whatever names a story has and wherever they stand, outsiders read none of them."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.readers.lexicon_personal_data import LexiconPersonalData
from bot.domain.audience import Visibility
from bot.domain.story import Consent, Facet, Story
from bot.use_cases.rendering import Rendering

TODAY = date(2026, 5, 4)
FINDER = LexiconPersonalData()
RENDERING = Rendering(FINDER)
CUSTOMERS = ["Kestrel Foods", "Box", "Brightwater Dental Ltd", "Müller & Söhne", "C.H. Vane"]
PEOPLE = ["Ana Ruiz", "Jeroen van den Berg", "Siobhán Ní Bhriain", "Wei Zhang", "J. R. Patel"]
FRAMES = [
    "{name} would not sign the list.",
    "They asked {name}, who had kept count.",
    "The rota was {name}'s idea.",
    "“No,” said {name}.",
    "Nobody told\n{name} of it.",
    "Write to ana.ruiz@kestrel.example or call +44 20 7946 0958.",
    "{name} (planning) and {name} had two lists.",
]


def told(story):
    """All that outsiders may come to read, or nothing where the story is held."""
    _, shown = RENDERING.render(story, "ref", TODAY)
    if shown is None:
        return ""
    fields = (shown.text, shown.industry, shown.size, *shown.roles, shown.attribution)
    return "\n".join(fields)


@settings(max_examples=60, deadline=None)
@given(
    customer=st.sampled_from(CUSTOMERS),
    person=st.sampled_from(PEOPLE),
    frames=st.lists(st.sampled_from(FRAMES), min_size=1, max_size=5),
    field=st.sampled_from(["title", "shown_as", "industry", "roles", "attribution", "none"]),
    facet=st.sampled_from(list(Facet)),
)
def test_no_declared_name_remains(customer, person, frames, field, facet):
    names = [customer, person]
    text = " ".join(frame.format(name=names[n % 2]) for n, frame in enumerate(frames))
    planted = {} if field == "none" else {field: f"as {customer} and {person} say"}
    if field == "roles":
        planted = {"roles": (f"assistant of {person}", customer)}
    story = Story(
        id="s",
        visibility=Visibility.PROSPECTS,
        facets={facet: text, Facet.PROBLEM: f"{customer} was late. {text}"},
        customer=customer,
        people={person: "planner"},
        consent=Consent(scope="anonymised"),
        **({"title": "A late list"} | planted),
    )
    shown = told(story)
    left = [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown)]
    assert left == []
    assert [f.text for f in FINDER.find(shown) if f.kind != "name"] == []


@settings(max_examples=40, deadline=None)
@given(
    person=st.sampled_from(PEOPLE),
    frames=st.lists(st.sampled_from(FRAMES), min_size=1, max_size=5),
    field=st.sampled_from(["title", "shown_as", "industry", "size", "none"]),
)
def test_no_found_name_remains(person, frames, field):
    """Nobody declared these; they were found in the text, or the story is held."""
    text = " ".join(frame.format(name=person) for frame in frames)
    planted = {} if field == "none" else {field: f"the list of the planner, {person}, and us"}
    story = Story(
        id="s",
        visibility=Visibility.PROSPECTS,
        facets={Facet.PROBLEM: text},
        consent=Consent(scope="anonymised"),
        **({"title": "A late list"} | planted),
    )
    found = {f.text for f in FINDER.find(f"{story.title}\n{text}") if f.kind == "name"}
    shown = told(story)
    assert [name for name in found if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown)] == []
