"""A limit on uploads that holds before anything is kept."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MAX_BYTES = 40_000_000  # about 30,000 bands with long texts


class Bounded(FileUploadHandler):
    """Reads a file that is too large to its end and keeps nothing of it.

    The request then says `is_upload_too_large`. Stopping at once would tear the connection down
    before the person could be told why.
    """

    def handle_raw_input(self, *_input: Any, **_more: Any) -> None:
        self.request.is_upload_too_large = False

    def new_file(self, *file: Any, **more: Any) -> None:
        super().new_file(*file, **more)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > MAX_BYTES:
            self.request.is_upload_too_large = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""
