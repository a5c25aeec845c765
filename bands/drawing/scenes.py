"""Which scene a genre gets."""

from collections.abc import Callable

from bands.drawing import bright, built, loud, soft
from bands.drawing.palette import Palette
from bands.drawing.pen import Hand

Scene = Callable[[Hand, Palette], list[str]]

# The more a genre says about the sound, the earlier it stands: a band gets its first.
SCENES: dict[str, Scene] = {
    "국악 퓨전": soft.brush,
    "슈게이징": soft.waves,
    "하드코어": loud.slashes,
    "메탈": loud.shards,
    "포스트 펑크": loud.pulses,
    "이모": loud.rain,
    "매스 록": built.cubes,
    "시티 팝": bright.sun,
    "서프 록": bright.sun,
    "보사노바": soft.pavement,
    "스카·레게": built.checks,
    "앰비언트": soft.haze,
    "드림 팝": soft.aura,
    "포스트 록": soft.ridges,
    "프로그레시브 록": bright.orbits,
    "재즈": soft.circles,
    "펑크 록": loud.torn,
    "사이키델릭": bright.swirl,
    "펑키·디스코": built.tiles,
    "신스팝": built.runway,
    "일렉트로닉": built.lamps,
    "개러지 록": loud.zigzags,
    "실험 음악": built.planes,
    "어쿠스틱 팝": soft.leaves,
    "포크": soft.rings,
    "알앤비·소울": soft.moons,
    "블루스 록": loud.stripes,
    "로큰롤": loud.stripes,
    "하드 록": loud.rays,
    "기타 팝": bright.petals,
    "인디 팝": bright.cutouts,
    "얼터너티브 록": loud.grooves,
    "인디 록": built.town,
    "모던 록": bright.strings,
}
PLAIN: Scene = bright.strings
