"""Why there is no list: what a client is told instead."""

from django.utils.translation import gettext_lazy as _

from config.errors import DomainError


class NoBandsPicked(DomainError):
    code = "no_bands_picked"
    message = _("선택한 밴드가 없습니다.")


class NoKeywordsPicked(DomainError):
    code = "no_keywords_picked"
    message = _("선택한 키워드가 없습니다.")


class MemberNotFound(DomainError):
    code = "member_not_found"
    status = 404
    message = _("회원을 찾을 수 없습니다.")


class UnknownAlgorithm(DomainError):
    code = "unknown_algorithm"
    message = _("모르는 추천 방식입니다.")


class ListBusy(DomainError):
    code = "list_busy"
    status = 409
    message = _("같은 목록을 만드는 중입니다. 잠시 뒤에 다시 시도해 주세요.")


class CatalogueNotReady(DomainError):
    code = "catalogue_not_ready"
    status = 503
    message = _("추천을 준비하고 있습니다. 잠시 뒤에 다시 시도해 주세요.")
