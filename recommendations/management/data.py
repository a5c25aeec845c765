"""Where a command finds the evaluation data."""

from pathlib import Path

from django.core.management.base import CommandError

from recommendations.evaluation.hetrec import FILES


def data_folder(given: str) -> Path:
    """The folder that was named, when the HetRec files are in it. Raises `CommandError`."""
    folder = Path(given)
    missing = [name for name in FILES if not (folder / name).is_file()]
    if not given or missing:
        raise CommandError(
            f"Say with --data where the HetRec files are: {', '.join(missing or FILES)}."
        )
    return folder
