"""A message saved from a mail program (.eml): its text, its pictures, its subject as the headline."""

import email
import email.policy
import html
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import Any, Final

from broadsheet.importers.documents.document import Document, dropped
from broadsheet.importers.documents.plain import markup_of_text
from broadsheet.importers.names import one_line
from broadsheet.importers.report import Loss

_DOCUMENTS: Final = (".docx", ".odt", ".html", ".htm", ".md", ".txt", ".eml")


def read_mail(name: str, data: bytes) -> Document:
    """The message. The sender's name may be the byline; addresses are not kept."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("html", "plain"))
    markup = ""
    if body is not None:
        text = _text(body)
        markup = text if body.get_content_subtype() == "html" else markup_of_text(text)
    pictures: dict[str, bytes] = {}
    losses: list[Loss] = []
    for part in _attached(message, body):
        markup = _take_part(part, markup, name, pictures, losses)
    return Document(
        name=name,
        html=markup,
        headline=one_line(_header(message, "subject")),
        byline=one_line(parseaddr(_header(message, "from"))[0]),
        pictures=pictures,
        losses=tuple(losses),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError):  # the standard library stumbles over some malformed headers
        return ""


def _text(part: "MIMEPart[Any, Any]") -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""


def _attached(message: EmailMessage, body: "MIMEPart[Any, Any] | None") -> Iterator["MIMEPart[Any, Any]"]:
    """Every part that is neither the text nor another form of it."""
    texts = ("text/plain", "text/html")
    for part in message.walk():
        if part.is_multipart() or part is body:
            continue
        if part.get_content_type() in texts and not part.is_attachment() and not part.get_filename():
            continue
        yield part


def _take_part(
    part: "MIMEPart[Any, Any]", markup: str, name: str, pictures: dict[str, bytes], losses: list[Loss]
) -> str:
    file_name = one_line(part.get_filename() or "") or part.get_content_type()
    payload = part.get_payload(decode=True)
    if part.get_content_maintype() == "image" and isinstance(payload, bytes) and payload:
        source = f"picture-{len(pictures) + 1}.{part.get_content_subtype()}"
        pictures[source] = payload
        content_id = one_line(str(part.get("content-id", ""))).strip("<>")
        inline = f"cid:{content_id}"
        if content_id and inline in markup:
            return markup.replace(inline, html.escape(source))
        return f'{markup}<p><img src="{html.escape(source)}" alt=""></p>'
    if file_name.lower().endswith(_DOCUMENTS):
        why = "it is a document of its own; save it and make a story from it too"
    else:
        why = "it is no text and no picture; add it to the story as a document if it is wanted"
    losses.append(dropped("attached file", name, file_name, why))
    return markup
