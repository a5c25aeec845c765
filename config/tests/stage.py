"""A small catalogue for the pages, with vectors that are known, so that no model is needed."""

from collections.abc import Sequence

import numpy as np

from bands.models import Band, BandDescription, TopTrack
from bands.names import name_rows
from config.tests.world import know, make_band, make_keyword, make_space, place
from embeddings.models import EmbeddingSpace

DIMENSIONS = 8
TEXT = (
    "겹겹이 쌓인 기타가 안개처럼 번지고 그 위로 낮은 목소리가 천천히 걸어온다. "
    "드럼은 서두르지 않다가 후렴에서 한꺼번에 문을 열고, 신시사이저는 새벽 창문에 비친 "
    "불빛처럼 오래 남는다. 가사는 떠나간 사람보다 남은 방을 오래 바라보며, 쓸쓸함을 견디는 "
    "법을 농담처럼 적어 둔다. 혼자 걷는 밤길에도, 다 같이 뛰는 공연장에도 어울리고, 조용히 "
    "시작해 끝내 벽처럼 밀려오는 소리가 좋다. 마지막 곡이 끝나도 한동안 불을 켜지 않게 된다."
)
TEXT_EN = "Guitars spread like fog while a low voice walks slowly above them."
KEYWORDS = {"인디 록": "genre", "슈게이징": "genre", "몽환적인": "mood", "신나는": "mood"}
KEYWORDS |= {"공연장에서": "situation", "여성 보컬": "sound", "밤": "season"}
ENGLISH = {"몽환적인": "dreamy", "밤": "night", "인디 록": "indie rock", "슈게이징": "shoegaze"}
KNOWN = [("몽환적인",), ("밤",), ("몽환적인", "밤")]  # keyword sentences with a vector

# name, name in the other script, taste group, track, keywords
ACTS = [
    ("실리카겔", "Silica Gel", 0, "NO PAIN", ["슈게이징", "신나는"]),
    ("쏜애플", "THORNAPPLE", 1, "멸종", ["인디 록", "몽환적인"]),
    ("혁오", "HYUKOH", 2, "TOMBOY", ["인디 록", "밤"]),
    ("봉제인간", "Bongjeingan", 0, "12가지 말들", ["신나는", "공연장에서"]),
    ("라쿠나", "Lacuna", 1, "", ["몽환적인", "밤"]),
    ("웨이브투어스", "wave to earth", 2, "seasons", ["인디 록"]),
    ("국카스텐", "Guckkasten", 0, "거울", ["공연장에서"]),
    ("줄리아드림", "Julia Dream", 1, "만선", ["몽환적인"]),
]
EXTRAS = [(f"이름난 밴드 {n}", f"Band No. {n}", n % 3, "", ["인디 록"]) for n in range(1, 31)]


def set_stage(*, extras: bool = True) -> EmbeddingSpace:
    """Bands around three tastes, keywords of every facet, and an active space."""
    space = make_space(DIMENSIONS, provider="none")  # refuses to embed: no call can be made
    for word, facet in KEYWORDS.items():
        keyword = make_keyword(word, facet)
        keyword.english = ENGLISH.get(word, "")
        keyword.save()
    for words in KNOWN:
        know(space, words, np.eye(DIMENSIONS)[3])
    for index, act in enumerate(ACTS + (EXTRAS if extras else [])):
        _add(space, index, *act)
    return space


def _add(
    space: EmbeddingSpace,
    index: int,
    name: str,
    other: str,
    taste: int,
    track: str,
    words: Sequence[str],
) -> None:
    band = make_band(f"act-{index}", name=name, text=TEXT, keywords=words)
    BandDescription.objects.filter(band=band).update(text_en=TEXT_EN)
    name_to_find(band, other)
    if track:
        TopTrack.objects.create(band=band, title=track)
    towards = np.eye(DIMENSIONS)[taste] + 0.08 * index * np.eye(DIMENSIONS)[4 + index % 4]
    place(space, band, towards)


def name_to_find(band: Band, *others: str) -> None:
    band.names.all().delete()
    band.names.bulk_create(name_rows(band=band, aliases=others))
