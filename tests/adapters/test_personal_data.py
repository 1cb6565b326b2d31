"""Personal data in prose: what is found, what is left alone, and what stands in its place."""

from itertools import pairwise

import pytest

from bot.adapters.readers.lexicon_personal_data import LexiconPersonalData

FINDER = LexiconPersonalData()

FOUND = [
    (
        "Spoke to Dana Whitfield (dana.w@acme.com, +1 415 555 0132) about returns.",
        ["Dana Whitfield", "dana.w@acme.com", "+1 415 555 0132"],
    ),
    (
        "“We lost two days a month,” said Priya Raman, head of finance at the group.",
        ["Priya Raman"],
    ),
    ("Our project manager Jeroen van den Berg counted 50 parcels.", ["Jeroen van den Berg"]),
    ("Mr. Okafor and Dr Lindqvist disagreed.", ["Okafor", "Lindqvist"]),
    ("— Omid Ghaffari, Director of Operations", ["Omid Ghaffari"]),
    ("Call me on 020 7946 0958 after five.", ["020 7946 0958"]),
    ("Maria wrote the labels by hand. Later Maria stopped.", ["Maria", "Maria"]),
    ("Sarah O'Connor led the pilot; O'Connor left in May.", ["Sarah O'Connor", "O'Connor"]),
    ("Tom told them that Jenny had the keys.", ["Tom", "Jenny"]),
    ("According to Wojciech Zaręba, nobody had asked.", ["Wojciech Zaręba"]),
    (
        "Write to jo.field@northstar.example or (212) 555-0187.",
        ["jo.field@northstar.example", "(212) 555-0187"],
    ),
    ("CEO Hiroshi Tanaka signed it on a Friday.", ["Hiroshi Tanaka"]),
    ("The controller, Anna Berg, said no.", ["Anna Berg"]),
    ("Michael's team and Linda\u2019s team used two lists.", ["Michael", "Linda"]),
    ("contact Frank Mueller, warehouse lead, for the list", ["Frank Mueller"]),
    ("Jean-Luc Moreau explained the rota.", ["Jean-Luc Moreau"]),
    ("J. R. Patel asked for the score sheet", ["J. R. Patel"]),
    ("We met with Grace Kim and Will Turner last week.", ["Grace Kim", "Will Turner"]),
    ("Kwame Mensah (operations director) had kept the sheet.", ["Kwame Mensah"]),
    ("“It was our rule,” Ellen Fischer recalled.", ["Ellen Fischer"]),
    ("Reach Bob at bob [at] firm [dot] org", ["Bob", "bob [at] firm [dot] org"]),
    ("Tel.: +49 30 901820", ["+49 30 901820"]),
    (
        "The head of IT is Susan Clarke. Clarke says it took nine weeks.",
        ["Susan Clarke", "Clarke"],
    ),
    ("Per my chat w/ Deepak Nair yesterday, budget is gone", ["Deepak Nair"]),
    ("The dispatcher, Luis Ortega, kept a list in a drawer.", ["Luis Ortega"]),
    ("Ms Adeyemi from purchasing was never asked.", ["Adeyemi"]),
    ("Karen in billing noticed first.", ["Karen"]),
    ("Steve and Amanda both retyped the order.", ["Steve", "Amanda"]),
    ("Signed, Robert Lang", ["Robert Lang"]),
    ("Their CFO (Nadia Haddad) wanted one date.", ["Nadia Haddad"]),
    ("Mark Hopson asked for the numbers.", ["Mark Hopson"]),
    ("The plant manager Ingrid Solberg walked the line at six.", ["Ingrid Solberg"]),
    ("Joe Smith, VP of Supply Chain, owns it.", ["Joe Smith"]),
    ("My name is Ravi Iyer and I run claims.", ["Ravi Iyer"]),
    ("ask Chloe for the binder", ["Chloe"]),
    (
        "Rebecca Stone <r.stone@harbor.co.uk> sent the file",
        ["Rebecca Stone", "r.stone@harbor.co.uk"],
    ),
]

NOBODY = [
    "We moved from Jenkins to Kubernetes in March 2020 and used Apache Kafka with Ruby on Rails.",
    "Northwind Freight has nine plants in Ohio, Virginia and New York.",
    "The Department of Justice and the General Services Administration agreed.",
    "Marlowe Coast Hospitals approves everything above 5,000 euros.",
    "In April the Group Controller and the Plant Manager met on Friday.",
    "Booz Allen Hamilton and Goldman Sachs use Red Hat OpenShift.",
    "Order 2019-2020 had 4,300 requests; ticket 100245578 was closed on 2024-03-05 at 10:30.",
    "Will the forecast be right? May we see it? Mark the box. Grant access first.",
    "They run Swift, Rust, Julia, Ada and Go on Amazon Web Services.",
    "The Form Was Never the Problem",
    "Slow answers that meant no",
    "Hargreave Lund LLP named the conflict check, in Frankfurt and San Francisco.",
    "Microsoft Teams, Google Cloud and Service Now were compared with Salesforce.",
    "Head of Finance, Chief Information Officer and VP Sales must agree.",
    "St. Mary's Hospital and Johns Hopkins University were asked by Morgan Stanley.",
    "A quarter later, returns fell from 31 of 50 to 12 of 50, 18,000 euros in fees.",
    "What We Learned From Building a Pool of Agile Vendors",
    "The Oracle database and the Paris office closed at Christmas, before Easter Monday.",
    "Version 1.2.3.4 and build 20240101 took 3.400 hours; call volume was 555 a day.",
    "ISO 27001, SAP S/4HANA and GDPR were on the list of Procurement.",
    "Ask Finance. Contact Support. Said Acme: no.",
    "The Harvard Business Review wrote about General Motors and Rolls Royce.",
    "Georgia, Jordan, Chelsea, Sydney and Madison are sites; Victoria closed.",
    "Pull Request 214 by the Platform Team broke Production on Tuesday.",
    "Lean Six Sigma, Kanban and Scrum Master courses did not help.",
    "The Elm Street depot and the Baker Street store had Wells Fargo accounts.",
    "Dear Customer, thank You for Your Patience. Kind Regards, Customer Service",
    "From 12-15-2023 to 01/02/2024 we shipped 1 200 000 parcels (45 000 a month).",
    "Penny stocks, Rose gold, Sandy soil and Crystal Reports.",
    "Our Warehouse Management System went live in Leeds, Lyon and Verona.",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_people_and_ways_to_reach_them_are_found(text, expected):
    found = FINDER.find(text)
    assert [f.text for f in found] == expected
    assert all(text[f.start : f.start + len(f.text)] == f.text for f in found)


@pytest.mark.parametrize("text", NOBODY)
def test_products_places_companies_and_numbers_are_left_alone(text):
    assert FINDER.find(text) == []


@pytest.mark.parametrize(
    ("text", "stand_in"),
    [
        ("The controller, Anna Berg, said no.", "the controller"),
        ("Our project manager Jeroen van den Berg counted.", "the project manager"),
        ("CEO Hiroshi Tanaka signed it.", "the CEO"),
        ("said Priya Raman, head of finance at the group.", "the head of finance"),
        ("Kwame Mensah (Operations Director) had kept it.", "the operations director"),
        ("Maria wrote the labels.", "a colleague"),
        ("Write to jo@acme.example today.", "(e-mail left out)"),
        ("Call 020 7946 0958 today.", "(phone number left out)"),
    ],
)
def test_what_outsiders_read_instead(text, stand_in):
    """The role where the text states one beside the name."""
    assert [f.stand_in for f in FINDER.find(text)] == [stand_in]


def test_a_part_of_a_name_counts_wherever_it_stands():
    """Unless it is a plain word of this text."""
    texts = [f.text for f in FINDER.find("Dana Whitfield left. Later Whitfield came back.")]
    assert texts == ["Dana Whitfield", "Whitfield"]
    assert len(FINDER.find("Anna Post left. Post it. The post came.")) == 1


def test_a_text_that_comes_again_is_found_out_about_again():
    text = "Dana Whitfield left on a Friday."
    FINDER.find(text).clear()
    assert [f.text for f in FINDER.find(text)] == ["Dana Whitfield"]


def test_findings_do_not_overlap():
    text = "Maria Lopez <maria.lopez@example.org>, +34 911 23 45 67"
    ends = [(f.start, f.start + len(f.text)) for f in FINDER.find(text)]
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))


@pytest.mark.parametrize("text", ["", "   ", "\U0001f600", "x" * 20_000, "مرحبا بك", "(" * 5_000])
def test_any_text_is_taken(text):
    assert FINDER.find(text) == []
