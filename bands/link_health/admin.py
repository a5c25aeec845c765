"""Links as curators see them: what is dead, what has moved, and one click from the mend."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime, now
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bands.link_health import services
from bands.link_health.models import LinkHealth, LinkStatus, Place
from bands.link_health.tasks import check_links
from bands.link_health.words import because
from config.admin_doors import ReadOnly
from config.hints import hint_after_commit

ANCHORS = {Place.TRACK.value: "id_track_url", Place.IMAGE.value: "id_image_url"}


class QueueFilter(admin.SimpleListFilter):
    title = _("할 일")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("dead", _("끊긴 링크")),
            ("hidden", _("숨긴 링크")),
            ("moved", _("옮긴 링크")),
            ("dismissed", _("괜찮다고 한 링크")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        queues = {
            "dead": queryset.dead,
            "hidden": queryset.quarantined,
            "moved": queryset.moved,
            "dismissed": queryset.dismissed,
        }
        return queues.get(self.value() or "", queryset.all)()


@admin.register(LinkHealth)
class LinkHealthAdmin(ReadOnly):
    list_display = ("mend", "place", "address", "state", "why", "failed_days", "moved_to", "seen")
    list_display_links = ("state",)
    list_filter = (QueueFilter, "status", "place")
    list_select_related = ("band",)
    search_fields = ("band__name", "url", "host__name")
    search_help_text = _("밴드 이름, 주소, 호스트로 찾습니다.")
    ordering = ("-failed_days", "band__name", "place")
    fields = (
        "mend",
        "place",
        "address",
        "state",
        "why",
        "moved_to",
        "failures",
        "failed_days",
        "quarantined_at",
        "dismissed_at",
        "host",
        "next_check_at",
        "last_checks",
    )
    readonly_fields = fields
    actions = ("check_now", "dismiss", "watch_again", "follow_moves")

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bands.change_linkhealth")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bands.publish_band")

    @admin.display(description=_("밴드(고치기)"), ordering="band__name")
    def mend(self, link: LinkHealth) -> str:
        page = reverse("admin:bands_band_change", args=[link.band_id])
        return format_html('<a href="{}#{}">{}</a>', page, ANCHORS[link.place], link.band.name)

    @admin.display(description=_("주소"), ordering="url")
    def address(self, link: LinkHealth) -> str:
        return _outward(link.url)

    @admin.display(description=_("상태"), ordering="status")
    def state(self, link: LinkHealth) -> str:
        return _standing(link)

    @admin.display(description=_("까닭"))
    def why(self, link: LinkHealth) -> str:
        return _said(link.reason, link.http_status)

    @admin.display(description=_("새 주소"))
    def moved_to(self, link: LinkHealth) -> str:
        if not link.leads_to:
            return "-"
        return _outward(link.leads_to) if services.is_storable(link.leads_to) else link.leads_to

    @admin.display(description=_("살핀 때"), ordering="checked_at")
    def seen(self, link: LinkHealth) -> str:
        return _moment(link.checked_at) if link.checked_at else "-"

    @admin.display(description=_("지난 결과"))
    def last_checks(self, link: LinkHealth) -> str:
        lines = (
            (
                _moment(datetime.fromisoformat(check["at"])),
                LinkStatus(check["verdict"]).label,
                _said(check["reason"], check["http_status"]),
            )
            for check in link.checks
        )
        return format_html_join("", "<div>{} · {} {}</div>", lines) or "-"

    @admin.action(description=_("지금 살피기"), permissions=["judge"])
    def check_now(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = services.ask_again(links=self._chosen(request, queryset, "살피기"), now=now())
        hint_after_commit(check_links, only_asked=True)
        said = ngettext(
            "링크 %d개를 곧 살핍니다. 잠시 뒤 이 목록을 다시 여세요.",
            "링크 %d개를 곧 살핍니다. 잠시 뒤 이 목록을 다시 여세요.",
            count,
        )
        messages.success(request, said % count)

    @admin.action(description=_("괜찮음(숨기지 않기)"), permissions=["judge"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = services.dismiss(links=self._chosen(request, queryset, "괜찮음"), now=now())
        said = ngettext(
            "링크 %d개를 더는 숨기지 않습니다.", "링크 %d개를 더는 숨기지 않습니다.", count
        )
        messages.success(request, said % count)

    @admin.action(description=_("다시 지켜보기"), permissions=["judge"])
    def watch_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = services.watch_again(links=self._chosen(request, queryset, "지켜보기"))
        said = ngettext("링크 %d개를 다시 지켜봅니다.", "링크 %d개를 다시 지켜봅니다.", count)
        messages.success(request, said % count)

    @admin.action(description=_("옮긴 주소로 바꾸기"), permissions=["publish"])
    def follow_moves(self, request: HttpRequest, queryset: QuerySet) -> None:
        links = self._chosen(request, queryset, "옮긴 주소")
        count = services.follow_moves(links=links, now=now(), by=request.user.pk)
        said = ngettext("밴드 %d곳의 주소를 바꿨습니다.", "밴드 %d곳의 주소를 바꿨습니다.", count)
        messages.success(request, said % count)

    def _chosen(self, request: HttpRequest, queryset: QuerySet, what: str) -> QuerySet:
        for link in queryset:
            self.log_change(request, link, what)
        return LinkHealth.objects.filter(pk__in=[link.pk for link in queryset])


def health_of(band_id: int | None, place: Place) -> str:
    """The state of a band's link for the band's own page, with the way to its checks."""
    link = LinkHealth.objects.filter(band=band_id, place=place).first()
    if link is None:
        return "-"
    page = reverse("admin:bands_linkhealth_change", args=[link.pk])
    said = " · ".join(filter(None, [_standing(link), _said(link.reason, link.http_status)]))
    return format_html('<a href="{}">{}</a> {}', page, said, link.leads_to)


def _standing(link: LinkHealth) -> str:
    said = [LinkStatus(link.status).label]
    if link.quarantined_at:
        said.append(gettext("듣는 이에게 숨김"))
    if link.dismissed_at:
        said.append(gettext("괜찮다고 함"))
    return " · ".join(map(str, said))


def _outward(url: str) -> str:
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', url, url)


def _said(reason: str, http_status: int | None) -> str:
    words = because(reason)
    return f"{words} ({http_status})" if words and http_status else words


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
