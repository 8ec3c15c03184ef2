"""What counts as a web address, wherever one is given or followed."""

from urllib.parse import SplitResult, urlsplit


def split_web_address(url: str) -> SplitResult | None:
    """Return the parts of an http or https address with a host and no impossible port, or None."""
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # brackets without an IPv6 address, a port beyond 65535
        return None
    return parts if is_usable else None
