"""Who asks, without saying who: for counts of a day that are of nobody in particular."""

from datetime import date

from django.utils.crypto import salted_hmac


def digest(asker: str, day: date) -> str:
    """The same for one asker all day long, and nobody's without the site's secret."""
    return salted_hmac("asking", f"{day}:{asker}", algorithm="sha256").hexdigest()
