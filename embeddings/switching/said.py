"""Refusals as sentences for people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from embeddings.switching.gate import Fault


def sentence(fault: str, figures: Mapping[str, Any]) -> str:
    """Why a space may not take over, in the reader's language. `fault` is a `Fault`."""
    percent = {name: f"{100 * value:.1f}" for name, value in figures.items()}
    match Fault(fault):
        case Fault.BANDS:
            return _("밴드 %(total)d팀 가운데 %(missing)d팀의 벡터가 아직 없습니다.") % figures
        case Fault.KEYWORDS:
            return _("키워드 %(total)d개 가운데 %(missing)d개의 벡터가 아직 없습니다.") % figures
        case Fault.SENTENCES:
            return (
                _("회원들의 키워드 묶음 %(total)d개 가운데 %(missing)d개의 벡터가 없습니다.")
                % figures
            )
        case Fault.CENTRE:
            return _("아직 중심을 빼지 않았습니다. 다 채워지면 작업자가 뺍니다.")
        case Fault.UNJUDGED:
            return (
                _("기준 짝 %(wanted)d개 가운데 %(judged)d개만 이 공간에서 따질 수 있습니다.")
                % figures
            )
        case Fault.GOLDEN:
            return _("기준 짝이 %(held)s%%만 지켜집니다. %(least)s%% 이상이어야 합니다.") % percent
