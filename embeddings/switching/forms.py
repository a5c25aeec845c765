"""What people may ask of spaces, as forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.errors import DomainError
from embeddings.filling.services import check_space, tokens_for
from embeddings.models import EmbeddingSpace
from embeddings.text import registry

WHY = EmbeddingSpace._meta.get_field("note").max_length
MOST_TEXTS = 1_000_000
MOST_TOKENS = 1_000_000_000_000


class SpaceForm(forms.Form):
    provider = forms.ChoiceField(
        label=_("제공자"), choices=[(name, name) for name in registry.EMBEDDERS]
    )
    model = forms.CharField(label=_("모델"), max_length=100)
    dimensions = forms.IntegerField(label=_("차원"))
    centred = forms.BooleanField(
        label=_("중심 빼기"),
        required=False,
        help_text=_("코사인이 좁은 모델에 좋습니다. 다 채워졌을 때 평균을 한 번 뺍니다."),
    )
    note = forms.CharField(label=_("메모"), max_length=WHY, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                check_space(given["provider"], given["model"], given["dimensions"])
            except DomainError as refused:
                raise forms.ValidationError(refused.message) from None
        return given


class FillForm(forms.Form):
    texts_per_minute = forms.IntegerField(
        label=_("분당 글 수"), min_value=1, max_value=MOST_TEXTS, required=False
    )
    budget_tokens = forms.IntegerField(
        label=_("토큰 예산"), min_value=0, max_value=MOST_TOKENS, required=False
    )
    budget_dollars = forms.DecimalField(
        label=_("달러 예산"), min_value=0, max_digits=10, decimal_places=4, required=False
    )

    def __init__(self, *args: Any, space: EmbeddingSpace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.space = space

    def clean(self) -> dict[str, Any]:
        """Dollars become tokens; the smaller of two budgets counts."""
        given = super().clean() or {}
        dollars, tokens = given.get("budget_dollars"), given.get("budget_tokens")
        if dollars is not None:
            try:
                bought = tokens_for(space=self.space, dollars=dollars)
            except DomainError as refused:
                raise forms.ValidationError(refused.message) from None
            given["budget_tokens"] = bought if tokens is None else min(tokens, bought)
        return given


class WhyForm(forms.Form):
    why = forms.CharField(label=_("까닭"), max_length=WHY, required=False)
    override = forms.BooleanField(required=False, widget=forms.HiddenInput)
    meant = forms.BooleanField(label=_("되돌릴 수 없게 되어도 괜찮습니다."), required=False)
