"""What a request asks for: which form of a resource, with which values."""

from starlette.exceptions import HTTPException
from starlette.requests import Request

from fwgraph.media_types import Format
from fwgraph.web.http.accept import negotiate_media_type
from fwgraph.web.http.links import Links
from fwgraph.web.http.resources import Resource

MAX_VALUES, MAX_VALUE_LENGTH = 20, 500
"""Parameters of a question at most, and characters of each."""


def query_parameters(request: Request) -> dict[str, str]:
    """Return the values of a request's parameters; HTTPException 400 for too many, or one twice."""
    pairs = request.query_params.multi_items()
    values = dict(pairs)
    if len(pairs) > MAX_VALUES or any(len(value) > MAX_VALUE_LENGTH for value in values.values()):
        raise HTTPException(
            400, f"At most {MAX_VALUES} parameters, of {MAX_VALUE_LENGTH} characters each."
        )
    for name in values:
        if len(request.query_params.getlist(name)) > 1:
            raise HTTPException(400, f"{name}= is given twice: say one of them.")
    return values


def negotiate_format(request: Request, resource: Resource, links: Links) -> Format:
    """Return the form that a request prefers; HTTPException 406 with all forms if none will do."""
    offers = {
        media_type: form for form in resource.offered_formats for media_type in form.media_types
    }
    preferred = negotiate_media_type(request.headers.get("Accept"), list(offers))
    if preferred is None:
        forms = ", ".join(f"{form.media_types[0]} (.{form.ending})" for form in resource.formats)
        sentence = f"{links.page_href(resource.path)} can be had as {forms}."
        raise HTTPException(406, sentence, {"Vary": "Accept"})
    return offers[preferred]
