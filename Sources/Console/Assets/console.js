"use strict";
// Pages work without this. It adds results while one types (data-live), lines that balance by
// themselves, and small comforts. It writes no markup of its own but what the server sent.
(() => {
  // ---- A form is sent once
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.dataset.ask && !confirm(form.dataset.ask)) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    // Longer than a decision waits for a batch that is being booked.
    setTimeout(() => { delete form.dataset.sent; }, 20000);
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // ---- Asking for a part of a page
  const signedOut = "You are signed out: sign in again in another tab, then go on here.";
  const ask = async (address, request = {}) => {
    const answer = await fetch(
      address, { ...request, headers: { ...request.headers, "X-Part": "1" } });
    // What another page answers is no part of this one.
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const told = (error, otherwise) => (error.message === "401" ? signedOut : otherwise);
  // After another sign-in the forms have the token of the session that ended.
  const renew = async () => {
    const token = (await ask("/me")).querySelector("[name=csrf]")?.value;
    if (!token) throw new Error("401");
    for (const field of document.querySelectorAll("[name=csrf]")) field.value = token;
  };

  // ---- Results while one types
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
          const found = await ask(
            field.dataset.live + separator + "q=" + encodeURIComponent(text),
            { signal: running.signal });
          target.replaceChildren(...found.body.childNodes);
          shownFor = text;
          if (takesFirst) takeFirst();
        } catch (error) {
          if (error.name !== "AbortError") {
            target.textContent = told(error, "No answer; press Enter instead.");
          }
        }
      }, 120);
    });
  }

  // ---- Lines of a decision: the server adds what is chosen, with the amounts that make it balance,
  // and says what is left; nothing is booked by asking
  const board = document.getElementById("board");
  if (board) {
    const form = board.closest("form");
    const output = document.getElementById("left");
    let edits = 0;
    let timer = 0;
    // Choices that are not answered yet, and whether the last of them came among the lines.
    let pending = 0;
    let last = Promise.resolve();
    // The session ended: the token of the form has to be renewed before anything is sent.
    let isStale = false;
    const send = (name, value) => {
      const fields = new URLSearchParams(new FormData(form));
      fields.append(name, value);
      return ask(form.action, {
        method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: fields,
      });
    };
    const lines = async (name, value) => {
      let answer;
      try {
        if (isStale) await renew();
        answer = await send(name, value);
      } catch (error) {
        if (error.message === "401" || error.message === "403") isStale = true;
        if (error.message !== "403") throw error;
        await renew();
        answer = await send(name, value);
      }
      isStale = false;
      if (!answer.getElementById("lines") || !answer.getElementById("left")) throw new Error();
      return answer;
    };
    board.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.repeat) event.preventDefault();
    });
    const tell = (words, kind) => {
      output.className = kind;
      output.textContent = words;
    };
    const show = (answer) => {
      const left = answer.getElementById("left");
      tell(left.textContent, left.className);
    };
    // The lines stay as they are.
    const fail = (error) => tell(told(error, "No answer: the lines are as they were."), "bad");
    const choose = async (value) => {
      try {
        for (;;) {
          const before = edits;
          const answer = await lines("choose", value);
          // What was typed meanwhile is not lost.
          if (before !== edits) continue;
          board.replaceChildren(answer.getElementById("lines").parentNode);
          show(answer);
          // What was asked of the lines before is not told of these.
          edits += 1;
          clearTimeout(timer);
          board.querySelector("[autofocus]")?.focus();
          return true;
        }
      } catch (error) {
        fail(error);
        return false;
      }
    };
    document.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choose]");
      if (!choice) return;
      event.preventDefault();
      pending += 1;
      last = last.then(() => choose(choice.value)).finally(() => { pending -= 1; });
    });
    // Who is signed out would be led elsewhere, and the lines be lost; whatever else is wrong the page
    // tells that comes.
    const mayLeave = async () => {
      try {
        await lines("weigh", "1");
        return true;
      } catch (error) {
        if (error.message !== "401" && !(error instanceof TypeError)) return true;
        fail(error);
        return false;
      }
    };
    // What was chosen is among the lines before they are booked; pressed again meanwhile, nothing is.
    let isWaiting = false;
    let isReady = false;
    form.addEventListener("submit", async (event) => {
      if (isReady) return;
      event.preventDefault();
      if (isWaiting) return;
      isWaiting = true;
      do {
        while (pending) if (!await last) { isWaiting = false; return; }
        if (!await mayLeave()) { isWaiting = false; return; }
      } while (pending);
      isWaiting = false;
      isReady = true;
      form.requestSubmit(event.submitter);
      isReady = false;
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
    form.addEventListener("input", () => {
      edits += 1;
      grow();
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const before = edits;
        try {
          const answer = await lines("weigh", "1");
          if (before === edits) show(answer);
        } catch (error) {
          if (before === edits) fail(error);
        }
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
