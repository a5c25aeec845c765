"""A page beside a band: the keywords that machines propose for it, decided by a person."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bands.models import Band
from config.errors import DomainError
from embeddings.hints import hint_after_commit
from embeddings.models import EmbeddingSpace
from embeddings.text import chat
from embeddings.vocabulary import suggestions


class SuggestKeywords(admin.ModelAdmin):
    """Adds the page, and the way to it as a read-only field, `keyword_suggestions`."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.suggest)
        return [
            path("<int:band_id>/keywords/", view, name="bands_band_suggest"),
            *super().get_urls(),
        ]

    @admin.display(description=_("키워드 제안"))
    def keyword_suggestions(self, band: Band) -> str:
        if not band.pk:
            return "-"
        address = reverse("admin:bands_band_suggest", args=[band.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("제안된 키워드 보기"))

    def suggest(self, request: HttpRequest, band_id: int) -> HttpResponse:
        """What is proposed (GET); take, turn down, or ask the language model (POST)."""
        band = get_object_or_404(Band.objects.select_related("description"), pk=band_id)
        if request.method == "POST":
            return self._decided(request, band)
        if not self.has_view_permission(request, band):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("키워드 제안"),
            "opts": self.opts,
            "band": band,
            "carried": band.keywords.live().order_by("facet", "pk"),
            "found": suggestions.open_suggestions(band=band, space=EmbeddingSpace.objects.active()),
            "chat": chat.configured(),
            "may_change": self.has_publish_permission(request),
        }
        return TemplateResponse(request, "admin/bands/band/suggest.html", context)

    def _decided(self, request: HttpRequest, band: Band) -> HttpResponse:
        if not self.has_publish_permission(request):
            raise PermissionDenied
        try:
            said = self._said(request, band)
        except DomainError as error:
            messages.error(request, gettext(error.message))
        else:
            messages.success(request, said)
        return HttpResponseRedirect(request.path)

    def _said(self, request: HttpRequest, band: Band) -> str:
        if "ask" in request.POST:
            count = suggestions.ask_llm(band=band, now=now())
            text = ngettext(
                "언어 모델이 새 키워드 %d개를 제안했습니다.",
                "언어 모델이 새 키워드 %d개를 제안했습니다.",
                count,
            )
            return text % count
        given = [value for value in request.POST.getlist("keyword") if value.isdecimal()]
        chosen = {"keyword_ids": {int(value) for value in given if len(value) <= 18}}
        who = {"by": request.user.pk, "now": now()}
        if "dismiss" in request.POST:
            count = suggestions.dismiss(band=band, **chosen, **who)
            text = ngettext(
                "제안 %d개를 넘겼습니다. 이 밴드에 다시 나오지 않습니다.",
                "제안 %d개를 넘겼습니다. 이 밴드에 다시 나오지 않습니다.",
                count,
            )
            return text % count
        count = suggestions.accept(band=band, **chosen, **who)
        self.log_change(request, band, "제안된 키워드 받아들임")
        hint_after_commit()
        text = ngettext(
            "키워드 %d개를 달았습니다. 밴드가 다시 임베딩됩니다.",
            "키워드 %d개를 달았습니다. 밴드가 다시 임베딩됩니다.",
            count,
        )
        return text % count
