"""A page of Chromium that tells of whatever ran, asked another machine, opened a window, or could do so if pressed."""

from dataclasses import dataclass, field
from typing import Any, Final

JUDGE: Final = """(home) => {
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
"""What would run, load, restyle or lead astray in the document as Chromium understood it; `home` is where it lies."""


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
        found: list[str] = self.page.evaluate(JUDGE, self.home)
        self.wrong += [(self.page.url, each) for each in found]
        return found


def watched(browser: Any, home: str) -> Watched:
    """A page of its own; nothing but `home` is reached from it."""
    context = browser.new_context(accept_downloads=False)
    seen = Watched(page=context.new_page(), home=home)
    context.expose_binding("__ran", lambda source, number=None: seen.ran.append((source["frame"].url, number)))
    context.route(lambda address: not address.startswith(home), lambda route: route.abort())
    seen.page.on("request", lambda request: _note(seen, request.url))
    seen.page.on("dialog", lambda dialog: (seen.opened.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    context.on("page", lambda opened: seen.opened.append(f"window: {opened.url}"))
    return seen


def _note(seen: Watched, address: str) -> None:
    if not address.startswith((seen.home, "about:blank")):
        seen.asked.append((seen.page.url, address))
