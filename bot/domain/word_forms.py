"""Forms of English words: which ones tell nothing by themselves, and which are the same word."""

import re

from bot.domain.text import words

# What a sentence is built with. These tell nothing of their own.
FUNCTION = frozenset(
    words(
        """a an the this that these those it its he him his she her they them their theirs we us
        our ours you your yours i my me mine who whom whose which what is are was were be been
        being am has have having had do does did doing done will would can could may might must
        shall should to of in on at by for from with into onto out up down off over under about
        around between among through during within across along toward towards upon per as than
        and or but nor so yet if then else because since while although though when where
        whether until till before after once not no never nothing nobody none neither hardly
        without cannot there here now today also too just very still even ever already again
        back later soon own same other another such each both some any few little many much more
        most all every only always one ones oneself himself herself itself themselves whoever
        how why away rather quite nearly almost like ago afterwards together s t d ll ve re m
        don doesn didn isn aren wasn weren won wouldn couldn hasn haven hadn"""
    )
)
# Verbs that carry another word's meaning: "take over", "come back", "put right".
LIGHT = frozenset(
    words(
        """get gets got getting go goes went gone going come comes came coming make makes made
        making take takes took taken taking need needs needed put puts give
        gives gave given let lets become became set
        sets"""
    )
)
_IRREGULAR = {
    form: forms[0]
    for line in """buy bought|sell sold|tell told|ring rang rung|send sent|lose lost
    fall fell fallen|rise rose risen|choose chose chosen|write wrote written|find found|pay paid
    leave left|meet met|grow grew grown|hold held|lead led|mean meant|sit sat|spend spent
    teach taught|think thought|win won|bring brought|build built|feel felt|hear heard
    know knew known|see saw seen|speak spoke spoken|break broke broken|bend bent|draw drew drawn
    forbid forbade forbidden|forget forgot forgotten|lie lay lain|show shown|throw threw thrown
    understand understood|wear wore worn|catch caught|fight fought|run ran|drive drove driven
    keep kept|stand stood|begin began begun|child children|man men|woman women|wife wives
    shelf shelves|loaf loaves|life lives""".splitlines()
    for forms in (words(entry) for entry in line.split("|"))
    for form in forms[1:]
}
_POSSESSIVE = re.compile(r"['\u2019]\w*$")
_ENDING = re.compile(r"(?:ings?|ed|es|s|ly)$")
_VOWEL = re.compile(r"[ey]$")
_SHORTEST = 3
_LONGEST = 6  # letters by which long words are the same word: "complain", "complaint"


def _opposites(line: str) -> tuple[frozenset[str], frozenset[str]]:
    one, other = line.split("|")
    return frozenset(map(stem, words(one))), frozenset(map(stem, words(other)))


def stem(word: str) -> str:
    """Cut a word in lower case down to what its forms share."""
    bare = _POSSESSIVE.sub("", word)
    bare = re.sub(r"ie[sd]$", "y", _IRREGULAR.get(bare, bare))
    cut = _ENDING.sub("", bare)
    if len(cut) < _SHORTEST:
        cut = bare
    elif cut != bare and len(cut) > _SHORTEST and cut[-1] == cut[-2] and bare[-1] in "dg":
        cut = cut[:-1]  # "stopped", "planning"
    if len(cut) > _SHORTEST:
        cut = _VOWEL.sub("", cut)
    return cut[:_LONGEST]


def tells_nothing(word: str) -> bool:
    """Say whether a word in lower case is one that sentences are built with: "the", "I've"."""
    return re.split(r"['\u2019]", word, maxsplit=1)[0] in FUNCTION


def is_past(word: str) -> bool:
    """Say whether a word in lower case looks like a verb in the past, or a participle."""
    return word.endswith("ed") or word in _IRREGULAR


# What says the contrary of what the other side says.
OPPOSITES = tuple(
    map(
        _opposites,
        """rise grow increase gain climb double|fall drop decrease shrink cut decline halve
        more|fewer less
        many|few
        better improve|worse worsen
        fast faster quick sooner earlier early|slow slower later late
        longer long|shorter short
        higher high above|lower low below
        accept agree approve allow|refuse reject deny forbid oppose
        succeed work solve help|fail
        win earn save|lose waste
        open begin start|close end stop
        keep stay|drop abandon leave abolish
        buy|sell
        first|last
        before|after
        always|never seldom
        easy easier|hard harder difficult
        cheap cheaper|expensive dear
        like love|hate dislike
        happy pleased glad|unhappy angry upset""".splitlines(),
    )
)
