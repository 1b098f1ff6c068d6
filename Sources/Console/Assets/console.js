"use strict";
// Pages work without this. It adds keys (every element with data-key says which one presses it),
// results while one types (data-live), and small comforts. It writes no markup of its own but what
// the server sent.
(() => {
  const isWriting = (element) =>
    element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  // What is folded away has a size all the same.
  const isShown = (element) => element.getClientRects().length > 0
    && (!element.checkVisibility || element.checkVisibility());

  // ---- Keys
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

  const rows = () => [...document.querySelectorAll("[data-row] a:first-of-type")].filter(isShown);
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const here = all.indexOf(document.activeElement);
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

  // ---- A form is sent once
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.dataset.ask && !confirm(form.dataset.ask)) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 5000);
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // ---- Results while one types
  const part = async (address, signal) => {
    const answer = await fetch(address, { headers: { "X-Part": "1" }, signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...parsed.body.childNodes];
  };
  for (const field of document.querySelectorAll("[data-live]")) {
    const target = document.getElementById(field.dataset.target);
    let timer = 0;
    let running = null;
    // What the results are of, and whether the first is to be taken when they come.
    let shownFor = null;
    let takesFirst = false;
    const takeFirst = () => {
      takesFirst = false;
      target.querySelector("[data-choose]")?.click();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !document.getElementById("lines") || !field.value.trim()) return;
      event.preventDefault();
      if (shownFor === field.value.trim()) takeFirst(); else takesFirst = true;
    });
    field.addEventListener("input", () => {
      clearTimeout(timer);
      takesFirst = false;
      timer = setTimeout(async () => {
        if (running) running.abort();
        running = new AbortController();
        const text = field.value.trim();
        if (!text) { target.replaceChildren(); return; }
        try {
          const separator = field.dataset.live.includes("?") ? "&" : "?";
          target.replaceChildren(...await part(
            field.dataset.live + separator + "q=" + encodeURIComponent(text), running.signal));
          shownFor = text;
          if (takesFirst) takeFirst();
        } catch (error) {
          if (error.name !== "AbortError") target.textContent = "No answer; press Enter instead.";
        }
      }, 120);
    });
  }

  // ---- Lines of a decision: a chosen document fills the next free line
  const lines = document.getElementById("lines");
  if (lines) {
    const form = lines.closest("form");
    const inputs = (name) => [...lines.querySelectorAll(`[name="${name}"]`)];
    const cents = (text) => {
      const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
      if (!match) return null;
      const digits = Number(lines.dataset.digits);
      const rest = (match[3] || "").padEnd(digits, "0");
      if (rest.length > digits) return null;
      return BigInt(match[1] + match[2] + rest);
    };
    const shown = (value) => {
      const digits = Number(lines.dataset.digits);
      const sign = value < 0n ? "-" : "";
      const text = String(value < 0n ? -value : value).padStart(digits + 1, "0");
      return sign + (digits ? text.slice(0, -digits) + "." + text.slice(-digits) : text);
    };
    const left = () => {
      // Booked anew, all of the receipt is there to be given out.
      const anew = form.elements.reassign;
      let rest = BigInt(anew && (anew.checked || anew.type === "hidden")
        ? lines.dataset.whole : lines.dataset.left);
      const kinds = inputs("kind");
      inputs("amount").forEach((input, index) => {
        const value = cents(input.value);
        if (value !== null && kinds[index].value === "payment") rest -= value;
      });
      return rest;
    };
    const tell = () => {
      const rest = left();
      const output = document.getElementById("left");
      output.value = (rest === 0n ? "Nothing is left" : shown(rest) + " is left") +
        (rest < 0n ? ": more than the receipt has" : "");
      output.className = rest < 0n ? "bad" : rest === 0n ? "good" : "";
    };
    form.addEventListener("input", tell);
    document.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choose]");
      if (!choice) return;
      event.preventDefault();
      const documents = inputs("document");
      const place = documents.findIndex((input) => !input.value);
      if (place < 0) return;
      documents[place].value = choice.dataset.choose;
      const open = BigInt(choice.dataset.open);
      const rest = left();
      const amount = open > 0n && rest > 0n && rest < open ? rest : open;
      inputs("amount")[place].value = shown(amount);
      inputs("kind")[place].value = open < 0n ? "credit" : "payment";
      tell();
      inputs("amount")[place].focus();
    });
    tell();
  }

  // ---- Who looks at an exception keeps it while the page is open
  for (const beat of document.querySelectorAll("form[data-beat]")) {
    setInterval(() => {
      if (document.visibilityState !== "visible") return;
      fetch(beat.action, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Part": "1" },
        body: new URLSearchParams(new FormData(beat)),
      }).catch(() => {});
    }, 60000);
  }

  document.documentElement.classList.add("live");
})();
