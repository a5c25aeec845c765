"""Curators enter the features of a track, and see who sounds near."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bands.sound.features import FEATURES
from bands.sound.models import TrackFeatures
from bands.sound.services import Near, near_by_sound
from config.plots import Bar, Svg, Words, bars


@admin.register(TrackFeatures)
class TrackFeaturesAdmin(admin.ModelAdmin):
    list_display = ("band", "tempo", "energy", "valence", "acousticness", "instrumentalness")
    list_select_related = ("band",)
    search_fields = ("band__key", "band__name")
    autocomplete_fields = ("band",)
    fields = ("band", *FEATURES, "near", "picture")
    readonly_fields = ("near", "picture")
    list_per_page = 50
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "band") if obj else self.readonly_fields

    @admin.display(description=gettext_lazy("소리가 가까운 밴드"))
    def near(self, row: TrackFeatures) -> str | SafeString:
        _values, found = _placed(row)
        if not found:
            return _("견줄 밴드가 없습니다.")
        links = [(self._page(one.band.pk), one.band.name, f"{one.cosine:.2f}") for one in found]
        return format_html(
            "<ol>{}</ol>", format_html_join("", '<li><a href="{}">{}</a> {}</li>', links)
        )

    @admin.display(description=gettext_lazy("목록 안에서의 자리"))
    def picture(self, row: TrackFeatures) -> Svg:
        values, _found = _placed(row)
        words = Words(
            name="features",
            title=_("목록 안에서의 자리"),
            description=_("특징마다 목록에서 가장 작은 값이 0, 가장 큰 값이 1입니다."),
            nothing=_("견줄 밴드가 없습니다."),
        )
        labels = {one.name: str(one.verbose_name) for one in TrackFeatures._meta.fields}
        rows = [Bar(labels[name], value, f"{value:.2f}") for name, value in values.items()]
        return bars(words, rows)

    def _page(self, band_id: int) -> str:
        return reverse("admin:bands_trackfeatures_change", args=[band_id])

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        hint = _("파일로 넣으려면 manage.py load_track_features를 쓰세요.")
        return super().changelist_view(request, {"subtitle": hint, **(extra_context or {})})


def _placed(row: TrackFeatures) -> tuple[dict[str, float], list[Near]]:
    """Where the row stands; two fields of one page ask, and it is found out once."""
    if not hasattr(row, "placed"):
        row.placed = near_by_sound(row.band_id) if row.pk else ({}, [])
    return row.placed
