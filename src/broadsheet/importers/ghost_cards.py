"""Ghost's cards as plain HTML: what an editor put between paragraphs, by the same names in both its formats."""

import html
from collections.abc import Callable, Mapping
from typing import Any, Final

from broadsheet.importers.inline_markup import quoted
from broadsheet.importers.markdown_text import markdown_html

type NoteLoss = Callable[[str, str, str], None]
"""Told what, which and why, of something left out."""

type Payload = Mapping[str, Any]

DEEPEST_MARKDOWN: Final = 40
_MOST_STARS: Final = 5

# What older and mobiledoc cards are called in the newer format.
_OTHER_NAMES: Final = {
    "hr": "horizontalrule",
    "code": "codeblock",
    "card-markdown": "markdown",
    "extended-image": "image",
    "email-cta": "email",
}
_STILLS: Final = ("thumbnail", "thumbnail_url", "thumbnailSrc", "customThumbnailSrc")
_NOT_FOR_READERS: Final = {
    "email": "it stood in mails only, never on the site",
    "signup": "it is a form for becoming a member",
    "paywall": "it parted what everybody could read from what only members could",
    "transistor": "it is a player for members only",
}


def card_html(name: str, payload: Payload, lost: NoteLoss) -> str:
    """A card as HTML, "" for one that readers of the site were not shown; then the loss is told."""
    name = _OTHER_NAMES.get(name, name)
    if name in _NOT_FOR_READERS:
        lost("card", name, _NOT_FOR_READERS[name])
        return ""
    if _is_for_members(payload):
        lost("card", name, "it was shown to members only, so it is not public here either")
        return ""
    if name in _CARDS:
        for key in _STILLS:
            if still := text_of(payload, key) or text_of(_about(payload), key):
                lost("still picture of a card", still, f"it stood beside what the card “{name}” leads to")
        return _CARDS[name](payload)
    inside = text_of(payload, "html") or _plain(payload, "text")
    lost("card", name, "cards of this name are not known here" + ("; the words inside it are kept" if inside else ""))
    return inside


def _about(payload: Payload) -> Payload:
    metadata = payload.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


def text_of(payload: Payload, *names: str) -> str:
    """The first of these values that is text with something in it."""
    found = (payload.get(name) for name in names)
    return next((each for each in found if isinstance(each, str) and each.strip()), "")


def _is_for_members(payload: Payload) -> bool:
    visibility = payload.get("visibility")
    web = visibility.get("web") if isinstance(visibility, Mapping) else None
    return isinstance(web, Mapping) and web.get("nonMember") is False


def _plain(payload: Payload, *names: str) -> str:
    return html.escape(text_of(payload, *names))


def _image(payload: Payload) -> str:
    source = text_of(payload, "src")
    if not source:
        return ""
    picture = f"<img src={quoted(source)} alt={quoted(text_of(payload, 'alt'))}>"
    link = text_of(payload, "href")
    caption = text_of(payload, "caption")
    picture = f"<a href={quoted(link)}>{picture}</a>" if link else picture
    return f"<figure>{picture}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _gallery(payload: Payload) -> str:
    images = payload.get("images")
    inside = "".join(_image(each) for each in images if isinstance(each, Mapping)) if isinstance(images, list) else ""
    caption = text_of(payload, "caption")
    return f"<figure>{inside}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _markdown(payload: Payload) -> str:
    return markdown_html(text_of(payload, "markdown"), DEEPEST_MARKDOWN)


def _html(payload: Payload) -> str:
    return text_of(payload, "html")


def _code(payload: Payload) -> str:
    caption = text_of(payload, "caption")
    return f"<pre><code>{_plain(payload, 'code')}</code></pre>{f'<p>{caption}</p>' if caption else ''}"


def _embed(payload: Payload) -> str:
    address, caption = text_of(payload, "url"), text_of(payload, "caption")
    metadata = payload.get("metadata")
    title = text_of(metadata, "title") if isinstance(metadata, Mapping) else ""
    written = text_of(payload, "html")
    if not address:
        return f"{written}{f'<p>{caption}</p>' if caption else ''}"
    quote = written if "<blockquote" in written else ""  # as readers saw the words of a message from elsewhere
    return f"{quote}{_framed(f'<iframe src={quoted(address)} title={quoted(title)}></iframe>', caption)}"


def _framed(shown: str, caption: str) -> str:
    return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>" if caption else shown


def _bookmark(payload: Payload) -> str:
    address, metadata = text_of(payload, "url"), payload.get("metadata")
    about = metadata if isinstance(metadata, Mapping) else payload
    address = address or text_of(about, "url")
    words = _plain(about, "title") or html.escape(address)
    said_by = ", ".join(filter(None, dict.fromkeys((_plain(about, "author"), _plain(about, "publisher")))))
    rest = (_plain(about, "description"), said_by, text_of(payload, "caption"))
    return f"<p><a href={quoted(address)}>{words}</a></p>" + "".join(f"<p>{each}</p>" for each in rest if each)


def _callout(payload: Payload) -> str:
    return f"<aside><p>{_plain(payload, 'calloutEmoji')} {text_of(payload, 'calloutText')}</p></aside>"


def _toggle(payload: Payload) -> str:
    return f"<aside><h3>{text_of(payload, 'heading')}</h3>{text_of(payload, 'content')}</aside>"


def _button(payload: Payload) -> str:
    address, words = text_of(payload, "buttonUrl"), _plain(payload, "buttonText")
    return f"<p><a href={quoted(address)}>{words}</a></p>" if address and words else ""


def _audio(payload: Payload) -> str:
    return f"<audio src={quoted(text_of(payload, 'src'))} title={quoted(text_of(payload, 'title'))}></audio>"


def _video(payload: Payload) -> str:
    caption = text_of(payload, "caption")
    title = text_of(payload, "title", "fileName")
    film = f"<video src={quoted(text_of(payload, 'src'))} title={quoted(title)}></video>"
    return _framed(film, caption)


def _file(payload: Payload) -> str:
    words = _plain(payload, "fileTitle", "title", "fileName") or "File"
    caption = _plain(payload, "fileCaption", "caption")
    link = f"<p><a href={quoted(text_of(payload, 'src'))}>{words}</a></p>"
    return f"{link}{f'<p>{caption}</p>' if caption else ''}"


def _nft(payload: Payload) -> str:
    return _bookmark({"url": payload.get("url"), "metadata": payload.get("metadata") or payload})


def _product(payload: Payload) -> str:
    picture = _image({"src": payload.get("productImageSrc")})
    title, words = text_of(payload, "productTitle"), text_of(payload, "productDescription")
    button = _button({"buttonUrl": payload.get("productUrl"), "buttonText": payload.get("productButton")})
    return f"<aside><h3>{title}</h3>{picture}{_rating(payload)}<p>{words}</p>{button}</aside>"


def _rating(payload: Payload) -> str:
    stars = payload.get("productStarRating")
    if not isinstance(stars, int) or not payload.get("productRatingEnabled") or not 0 < stars <= _MOST_STARS:
        return ""
    return f"<p>{'★' * stars}{'☆' * (_MOST_STARS - stars)}</p>"


def _header(payload: Payload) -> str:
    heading, below = text_of(payload, "header"), text_of(payload, "subheader")
    picture = _image({"src": payload.get("backgroundImageSrc")})
    below = f"<p>{below}</p>" if below else ""
    return f"{picture}{f'<h2>{heading}</h2>' if heading else ''}{below}{_button(payload)}"


def _call_to_action(payload: Payload) -> str:
    picture = _image({"src": payload.get("imageUrl")})
    label = text_of(payload, "sponsorLabel") if payload.get("hasSponsorLabel") else ""
    return f"<aside>{label}{picture}{text_of(payload, 'textValue')}{_button(payload)}</aside>"


def _before_after(payload: Payload) -> str:
    images = (payload.get("beforeImage"), payload.get("afterImage"))
    return _gallery({"images": list(images), "caption": payload.get("caption")})


_CARDS: Final[Mapping[str, Callable[[Payload], str]]] = {
    "image": _image,
    "gallery": _gallery,
    "markdown": _markdown,
    "html": _html,
    "horizontalrule": lambda _payload: "<hr>",
    "codeblock": _code,
    "embed": _embed,
    "bookmark": _bookmark,
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
    "audio": _audio,
    "video": _video,
    "file": _file,
    "nft": _nft,
    "product": _product,
    "header": _header,
    "call-to-action": _call_to_action,
    "before-after": _before_after,
    "soft-return": lambda _payload: "<br>",
}
