"""A tag list as people would type it, of any length: `python -m …tags.tests.synthetic 50000 FILE`.

Made of the starter catalogue's words and a small grammar, the same for the same seed.
"""

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from bands.catalogue_file import STARTER, VOCABULARY, read_acts, read_words

BEFORE = {
    "ko": [
        "한국",
        "홍대",
        "서울",
        "요즘",
        "옛날",
        "90년대",
        "2000년대",
        "2010년대",
        "아주",
        "조금",
    ],
    "en": ["korean", "hongdae", "seoul", "modern", "old", "90s", "00s", "10s", "very", "soft"],
}
AFTER = {
    "ko": ["음악", "노래", "밴드", "느낌", "사운드", "모음", "라이브"],
    "en": ["music", "songs", "band", "vibes", "sound", "mix", "live"],
}
OWNER = {
    "ko": ["내가 좋아하는 {}", "나중에 들을 {}", "최고의 {}", "공연에서 본 {}"],
    "en": ["my favourite {}", "{} to check out", "best {} ever", "{} seen live"],
}
LEAST_USES, MOST_USES = 1, 5000


def tag_list(amount: int, *, seed: int = 42) -> dict[str, int]:
    """tag -> uses, `amount` of them, few much used and many hardly."""
    chance = random.Random(seed)
    found: dict[str, int] = {}
    for tag in _tags(chance):
        if len(tag) <= 60 and tag not in found:
            found[tag] = min(int(LEAST_USES / (chance.random() ** 1.1 + 1e-9)), MOST_USES)
            if len(found) == amount:
                return found
    raise AssertionError("the grammar never ends")


def _tags(chance: random.Random) -> Iterator[str]:
    words = list(read_words(VOCABULARY.read_bytes()).good.values())
    bands = [act.name for act in read_acts(STARTER.read_bytes(), form="jsonl").good.values()]
    spelt = {"ko": [word.keyword for word in words], "en": [word.english for word in words]}
    yield from (text for language in spelt.values() for text in language)
    while True:
        language = chance.choice(["ko", "en"])
        yield _typed(chance, _phrase(chance, spelt[language], bands, language))


def _phrase(chance: random.Random, words: list[str], bands: list[str], language: str) -> str:
    word = chance.choice(words)
    shape = chance.random()
    if shape < 0.30:
        return f"{word} {chance.choice(AFTER[language])}"
    if shape < 0.55:
        return f"{chance.choice(BEFORE[language])} {word}"
    if shape < 0.75:
        return f"{word} {chance.choice(words)}"
    if shape < 0.85:
        return f"{chance.choice(BEFORE[language])} {word} {chance.choice(AFTER[language])}"
    if shape < 0.95:
        return chance.choice(OWNER[language]).format(word)
    return f"{chance.choice(bands)} {chance.choice(AFTER[language])}"


def _typed(chance: random.Random, phrase: str) -> str:
    """As fingers leave it: without spaces, with hyphens, in capitals, with a letter dropped."""
    shape = chance.random()
    if shape < 0.12:
        return phrase.replace(" ", "")
    if shape < 0.24:
        return phrase.replace(" ", "-")
    if shape < 0.36:
        return phrase.title()
    if shape < 0.42 and len(phrase) > 5:
        at = chance.randrange(1, len(phrase))
        return (phrase[:at] + phrase[at + 1 :]).strip()
    return phrase


def main(amount: int, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("tag", "count"))
        writer.writerows(tag_list(amount).items())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
