"use strict";
// Keys: every element with data-key says which one presses it, j and k go from row to row (data-row),
// and ? tells them all.
(() => {
  const isWriting = (element) =>
    element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  // What is folded away has a size all the same.
  const isShown = (element) => element.getClientRects().length > 0
    && (!element.checkVisibility || element.checkVisibility());

  let chord = "";
  const keyed = (key) =>
    [...document.querySelectorAll("[data-key]")].find(
      (element) => element.dataset.key === key && isShown(element) && !element.disabled);
  const press = (element) => {
    if (isWriting(element)) {
      element.focus();
      if (element.select) element.select();
    } else if (element.tagName === "DETAILS") {
      element.open = !element.open;
      element.querySelector("summary").focus();
    } else {
      element.click();
    }
  };

  // A row is one stop, however many links it has.
  const rows = () => [...document.querySelectorAll("[data-row]")]
    .map((row) => row.querySelector("a")).filter((link) => link && isShown(link));
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex(
      (link) => link.closest("[data-row]").contains(document.activeElement));
    const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
    const target = all[Math.max(0, Math.min(all.length - 1, next))];
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  };

  const help = document.getElementById("keys");
  const showHelp = () => {
    if (!help) return;
    const list = help.querySelector("dl");
    list.replaceChildren();
    const add = (key, words) => {
      const term = document.createElement("dt");
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      term.append(kbd);
      const text = document.createElement("dd");
      text.textContent = words;
      list.append(term, text);
    };
    for (const element of document.querySelectorAll("[data-key]")) {
      if (!isShown(element)) continue;
      add(element.dataset.key, element.dataset.says || element.getAttribute("aria-label")
        || element.textContent.trim().replace(/\s+/g, " ").slice(0, 80));
    }
    if (rows().length) add("j / k", "next and previous row; Enter opens it");
    add("Esc", "leave a field, close this");
    if (help.open) help.close(); else help.showModal();
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (isWriting(document.activeElement)) document.activeElement.blur();
      return;
    }
    if (isWriting(document.activeElement)) return;
    if (help && help.open && event.key !== "?") return;
    const key = chord + event.key;
    chord = "";
    if (event.key === "?") {
      event.preventDefault();
      showHelp();
      return;
    }
    const target = keyed(key);
    if (target) {
      event.preventDefault();
      press(target);
    } else if (key === "j" || key === "ArrowDown") {
      if (rows().length) event.preventDefault();
      move(1);
    } else if (key === "k" || key === "ArrowUp") {
      if (rows().length) event.preventDefault();
      move(-1);
    } else if (key === "g") {
      chord = "g ";
      setTimeout(() => { chord = ""; }, 1500);
    }
  });
  if (help) {
    document.getElementById("show-keys")?.addEventListener("click", showHelp);
    help.querySelector("button").addEventListener("click", () => help.close());
  }
})();
