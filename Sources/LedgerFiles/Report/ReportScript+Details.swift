extension ReportScript {
  /// The reasons of an exception, and the end of the script.
  static let details: StaticString = #"""

      // The reasons are plain text until somebody looks at them: lines of fields between tabs.
      const add = (parent, name, text = "") => {
        const element = document.createElement(name);
        element.textContent = text;
        parent.append(element);
        return element;
      };
      const numbers = ["Open now", "Difference", "Amount", "Worth"];
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
        const order = groups.length ? groups.flatMap((group) => group.rows) : sorted;
        const shown = order.filter((row) => !row.body.hidden).slice(0, unfoldMax)
          .map((row) => row.body.querySelector("details"));
        const open = !shown.every((details) => details.open);
        for (const details of shown) details.open = open;
      });
      table.addEventListener("click", (event) => {
        const line = event.target.closest("tbody:not(.group) > tr:first-child");
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
