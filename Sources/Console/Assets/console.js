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
      const choices = [...target.querySelectorAll("[data-choose]")];
      const own = new URLSearchParams(field.dataset.live.split("?")[1] ?? "").get("customer");
      const sought = field.value.trim().toLowerCase();
      // Only what is certainly meant: of the payer, and its whole number or all that there is.
      const meant = choices.filter((choice) => {
        const [customer, number] = choice.value.split("/").map(decodeURIComponent);
        return (!own || customer === own)
          && (choices.length === 1 || (number ?? "").toLowerCase() === sought);
      });
      if (meant.length === 1) meant[0].click(); else choices[0]?.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !document.getElementById("board") || !field.value.trim()) return;
      event.preventDefault();
      // A key that is held down is one decision.
      if (event.repeat) return;
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

  // ---- Lines of a decision: the server adds what is chosen, with the amounts that make it balance,
  // and says what is left; nothing is booked by asking
  const board = document.getElementById("board");
  if (board) {
    const form = board.closest("form");
    let edits = 0;
    let last = Promise.resolve();
    const ask = async (name, value) => {
      const fields = new URLSearchParams(new FormData(form));
      fields.append(name, value);
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Part": "1" },
        body: fields,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    };
    board.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.repeat) event.preventDefault();
    });
    const output = () => document.getElementById("left");
    const fail = () => {
      output().className = "bad";
      output().textContent = "No answer: load the page again.";
    };
    const choose = async (value) => {
      try {
        for (;;) {
          const before = edits;
          const answer = await ask("choose", value);
          // What was typed meanwhile is not lost.
          if (before !== edits) continue;
          board.replaceChildren(...answer.body.childNodes);
          board.querySelector("[autofocus]")?.focus();
          return;
        }
      } catch { fail(); }
    };
    document.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choose]");
      if (!choice) return;
      event.preventDefault();
      last = last.then(() => choose(choice.value));
    });
    // The last line is always free.
    const grow = () => {
      const rows = [...board.querySelectorAll("tbody tr")];
      const end = rows[rows.length - 1];
      const most = Number(board.querySelector("table").dataset.most);
      if (rows.length >= most) return;
      if (![...end.querySelectorAll("input")].some((field) => field.value)) return;
      const next = end.cloneNode(true);
      for (const field of next.querySelectorAll("input, select")) {
        field.value = field.tagName === "SELECT" ? "payment" : "";
        field.removeAttribute("autofocus");
        field.setAttribute("aria-label",
          field.getAttribute("aria-label").replace(/\d+$/, String(rows.length + 1)));
      }
      end.after(next);
    };
    let timer = 0;
    form.addEventListener("input", () => {
      edits += 1;
      grow();
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const before = edits;
        try {
          const answer = await ask("weigh", "1");
          const told = answer.getElementById("left");
          if (before !== edits) return;
          output().className = told.className;
          output().textContent = told.textContent;
        } catch { fail(); }
      }, 150);
    });
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
