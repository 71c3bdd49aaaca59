// A field that names something (finder.js), where it stands in a block: how a block reads, fills and marks it.
(() => {
  class BoundFinder {
    constructor(element, name) {
      const all = Array.isArray(element) ? element : [element];
      this.finder = all.find((each) => each.matches?.("[data-finder]")) ?? all[0].querySelector(`[data-finder]:has([name="${name}"])`);
      this.number = this.finder.querySelector("input[type=hidden]");
      this.words = this.finder.querySelector(".finder-words");
      this.idForLabel = this.words.id;
    }
    getValue() { return this.number.value; }
    getState() { return { number: this.number.value, words: this.words.value }; }
    setState(state) {
      this.number.value = state?.number ?? "";
      this.words.value = state?.words ?? "";
    }
    getTextLabel() { return this.words.value.trim() || null; }
    setInvalid(wrong) {
      if (wrong) this.words.setAttribute("aria-invalid", "true");
      else this.words.removeAttribute("aria-invalid");
    }
    setCapabilityOptions() {}
    focus() { this.words.focus(); }
  }

  class Finder {
    constructor(html) { this.html = html; }
    render(placeholder, name, id, state, _capabilities, options = {}) {
      const around = document.createElement("div");
      around.innerHTML = this.html.replaceAll("__NAME__", name).replaceAll("__ID__", id).trim();
      const finder = around.firstElementChild;
      placeholder.replaceWith(finder);
      const bound = new BoundFinder(finder, name);
      for (const [attribute, value] of Object.entries(options?.attributes ?? {})) bound.words.setAttribute(attribute, value);
      bound.setState(state);
      return bound;
    }
    getByName(name, element) { return new BoundFinder(element, name); }
  }

  window.telepath.register("broadsheet.Finder", Finder);
})();
