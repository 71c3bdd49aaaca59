"""Turns the content of a WordPress post into plain HTML: blank-line rule, shortcodes, block comments."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from broadsheet.importers.files_beside import AUDIO_ENDINGS, PICTURE_ENDINGS, ending_of
from broadsheet.importers.inline_markup import quoted
from broadsheet.importers.names import one_line
from broadsheet.importers.records import ImportedImage
from broadsheet.importers.report import Tally
from broadsheet.importers.wordpress_blocks import said_in_comment, with_covers_shown, with_free_text
from broadsheet.importers.wordpress_scanning import Shortcode, with_shortcodes, without_held

_BLOCK = (
    "address|article|aside|audio|blockquote|center|details|dd|div|dl|dt|embed|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|header|hr|iframe|li|main|nav|noscript|object|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_BEFORE_BLOCK = re.compile(rf"(<(?:{_BLOCK})(?=[\s/>]))", re.IGNORECASE)
_AFTER_BLOCK = re.compile(rf"(</(?:{_BLOCK})\s*>|<hr\b[^<>]*>)", re.IGNORECASE)
_IS_BLOCK = re.compile(rf"</?(?:{_BLOCK})(?=[\s/>])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DYNAMIC_BLOCK = re.compile(r"<!--\s*wp:([\w/-]+)(?:\s+(\{.*\}))?\s*/-->", re.DOTALL)
_EMBED_WRAPPER = re.compile(r'(?s)<div class="wp-block-embed__wrapper">\s*(https?://[^\s<"]+)\s*</div>')
_BARE_ADDRESS = re.compile(r"(?m)^[ \t]*(https?://[^\s<\"\]\[]+)[ \t]*$")

_VALUE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\]\"']+))")
_ESCAPED = re.compile(r"\[(\[[^\[\]]*\])\]")

_REUSABLE = re.compile(r"<!--\s*wp:block\s+\{([^{}]*)\}\s*/-->")
_REUSED = re.compile(r"\"ref\"\s*:\s*\"?(\d+)")
_EXTENSION_BLOCK = re.compile(r"<!--\s*wp:((?!core(?:-embed)?/)[\w-]+/[\w-]+)\s(?:[^>]*[^/])?-->")
_LINKED_PICTURE = re.compile(r"<a\b([^<>]*)>\s*(<img\b[^<>]*>)\s*</a\s*>", re.IGNORECASE)
_SECOND_WAY = re.compile(r"<a\b[^<>]*\bwp-block-file__button\b[^<>]*>[^<>]*</a\s*>", re.IGNORECASE)
_LEADS_TO = re.compile(r"\bhref\s*=\s*[\"']([^\"']*)[\"']", re.IGNORECASE)
_LINE_END = re.compile(r"\n(?<!<br>\n)(?<!<br/>\n)(?<!<br />\n)")
_ADDRESS = re.compile(r"https?://[^\s\"'\]]+")
_LEFT_OVER = re.compile(r"\[(?<!\[\[)/?([a-zA-Z][\w-]*)\](?!\])")
_SHOWN_OTHERWISE: Final = frozenset({"footnotes", "core/footnotes"})
_DEEPEST_REUSE: Final = 4
_DEEPEST_SHORTCODES: Final = 8
_LONGEST: Final = 5_000_000
_RECORDINGS: Final = {"audio": AUDIO_ENDINGS, "video": ("flv", "m4v", "mov", "mp4", "mpg", "ogv", "webm", "wmv")}

KNOWN: Final = frozenset({"caption", "wp_caption", "gallery", "audio", "video", "embed", "playlist"})

type NoteLoss = Callable[[str, str, str], None]
"""Told what, which and why, of something left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostContent:
    """What shortcodes refer to: attachments by post id, and those that belong to this post."""

    attachments: Mapping[str, ImportedImage]
    own: tuple[ImportedImage, ...]
    lost: NoteLoss
    changed: NoteLoss
    reusable: Mapping[str, str]
    picture_at: Callable[[str], ImportedImage | None]
    tally: Tally

    def as_html(self, content: str, enclosure: str = "") -> str:
        """The content as plain HTML; `enclosure` names the recording of a podcast, its address in the first line."""
        content = self._with_reusable(content)
        comments = _COMMENT.findall(content)
        content = _COMMENT.sub(self._dynamic, content)
        in_blocks = "<!-- wp:" in content
        held: list[str] = []

        def hold(element: str) -> str:
            held.append(element)
            return f"\n\n<pre data-held={len(held) - 1}></pre>\n\n"

        lines = content.replace("\r\n", "\n").replace("\r", "\n")
        if in_blocks:
            text = _COMMENT.sub("", with_free_text(without_held(lines, hold), paragraphs_by_blank_lines))
        else:
            text = without_held(_COMMENT.sub("\n\n", lines), hold)
        for match in filter(None, map(_EXTENSION_BLOCK.fullmatch, comments)):
            self.changed("block", match[1], "an extension made it; the HTML inside it is kept")
        text = _LINKED_PICTURE.sub(self._unlinked, with_covers_shown(_SECOND_WAY.sub("", text)))
        text = _EMBED_WRAPPER.sub(lambda match: _frame(match[1]), text)
        text = _ESCAPED.sub(r"\1", self._without_shortcodes(text, enclosure))
        if not in_blocks:
            text = paragraphs_by_blank_lines(_BARE_ADDRESS.sub(lambda match: _frame(match[1]), text))
        return re.sub(r"<pre data-held=(\d+)></pre>", lambda match: held[int(match[1])], text)

    def _with_reusable(self, content: str) -> str:
        """The content with what lies elsewhere and is only named in it; blocks may name each other in a ring."""
        for _ in range(_DEEPEST_REUSE):
            room = _LONGEST - len(content)

            def reused(match: re.Match[str]) -> str:
                nonlocal room
                named = _REUSABLE.fullmatch(match[0])
                numbers = _REUSED.findall(named[1]) if named else []
                text = self.reusable.get(numbers[-1]) if numbers else None
                if text is None or len(text) > room:
                    return match[0]  # stays a block without words of its own, which is told
                room -= len(text)
                return text

            whole = _COMMENT.sub(reused, content)
            if whole == content:
                break
            content = whole
        return content

    def _dynamic(self, match: re.Match[str]) -> str:
        """A comment that is all of its block; what it says itself is shown, what WordPress made of it is lost."""
        block = _DYNAMIC_BLOCK.fullmatch(match[0])
        if block is None or block[1] in _SHOWN_OTHERWISE:
            return match[0]
        said = said_in_comment(block[1].removeprefix("core/"), block[2] or "")
        if said:
            self.changed("block", block[1], "what it leads to is a link now")
            return said
        why = "it was made anew for every reader by WordPress and holds no words of its own"
        which = block[1]
        if which == "block":
            which, why = f"block {block[2] or ''}".strip()[:100], "the text it stands for is not in the export"
        self.lost("block", which, why)
        return match[0]

    def _without_shortcodes(self, text: str, enclosure: str, depth: int = 0) -> str:
        """The text with its shortcodes and those inside them shown as what they are; none is left as words."""
        names: set[str] = set()

        def shown(shortcode: Shortcode) -> str:
            inside = shortcode.inside
            if inside and "[" in inside and depth < _DEEPEST_SHORTCODES:
                shortcode = replace(shortcode, inside=self._without_shortcodes(inside, enclosure, depth + 1))
            result = self._shortcode(enclosure, shortcode)
            if result != shortcode.whole:
                names.add(shortcode.name)
            return result

        text = with_shortcodes(text, shown)
        return _LEFT_OVER.sub(lambda match: "" if match[1] in names else match[0], text) if names else text

    def _unlinked(self, match: re.Match[str]) -> str:
        """A picture whose link leads to the picture itself says with it nothing more."""
        address = _LEADS_TO.search(match[1])
        if address is None or self.picture_at(html.unescape(address[1])) is None:
            return match[0]
        self.tally.found("link")
        self.tally.carried("link")
        return match[2]

    def _shortcode(self, enclosure: str, shortcode: Shortcode) -> str:
        name, inside = shortcode.name.lower(), shortcode.inside or ""
        values = {key.lower(): a or b or c for key, a, b, c in _VALUE.findall(shortcode.values)}
        if name not in KNOWN and not values and shortcode.inside is None and "://" not in shortcode.values:
            return shortcode.whole  # words in square brackets, as an editor's [sic]
        match name:
            case "caption" | "wp_caption":
                return _captioned(values, inside)
            case "gallery":
                return self._gallery(values)
            case "audio" | "video":
                return self._recording(name, values, inside or self._own_recording(name, enclosure))
            case "playlist":
                return self._playlist(values)
            case "embed":
                return _frame(html.unescape(one_line(inside)))
            case _ if not inside.strip() and (address := _address_in(shortcode.values, values)):
                self.changed("shortcode", shortcode.whole[:80], f"[{name}] is an extension's own; it is a link now")
                return _frame(html.unescape(address))
            case _:
                why = f"[{name}] is an extension's own; the words in it are kept"
                self.lost("shortcode", shortcode.whole[:80], why)
                return inside

    def _gallery(self, values: Mapping[str, str]) -> str:
        wanted = _numbers(values.get("ids") or values.get("include", ""))
        excluded = _numbers(values.get("exclude", ""))
        unwanted = [self.attachments[each] for each in excluded if each in self.attachments]
        own = [each for each in self.own if ending_of(each.source_id) in PICTURE_ENDINGS and each not in unwanted]
        images = [self.attachments[each] for each in wanted if each in self.attachments] if wanted else own
        self.tally.found("picture of a gallery", len(images))
        self.tally.carried("picture of a gallery", len(images))
        for each in wanted:
            if each not in self.attachments:
                self.lost("picture of a gallery", each, "the export has no attachment of that number")
        if not images:
            self.lost("gallery", ",".join(wanted), "the export has none of its pictures")
        else:
            self.tally.found("gallery")
            self.tally.carried("gallery")
        figures = (
            f"<figure><img src={quoted(image.source_id)} alt={quoted(image.alt)}>"
            + (f"<figcaption>{image.caption}</figcaption>" if image.caption else "")
            + "</figure>"
            for image in images
        )
        return f"\n\n<figure>{''.join(figures)}</figure>\n\n" if images else ""

    def _own_recording(self, name: str, enclosure: str) -> str:
        """The recording a shortcode without an address means: that of the post."""
        own = next((each.source_id for each in self.own if ending_of(each.source_id) in _RECORDINGS[name]), "")
        first, _, _ = enclosure.strip().partition("\n")
        return own or (first.strip() if ending_of(first) in _RECORDINGS[name] else "")

    def _playlist(self, values: Mapping[str, str]) -> str:
        name = "video" if values.get("type") == "video" else "audio"
        wanted = [each.strip() for each in values.get("ids", "").split(",") if each.strip()]
        files = [self.attachments[each] for each in wanted if each in self.attachments] if wanted else list(self.own)
        files = [each for each in files if ending_of(each.source_id) in _RECORDINGS[name]]
        if not files or len(files) < len(wanted):
            self.lost("recording of a playlist", ",".join(wanted), "the export has no recording of that number")
        return "".join(
            f"\n\n<{name} src={quoted(each.source_id)} title={quoted(each.title)}></{name}>\n\n" for each in files
        )

    def _recording(self, name: str, values: Mapping[str, str], inside: str) -> str:
        named = (values.get(key, "") for key in ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "flv"))
        address = next((each for each in named if each), one_line(inside))
        if not address:
            self.lost("recording", name, "the shortcode names no file")
            return ""
        return f"\n\n<{name} src={quoted(html.unescape(address))}></{name}>\n\n"


def _numbers(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _address_in(written: str, values: Mapping[str, str]) -> str:
    """The address an unknown shortcode shows something from: one it names, or one that stands by itself."""
    named = (values.get(key, "") for key in ("url", "src", "href", "link", "file"))
    found = next((each for each in named if each.startswith(("http://", "https://"))), "")
    bare = _ADDRESS.search(written) if not found else None
    return found or (bare[0] if bare else "")


def _captioned(values: Mapping[str, str], inside: str) -> str:
    pictures = re.match(r"(?is)\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", inside)
    if pictures is None:
        return f"\n\n<p>{inside}</p>\n\n"
    caption = one_line(pictures[2]) or values.get("caption", "")
    return f"\n\n<figure>{pictures[1]}<figcaption>{caption}</figcaption></figure>\n\n"


def _frame(address: str) -> str:
    try:
        title = urlsplit(address).netloc
    except ValueError:
        title = ""
    return f"\n\n<iframe src={quoted(html.unescape(address))} title={quoted(title)}></iframe>\n\n"


def paragraphs_by_blank_lines(text: str) -> str:
    """WordPress's blank-line rule: blank lines part paragraphs, single line ends break the line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _AFTER_BLOCK.sub(r"\1\n\n", _BEFORE_BLOCK.sub(r"\n\n\1", text))
    chunks = (chunk.strip() for chunk in re.split(r"\n[ \t]*\n", text))
    return "\n".join(_paragraph(chunk) for chunk in chunks if chunk)


def _paragraph(chunk: str) -> str:
    broken = _LINE_END.sub("<br>\n", chunk)
    return chunk if _IS_BLOCK.match(chunk) else f"<p>{broken}</p>"
