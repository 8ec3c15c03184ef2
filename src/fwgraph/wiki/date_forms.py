"""Dates in the form in which an editor wrote another one, such as ``June 4, 2016``.

What may be two days, as ``04/06/2016``, is in no form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from fwgraph.wiki.releases import date_literal

YEAR_FIRST = re.compile(r"[0-9]{4}(?:([-./])[0-9]{1,2}(?:[-./][0-9]{1,2})?)?")
NAMED_MONTHS = (
    "%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%B %d %Y", "%b %d %Y",
    "%d %B %Y", "%d %b %Y", "%d. %B %Y", "%d-%b-%Y", "%B %Y", "%b %Y",
)  # fmt: skip
"""Of two forms with one meaning, as in May, the first counts."""
YEAR_LAST = tuple(
    separator.join(parts)
    for separator in "/.-"
    for parts in (("%d", "%m", "%Y"), ("%m", "%d", "%Y"))
)
FULL_DATE = len("YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class DateForm:
    """A date as written: its ISO ``value`` as far as it goes, and how to write another like it.

    The value is empty where no calendar has the day. ``pattern`` is one of ``strftime``, or
    empty where the year comes first and the ``separator`` says all.
    """

    value: str
    has_day: bool
    separator: str = "-"
    pattern: str = ""
    is_padded: bool = True

    def write(self, value: str) -> str:
        """Return a date, of which the year and the month at least are known, in this form."""
        if not self.pattern:
            return value.replace("-", self.separator)
        return format_date(date.fromisoformat(f"{value}-01"[:FULL_DATE]), self)


def read_date_form(words: str) -> DateForm | None:
    """Return a date with its form, or nothing where it is not known which one is meant."""
    if match := YEAR_FIRST.fullmatch(words):
        value = date_literal(words)
        has_day = len(re.findall("[0-9]+", words)) == len(("year", "month", "day"))
        return DateForm(value.value if value else "", has_day, match[1] or "-")
    named = [each for pattern in NAMED_MONTHS for each in match_pattern(words, pattern)]
    numbered = [each for pattern in YEAR_LAST for each in match_pattern(words, pattern)]
    patterns = {each.pattern for each in numbered}
    return named[0] if named else numbered[-1] if len(patterns) == 1 else None


def match_pattern(words: str, pattern: str) -> Iterator[DateForm]:
    """Yield the date that words state in a pattern, without zeros in front and with them.

    It is written back sign for sign.
    """
    try:
        day = datetime.strptime(words, pattern).date()
    except ValueError:
        return
    has_day = "%d" in pattern
    value = str(day) if has_day else str(day)[: -len("-DD")]
    for is_padded in (False, True):
        written = DateForm(value, has_day, pattern=pattern, is_padded=is_padded)
        if format_date(day, written) == words:
            yield written


def format_date(day: date, form: DateForm) -> str:
    """Return a day by the pattern of a form, with zeros in front where it has them."""
    pattern = form.pattern
    if not form.is_padded:
        pattern = pattern.replace("%d", str(day.day)).replace("%m", str(day.month))
    return day.strftime(pattern)
