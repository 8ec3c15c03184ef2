"""What a request's failure means: whether to try again, and the sentence that says it."""

import re
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, IncompleteRead
from urllib.error import HTTPError, URLError

from fwgraph.errors import EndpointError, redact_url

Failure = OSError | HTTPException | UnicodeError

RETRY_STATUSES = {429, 502, 503, 504}
MAX_WAIT = 60.0
"""Seconds that a store may ask us to wait; a longer wait is the user's to decide."""
TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
WIDTH = 200


def retry_delay(error: Failure, pause: float) -> float | None:
    """Return the seconds to wait before the next attempt; None if there should be none."""
    if not isinstance(error, HTTPError):
        return pause if isinstance(failure_cause(error), ConnectionError) else None
    if error.code not in RETRY_STATUSES:
        return None
    delay = retry_after(error)
    if delay is not None and delay > MAX_WAIT:
        return None
    return pause if delay is None else delay


def retry_after(error: HTTPError) -> float | None:
    """Return the seconds that a store asks to wait, given as a number or as a date.

    What is neither, or a number of more than thirty years, is None.
    """
    value = str(error.headers.get("Retry-After") or "").strip()
    if value.isdecimal():
        return float(value) if len(value) < 10 else None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    moment = moment.replace(tzinfo=moment.tzinfo or UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def failure_cause(error: Failure) -> object:
    """Return what lies behind urllib's error."""
    return error.reason if isinstance(error, URLError) else error


def transport_error(url: str, error: Failure, timeout: float) -> EndpointError:
    """Return the error that says in one sentence what went wrong at a URL."""
    if isinstance(error, HTTPError):
        return status_error(url, error)
    match failure_cause(error):
        case TimeoutError():
            reason = f"no whole answer within {timeout:g} seconds; ask for less, or allow more"
        case IncompleteRead():
            reason = "the answer breaks off"
        case ssl.SSLCertVerificationError() as reason_:
            reason = f"the certificate cannot be trusted: {reason_.verify_message}"
        case socket.gaierror() | UnicodeError():  # a label that is empty or too long for IDNA
            reason = "there is no such host"
        case OSError() as reason_:
            reason = f"no connection: {reason_.strerror or reason_}"
        case other:
            reason = f"no answer of the web: {type(other).__name__}"
    return EndpointError(url, reason)


def status_error(url: str, error: HTTPError) -> EndpointError:
    """Return the error for an answer with another status than success."""
    parts, line = [shorten(f"{error.code} {error.reason}".strip())], first_line(error_body(error))
    if 300 <= error.code < 400:
        address = shorten(redact_url(str(error.headers.get("Location"))))
        parts.append(f"give the new address, {address}")
    elif line:
        parts.append(line)
    if error.code == 401:
        parts.append("user and password are read from FWGRAPH_USER and FWGRAPH_PASSWORD")
    elif delay := retry_after(error):
        parts.append(f"the store asks to come back in {delay:.0f} seconds")
    return EndpointError(url, ": ".join(parts), error.code)


def error_body(error: HTTPError) -> bytes:
    """Return the beginning of an error's body; urllib leaves it out after a failed Digest."""
    try:
        with error:
            return error.read(4096)
    except (AttributeError, OSError, HTTPException):
        return b""


def first_line(body: bytes) -> str:
    """Return the first line of a body that says something, without the tags of HTML."""
    text = body.decode("utf-8", "replace")
    if text.lstrip().startswith("<"):
        text = TAG.sub("\n", text)
    return shorten(next(filter(None, map(str.strip, text.splitlines())), ""))


def shorten(line: str) -> str:
    """Return a line with an ellipsis for what would not fit into a sentence."""
    return line if len(line) <= WIDTH else f"{line[:WIDTH]} …"
