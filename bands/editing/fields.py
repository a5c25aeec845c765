"""The fields of a document as a form has them."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bands.models import MAX_TEXT, Facet, Keyword, https_only
from bands.services import normal

MAX_NAME = 100


def no_control_characters(value: str) -> None:
    if any(unicodedata.category(character) == "Cc" for character in value):
        raise ValidationError(_("줄바꿈이나 제어 문자는 쓸 수 없습니다."))


class Line(forms.CharField):
    default_validators = [no_control_characters]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"widget": forms.TextInput(attrs={"class": "vTextField"})})

    def to_python(self, value: Any) -> str:
        return normal(super().to_python(value))


class Paragraph(forms.CharField):
    """A text; browsers send its line ends as Windows does."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"class": "vLargeTextField", "rows": 8})
        super().__init__(**{"max_length": MAX_TEXT, "required": False, "widget": widget} | options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return normal(text.replace("\r\n", "\n").replace("\r", "\n"))


class Aliases(forms.Field):
    """Different names, one a line."""

    widget = forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3})

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else "\n".join(sorted(value or ()))

    def to_python(self, value: Any) -> frozenset[str]:
        return frozenset(filter(None, map(normal, (value or "").splitlines())))

    def validate(self, value: Iterable[str]) -> None:
        for name in value:
            no_control_characters(name)
            if len(name) > MAX_NAME:
                raise ValidationError(_("이름은 100자까지 쓸 수 있습니다: %s") % name)


class HttpsAddress(forms.URLField):
    default_validators = [https_only]

    def __init__(self, **options: Any) -> None:
        widget = forms.URLInput(attrs={"class": "vURLField"})
        super().__init__(
            max_length=200, required=False, assume_scheme="https", widget=widget, **options
        )


def words_by_facet() -> list[tuple[str, list[tuple[str, str]]]]:
    """The vocabulary as choices."""
    words: dict[str, list[tuple[str, str]]] = {}
    for keyword in Keyword.objects.by_facet():
        words.setdefault(str(Facet(keyword.facet).label), []).append((keyword.keyword,) * 2)
    return list(words.items())


class Words(forms.MultipleChoiceField):
    """Keywords of the vocabulary, by facet."""

    def __init__(self, **options: Any) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "words"})
        super().__init__(choices=words_by_facet, required=False, widget=widget, **options)
