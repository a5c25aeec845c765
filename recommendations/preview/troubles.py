"""Why a preview could not be made, and what helps, in the curator's words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from embeddings.text.reasons import Reason


@dataclass(frozen=True)
class Trouble:
    """What happened, what to do, and whether trying again as it is may help."""

    what: str | Promise
    help: str | Promise
    again: bool = True


AWAY = Trouble(
    _("임베딩 모델이 지금 답하지 않습니다."),
    _("초안은 그대로 있습니다. 1분쯤 뒤에 다시 계산해 주세요."),
)
REFUSING = Trouble(
    _("임베딩 모델이 요청을 거절했습니다."),
    _("관리자에게 알려 주세요. API 열쇠, 사용 한도, 모델 이름 가운데 하나를 고쳐야 합니다."),
)
TROUBLES = {
    Reason.RATE_LIMITED: Trouble(
        _("임베딩 모델을 한꺼번에 너무 많이 불렀습니다."),
        _("초안은 그대로 있습니다. 1분쯤 뒤에 다시 계산해 주세요."),
    ),
    Reason.BAD_TEXT: Trouble(
        _("이 소개는 벡터로 만들 수 없습니다. 너무 길거나 모델이 받지 않는 글입니다."),
        _("초안에서 소개를 줄이거나 이상한 글자를 지운 다음 다시 계산해 주세요."),
        again=False,
    ),
    "band_moved": Trouble(
        _("초안을 쓰기 시작한 뒤에 밴드가 바뀌었습니다."),
        _("초안으로 돌아가 바뀐 것을 받아들인 다음 다시 계산해 주세요."),
        again=False,
    ),
    "band_deleted": Trouble(
        _("지운 밴드입니다."), _("밴드를 되살린 다음 다시 계산해 주세요."), again=False
    ),
    "draft_closed": Trouble(
        _("이미 발행했거나 버린 초안입니다."),
        _("바꾸고 싶은 것이 더 있으면 새 초안을 써 주세요."),
        again=False,
    ),
    "unknown_keywords": Trouble(
        _("초안에 지금은 없는 키워드가 있습니다."),
        _("초안에서 그 키워드를 뺀 다음 다시 계산해 주세요."),
        again=False,
    ),
    "catalogue_busy": Trouble(
        _("다른 사람이 이 밴드를 저장하고 있어서 기다리지 않았습니다."),
        _("조금 뒤에 다시 계산해 주세요."),
    ),
    "catalogue_not_ready": Trouble(
        _("쓰이는 벡터 공간이 아직 없습니다."),
        _("첫 임베딩이 끝난 다음 다시 계산해 주세요."),
    ),
}
REFUSALS = {
    Reason.NO_QUOTA,
    Reason.NO_KEY,
    Reason.UNAUTHORIZED,
    Reason.FORBIDDEN,
    Reason.NOT_FOUND,
    Reason.UNKNOWN_MODEL,
    Reason.UNKNOWN_PROVIDER,
    Reason.REFUSED,
}
FAILED = Trouble(
    _("계산을 끝내지 못했습니다."),
    _("다시 계산해 보고, 또 안 되면 관리자에게 이 코드를 알려 주세요."),
)


def trouble_of(code: str) -> Trouble:
    """What a preview's error code means to a curator; an unknown one is still told honestly."""
    if code in TROUBLES:
        return TROUBLES[code]
    if code in REFUSALS:
        return REFUSING
    return AWAY if code in set(Reason) else FAILED
