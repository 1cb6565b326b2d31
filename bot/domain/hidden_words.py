"""Finding what a reader would not see and a machine might obey, in the raw text of a file."""

import re
import unicodedata
from collections.abc import Iterator

# Each pattern needs an order *and* what only a machine would be ordered to drop, be or do: a story
# may well be about people who ignored the old rules, or a bot that greets new colleagues.
_ORDERS = (
    (
        r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:\w+\s+){0,3}?"
        r"(?:previous|prior|above|earlier|preceding|existing|system|your|safety)\s+(?:\w+\s+){0,2}?"
        r"(?:instruction|prompt|rules|guideline|message|context|training)"
    ),
    (
        r"\b(?:ignore|disregard|forget)\s+(?:everything|anything|all)\s+"
        r"(?:that\s+)?(?:you\s+)?(?:were\s+told|have\s+been\s+told|(?:said\s+)?above|before\s+this)"
    ),
    (
        r"\b(?:reveal|print|output|repeat|show|leak|display|disclose|list)\b[^.\n]{0,40}\b"
        r"(?:system\s+prompt|hidden\s+(?:prompt|instruction)|(?:internal|confidential)\s+stor(?:y|ies)"
        r"|your\s+(?:initial\s+|original\s+)?(?:instructions|prompt))\b"
    ),
    (
        r"\byou\s+are\s+now\s+(?:an?\s+|the\s+|in\s+)?(?:\w+\s+){0,2}?"
        r"(?:ai|assistant|bot|chatbot|language\s+model|dan|unrestricted|developer\s+mode)\b"
    ),
    (
        r"\b(?:act|respond|behave|answer)\s+as\s+(?:if\s+you\s+(?:are|were)\s+)?(?:an?\s+|the\s+)?"
        r"(?:ai|llm|chatbot|language\s+model|unrestricted)\b"
    ),
    (
        r"\b(?:note|attention|message|instructions?|important|notice|hint|orders?)\s+(?:to|for)\s+"
        r"(?:any\s+|all\s+|the\s+)?(?:ai|llm|gpt|chatbot|language\s+model)s?(?:\s+\w+)?\s*[:,!]"
    ),
    r"\b(?:if|when)\s+you\s+are\s+an?\s+(?:ai|llm|bot|chatbot|language\s+model|assistant)\b",
    (
        r"\b(?:ai|llm|chatbot|language\s+model|assistant)s?\s+(?:\w+\s+){0,2}?"
        r"(?:reading|processing|summari[sz]ing|indexing|parsing)\s+this\b"
    ),
    (
        r"\b(?:do\s+not|don\Wt)\s+(?:tell|inform|reveal\s+this\s+to|mention\s+(?:this|it)\s+to)\s+"
        r"the\s+(?:user|reader)\b"
    ),
    (
        r"\b(?:when|if)\s+(?:the|a)\s+(?:user|reader|buyer|prospect|visitor)\s+asks\b[^.\n]{0,80}\b"
        r"(?:you\s+(?:must|should|shall)|say\s+that|recommend)\b"
    ),
    r"\b(?:new|updated|real|secret)\s+(?:system\s+)?instructions\s*:|\bsystem\s+prompt\s*:",
    r"\bdan\s+mode\b|\bdo\s+anything\s+now\b",
    r"<\|(?:im_start|im_end|system|endoftext)\|>|\[/?INST\]|<</?SYS>>",
    r"\bignorier\w*\s+(?:\w+\s+){0,2}?(?:vorherig|bisherig|obig|früher)en\s+(?:anweisung|regel)",
    r"\bignore[zr]\s+(?:\w+\s+){0,2}?(?:instructions|consignes)\s+(?:pr[ée]c[ée]dentes|ci-dessus)",
    (
        r"\bignora\w*\s+(?:\w+\s+){0,2}?(?:instrucciones|istruzioni|instruções)\s+"
        r"(?:anteriores|precedenti|previas)"
    ),
    r"\bnegeer\s+(?:\w+\s+){0,2}?(?:eerdere|vorige|bovenstaande)\s+(?:instructies|regels)",
    r"\bignorera\s+(?:\w+\s+){0,2}?(?:tidigare|föregående)\s+(?:instruktioner|regler)",
    r"\b(?:zignoruj|pomiń)\s+(?:\w+\s+){0,2}?(?:poprzednie|wcześniejsze)\s+(?:polecenia|instrukcje)",
    r"\bönceki\s+(?:\w+\s+){0,2}?(?:talimat|kural)\w*\s+(?:yok\s+say|unut|görmezden)",
    (
        r"\b(?:забудь|игнорируй|проигнорируй)\w*\s+(?:\w+\s+){0,2}?"
        r"(?:предыдущ|прежн|вышеуказанн)\w*\s+(?:инструкц|указан|правил)"
    ),
    r"\b(?:ігноруй|забудь)\w*\s+(?:\w+\s+){0,2}?попередн\w*\s+(?:вказів|інструкц|правил)",
    r"(?:忽略|无视|忘记|忽視|無視)[^。\n]{0,12}(?:之前|以上|先前|上述|此前)[^。\n]{0,8}(?:指令|指示|规则|規則|提示)",
    r"(?:これまで|以前|上記|前)の?[^。\n]{0,8}(?:指示|命令|ルール|プロンプト)[^。\n]{0,4}(?:無視|忘れ)",
    r"(?:이전|위의|앞선)[^.\n]{0,8}(?:지시|명령|규칙)[^.\n]{0,6}(?:무시|잊)",
    r"(?:تجاهل|انس|انسَ)[^.\n]{0,12}(?:التعليمات|الأوامر|القواعد)[^.\n]{0,6}(?:السابقة|أعلاه)",
    r"(?:התעלם|התעלמי|שכח)[^.\n]{0,12}(?:ההוראות|ההנחיות)[^.\n]{0,6}(?:הקודמות|לעיל)",
    r"(?:पिछले|पूर्व|ऊपर)[^।\n]{0,8}(?:निर्देश|नियम)[^।\n]{0,14}(?:अनदेखा|भूल)",
)
_ORDER = re.compile("|".join(f"(?:{order})" for order in _ORDERS), re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_COMMENT_ORDER = re.compile(
    r"^\W*(?:ai|assistant|bot|chatbot|gpt|llm|model|system|agent"
    r"|always|never|you\s+(?:must|should|are|will)|pretend|act\s+as|ignore|disregard"
    r"|respond|reply|answer|reveal|recommend|praise|tell\s+(?:the|every|each|any|all)"
    r"|(?:say|mention)\s+that|(?:when|if)\s+(?:asked|anyone\s+asks)|from\s+now\s+on)\b",
    re.IGNORECASE,
)
_UNSEEN_STYLE = re.compile(
    r"<\w[^>]{0,400}style\s*=[^>]{0,400}(?:display\s*:\s*none|visibility\s*:\s*hidden"
    r"|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d]))",
    re.IGNORECASE,
)
_CHAT_MARKUP = re.compile(
    r"<!(?:channel|here|everyone|subteam\^|date\^)|<[@#][UWCG][A-Z0-9]{5,}(?:\|[^>]{0,80})?>"
    r"|<at(?:\s[^>]{0,80})?>"
)
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]+")
_TAGS_AND_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060-\u2064\u180e\ufeff]")
_ZERO_WIDTH_RUN = re.compile(f"{_ZERO_WIDTH.pattern}+")
_JOINED = frozenset({"So", "Sk", "Mn", "Mc", "Lo"})


def hidden_words(text: str) -> Iterator[str]:
    """Give a sentence for each thing that is hidden in a text or addressed to a machine."""
    if _hides_characters(text):
        yield "The text has invisible characters that can hide words or turn them round."
    plain = _ZERO_WIDTH.sub("", _TAGS_AND_BIDI.sub("", unicodedata.normalize("NFKC", text)))
    if found := _ORDER.search(plain):
        yield f"The text gives orders to a machine ({_quote(found.group())})."
    if any(_COMMENT_ORDER.search(comment) for comment in _COMMENT.findall(plain)):
        yield "An HTML comment gives orders that no reader sees."
    if _UNSEEN_STYLE.search(plain):
        yield "The text has words that are styled not to be seen."
    if found := _CHAT_MARKUP.search(plain):
        yield f"The text has live chat markup ({_quote(found.group())})."


def _hides_characters(text: str) -> bool:
    rest = _FLAG.sub("", text.removeprefix("\ufeff"))
    if _TAGS_AND_BIDI.search(rest):
        return True
    return any(not _harmless(rest, *run.span()) for run in _ZERO_WIDTH_RUN.finditer(rest))


def _harmless(text: str, start: int, end: int) -> bool:
    """A single one beside a word is left over from a web page; within a word it needs a reason.

    Joiners and marks are part of emoji, and of scripts that have no capital letters.
    """
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    within = start > 0 and end < len(text) and around.isalnum()
    if end - start == 1 and not within:
        return True
    near = (text[max(0, start - 2) : start] + text[end : end + 2]).strip()
    joins = text[start:end].strip("\u200c\u200d\u200e\u200f") == ""
    return joins and any(unicodedata.category(c) in _JOINED for c in near)


def _quote(found: str) -> str:
    return '"' + " ".join(found.split())[:60] + '"'
