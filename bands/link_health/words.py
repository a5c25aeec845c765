"""What people read about a link: why it is as it is."""

from django.utils.translation import gettext_lazy as _

from bands.link_health.findings import Reason

REASONS = {
    Reason.NONE: "",
    Reason.NOT_FOUND: _("없는 페이지라고 답합니다"),
    Reason.SOFT_404: _("페이지는 열리지만 없다고 적혀 있습니다"),
    Reason.FRONT_PAGE: _("첫 화면으로 넘어갑니다"),
    Reason.NOT_AN_IMAGE: _("사진이 아닌 것이 나옵니다"),
    Reason.SERVER_ERROR: _("서버가 오류를 냅니다"),
    Reason.REGION: _("이 서버가 있는 지역에서는 볼 수 없습니다"),
    Reason.BUSY: _("나중에 다시 오라고 합니다"),
    Reason.UNPROVEN: _("기계에게는 답하지 않습니다"),
    Reason.WALL: _("로그인이나 동의 화면이 막고 있습니다"),
    Reason.OTHER_STATUS: _("뜻을 알 수 없는 답입니다"),
    Reason.REDIRECTED: _("지금은 다른 주소로 넘어갑니다"),
    Reason.OFFLINE: _("우리 쪽 네트워크가 끊긴 것 같습니다"),
    Reason.UNEXPECTED: _("살피다가 뜻밖의 오류가 났습니다"),
    Reason.NO_SUCH_HOST: _("그런 호스트가 없습니다"),
    Reason.TIMEOUT: _("제때 답하지 않습니다"),
    Reason.CONNECTION: _("연결되지 않거나 끊깁니다"),
    Reason.TLS: _("인증서가 맞지 않습니다"),
    Reason.BAD_ANSWER: _("웹 서버의 답이 아닙니다"),
    Reason.REDIRECT_LOOP: _("제자리로 돌아오는 주소입니다"),
    Reason.TOO_MANY_REDIRECTS: _("너무 여러 번 넘어갑니다"),
    Reason.UNREADABLE: _("읽을 수 없는 주소입니다"),
    Reason.SCHEME: _("웹 주소가 아닙니다"),
    Reason.USER_IN_ADDRESS: _("주소에 사용자 이름이 들어 있습니다"),
    Reason.PORT: _("보통의 웹 포트가 아닙니다"),
    Reason.NOT_A_PUBLIC_NAME: _("밖에서 쓰는 호스트 이름이 아닙니다"),
    Reason.INSIDE: _("내부 네트워크로 이어집니다"),
}


def because(reason: str) -> str:
    return str(REASONS.get(Reason(reason), "")) if reason in set(Reason) else ""
