/// The page's script: filter, sort, group and unfold the exceptions. It reads the rows that stand in
/// the page and writes no markup; nothing from a file is ever part of it.
enum ReportScript {
  /// What the page's policy lets run: this text and nothing else, so that a hole in the escaping
  /// would still run no code. A change of the text changes it; a test computes it anew.
  static let hash: StaticString = "sha256-Ugf28s5ajRs3x97clg2+RDQ87HsBbKp7wShPRUiAxOQ="

  /// Filter, sort and group; its function goes on in `details`.
  static let rows: StaticString = #"""

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
        amount: Number(body.dataset.amount), customer: null, text: null, name: null, units: null,
        digits: 0, fits: true, hidden: false, group: null,
      }));

      const keys = {
        type: (row) => cell(row, 0), customer: (row) => plain(cell(row, 1)),
        payer: (row) => plain(cell(row, 2)), amount: (row) => row.amount,
        date: (row) => cell(row, 4),
      };

      // Amounts are added up as whole minor units: a binary fraction would lose some.
      const sums = (rows) => {
        const totals = new Map();
        for (const row of rows) {
          if (row.units === null) {
            const [whole, rest = ""] = row.body.dataset.amount.split(".");
            row.units = BigInt(whole + rest);
            row.digits = rest.length;
          }
          const total = totals.get(row.currency);
          if (total) total.units += row.units;
          else totals.set(row.currency, { units: row.units, digits: row.digits });
        }
        return Array.from(totals).sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([code, total]) => {
          const figures = String(total.units).padStart(total.digits + 1, "0");
          const whole = figures.slice(0, figures.length - total.digits);
          const rest = total.digits ? "." + figures.slice(-total.digits) : "";
          return `${BigInt(whole).toLocaleString("en-GB")}${rest} ${code}`;
        }).join(" · ");
      };

      const ages = form.querySelector("[data-names]").dataset.names.split("|");
      const types = new Map(
        Array.from(form.elements.namedItem("type").options, (option) => [option.value, option.text]));
      const names = {
        type: (row) => types.get(row.type), customer: (row) => (row.name ??= cell(row, 1)),
        currency: (row) => row.currency,
        age: (row) => ages[row.body.dataset.age],
      };
      let groups = [];
      let sorted = rows;

      // Says who is there, group by group; a group that is folded keeps its head.
      const show = () => {
        for (const group of groups) {
          const fitting = group.rows.filter((row) => row.fits);
          group.head.hidden = fitting.length === 0;
          group.count.textContent = fitting.length.toLocaleString("en-GB");
          group.sums.textContent = sums(fitting);
        }
        for (const row of rows) {
          const hidden = !row.fits || row.group?.folded === true;
          if (row.hidden !== hidden) row.hidden = row.body.hidden = hidden;
        }
      };

      const headOf = (group) => {
        const make = (name, parent) => parent.appendChild(document.createElement(name));
        group.head = document.createElement("tbody");
        group.head.className = "group";
        group.head.setAttribute("role", "rowgroup");
        const line = make("tr", group.head);
        line.setAttribute("role", "row");
        const head = make("th", line);
        head.setAttribute("role", "rowheader");
        head.colSpan = 8;
        const button = make("button", head);
        button.type = "button";
        make("b", button).textContent = group.name;
        group.count = make("span", button);
        group.sums = make("small", button);
        const mark = () => button.setAttribute("aria-expanded", String(!group.folded));
        button.addEventListener("click", () => {
          group.folded = !group.folded;
          mark();
          show();
        });
        mark();
      };

      // Moving thousands of rows takes a second. The first that are seen go to their place at once,
      // all of them in a few pieces after that (each is laid out); a new order begins anew.
      const pageful = 150, piece = 4000;
      let turn = 0;
      const place = (bodies) => {
        const mine = ++turn;
        const seen = [];
        for (const body of bodies) {
          if (!body.hidden) seen.push(body);
          if (seen.length === pageful) break;
        }
        table.tHead.after(...seen);
        const go = (from, last) => {
          if (mine !== turn) return;
          const some = bodies.slice(from, from + piece);
          last.after(...some);
          if (from + piece < bodies.length) setTimeout(() => go(from + piece, some.at(-1)));
        };
        setTimeout(() => go(0, table.tHead));
      };

      // Puts the rows into their order, below the heads of their groups where there are any.
      const arrange = () => {
        for (const group of groups) group.head.remove();
        groups = [];
        const by = field("group");
        const found = new Map();
        for (const row of sorted) {
          row.group = null;
          if (!by) continue;
          const name = names[by](row);
          row.group = found.get(name);
          if (!row.group) {
            row.group = { name, rows: [], folded: false };
            found.set(name, row.group);
          }
          row.group.rows.push(row);
        }
        // What has waited longest first; of others the largest group.
        groups = Array.from(found.values()).sort((a, b) =>
          by === "age" ? ages.indexOf(b.name) - ages.indexOf(a.name)
            : b.rows.length - a.rows.length || (a.name < b.name ? -1 : 1));
        for (const group of groups) headOf(group);
        show();
        place(by
          ? groups.flatMap((group) => [group.head, ...group.rows.map((row) => row.body)])
          : sorted.map((row) => row.body));
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
          row.fits = fits;
          if (fits) count += 1;
        }
        show();
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
      form.addEventListener("input", (event) => (event.target.name === "group" ? arrange : soon)());
      // Whoever goes to the field will write into it: what is searched is made ready meanwhile.
      const later = window.requestIdleCallback ?? setTimeout;
      const prepare = (from) => {
        for (const row of rows.slice(from, from + 400)) row.text ??= plain(row.body.textContent);
        if (from + 400 < rows.length) later(() => prepare(from + 400));
      };
      form.elements.namedItem("words")
        .addEventListener("focus", () => later(() => prepare(0)), { once: true });
      form.addEventListener("reset", () => setTimeout(() => {
        apply();
        arrange();
      }));
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
        sorted = order === "none" ? rows : rows
          .map((row) => ({ row, key: keys[name](row) }))
          .sort((a, b) =>
            (a.key < b.key ? -sign : a.key > b.key ? sign : a.row.place - b.row.place))
          .map((pair) => pair.row);
        arrange();
      };
      for (const head of heads) {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        button.addEventListener("click", () => sort(head));
        head.append(button);
      }

    """#
}
