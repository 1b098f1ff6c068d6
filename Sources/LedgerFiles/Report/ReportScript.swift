/// The page's script: filter, sort and unfold the exceptions. It reads the rows that stand in the
/// page and writes no markup; nothing from a file is ever part of it.
enum ReportScript {
  /// What the page's policy lets run: this text and nothing else, so that a hole in the escaping
  /// would still run no code. A change of `text` changes it; a test computes it anew.
  static let hash: StaticString = "sha256-pVHirQGZTC+2TJjaL5JyZWXGoQVgs+yN/EZsuVmpNQg="

  static let text: StaticString = #"""

    "use strict";
    (() => {
      const table = document.getElementById("rows");
      if (!table) return;
      const form = document.getElementById("filter");
      const unfoldMax = 100;
      const field = (name) => form.elements.namedItem(name).value;
      const plain = (text) => {
        const low = text.toLowerCase();
        // Without accents, so that "muller" finds Müller; most text has none to take off.
        return /^[\x00-\x7f]*$/.test(low) ? low : low.normalize("NFKD").replace(/\p{M}+/gu, "");
      };
      const cell = (row, index) => row.body.rows[0].cells[index].textContent;
      const rows = Array.from(table.tBodies, (body, place) => ({
        body, place, type: body.dataset.type, currency: body.dataset.currency,
        amount: Number(body.dataset.amount), customer: null, text: null, hidden: false,
      }));

      const keys = {
        type: (row) => cell(row, 0), customer: (row) => plain(cell(row, 1)),
        payer: (row) => plain(cell(row, 2)), amount: (row) => row.amount,
        date: (row) => cell(row, 4),
      };

      const apply = () => {
        const words = plain(field("words")).split(/\s+/).filter(Boolean);
        const type = field("type");
        const customer = plain(field("customer")).trim();
        const currency = field("currency");
        const least = Number(field("least").replace(/[\s,]/g, "")) || 0;
        let count = 0;
        for (const row of rows) {
          let fits = (!type || row.type === type) && (!currency || row.currency === currency) &&
            row.amount >= least;
          if (fits && customer) {
            row.customer ??= plain(cell(row, 1));
            fits = row.customer.includes(customer);
          }
          if (fits && words.length) {
            row.text ??= plain(row.body.textContent);
            fits = words.every((word) => row.text.includes(word));
          }
          if (row.hidden === fits) {
            row.hidden = !fits;
            row.body.hidden = !fits;
          }
          if (fits) count += 1;
        }
        const all = rows.length.toLocaleString("en-GB");
        document.getElementById("shown").value = count === rows.length
          ? `All ${all} shown` : `${count.toLocaleString("en-GB")} of ${all} shown`;
        document.getElementById("unfold").textContent =
          count > unfoldMax ? `Unfold the first ${unfoldMax}` : "Unfold shown";
        document.getElementById("none").hidden = count > 0;
      };

      let timer = 0;
      const soon = () => {
        clearTimeout(timer);
        timer = setTimeout(apply, 150);
      };
      form.addEventListener("input", soon);
      // Whoever goes to the field will write into it: what is searched is made ready meanwhile.
      const later = window.requestIdleCallback ?? setTimeout;
      const prepare = (from) => {
        for (const row of rows.slice(from, from + 400)) row.text ??= plain(row.body.textContent);
        if (from + 400 < rows.length) later(() => prepare(from + 400));
      };
      form.elements.namedItem("words")
        .addEventListener("focus", () => later(() => prepare(0)), { once: true });
      form.addEventListener("reset", () => setTimeout(apply));
      form.addEventListener("submit", (event) => event.preventDefault());

      const heads = Array.from(table.tHead.querySelectorAll("[data-sort]"));
      const sort = (head) => {
        const name = head.dataset.sort;
        // Largest amounts and first names first; the third time brings the order of booking back.
        const orders = name === "amount" ? ["descending", "ascending"] : ["ascending", "descending"];
        const order = orders[orders.indexOf(head.getAttribute("aria-sort")) + 1] ?? "none";
        for (const other of heads) other.removeAttribute("aria-sort");
        if (order !== "none") head.setAttribute("aria-sort", order);
        const sign = order === "descending" ? -1 : 1;
        const sorted = order === "none" ? rows : rows
          .map((row) => ({ row, key: keys[name](row) }))
          .sort((a, b) =>
            (a.key < b.key ? -sign : a.key > b.key ? sign : a.row.place - b.row.place))
          .map((pair) => pair.row);
        const all = document.createDocumentFragment();
        for (const row of sorted) all.append(row.body);
        table.append(all);
      };
      for (const head of heads) {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        button.addEventListener("click", () => sort(head));
        head.append(button);
      }

      // The reasons are plain text until somebody looks at them: lines of fields between tabs.
      const add = (parent, name, text = "") => {
        const element = document.createElement(name);
        element.textContent = text;
        parent.append(element);
        return element;
      };
      const numbers = ["Open now", "Amount", "Worth"];
      const tones = { for: "good", against: "bad", forbids: "bad" };
      const dressed = (text) => {
        const box = document.createElement("div");
        let list = null, body = null, heads = [];
        for (const line of text.split("\n").filter(Boolean)) {
          const fields = line.trimStart().split("\t");
          if (fields.length !== 2) list = null;
          if (fields.length < 3) body = null;
          if (!line.startsWith("  ")) {
            add(box, "h3", line);
          } else if (fields.length === 1) {
            add(box, "p", fields[0]);
          } else if (fields.length === 2) {
            list ??= add(box, "dl");
            add(list, "dt", fields[0]);
            add(list, "dd", fields[1]);
          } else if (!body) {
            heads = fields;
            const frame = add(box, "table");
            const row = add(add(frame, "thead"), "tr");
            for (const field of fields) {
              const head = add(row, "th", field);
              head.scope = "col";
              if (numbers.includes(field)) head.className = "n";
            }
            body = add(frame, "tbody");
          } else {
            const row = add(body, "tr");
            fields.forEach((field, index) => {
              const cell = add(row, "td", field);
              if (numbers.includes(heads[index])) cell.className = "n";
              else if (heads[index] === "Speaks") cell.className = tones[field] ?? "";
            });
          }
        }
        return box;
      };
      table.addEventListener("toggle", (event) => {
        for (const plain of event.target.querySelectorAll("pre")) {
          plain.replaceWith(dressed(plain.textContent));
        }
      }, true);
      table.classList.add("live");

      document.getElementById("unfold").addEventListener("click", () => {
        const shown = rows.filter((row) => !row.hidden).slice(0, unfoldMax)
          .map((row) => row.body.querySelector("details"));
        const open = !shown.every((details) => details.open);
        for (const details of shown) details.open = open;
      });
      table.addEventListener("click", (event) => {
        const line = event.target.closest("tbody > tr:first-child");
        if (!line || String(getSelection()) !== "") return;
        const details = line.parentElement.querySelector("details");
        if (details) details.open = !details.open;
      });

      const follow = () => {
        // The browser has found the target already, however its name is written in the address.
        const target = document.querySelector(":target");
        const details = target?.matches("#rows > tbody") && target.querySelector("details");
        if (details) details.open = true;
      };
      addEventListener("hashchange", follow);
      form.hidden = false;
      apply();
      follow();
    })();

    """#
}
