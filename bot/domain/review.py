"""What a story needs to be worth telling, and what makes it a brochure, by plain signs."""

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.domain.story import Facet, Story
from bot.domain.text import sentences


class StoryPart(StrEnum):
    """What no story can do without."""

    SITUATION = "situation"
    STRUGGLE = "struggle"
    PEOPLE = "people"
    OUTCOME = "outcome"


PARTS_BY_FACET: dict[StoryPart, tuple[Facet, ...]] = {
    StoryPart.SITUATION: (Facet.SITUATION,),
    StoryPart.STRUGGLE: (Facet.PROBLEM, Facet.ATTEMPTS, Facet.FEARED),
    StoryPart.PEOPLE: (Facet.PEOPLE, Facet.MISSING),
    StoryPart.OUTCOME: (Facet.OUTCOME, Facet.LATER),
}

PRODUCT_SHARE, SOME_PRODUCT_SHARE = 0.4, 0.2  # of a text's sentences
MARKETING_WORDS = 2


def missing_parts(story: Story) -> list[StoryPart]:
    """Give the parts that neither a facet its writer named nor the text itself has."""
    text = "\n".join(story.facets.values())
    return [
        part
        for part in missing_in(text)
        if not any(_written(story, f) for f in PARTS_BY_FACET[part])
    ]


def missing_in(text: str) -> list[StoryPart]:
    """Give the parts of which a text shows no sign."""
    said = sentences(text)
    return [part for part in StoryPart if not _shows(part, said)]


def marketing_words(text: str) -> list[str]:
    """Give the words of praise and promise in a text."""
    return [found.group() for found in _MARKETING.finditer(text)]


def is_brochure(text: str, product_scores: Sequence[float]) -> bool:
    """Say whether a text sells more than it tells. `product_scores` has one for each sentence."""
    talk = sum(score >= 0.5 for score in product_scores)  # noqa: PLR2004 - where product talk begins
    share = talk / len(product_scores) if product_scores else 0.0
    praise = len(marketing_words(text))
    return share >= PRODUCT_SHARE or (
        praise >= (1 if share >= SOME_PRODUCT_SHARE else MARKETING_WORDS)
    )


def _written(story: Story, facet: Facet) -> bool:
    """What the loader worked out may be wrong; what the writer put under a heading is there."""
    return bool(story.facets.get(facet, "").strip()) and str(facet) not in story.inferred


def _shows(part: StoryPart, said: Sequence[str]) -> bool:
    """One clear sign is enough: a good story says a thing once."""
    return any(_SIGNS[part].search(sentence) for sentence in said)


def _any_of(*stems: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(stems)})", re.IGNORECASE)


_MARKETING = _any_of(
    r"(?:industry|market|world)[- ]leading",
    r"best[- ](?:in|of)[- ](?:class|breed)",
    r"world[- ]class",
    r"state[- ]of[- ]the[- ]art",
    r"cutting[- ]edge",
    r"next[- ](?:generation|level)",
    r"game[- ]chang\w+",
    r"one[- ]stop",
    r"turn[- ]?key",
    r"award[- ]winning",
    r"revolution\w*",
    r"seamless\w*",
    r"effortless\w*",
    r"unparallel\w+",
    r"unmatched",
    r"unrivall?ed",
    r"unlock(?:s|ed|ing)?\b",
    r"empower\w*",
    r"supercharg\w+",
    r"skyrocket\w*",
    r"delight(?:ed|s)?\b",
    r"thrilled",
    r"amazing\w*",
    r"incredibl\w+",
    r"outstanding",
    r"exceptional\w*",
    r"stunning\w*",
    r"innovative",
    r"powerful",
    r"robust",
    r"trusted partner",
    r"partner of choice",
    r"peace of mind",
    r"at the touch of a button",
    r"return on investment",
    r"digital transformation",
    r"transform(?:ed|s|ing|ative)\b",
)

_WHO = (
    r"(?:manager|director|head|chief|officer|owner|founder|lead(?:er)?|supervisor|foreman|planner|buyer|"
    r"nurse|doctor|teacher|driver|engineer|developer|clerk|accountant|controller|operator|technician|"
    r"analyst|agent|mechanic|cook|warehouse|finance|sales|marketing|legal|procurement|"
    r"staff|crew|team|colleague|people|worker|employee|board|union|customer|supplier|patient|parent|"
    r"everyone|nobody|no one|someone|somebody|we|they|he|she|i)"
)
_FEELS = (
    r"(?:said|says|told|asked|argued|insisted|refused|objected|admitted|complained|worried|feared|"
    r"doubted|hated|disliked|resented|felt|thought|believed|wanted|hoped|agreed|disagreed|"
    r"suspected|resisted|ignored|distrusted|trusted|pushed back|threatened|persuaded|convinced|"
    r"noticed|saw|knew|blamed|defended|proposed|suggested|offered|decided|quit|resigned|left|"
    r"apologi[sz]ed|forgave|forgive|promised|warned|shouted|spoke|liked|loved|preferred|accepted|"
    r"voted|signed|stayed|learned|reali[sz]ed|understood|explained|expected|regretted|"
    r"(?:was|were|is|are|felt|became|grew|remained)\s+(?:\w+\s+)?(?:against|angry|furious|upset|proud|"
    r"tired|relieved|embarrassed|sceptical|skeptical|nervous|afraid|anxious|uneasy|worried|unhappy|"
    r"happy|pleased|glad|grateful|frustrated|suspicious|doubtful|reluctant|generous|ashamed|sure|"
    r"used to|willing|convinced))"
)

_SIGNS: dict[StoryPart, re.Pattern[str]] = {
    StoryPart.SITUATION: _any_of(
        r"(?:an?|the|our|this|one|two|three|four|five|six|\d+)\s+(?:[\w-]+\s+){0,3}?(?:company|firm|"
        r"maker|manufacturer|group|chain|hospital|clinic|school|university|bank|insurer|agency|"
        r"department|council|authority|retailer|shop|store|seller|wholesaler|distributor|supplier|"
        r"provider|utility|operator|carrier|brewery|dairy|bakery|farm|plant|factory|site|branch|"
        r"office|depot|warehouse|hotel|restaurant|studio|charity|association|start-?up|business|"
        r"team|organi[sz]ation|service|ministry|city|town|library|laboratory|lab|practice)",
        r"\d[\d,.]*\s+(?:[\w-]+\s+){0,2}?(?:people|employees|staff|sites|branches|stores|shops|"
        r"plants|beds|drivers|vehicles|orders|customers|students|members|users|agents|invoices)",
        r"(?:each|every)\s+(?:day|week|month|quarter|year|morning|night|shift)",
    ),
    StoryPart.STRUGGLE: _any_of(
        r"fail(?:ed|s|ing|ure|ures)?\b",
        r"struggl\w+",
        r"stuck\b",
        r"stall\w+",
        r"delay(?:s|ed)?\b",
        r"late\b",
        r"wrong\w*",
        r"mistake\w*",
        r"errors?\b",
        r"complain\w*",
        r"problems?\b",
        r"trouble\w*",
        r"broke(?:n)?\b",
        r"lost\b",
        r"missed\b",
        r"missing\b",
        r"ignored\b",
        r"refused\b",
        r"gave up\b",
        r"given up\b",
        r"worse\b",
        r"nobody\b",
        r"no one\b",
        r"never\b",
        r"not\s+(?:work|help|enough|know|agree|happen)\w*",
        r"\w+n\Wt\b",
        r"could\s+not\b",
        r"did\s+not\b",
        r"tried\b",
        r"attempt\w*",
        r"instead\b",
        r"despite\b",
        r"although\b",
        r"painful\w*",
        r"frustrat\w*",
        r"angry\b",
        r"overtime\b",
        r"backlog\w*",
        r"rework\w*",
        r"workaround\w*",
        r"resist\w*",
        r"afraid\b",
        r"abandon\w*",
    ),
    StoryPart.PEOPLE: _any_of(
        rf"{_WHO}s?\b[^.;!?]{{0,40}}?\b{_FEELS}\b",
        rf"{_FEELS}\s+(?:the\s+|our\s+|their\s+)?{_WHO}s?\b",
    ),
    StoryPart.OUTCOME: _any_of(
        r"in the end\b",
        r"as a result\b",
        r"since then\b",
        r"today\b",
        r"nowadays\b",
        r"a year (?:later|on)\b",
        r"(?:weeks|months|years|quarters) (?:later|on)\b",
        r"(?:after|within|by)\s+(?:[\w-]+\s+){1,3}?(?:days?|weeks?|months?|quarters?|years?)\b",
        r"(?:fell|fallen|dropped|rose|went|gone|grew|shrank|cut|came)\s+(?:down\s+|up\s+)?"
        r"(?:from|to|by|back)\b",
        r"from\s+[\w.,%]+(?:\s+\w+){0,3}?\s+to\s+[\w.,%]+",
        r"halved\b",
        r"doubled\b",
        r"saved\b",
        r"reduced\b",
        r"improved\b",
        r"(?:was|were|is|are|been)\s+(?:scrapped|cancelled|closed|shelved|dropped|stopped|solved)\b",
        r"(?:now|no longer)\b",
        r"still\b",
        r"outcome\b",
        r"results?\b",
        r"ended\b",
        r"half of\b",
        r"\d[\d,.]*\s+(?:out\s+)?of\s+(?:the\s+)?\d",
        r"(?:twice|as)\s+(?:as\s+)?many\b",
        r"(?:was|were)\s+(?:gone|down|up|back|over|rejected|accepted|kept)\b",
        r"never\s+(?:came|went|used|worked|taken|finished|repaid)\b",
        r"(?:kept|abandoned|cancelled|scrapped|dropped|closed)\s+(?:the|its|their|it|all)\b",
        r"per\s?cent\b|\d\s?%",
    ),
}
