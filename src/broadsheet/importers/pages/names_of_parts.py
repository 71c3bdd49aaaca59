"""What authors of sites call the parts of a page that are no part of the story, and those that are."""

import re
from typing import Final

_PART: Final = r"(?:^|[^a-z])(?:{words})(?:[^a-z]|$)"


def _named(*words: str) -> re.Pattern[str]:
    return re.compile(_PART.format(words="|".join(words)))


NEVER_STORY: Final = _named(
    r"comments?(?:list|s?-?area|form|section|wrapper)?", "commentlist", "disqus(?:_thread)?", "respond", "replies",
    r"share(?:daddy|bar|tools|buttons|links|this)?", "sharing", "addthis(?:_toolbox)?", "addtoany", r"socials?",
    r"(?:social|share|sharing)[-_]?(?:buttons?|links?|media|bar|icons?|tools?|nav|share|sharing|list|widget)",
    r"newsletter(?:[-_]?(?:form|signup|box))?", "subscribe", "subscription", "signup", "sign-up", "paywall",
    r"cookies?(?:[-_]?(?:banner|consent|notice|bar|law))?", "consent", "gdpr", "ccpa", "onetrust", "cookiebanner",
    r"related(?:[-_]?(?:posts?|stories|articles?|content|links?|news|items?))?", "relatedposts", "yarpp",
    "jp-relatedposts",
    r"(?:more|other|popular|recent|recommended|trending|latest|most|top|next|prev|previous)"
    r"[-_]?(?:posts?|stories|articles?|news|read|reads|viewed|popular|items?|headlines?)",
    "recommendations?", "recirculation", "outbrain", "taboola", "zergnet", "also-like", "read-more", "readmore",
    "read-next", "up-next", "breadcrumbs?", "crumbs?", "pagination", "pager", "paging", "page-links",
    "post-nav(?:igation)?", "nav(?:bar|igation|links|igator)?", "menus?", "submenu", "skip-?links?",
    "skip-to-content", "screen-reader-(?:text|response)", "ads?", "adverts?", "advertisement", "adsbygoogle",
    "ad-?(?:slot|unit|box|container|wrapper|banner|break|label)", "sponsor(?:ed)?", "promos?", "promotion", "popup",
    "modal", "lightbox-overlay", "overlay", "toolbar", "tools", "print-?(?:link|button|only)",
    "search-?(?:form|box)", "login", "site-?(?:header|footer|nav|title|info)", "masthead", "colophon", "copyright",
    "tag-?(?:list|links|cloud)", "tags-?links", "post-?tags", "entry-?(?:utility|footer)",
    "post-?(?:footer|utility)", "byline-share", "rating", "ratings", "vote", "votes", "like-button", "likes",
    "sd-like", "sd-block", "language-?(?:switcher|selector)", "feedback", "donate-?(?:box|banner|form)?",
    "backtotop", "back-to-top", "toplink",
)  # fmt: skip
"""Parts that hold no words of the story, whatever they hold."""

SELDOM_STORY: Final = _named(
    "side-?bar", "sidebars?", "sidecol", "aside", "widgets?(?:-area)?", "footer", "foot", "header", "head",
    "banner", "meta", "post-?meta", "entry-?meta", "article-?meta", "byline", "author-?(?:box|bio|info|card)",
    "about-?(?:the-)?author", "bio", "tags?", "categories", "category", "teasers?", "links?", "archive", "calendar",
    "blogroll", "rail", "right-?col(?:umn)?", "left-?col(?:umn)?", "extra", "remark", "agegate", "rss", "shoutbox",
    "syndication", "supplemental", "toc-?nav", "contents-?nav", "follow", "profile", "info-?bar", "buttons?",
    "dateline", "timestamp", "legends?", "viral", "gallery-nav",
)  # fmt: skip
"""Parts that may be a box of the story, or furniture: what they hold decides."""

STORY: Final = _named(
    "article-?(?:body|content|text|main)?", "entry-?(?:content|body|text)?", "post-?(?:content|body|text|entry)?",
    "story(?:-?(?:body|content|text))?", "(?:main|page|body)-?(?:content|text|column|copy)", "content", "main",
    "text", "body", "hentry", "h-entry", "e-content", "rich-?text", "prose", "articletext", "storytext",
    "fliesstext", "artikel(?:text)?", "texte", "corps", "blog",
)  # fmt: skip
"""Parts that are likely to be the story."""

FURNITURE_ROLES: Final = frozenset(
    {"navigation", "banner", "complementary", "search", "dialog", "alertdialog", "alert", "menu", "menubar",
     "contentinfo", "toolbar", "tablist"}
)  # fmt: skip
"""Roles of parts that stand around a story."""

OTHER_STORIES: Final = re.compile(
    r"^\W*(?:related|see also|read (?:more|also|next)|more (?:on|from|about|stories|news|articles)|you (?:may|might)|"
    r"also (?:on|in)|recommended|popular|latest|recent|most (?:read|popular)|other (?:stories|articles|news)|"
    r"in this issue|lesen sie (?:auch|mehr)|mehr (?:zu|zum|von|aus)|weitere|ähnliche|verwandte|à lire|lire aussi|"
    r"sur le même|leer más|más (?:sobre|noticias)|leia (?:mais|também)|"
    r"leggi anche|lees (?:ook|meer)|zobacz|czytaj|читайте|другие)"
)
"""How a list of other stories is announced."""

SHARING_HOST: Final = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|linkedin|pinterest|reddit|whatsapp|t|telegram|instagram|youtube|tumblr|digg|delicious|"
    r"stumbleupon|flipboard|getpocket|vk|xing|threads|bsky|mastodon|addtoany|addthis|plus\.google)\.[a-z.]{2,8}$"
)
"""Where buttons for sharing lead."""
