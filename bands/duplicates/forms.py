"""What a curator chooses when two acts become one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bands.documents import Act
from bands.duplicates.document import PARTS, Side, sensible
from bands.models import Kind

LABELS = {
    "name": _("이름"),
    "kind": _("종류"),
    "published": _("공개"),
    "image_url": _("사진 주소"),
    "description": _("소개"),
    "description_en": _("영어 소개"),
    "keywords": _("키워드"),
    "track": _("대표곡"),
    "track_url": _("대표곡 주소"),
    "aliases": _("다른 이름"),
}
CHOICES = {Side.KEPT: _("남는 밴드"), Side.MERGED: _("합쳐지는 밴드"), Side.BOTH: _("둘 다")}


class MergeForm(forms.Form):
    """A side for each part of the document in which the two differ, and what was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *arguments: object, kept: Act, merged: Act, **more: object) -> None:
        super().__init__(*arguments, **more)
        self.kept, self.merged = kept, merged
        self.sensible = sensible(kept, merged)
        for part in self.differing():
            self.fields[part] = forms.ChoiceField(
                label=LABELS[part],
                choices=[(side.value, CHOICES[side]) for side in _sides(part)],
                widget=forms.RadioSelect,
                initial=self.sensible[part].value,
            )

    def differing(self) -> list[str]:
        return [
            part
            for part, columns in PARTS.items()
            if any(getattr(self.kept, name) != getattr(self.merged, name) for name in columns)
        ]

    def choice(self) -> dict[str, Side]:
        return self.sensible | {
            part: Side(self.cleaned_data[part])
            for part in self.differing()
            if part in self.cleaned_data
        }

    def rows(self) -> list[dict[str, object]]:
        """Each part with how both acts have it; `choices` is None where they agree."""
        return [
            {
                "label": LABELS[part],
                "part": part,
                "kept": _shown(self.kept, part),
                "merged": _shown(self.merged, part),
                "choices": list(self[part]) if part in self.fields else None,
            }
            for part in PARTS
        ]

    def all_names(self) -> list[str]:
        """Under what the one act will be found."""
        both = (self.kept, self.merged)
        return sorted({name for act in both for name in (act.name, *act.aliases)})


def _sides(part: str) -> list[Side]:
    return [Side.KEPT, Side.MERGED, *([Side.BOTH] if part == "keywords" else [])]


def _shown(act: Act, part: str) -> str:
    values = [getattr(act, column) for column in PARTS[part]]
    if part == "published":
        return str(_("공개") if act.published else _("비공개"))
    if part == "kind":
        return str(Kind(act.kind).label)
    if part == "keywords":
        return ", ".join(sorted(act.keywords))
    return " · ".join(str(value) for value in values if value)
