"""Reading of `.env.example` and its kin."""

import re
from pathlib import Path

ASSIGNMENT = re.compile(r"^(?:# ?)?([A-Z][A-Z0-9_]+)=", re.MULTILINE)


def names_in(path: Path) -> set[str]:
    """Names that the file assigns, or shows behind a comment sign."""
    return set(ASSIGNMENT.findall(path.read_text()))
