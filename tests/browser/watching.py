"""A page of Chromium that tells of whatever ran, asked another machine, opened a window, or could do so if pressed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

JUDGE: Final = """(home, document) => {
  const wrong = [];
  const tell = (element, why) => wrong.push(why + ": " + element.outerHTML.slice(0, 200));
  const leads = /^(href|xlink:href|src|action|formaction|cite|data|poster|longdesc|background|ping|manifest)$/i;
  const loads = new Set(["IMG", "SCRIPT", "SOURCE", "VIDEO", "AUDIO", "TRACK", "INPUT", "FORM"]);
  const never = "iframe,frame,object,embed,applet,base,svg,math,template,style,portal,noembed,plaintext,xmp,"
    + "meta[http-equiv],link[rel~=import],link[rel~=prefetch],link[rel~=preconnect],link[rel~=dns-prefetch]";
  document.querySelectorAll(never).forEach(element => tell(element, "element"));
  for (const element of document.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      if (/^on/i.test(name) || /^(style|srcdoc|formaction|background|ping|is|contenteditable|popover)$/i.test(name))
        tell(element, "attribute " + name);
      if (!leads.test(name)) continue;
      let address;
      try { address = new URL(value, document.baseURI); } catch { continue; }
      if (!/^(https?|mailto|tel):$/.test(address.protocol)) tell(element, "address " + address.protocol);
      if (loads.has(element.tagName) && !address.href.startsWith(home)) tell(element, "loads " + address.href);
    }
    for (const part of (element.srcset || "").split(",").filter(part => part.trim()))
      if (!new URL(part.trim().split(/\\s/)[0], document.baseURI).href.startsWith(home)) tell(element, "loads " + part);
  }
  for (const script of document.scripts) {
    if (script.type === "application/ld+json") JSON.parse(script.text);
    else if (!script.src.startsWith(home + "_a/") || script.text) tell(script, "script");
  }
  for (const link of document.querySelectorAll("link[rel~=stylesheet],link[rel~=icon],link[rel~=manifest]"))
    if (!link.href.startsWith(home)) tell(link, "loads " + link.href);
  return wrong;
}"""
"""What would run, load, restyle or lead astray in a document as Chromium understood it; `home` is where it lies."""

AT_ONCE: Final = 16
"""Pages that are open at the same time, each in a frame of its own."""

OPEN_ALL: Final = f"""async ([home, addresses]) => {{
  const judge = {JUDGE};
  const frames = await Promise.all(addresses.map(address => new Promise(done => {{
    const frame = document.createElement("iframe");
    frame.onload = () => done(frame);
    frame.src = address;
    document.body.append(frame);
  }})));
  const wrong = frames.map(frame => frame.contentDocument ? judge(home, frame.contentDocument) : ["it left the site"]);
  document.body.replaceChildren();
  return wrong;
}}"""
"""Opens addresses in frames, waits until all of them and what they show are loaded, and judges each."""


@dataclass(kw_only=True)
class Watched:
    """Use `page`; what happened is in the lists, each with the address it happened at."""

    page: Any
    home: str
    ran: list[tuple[str, object]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def happened(self) -> list[object]:
        """All of it."""
        return [*self.ran, *self.asked, *self.opened, *self.wrong]

    def judge(self) -> list[str]:
        """Look at the document that is open."""
        found: list[str] = self.page.evaluate(f"home => ({JUDGE})(home, document)", self.home)
        self.wrong += [(self.page.url, each) for each in found]
        return found

    def open_all(self, paths: Sequence[str]) -> None:
        """Open these pages of the site, some at once, and judge each."""
        self.page.goto(self.home + "robots.txt")
        for first in range(0, len(paths), AT_ONCE):
            addresses = [self.home + path for path in paths[first : first + AT_ONCE]]
            judged = self.page.evaluate(OPEN_ALL, [self.home, addresses])
            self.wrong += [(at, each) for at, found in zip(addresses, judged, strict=True) for each in found]


def watched(browser: Any, home: str) -> Watched:
    """
    A page of its own. Nothing stands between it and the network: Chromium keeps what it asked for once, and is quick.
    """
    context = browser.new_context(accept_downloads=False)
    seen = Watched(page=context.new_page(), home=home)
    context.expose_binding("__ran", lambda source, number=None: seen.ran.append((source["frame"].url, number)))
    seen.page.on("request", lambda request: _note(seen, request.url))
    seen.page.on("dialog", lambda dialog: (seen.opened.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    context.on("page", lambda opened: seen.opened.append(f"window: {opened.url}"))
    return seen


def _note(seen: Watched, address: str) -> None:
    if not address.startswith((seen.home, "about:blank")):
        seen.asked.append((seen.page.url, address))
