"""Keywords of which one takes another's place: who asks for it quieter wants it loud no longer.

And those so near to another that who does not want the one will hardly want the other.

By the keyword's own text; what the vocabulary does not have is in nobody's way. Pure.
"""

from collections.abc import Collection

_AGAINST: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (
        frozenset({"잔잔한", "나른한", "앰비언트", "잠들기 전", "속삭이는 보컬"}),
        frozenset(
            {"신나는", "강렬한", "분노하는", "휘몰아치는 드럼", "거친 보컬", "노이즈 기타"}
            | {"달릴 때", "춤추고 싶을 때", "공연장에서", "페스티벌", "하드코어", "메탈"}
        ),
    ),
    (frozenset({"우울한", "쓸쓸한", "비장한"}), frozenset({"신나는", "경쾌한", "장난스러운"})),
    (
        frozenset({"따뜻한", "위로가 되는", "낭만적인"}),
        frozenset({"냉소적인", "분노하는", "불안한"}),
    ),
    (frozenset({"속삭이는 보컬"}), frozenset({"거친 보컬", "시원한 고음"})),
    (
        frozenset({"연주곡 중심"}),
        frozenset(
            {"여성 보컬", "남성 보컬", "거친 보컬", "속삭이는 보컬", "시원한 고음"}
            | {"시적인 가사", "이야기하는 가사", "다 같이 부르기"}
        ),
    ),
)
_ONE_OF: tuple[frozenset[str], ...] = (
    frozenset({"여성 보컬", "남성 보컬"}),
    frozenset({"봄", "여름", "가을", "겨울"}),
    frozenset({"아침", "노을", "밤", "새벽"}),
    frozenset({"비 오는 날", "눈 오는 날"}),
)
_AKIN: dict[str, frozenset[str]] = {
    "강렬한": frozenset(
        {"분노하는", "메탈", "하드코어", "노이즈 기타", "휘몰아치는 드럼", "거친 보컬"}
    ),
    "메탈": frozenset({"하드코어"}),
    "하드코어": frozenset({"메탈"}),
    "거친 보컬": frozenset({"하드코어"}),
    "분노하는": frozenset({"하드코어"}),
    "잔잔한": frozenset({"나른한", "앰비언트", "속삭이는 보컬", "잠들기 전"}),
    "신나는": frozenset({"춤추고 싶을 때", "페스티벌", "달릴 때"}),
    "우울한": frozenset({"쓸쓸한"}),
    "일렉트로닉": frozenset({"신스팝", "신시사이저"}),
    "신시사이저": frozenset({"신스팝", "일렉트로닉"}),
    "국악 퓨전": frozenset({"국악기"}),
    "국악기": frozenset({"국악 퓨전"}),
    "포크": frozenset({"통기타"}),
}


def akin_to(keywords: Collection[str]) -> frozenset[str]:
    """Keywords near to any of these, and none of these themselves."""
    near = (one for keyword in keywords for one in _AKIN.get(keyword, ()))
    return frozenset(near) - {*keywords}


def are_opposed(one: str, other: str) -> bool:
    """Does wanting the one mean to want the other no longer?"""
    if one == other:
        return False
    return any({one, other} <= group for group in _ONE_OF) or any(
        (one in left and other in right) or (one in right and other in left)
        for left, right in _AGAINST
    )


def is_opposed(one: str, others: Collection[str]) -> bool:
    return any(are_opposed(one, other) for other in others)
