"""Dates as changelogs write them: ``2024-01-02``, ``August 24, 2025``, ``Dec. 29th, 2006``.

A date of numbers alone, as in ``05-27-2015``, is read in the order that the other dates of
its text prove; where nothing proves one it keeps its text only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Literal

from fwgraph.namespaces import XSD_DATE
from fwgraph.wiki.releases import date_literal

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|febr?(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
NTH = r"[0-9]{1,2}(?:st|nd|rd|th)?"
CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
ZONE = r"(?:[A-Z]{3,4}|[+-][0-9]{4})"
SIGN = r"[./-]"
BETWEEN = r"[\s./-]{1,3}"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?"
WRITTEN_DATE = re.compile(
    rf"""(?<![\w./]) (?<![\w./]-) (?:
        (?P<iso> [0-9]{{4}} (?P<sign>{SIGN}) [0-9]{{1,2}} (?P=sign) [0-9]{{1,2}} )
      | (?P<named_month> {MONTH} ) ,? \s{{0,3}} (?P<day_behind> {NTH} ) [,.]?
        (?: \s+ {CLOCK} (?: \s+ {ZONE} )? )? \s{{0,3}} ,? \s{{0,3}} (?P<year_behind> [0-9]{{4}} )
      | (?P<day_before> {NTH} ) {BETWEEN} (?:of\s)? (?P<month_behind> {MONTH} ) ,?
        {BETWEEN} (?P<year_after> [0-9]{{4}} )
      | (?P<year_before> [0-9]{{4}} ) {BETWEEN} (?P<month_within> {MONTH} ) ,?
        {BETWEEN} (?P<day_after> {NTH} )
      | (?P<first> [0-9]{{1,2}} ) (?P<mark>{SIGN}) (?P<second> [0-9]{{1,2}} ) (?P=mark)
        (?P<last> [0-9]{{4}} )
      | (?P<only_month> {MONTH} ) ,? \s{{1,3}} (?P<its_year> [0-9]{{4}} )
      | (?P<numbers> [0-9]{{4}} [-/] [0-9]{{1,2}} )
    ) (?! (?!T[0-9]{{2}}:)\w | [/-] | \.\w )""",
    re.VERBOSE | re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\w#.-])(?:19|20)[0-9]{2}(?![\w-])")
BRACKETS = re.compile(r"\(([^()]{0,120})\)")
DATE_LIKE = re.compile(
    rf"""(?<![\w.#/-]) (?:
        [0-9]{{1,4}} (?P<sign>[/-]) [0-9?]{{1,2}} (?P=sign) [0-9?]{{1,4}} | (?:19|20)[0-9]{{6}}
      | [0-9]{{1,2}}\.[0-9]{{1,2}}\.[0-9]{{2}} | {MONTH} \s [0-9]{{1,2}},? \s '?[0-9]{{2}}
      | [0-9]{{1,2}} \s {MONTH} \s '?[0-9]{{2}} | (?:19|20)[0-9]{{2}}\s?年 [^()]{{0,8}}
    ) (?![\w/-])""",
    re.VERBOSE | re.IGNORECASE,
)
"""What only looks like a date: its year has two digits, or part of it lacks."""
LOOSE_DATE = re.compile(
    r"""[\s\])]* [\s:,;|–—-] [\s:,;|–—-]* (?:released?\s(?:on\s)?)? (?P<text>  # as typed
        (?:[^\W\d_]{3,12}\.?\s)? (?:[0-9]{1,2}(?:st|nd|rd|th)?,?\s)? (?:19|20)[0-9]{2}
      | [0-9]{1,2}/[0-9]{1,2}/[0-9]{2} ) [\s)\].!]*""",  # noqa: RUF001 - as typed
    re.VERBOSE | re.IGNORECASE,
)
"""What ends a heading with a year, or like a date, and needs no brackets for it."""
MONTH_NUMBERS = 12
"""No month has a greater number."""
DAY_FIRST, MONTH_FIRST, UNSURE = "day", "month", "unsure"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written, where it starts in its text, and what it is where it is a real one.

    ``value`` is an ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``. ``order`` says of a date of
    numbers alone which of day and month comes first, ``unsure`` where its numbers do not tell.
    """

    text: str
    start: int
    value: Literal | None
    order: str | None = None

    @property
    def end(self) -> int:
        """Where the date ends in its text."""
        return self.start + len(self.text)

    @property
    def needs_text(self) -> bool:
        """Whether the typed value does not show how the date is written."""
        return self.value is None or self.value.value != self.text

    @property
    def is_day(self) -> bool:
        """Whether the date is a full and real one."""
        return self.value is not None and self.value.datatype == XSD_DATE


def find_dates(words: str) -> Iterator[WrittenDate]:
    """Yield the dates in a piece of text, in their order; a year alone is none."""
    for match in WRITTEN_DATE.finditer(words):
        yield read_match(match)


def read_match(match: re.Match[str]) -> WrittenDate:
    """Return what the expression has found."""
    written, start = match[0], match.start()
    if match["first"]:
        first, second = int(match["first"]), int(match["second"])
        order = order_of(first, second)
        date = apply_order(WrittenDate(written, start, None, order), order)
        same = date_literal(f"{match['last']}-{first}-{first}") if first == second else None
        return replace(date, value=date.value or same)
    if match["iso"] or match["numbers"]:
        return WrittenDate(written, start, date_literal(written))
    month = first_group(match, "named_month", "month_behind", "month_within", "only_month")
    year = first_group(match, "year_behind", "year_after", "year_before", "its_year")
    number = MONTHS.index(month[:3].lower()) + 1
    day = first_group(match, "day_behind", "day_before", "day_after").rstrip("stndrhSTNDRH")
    normal = f"{year}-{number:02}-{day}" if day else f"{year}-{number:02}"
    return WrittenDate(written, start, date_literal(normal))


def first_group(match: re.Match[str], *names: str) -> str:
    """Return the first of some groups that has matched something, or nothing."""
    return next((text for name in names if (text := match[name])), "")


def order_of(first: int, second: int) -> str:
    """Return which of day and month comes first, where only one of two numbers can be a month."""
    if (first > MONTH_NUMBERS) == (second > MONTH_NUMBERS):
        return UNSURE
    return DAY_FIRST if first > MONTH_NUMBERS else MONTH_FIRST


def settle_order(dates: Iterable[WrittenDate]) -> str:
    """Return which of day and month comes first in the dates of a text, if all that tell agree."""
    orders = {date.order for date in dates if date.order} - {UNSURE}
    return (orders.pop() if len(orders) == 1 else None) or UNSURE


def apply_order(date: WrittenDate, order: str) -> WrittenDate:
    """Return a date of numbers alone, read in an order; as it is where it tells its own."""
    if date.order is None or date.value is not None or order == UNSURE:
        return date
    first, second, year = re.split(SIGN, date.text)
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    return replace(date, value=date_literal(f"{year}-{month}-{day}"))


def find_unread_date(words: str, start: int) -> list[WrittenDate]:
    """Return what stands for a date behind a place and is none: a year, or words that have one."""
    texts = [(each[1], each.start(1)) for each in BRACKETS.finditer(words, start)]
    if loose := LOOSE_DATE.fullmatch(words, start):
        texts.append((loose["text"], loose.start("text")))
    for text, place in texts:
        if YEAR.search(text) or DATE_LIKE.search(text):
            written = text.strip()
            value = date_literal(written) if YEAR.fullmatch(written) else None
            return [WrittenDate(written, words.index(written, place), value)]
    return []
