"""Why a verdict on a status is what it is, and what would change it, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fwgraph.questions.days_between import add_years, describe_age
from fwgraph.questions.policy import RELEASES, StatusPolicy
from fwgraph.questions.status import StatusVerdict, silence_of
from fwgraph.questions.status_rows import StatusRow


def reason_sentences(
    rows: Sequence[StatusRow], verdict: StatusVerdict, day: str, policy: StatusPolicy
) -> Iterator[str]:
    """Yield why the verdict is what it is, the chief reason first."""
    deciding = verdict.deciding
    if deciding is None:
        yield "nobody states a status that still counts"
    elif deciding.about == "release":
        years = policy.silent_years
        yield f"{tell_row(deciding, day)}: a release within {years} years counts as active"
        if stronger := name_stronger(RELEASES, policy):
            yield f"no stronger voice states a status: {stronger}"
    else:
        yield f"{deciding.voice_label}: {tell_row(deciding, day)}"
        yield "the newest of its voice, and no stronger one states a status that counts"
    for row in verdict.tied:
        yield f"as heavy, and less grave: {tell_row(row, day)}"
    for row, why in lost_rows(verdict, policy):
        yield f"{tell_row(row, day)}: {why}"
    for row in rows:
        if row.about == "denial" and deciding is None:
            yield f"{row.voice_label}: {tell_row(row, day)}"
    if verdict.status != "moved" and (silence := silence_of(rows, policy)):
        since, until = silence
        yield f"silent since {since}, as of {until}; silence is no status"


def lost_rows(verdict: StatusVerdict, policy: StatusPolicy) -> Iterator[tuple[StatusRow, str]]:
    """Yield what would have counted otherwise, each with why it does not."""
    for row in verdict.lapsed:
        yield row, f"it no longer counts, after {policy.silent_years} years"
    for row in verdict.denied:
        yield row, "denied"
    for row in verdict.taken_back:
        yield row, "taken back by what no longer counts"


def tell_row(row: StatusRow, day: str) -> str:
    """Return what a row says, when, how long ago, and where."""
    age = describe_age(row.date, day)
    ago = age if age.startswith("the same") else f"{age} before"
    when = f"{row.date}, {ago}" if age else row.date or "undated"
    words = f" “{row.quote}”" if row.quote else ""
    as_of = f", as of {row.as_of}" if row.is_sign and row.as_of != row.date else ""
    return f"{row.label}{words} ({when}{as_of}) [{row.place}]"


def change_sentences(verdict: StatusVerdict, day: str, policy: StatusPolicy) -> Iterator[str]:
    """Yield what would change the verdict."""
    deciding = verdict.deciding
    if deciding is None:
        yield f"a statement of {name_voices(policy.voices)}"
        if RELEASES in policy.voices and day:
            yield f"a release after {add_years(day, -policy.silent_years)}"
        return
    voice = RELEASES if deciding.about == "release" else deciding.voice
    if deciding.about != "release":
        yield f"a newer statement of {name_voices([voice])}"
    if stronger := name_stronger(voice, policy):
        yield f"a statement of a stronger voice: {stronger}"
    if deciding.date and (deciding.about == "release" or deciding.status in policy.lapsing):
        limit = add_years(deciding.date, policy.silent_years)
        again = "" if deciding.about == "release" else "nobody says it again, and "
        yield f"{again}nothing is released until {limit}"


def name_stronger(voice: str, policy: StatusPolicy) -> str:
    """Return the voices that are stronger than one, in words; empty where there are none."""
    return name_voices(policy.voices[: policy.find_place(voice) or 0])


def name_voices(voices: Sequence[str]) -> str:
    """Return voices in words; releases, which state nothing, are left out."""
    names = [f"the {voice.replace('-', ' ')}" for voice in voices if voice != RELEASES]
    *first, last = names or [""]
    return f"{', '.join(first)} or {last}" if first else last
