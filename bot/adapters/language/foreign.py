"""Which language a message is in: English unless the words leave little doubt."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SHORTEST = 5  # words; below that the model guesses
SURE = 0.95  # the probability from which another language is believed
OTHERS = ("de", "fr", "es", "it", "pt", "nl", "pl", "ja", "ar", "zh", "ru", "sv", "tr", "ko")


def language_of(text: str) -> str:
    """Give the ISO 639-1 code of a message's language."""
    latin = sum(c.isascii() for c in text) / max(1, len(text))
    if len(text.split()) < SHORTEST and latin > 0.5:  # noqa: PLR2004 - mostly Latin letters
        return "en"
    language, probability = _identifier().classify(text[:2000])
    return str(language) if language != "en" and probability >= SURE else "en"


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["en", *OTHERS])
    return identifier
