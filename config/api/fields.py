"""Serializer fields that take exactly the JSON type that they name."""

from typing import Any

from rest_framework import serializers

MAX_ID = 2**63 - 1  # PostgreSQL's bigint


class StrictInteger(serializers.IntegerField):
    """A JSON integer; not a string, a boolean or a float that looks like one."""

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)


class Id(StrictInteger):
    """A row's number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=MAX_ID, **options)


class StrictText(serializers.CharField):
    """A JSON string; not a number."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictEmail(serializers.EmailField, StrictText):
    """A JSON string that is an e-mail address."""


class StrictBoolean(serializers.BooleanField):
    """A JSON true or false; not a word or a number for it."""

    def to_internal_value(self, data: Any) -> bool:
        if type(data) is not bool:
            self.fail("invalid", input=data)
        return data
