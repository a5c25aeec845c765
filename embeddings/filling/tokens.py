"""How many tokens a text is, without the tokeniser: a generous guess."""

from math import ceil

PER_ASCII = 1 / 3  # English has four letters a token; numbers and names have fewer
PER_OTHER = 1.5  # a Hangul syllable is one or two tokens


def estimated_tokens(text: str) -> int:
    """What a provider may count at most, near enough to plan a budget by."""
    ascii_letters = sum(letter < "\x80" for letter in text)
    return ceil(ascii_letters * PER_ASCII + (len(text) - ascii_letters) * PER_OTHER)
