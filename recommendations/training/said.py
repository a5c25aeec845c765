"""What an operator reads of a training, in words."""

from django.utils.translation import gettext_lazy as _

from recommendations.training import drift, judging

DIED = "died"
FEW_BANDS = "few_bands"
INCOMPLETE = "incomplete"
NOTHING_KNOWN = "nothing_known"
NO_SPACE = "no_space"
SPACE_CHANGED = "space_changed"
UNCHANGED = "unchanged"

REASONS = {
    judging.BETTER: _("따로 둔 사람의 픽을 더 잘 찾고 기준 짝도 나빠지지 않아 바꿨습니다."),
    judging.NO_WORSE: _("아직 배운 공간이 없었고, 글만 쓸 때보다 나빠지지 않아 바꿨습니다."),
    judging.NO_WORSE_WITHOUT: _(
        "픽이 적어 글과 키워드로만 배웠습니다. 기준 짝과 도달이 나빠지지 않아 바꿨습니다."
    ),
    judging.NOT_BETTER: _("더 낫다고 할 만큼 차이가 나지 않아 그대로 두었습니다."),
    judging.WORSE: _("따로 둔 사람의 픽을 더 못 찾아 그대로 두었습니다."),
    judging.GOLDEN_WORSE: _("큐레이터의 기준 짝이 덜 지켜져 그대로 두었습니다."),
    judging.REACHES_FEWER: _(
        "픽이 적어 글과 키워드로만 배웠는데, 목록이 닿는 밴드가 줄어 그대로 두었습니다."
    ),
    UNCHANGED: _("지난번에 배운 뒤로 바뀐 것이 없어 건너뛰었습니다."),
    INCOMPLETE: _("글의 벡터가 아직 다 만들어지지 않아 건너뛰었습니다."),
    NO_SPACE: _("쓰는 중인 글의 공간이 없어 건너뛰었습니다."),
    FEW_BANDS: _("밴드가 너무 적어 건너뛰었습니다."),
    NOTHING_KNOWN: _("키워드도 픽도 없어 배울 것이 없습니다."),
    SPACE_CHANGED: _("배우는 동안 글의 공간이 바뀌어 버렸습니다. 새 공간에서 곧 다시 배웁니다."),
    DIED: _("여러 번 도중에 죽어 그만두었습니다."),
}

DRIFT = {
    drift.STEADY: _("그대로임"),
    drift.TO_LOOK_AT: _("살펴볼 것"),
    drift.HAS_CHANGED: _("바뀜"),
}
