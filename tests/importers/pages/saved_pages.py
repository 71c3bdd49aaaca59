"""
Pages as sites of many kinds wrote them over twenty years, with what is their story and what is not.

Every site, person and event in them is invented.
"""

from dataclasses import dataclass

P1 = (
    "The cooperative bakery in Nettleford reopened on Saturday, eleven weeks after the flood, with bread for everyone who "
    "queued and a debt that its members say they can carry."
)
P2 = (
    "Volunteers had carried the ovens up to the first floor by hand, tray by tray, while the river rose in the yard behind "
    "the shop, and nobody was hurt."
)
P3 = (
    "The council offered a loan of £12,000 at three per cent; the members' meeting refused it by 41 votes to 9, because a "
    "loan from the town would have given the town a seat on the board."
)
P4 = (
    "Instead they sold shares of €50 and $60 to neighbours, among them two schools, a choir and the ferry workers' union, "
    "which bought a hundred."
)
PROSE = (P1, P2, P3, P4)


@dataclass(frozen=True, kw_only=True)
class SavedPage:
    """`kept` are words, `marks` pieces of markup that must be in the story; `gone` is in neither."""

    markup: str
    kept: tuple[str, ...] = PROSE
    marks: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    title: str = "Bakery opens again"
    byline: str = ""
    date: str = ""
    language: str = ""
    encoding: str = "utf-8"
    address: str = "http://tide.example/2003/11/bakery.html"


def paragraphs(texts: tuple[str, ...] = PROSE) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


MENU = "".join(f'<a href="/{word}.html">{word.title()}</a> ' for word in "home news culture harbour letters".split())

PAGES = {
    "tables that lay out a page of 2003": SavedPage(
        markup=f"""<html><head><title>The Tide: Bakery opens again</title></head><body bgcolor="#ffffff">
        <table width="760" border="0" cellpadding="0"><tr><td colspan="3"><img src="/logo.gif" alt="The Tide">
        <font size="1">{MENU}</font></td></tr><tr valign="top"><td width="140" bgcolor="#eeeeee">
        <b>Sections</b><br><a href="/a.html">Council</a><br><a href="/b.html">Ferries</a><br><a href="/c.html">Schools</a><br>
        </td><td width="460"><font face="Arial" size="5"><b>Bakery opens again</b></font><br>
        <font size="2">By Ada Quill</font><br><br><font size="2">{P1}<br><br>{P2}<br><br>
        <img src="img/oven.jpg" width="200" height="150" alt="An oven" align="left">{P3}<br><br>
        {P4} See <a href="shares.html">the share offer</a> and <a href="../10/flood.html#night">the night of the flood</a>.
        </font></td><td width="160"><a href="/ad1.html"><img src="/banners/1.gif" alt="Buy"></a>
        <font size="1"><a href="/x.html">Ferry late again</a><br><a href="/y.html">Choir sings</a></font></td></tr>
        <tr><td colspan="3"><font size="1">Copyright 2003 The Tide. All rights reserved.</font></td></tr></table></body></html>""",
        marks=(
            'src="http://tide.example/2003/11/img/oven.jpg"',
            'href="http://tide.example/2003/11/shares.html"',
            'href="http://tide.example/2003/10/flood.html#night"',
        ),
        gone=("Sections", "Ferry late again", "All rights reserved", "Letters", "By Ada Quill"),
        byline="Ada Quill",
    ),
    "a soup of divs with meaningless names": SavedPage(
        markup=f"""<title>Bakery opens again | The Tide</title><meta property="og:site_name" content="The Tide">
        <div class="x1"><div class="x2"><div class="x3"><a href="/">The Tide</a></div><div class="x3">{MENU}</div></div>
        <div class="x4"><div class="x5"><div><h1>Bakery opens again</h1></div><div class="x6"><div>{P1}</div><div>{P2}</div>
        <div><img src="/oven.jpg" alt="oven"></div><div>{P3}</div><div>{P4}</div></div></div>
        <div class="x7"><div><a href="/1">Ferry late again this week</a></div><div><a href="/2">Choir sings</a></div>
        <div><a href="/3">New school roof</a></div></div></div>
        <div class="x8"><a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a> <a href="/contact">Contact</a></div></div>""",
        marks=('src="http://tide.example/oven.jpg"',),
        gone=("Ferry late again", "Imprint", "Letters"),
    ),
    "a theme of a blog with comments, sharing and a cookie banner": SavedPage(
        markup=f"""<html lang="en-GB"><head><title>Bakery opens again &#8211; The Tide</title>
        <meta property="article:published_time" content="2014-03-09T08:30:00+00:00"></head>
        <body class="single"><div id="cookie-notice"><p>We use cookies to make this site work better for you, and to measure it.</p>
        <button>OK</button></div><header id="masthead" class="site-header"><nav>{MENU}</nav></header>
        <main><article class="post hentry"><header class="entry-header"><h1 class="entry-title">Bakery opens again</h1>
        <div class="entry-meta">Posted on <time datetime="2014-03-09T08:30:00+00:00">9 March 2014</time> by
        <span class="author vcard"><a href="/author/ada">Ada Quill</a></span></div></header>
        <div class="entry-content">{paragraphs()}
        <figure class="wp-caption"><img src="oven.jpg" data-src="oven-big.jpg"><figcaption>Tray by tray: photo Ben Loft</figcaption></figure>
        <blockquote><p>We would do it again tomorrow, said the baker.</p></blockquote>
        <div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li><a href="https://twitter.com/share">Twitter</a></li></ul></div>
        <div class="jp-relatedposts"><h3>Related</h3><a href="/r1">Ferry late again</a></div></div>
        <footer class="entry-footer">Filed under <a href="/cat/food">Food</a></footer></article>
        <div id="comments" class="comments-area"><h2>Two thoughts on this</h2><ol class="comment-list"><li>
        <p>Wonderful news, I walked past and it smelled of cinnamon all the way down to the harbour wall.</p></li></ol></div></main>
        <aside id="secondary" class="widget-area"><h2>Recent Posts</h2><ul><li><a href="/x">Choir sings</a></li></ul></aside>
        <footer id="colophon">Proudly powered by invented software</footer></body></html>""",
        kept=(*PROSE, "Tray by tray: photo Ben Loft", "We would do it again tomorrow"),
        marks=("<figcaption>", "<blockquote>", 'src="http://tide.example/2003/11/oven-big.jpg"'),
        gone=("cookies", "Share this", "Ferry late", "cinnamon", "Choir sings", "Posted on", "Filed under", "powered by"),
        byline="Ada Quill",
        date="2014-03-09T08:30:00Z",
        language="en-GB",
    ),
    "boxes, lists and definitions inside the story": SavedPage(
        markup=f"""<title>Bakery opens again</title><div id="nav">{MENU}</div><div id="content"><h1>Bakery opens again</h1>
        <p>{P1}</p><p>{P2}</p><aside class="box"><h3>What you need to know</h3><p>The bakery has 212 members, each with one vote, and a
        board of seven that is elected every spring.</p><ul><li>Shares: £50</li><li>Bread: £2.40</li></ul></aside>
        <p>{P3}</p><ol><li>Ovens carried up</li><li>Flour <b>saved</b><ul><li>rye</li><li>spelt</li></ul></li><li>Doors closed</li></ol>
        <p>{P4}</p><dl><dt>Share</dt><dd>A part of the bakery that anyone may buy</dd><dt>Vote</dt><dd>One for each member</dd></dl>
        <table><caption>Takings</caption><tr><th>Week</th><th>€</th></tr><tr><td>First</td><td>1,204</td></tr>
        <tr><td>Second</td><td>1,377</td></tr></table><pre>oven 1   180 C
oven 2   220 C</pre></div><div id="footer">The Tide, Quay 4, Nettleford</div>""",
        kept=(*PROSE, "What you need to know", "212 members", "Shares: £50", "rye", "Doors closed", "One for each member",
              "Takings", "1,377", "oven 2 220 C"),
        marks=("<dl>", "<dd>", "<caption>", "<th>", "<pre>", "<ol>", "<aside>"),
        gone=("Letters", "Quay 4"),
    ),
    "the contents of the issue beside the story": SavedPage(
        markup=f"""<title>Bakery opens again - The Tide, issue 112</title><table><tr><td class="issue"><h3>In this issue</h3><ul>
        <li><a href="1.html">Ferry late again</a></li><li><a href="2.html">The harbour wall</a></li><li><a href="3.html">Choir sings</a></li>
        <li><a href="4.html">Letters to us</a></li></ul></td><td class="story"><h2>Bakery opens again</h2>
        <p><i>Ada Quill</i></p>{paragraphs()}<p>Ben Loft keeps the books. <a href="mailto:ben@tide.example">Write to him</a></p></td></tr></table>""",
        kept=(*PROSE, "Ben Loft keeps the books"),
        marks=('href="mailto:ben@tide.example"',),
        gone=("Ferry late again", "The harbour wall", "In this issue"),
    ),
    "a story from right to left": SavedPage(
        markup="""<html dir="rtl" lang="ar"><head><title>المخبز يفتح من جديد</title></head><body><nav><a href="/">الرئيسية</a>
        <a href="/n">أخبار</a></nav><article><h1>المخبز يفتح من جديد</h1><p>أعيد افتتاح المخبز التعاوني يوم السبت، بعد أحد عشر أسبوعا من
        الفيضان، مع خبز لكل من وقف في الطابور.</p><p>حمل المتطوعون الأفران إلى الطابق الأول بأيديهم، بينما كان النهر يرتفع في الفناء
        خلف المتجر، ولم يصب أحد بأذى.</p><p dir="ltr" lang="en">Bread for everyone.</p></article></body></html>""",
        kept=("أعيد افتتاح المخبز التعاوني", "ولم يصب أحد بأذى", "Bread for everyone."),
        marks=('dir="ltr"', 'lang="en"'),
        gone=("الرئيسية",),
        title="المخبز يفتح من جديد",
        language="ar",
    ),
    "text without any paragraph": SavedPage(
        markup=f"<title>Bakery opens again</title><h1>Bakery opens again</h1>{P1}\n<br><br>\n{P2}<br />&nbsp;<br><b>{P3}</b><br><br>{P4}",
        marks=("<p>", "<strong>" if False else "<b>"),
    ),
    "windows-1251, as its meta element says": SavedPage(
        markup="""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>Пекарня открылась снова</title>
        </head><body><h1>Пекарня открылась снова</h1><p>Кооперативная пекарня открылась в субботу, через одиннадцать недель после наводнения,
        и хлеба хватило всем, кто стоял в очереди.</p><p>Добровольцы на руках подняли печи на второй этаж, пока река поднималась во дворе
        за магазином, и никто не пострадал.</p></body></html>""",
        kept=("Кооперативная пекарня открылась в субботу", "никто не пострадал"),
        title="Пекарня открылась снова",
        encoding="windows-1251",
    ),
    "iso-8859-1 that nothing declares": SavedPage(
        markup="""<html><head><title>Die Bäckerei öffnet wieder</title></head><body><h1>Die Bäckerei öffnet wieder</h1><p>Die genossenschaftliche
        Bäckerei hat am Samstag wieder geöffnet, elf Wochen nach dem Hochwasser, mit Brot für alle, die anstanden.</p><p>Freiwillige trugen
        die Öfen von Hand in den ersten Stock, während der Fluss im Hof über die Mauer stieg, und niemand wurde verletzt.</p></body></html>""",
        kept=("Bäckerei hat am Samstag wieder geöffnet", "während der Fluss im Hof über die Mauer stieg"),
        title="Die Bäckerei öffnet wieder",
        encoding="iso-8859-1",
    ),
    "shift_jis, as its meta element says": SavedPage(
        markup="""<html lang="ja"><head><meta charset="Shift_JIS"><title>パン屋が再び開店</title></head><body><h1>パン屋が再び開店</h1>
        <p>洪水から十一週間後の土曜日、協同組合のパン屋が再び開店し、並んだ人全員にパンが配られた。</p>
        <p>川が店の裏庭に上がってくる間、ボランティアは手作業でオーブンを二階に運び、けが人はいなかった。</p></body></html>""",
        kept=("協同組合のパン屋が再び開店し", "けが人はいなかった"),
        title="パン屋が再び開店",
        language="ja",
        encoding="shift_jis",
    ),
    "footnotes that lead there and back": SavedPage(
        markup=f"""<title>Bakery opens again</title><base href="http://tide.example/"><div class="story"><h1>Bakery opens again</h1>
        <p>{P1}<sup><a href="#fn1" id="ref1">1</a></sup></p><p>{P2}</p><p>{P3}<sup><a href="#fn2" id="ref2">2</a></sup></p><p>{P4}</p>
        <hr><ol class="footnotes"><li id="fn1">The flood of 9 October. <a href="#ref1">Back</a></li>
        <li id="fn2">Minutes, <a href="docs/minutes.html">page 4</a>. <a href="#ref2">Back</a></li></ol></div>""",
        kept=(*PROSE, "The flood of 9 October", "page 4"),
        marks=('href="#fn1"', 'id="fn1"', 'id="ref2"', 'href="#ref2"', 'href="http://tide.example/docs/minutes.html"'),
    ),
    "a table of data in a cell of a table of layout": SavedPage(
        markup=f"""<title>Bakery opens again</title><table><tr><td>{MENU}</td></tr><tr><td><table><tr><td><h1>Bakery opens again</h1>
        {paragraphs()}<table border="1"><tr><th>Baker</th><th>Loaves</th></tr><tr><td><a href="/p/1">Cato Lind</a></td><td>340</td></tr>
        <tr><td><a href="/p/2">Dora Vane</a></td><td>295</td></tr></table></td></tr></table></td></tr></table>""",
        kept=(*PROSE, "Cato Lind", "295", "Loaves"),
        marks=('href="http://tide.example/p/2"', "<th>"),
        gone=("Letters",),
    ),
    "columns of a list and a film": SavedPage(
        markup=f"""<title>Bakery opens again</title><div class="article-body"><h1>Bakery opens again</h1>{paragraphs()}
        <h2>Who bought shares</h2><div class="columns"><ul class="col"><li>The choir</li><li>Two schools</li></ul>
        <ul class="col"><li>The ferry workers</li><li>A cat named Bun</li></ul></div>
        <iframe src="//films.example/embed/42" title="The flood"></iframe><video src="oven.mp4"></video>
        <p><img data-original="lazy/one.png" src="/img/placeholder.gif"><noscript><img src="lazy/one.png" alt="Dough"></noscript></p>
        <p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" srcset="s.jpg 320w, l.jpg 1280w"></p></div>
        <div class="newsletter-signup"><p>Get our newsletter every Friday, with all the news of the harbour and the hills, free.</p></div>""",
        kept=(*PROSE, "Who bought shares", "A cat named Bun"),
        marks=(
            'src="http://films.example/embed/42"',
            'src="http://tide.example/2003/11/oven.mp4"',
            'src="http://tide.example/2003/11/lazy/one.png"',
            'src="http://tide.example/2003/11/l.jpg"',
        ),
        gone=("newsletter", "placeholder.gif", "R0lGODlh"),
    ),
    "a paywall, an advertisement and teasers between the paragraphs": SavedPage(
        markup=f"""<html><head><title>Bakery opens again</title><script type="application/ld+json">{{"@context":"https://schema.org",
        "@graph":[{{"@type":"WebSite","name":"The Tide"}},{{"@type":"NewsArticle","headline":"Bakery opens again",
        "author":[{{"@type":"Person","name":"Ada Quill"}},{{"@type":"Person","name":"Ben Loft"}}],
        "datePublished":"2019-05-02","inLanguage":"en"}}]}}</script></head><body><article><h1>Bakery opens again</h1>
        <p>{P1}</p><div class="advertisement">Advertisement <a href="/buy">Buy boots</a></div><p>{P2}</p>
        <div class="related-articles"><h4>Read more</h4><a href="/f">Ferry late again</a></div><p>{P3}</p>
        <p style="display:none">Hidden words for machines only, which no reader of this page has ever seen.</p><p>{P4}</p>
        <div class="paywall"><p>You have read three stories this month. Subscribe to go on reading The Tide, from £3 a month.</p></div>
        </article><section class="most-read"><h3>Most read</h3><ol><li><a href="/1">Choir sings</a></li></ol></section></body></html>""",
        gone=("Buy boots", "Ferry late", "Hidden words", "three stories", "Choir sings"),
        byline="Ada Quill, Ben Loft",
        date="2019-05-02",
        language="en",
    ),
    "a script behind a link, and a link that leads to one": SavedPage(
        markup=f"""<title>Bakery opens again</title><h1>Bakery opens again</h1>{paragraphs()}
        <p>Read <a href="javascript:popup('x')">the minutes</a> or <a href=" java&#10;script:alert(1)">run</a>, or
        <a href="data:text/html,<script>alert(1)</script>">this</a>. <img src="x.png" onerror="alert(1)"> <a href="//harbour.example/">Harbour</a></p>""",
        kept=(*PROSE, "the minutes", "run"),
        marks=('href="http://harbour.example/"', 'src="http://tide.example/2003/11/x.png"'),
        gone=("popup", "alert", "onerror"),
    ),
}  # fmt: skip
