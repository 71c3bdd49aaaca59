"""A small site as wget leaves it: a front, two issues with contents, stories, a print version, a standing page."""

from pathlib import Path

STORIES = {
    1: ("Bakery opens again", "Ada Quill", "3 March 2004", "Town", 112),
    2: ("Ferry late for the ninth day", "Ben Loft", "3 March 2004", "Harbour", 112),
    3: ("The choir sings for the roof", "Ada Quill", "3 March 2004", "Town", 112),
    4: ("Harbour wall will be mended", "Cato Lind", "7 April 2004", "Harbour", 113),
    5: ("School lunches cost less", "Ben Loft", "7 April 2004", "Town", 113),
    6: ("Who owns the quay", "Dora Vane and Ben Loft", "7 April 2004", "Harbour", 113),
}
MENU = (
    '<div id="menu"><a href="/index.html">Front</a> <a href="/about.html">About us</a> '
    '<a href="/issue112.html">112</a> <a href="/issue113.html">113</a></div>'
    '<p class="motto">The Tide comes in every month since 1987.</p>'
)
FOOT = '<div class="foot">The Tide, Quay 4, Nettleford. Copyright by its writers.</div>'


def page(title: str, inside: str) -> str:
    inside = f"<table><tr><td>{inside}</td></tr></table>"
    return f"<html><head><title>The Tide: {title}</title></head><body>{MENU}{inside}{FOOT}</body></html>"


def story(number: int) -> str:
    headline, byline, day, section, issue = STORIES[number]
    words = " ".join(
        f"Paragraph {part} of story {number} says, in one long sentence, what happened in Nettleford that week, "
        f"and why it mattered to those who were there, which is number {number * 100 + part}.</p><p>"
        for part in range(1, 5)
    )
    other = number % 6 + 1
    return page(
        headline,
        f'<div class="issue">Issue {issue}</div><div class="rubric section">{section}</div>'
        f'<h2 class="head">{headline}</h2>'
        f'<p class="by">By {byline}</p><p class="day">{day}</p><div class="text"><p>{words}'
        f'See from {number} <a href="story{other}.html#end">another story</a>, '
        f'<a href="http://elsewhere.example/x">elsewhere</a>'
        f' and <a href="list.php?id=7">a page that was not saved</a>.</p>'
        f'<p><img src="img/{number}.png" alt="Picture {number}"></p>'
        f"</div>",
    )


def contents(issue: int, month: str) -> str:
    rows = {}
    for number, (headline, _, _, section, of) in STORIES.items():
        if of == issue:
            rows.setdefault(section, []).append(f'<li><a href="story{number}.html">{headline}</a></li>')
    lists = "".join(f"<h3>{section}</h3><ul>{''.join(items)}</ul>" for section, items in rows.items())
    return page(f"Issue {issue}, {month} 2004", f"<h2>Issue {issue}, {month} 2004</h2>{lists}")


def write_site(folder: Path) -> Path:
    """The folder that holds the host's folder."""
    site = folder / "tide.example"
    (site / "img").mkdir(parents=True)
    for number in STORIES:
        (site / f"story{number}.html").write_text(story(number), encoding="utf-8")
        (site / "img" / f"{number}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes([number]))
    (site / "issue112.html").write_text(contents(112, "March"), encoding="utf-8")
    (site / "issue113.html").write_text(contents(113, "April"), encoding="utf-8")
    (site / "print.php?story=1").write_text(story(1).replace(MENU, "").replace(FOOT, ""), encoding="utf-8")
    front = "".join(f'<h3><a href="story{n}.html">{STORIES[n][0]}</a></h3><p>Read more</p>' for n in STORIES)
    (site / "index.html").write_text(page("Front", front), encoding="utf-8")
    about = (
        "<h2>About us</h2><p>The Tide is written, printed and carried round by those who live in Nettleford, and it "
        "has been so since 1987. Nobody is paid, and nobody is asked to be quiet.</p><p>We meet on the first "
        "Monday of the month, at Quay 4, and whoever comes may write, draw or carry.</p>"
    )
    (site / "about.html").write_text(page("About us", about), encoding="utf-8")
    (site / "empty.html").write_text("", encoding="utf-8")
    return folder
