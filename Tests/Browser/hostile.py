"""T19 in a browser: files and ledgers whose every text is an attempt on whoever looks at them. No page
may show a dialog, ask for anything elsewhere, or have an element that the same page without them lacks."""
import csv
import re
import shutil
import urllib.parse

import company
from company import Company, require
from hands import Mouse
from pages import path

PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onfocus=alert(1) autofocus x='",
    "\" autofocus onfocus=\"alert(1)", "javascript:alert(1)", "</title><script>alert(1)</script>",
    "</textarea><iframe src=//evil.example>", "</pre><base href=//evil.example>", "<a href=javascript:alert(1)>x</a>",
    "{{7*7}}${7*7}<%=7*7%>#{7*7}", "=HYPERLINK(\"http://evil.example\")", "+cmd|' /C calc'!A0", "@SUM(1)",
    "../../../etc/passwd", "%2e%2e%2fetc%2fpasswd", "x%0d%0aSet-Cookie:a=b", "\u202etxt.exe\u202c", "\u2066\u2069abc\u200b",
    "<!--", "-->", "]]>", "&lt;b&gt;&#60;b&#62;", "<style>*{display:none}</style>", "<form action=//evil.example><input name=csrf>",
    "<meta http-equiv=refresh content=0;url=//evil.example>", "N" * 10_000, "‮" + "ü€𝄞" * 50, "<math><mi xlink:href=javascript:alert(1)>",
    "' OR 1=1;--", "|`id`", "\\x3cscript\\x3e", "<details open ontoggle=alert(1)>", "\u0001\u001b[31mred",
]
# Columns that are keys, amounts or days: what is no such thing there is refused as it is read.
TEXTS = {
    "customers.csv": ["name", "email", "sales_region"], "customer_aliases.csv": ["alias"],
    "open_items.csv": ["purchase_order", "payment_reference", "entity_id", "project"],
    "disputes.csv": ["explanation"], "receipts.csv": ["bank_reference"],
}
# All that may run, load, or lead elsewhere.
COUNT = """() => {
  const tags = ['script', 'img', 'iframe', 'svg', 'object', 'embed', 'base', 'meta', 'style', 'link', 'form', 'math', 'details'];
  const found = Object.fromEntries(tags.map(tag => [tag, document.getElementsByTagName(tag).length]));
  // The console's own files come from /assets/ and hold nothing inline; whatever else runs is a finding.
  found.script = [...document.scripts].filter(
    it => it.textContent || !/^\\/assets\\//.test(it.getAttribute('src') || '')).length;
  found.handlers = 0; found.elsewhere = 0;
  for (const it of document.querySelectorAll('*')) for (const attribute of it.attributes) {
    if (/^on/i.test(attribute.name) || attribute.name === 'style') found.handlers += 1;
    if (/^(href|src|action|formaction|data|srcdoc|ping)$/.test(attribute.name)
      && !/^([/?#]|https?:.{0,3}127\\.0\\.0\\.1)/.test(attribute.value)) found.elsewhere += 1;
    if (/^(href|src|action)$/.test(attribute.name) && attribute.value.startsWith('//')) found.elsewhere += 1;
  }
  return found;
}"""


def hostile(text, number):
    return PAYLOADS[number % len(PAYLOADS)] + (f" {text}" if text else "")


def poisoned_ledger(folder, clean):
    """Every text of the ledger is a payload, each another."""
    count = 0
    for file in sorted(folder.glob("*.csv")):
        with file.open(newline="", encoding="utf-8") as source:
            rows = list(csv.DictReader(source))
        if not rows:
            continue
        for row in rows:
            for column in row:
                if column in TEXTS.get(file.name, []):
                    row[column] = "harmless" if clean else hostile("", count).replace("\n", " ")
                    count += 1
        with file.open("w", newline="", encoding="utf-8") as target:
            writer = csv.DictWriter(target, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return count


# Elements of camt.053 that hold free text.
FREE = re.compile(rb"<(Nm|Ustrd|AddtlNtryInf|AddtlTxInf|StrtNm|TwnNm|AdrLine|EndToEndId|NtryRef)>([^<]*)</\1>")


def poisoned_camt(data, clean):
    count = 0

    def one(match):
        nonlocal count
        count += 1
        tag = match[1].decode()
        text = hostile("", count)
        text = "".join(c for c in text if c >= " ")
        text = "harmless" if clean else text
        # Document numbers stay readable here and there, so that receipts of every fate come.
        kept = match[2].decode() if tag == "Ustrd" and count % 2 else ""
        said = (kept + " " + text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<{tag}>{said}</{tag}>".encode()

    return FREE.sub(one, data)


def poisoned_lines(data, clean):
    """Texts of BAI2: type 88 continuations of a 16 record hold them; a comma or slash would end them."""
    lines, count = [], 0
    for line in data.decode().splitlines():
        if line.startswith("88,"):
            count += 1
            text = "harmless" if clean else "".join(c for c in hostile("", count) if c >= " ")[:400].replace("/", "|")
            line = line.rstrip("/") + " " + text
        lines.append(line)
    return ("\n".join(lines) + "\n").encode()


# File names are texts as well; a slash cannot stand in one.
NAMES = ["<img src=x onerror=alert(1)>.xml", "\"onmouseover=alert(1) x=\".bai", "'-alert(1)-'.txt"]


def company_of(bench, clean):
    place = bench.made("hostile")
    made = Company(place, bench.options.binary)
    samples = company.REPOSITORY / "samples"
    shutil.copytree(samples / "ledger", made / "ledger")
    shutil.copy(samples / "rules.yaml", made / "rules.yaml")
    poisoned_ledger(made / "ledger", clean)
    euro, lockbox, dollar = (
        (samples / "bank" / name).read_bytes()
        for name in ("eur-statement-2026-03-10.xml", "lockbox-2026-03-10.txt", "usd-statement-2026-03-10.bai"))
    names = ["day.xml", "day.bai", "day.txt"] if clean else NAMES
    files = [(names[0], poisoned_camt(euro, clean)), (names[1], poisoned_lines(dollar, clean)), (names[2], lockbox),
             ("broken.xml" if clean else "<svg onload=alert(1)>.xml", b"<Document><" + PAYLOADS[0].encode())]
    made.begun(files, ends=65, people=("sue", "ada"))
    exceptions = made.rows("SELECT payment_id, key FROM exceptions ORDER BY position")
    for payment, _ in exceptions[:2]:
        note = "harmless" if clean else hostile("", 4)
        made.quittance("decide", "pipeline.yaml", payment, "--not-ours", "--by", "carl", "--note", note, ends=None)
    return made


def addresses(made):
    """Every page that shows what files or the ledger say."""
    found = ["/", "/review", "/customers", "/receipts", "/files", "/decisions", "/items?q=104", "/rules"]
    for kind, table, column in (
        ("review", "exceptions", "key"), ("receipts", "receipts", "key"), ("files", "files", "key"),
        ("customers", "customers", "key"),
    ):
        found += [path(kind, row[0]) for row in made.rows(f"SELECT {column} FROM {table} ORDER BY position")]
    found += [path("items", *row) for row in made.rows(
        "SELECT customer_id, document_number FROM open_items ORDER BY position")]
    files = [row[0] for row in made.rows("SELECT key FROM files")]
    return found + [path("files", file, "lines") + "?line=3" for file in files]


def asked(made):
    """Pages whose address carries the payload."""
    for payload in PAYLOADS:
        text = urllib.parse.quote(payload[:1500])
        yield f"/search?q={text}"
        yield f"/review?payer={text}&order={text}&type={text}&currency={text}"
        yield f"/items?q={text}"
        yield f"/customers?q={text}"
        yield f"/customers/{urllib.parse.quote(payload[:200], safe='')}"
        yield f"/review?done={text}"


class Victim(Mouse):
    """Whoever looks; a dialog is a finding here."""

    def _agree(self, dialog):
        self.findings.append(f"{self.path}: a dialog says {dialog.message[:100]}")
        dialog.dismiss()


def test(bench):
    clean, dirty = company_of(bench, True), company_of(bench, False)
    step = 1 if bench.is_night else 6
    counts = {}
    with clean.serve() as console:
        hand = Victim(bench.browser, console.base, clean.cookies["sue"], [])
        for address in kinds(addresses(clean), 1).values():
            for one in address[:40]:
                hand.page.goto(console.base + one)
                counts.setdefault(kind(one), []).append(hand.page.evaluate(COUNT))
        hand.close()
    with dirty.serve() as console:
        hand = Victim(bench.browser, console.base, dirty.cookies["sue"], [])
        for name, some in kinds(addresses(dirty), step).items():
            with bench.table.trying(f"hostile {name}", f"{len(some)} pages", hand.findings):
                for address in some:
                    look(hand, address, counts.get(name, []))
        some = list(asked(dirty))[:: 1 if bench.is_night else 5]
        with bench.table.trying("hostile addresses", f"{len(some)} pages", hand.findings):
            for address in some:
                look(hand, address, None)
        with bench.table.trying("hostile downloads", "headers", hand.findings):
            downloads(dirty, console)
        with bench.table.trying("hostile texts were there", "as text", hand.findings):
            require(getattr(hand, "attempts", 0) > 50, "only", getattr(hand, "attempts", 0), "of them were seen at all")
        hand.close()


def kind(address):
    parts = address.split("?")[0].strip("/").split("/")
    return " ".join([parts[0] or "today"] + (["one"] if len(parts) > 1 else []) + parts[2:3] * (parts[0] == "files"))


def kinds(all_addresses, step):
    found = {}
    for address in all_addresses:
        found.setdefault(kind(address), []).append(address)
    return {name: some[::step] for name, some in found.items()}


def look(hand, address, clean):
    answer = hand.page.goto(hand.base + address)
    require(answer.status in (200, 303, 400, 404), address, "answers", answer.status)
    found = hand.page.evaluate(COUNT)
    most = {name: max([count[name] for count in clean] or [0]) for name in found} if clean else None
    for name, count in found.items():
        # A page of its own may have more forms and folds, never anything that runs or loads.
        if name in ("form", "details"):
            continue
        allowed = most[name] if most else {"meta": 3, "link": 2, "svg": 3}.get(name, 0)
        require(count <= max(allowed, {"meta": 3, "link": 2, "svg": 8}.get(name, 0)),
                address, "has", count, name, "where the clean page has", allowed)
    wide = hand.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    require(wide <= 0, address, "is wider than the window by", wide)
    text = hand.page.evaluate("document.body.innerText")
    hand.attempts = getattr(hand, "attempts", 0) + sum("alert(1)" in line for line in text.splitlines())
    for sign in ("\u202e", "\u2066", "\u001b"):
        require(sign not in text, address, "shows the sign", hex(ord(sign)), "as it is")
    require("49" not in (hand.page.title()), address, "has worked out a template")


def downloads(made, console):
    """A name cannot become a header, nor a file a page."""
    for (file,) in made.rows("SELECT key FROM files"):
        answer = console.get(path("files", file, "bytes"), made.cookies["sue"])
        if answer.status == 404:
            continue
        require(answer.getheader("Content-Type") == "application/octet-stream", file, answer.getheader("Content-Type"))
        said = answer.getheader("Content-Disposition") or ""
        require(re.fullmatch(r'attachment; filename="[\w.-]+"', said, re.ASCII), file, "is named", said)
    (customer,) = made.rows("SELECT key FROM customers ORDER BY position LIMIT 1")[0]
    answer = console.get(path("customers", customer, "statement.csv"), made.cookies["sue"])
    for row in csv.reader(answer.text.splitlines()):
        for cell in row:
            number = re.fullmatch(r"-?[\d.]+", cell)
            require(number or not cell.startswith(("=", "+", "-", "@")), "a cell of the statement begins with", cell[:20])
