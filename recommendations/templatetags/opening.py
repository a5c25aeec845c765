"""How a suggested keyword says why it is suggested."""

from django import template
from django.utils.translation import gettext as _

from recommendations.opening.occasions import Why

register = template.Library()


@register.filter
def because(why: Why) -> str:
    return {
        Why.PICKS: _("고른 밴드에 많아서"),
        Why.RAIN: _("비가 와서"),
        Why.SNOW: _("눈이 와서"),
        Why.MORNING: _("아침이라서"),
        Why.EVENING: _("저녁이라서"),
        Why.SPRING: _("봄이라서"),
        Why.SUMMER: _("여름이라서"),
        Why.AUTUMN: _("가을이라서"),
        Why.WINTER: _("겨울이라서"),
    }[why]
