"""Names that are words of every day too: only their surroundings tell whether a band is meant."""

import re

from recommendations.asking.reading import PARTICLES

LEAST_LETTERS = 2  # a shorter name is always in doubt

# Beyond the present catalogue, too: what a band that comes tomorrow may be called.
WORDS = frozenset(
    """
    아침 점심 저녁 새벽 오늘 내일 어제 하루 못 숨 잠 설 꿈 밤 낮 봄 여름 가을 겨울 비 눈 별 달 해 물 불 길
    이랑 이상은 시와 소란 소규모 적재 짙은 치즈 커피 우유 설탕 사과 수박 파라솔 해파리 스웨터 도마 오존 방백
    만동 해오 사혼 향니 오오오 더더 앗싸 씽씽 고래야 내귀 눈코 구남 루시 메이트 피아 럭스 프롬 오딘
    데이브레이크 롤러코스터 블랙홀 피해의식 크래쉬 크래시 위퍼 애리 데카당 아월 미선이 중식이 카디 터치드
    몽구스 해서웨이 공중도덕 양반들 술탄 메소드 프렌지 파블로프 네미시스 페이션츠 트램폴린 슬픈전설
    다섯 하나 둘 셋 넷 여섯 일곱 여덟 아홉 열 나무 하늘 구름 바람 바다 산 자유 사랑 이별 여행 친구 가족
    학교 집 방 문 창문 거울 그림자 시간 기억 추억 편지 전화 고양이 강아지 고래 토끼 더블유 사공사
    mate pia crash airy method weeper decadent daybreak lacuna patients parasol frenzy touched sweater
    nemesis mongoose lucy mot heo ooo pavlov doma taru fromm ourr rux soran hathaway geeks thegeeks
    esd msc dmot cheeze blackhole rollercoaster nightoff noreply plasticpeople everysingleday firstaid
    thethe wedance secondsession secondmoon publicmorality hotpotato blackmedicine odin
    goodnight morning night love home world music silence water fire stone moon sun star queen doors
    windycity thepatients thebowls thepoles thesolutions thestrikers dear cloud car garden cloudy
    """.split()
)

NUMBERS = ("다섯", "하나", "여섯", "일곱")
COUNTED = re.compile(r"\s*(?:팀|개|곡|명|밴드|가지|번|마디|시)")


def is_ordinary(folded_name: str) -> bool:
    """May this folded name be an everyday word?"""
    return len(folded_name) < LEAST_LETTERS or folded_name.isdecimal() or folded_name in WORDS


def is_counting(folded_name: str, behind: str) -> bool:
    """다섯 곡, 다섯 밴드: a number of things and no name."""
    return folded_name.endswith(NUMBERS) and COUNTED.match(behind) is not None


def is_particles(tail: str) -> bool:
    """May a noun end its word with this?"""
    return PARTICLES.fullmatch(tail) is not None
