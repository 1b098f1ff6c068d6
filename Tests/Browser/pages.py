"""Every page, at two widths and in both schemes: what axe finds, what the console says, what is wider
than the window, and whether the focus is seen everywhere."""
import pathlib
import re
import urllib.parse

from company import require
from hands import Mouse

WIDTHS = [320, 1440]
SCHEMES = ["light", "dark"]
# What axe calls worse than moderate.
GRAVE = {"serious", "critical"}


def path(*parts):
    return "".join("/" + urllib.parse.quote(part, safe="") for part in parts)


def all_pages(company):
    """Name, person and address of every page that there is something to see on."""
    exceptions = [row[0] for row in company.rows("SELECT key FROM exceptions ORDER BY position")]
    kinds = {}
    for key, kind in company.rows("SELECT key, type FROM exceptions ORDER BY position"):
        kinds.setdefault(kind, key)
    files = dict(reversed(company.rows("SELECT state, key FROM files ORDER BY position")))
    payments = [row[0] for row in company.rows("SELECT DISTINCT payment_id FROM applications ORDER BY position LIMIT 3")]
    items = company.rows("SELECT customer_id, document_number FROM open_items ORDER BY position LIMIT 2")
    customer = company.rows("SELECT customer_id FROM exceptions WHERE customer_id <> '' ORDER BY position")[0][0]
    pages = [
        ("sign-in", None, "/sign-in"), ("today", "sue", "/"), ("today as a viewer", "vera", "/"),
        ("review", "sue", "/review"), ("review by age", "sue", "/review?order=age&currency=EUR&least=1000"),
        ("review of nothing", "sue", "/review?payer=nobody+at+all"),
        *((f"case {kind}", "sue", path("review", key)) for kind, key in sorted(kinds.items())),
        ("case as a viewer", "vera", path("review", exceptions[0])),
        ("customers", "sue", "/customers"), ("customers found", "sue", "/customers?q=a"),
        ("customer", "sue", path("customers", customer)),
        ("customer, cleared too", "sue", path("customers", customer) + "?cleared=1"),
        ("items", "sue", "/items?q=104"),
        *((f"item {n}", "sue", path("items", *item)) for n, item in enumerate(items)),
        ("receipts", "sue", "/receipts"),
        *((f"receipt {n}", "sue", path("receipts", payment)) for n, payment in enumerate(payments)),
        ("files", "sue", "/files"),
        *((f"file {state}", "sue", path("files", key)) for state, key in sorted(files.items())),
        ("file's lines", "sue", path("files", files["taken"], "lines") + "?line=20"),
        ("decisions", "sue", "/decisions"), ("trial", "sue", "/rules/trial"), ("search", "sue", "/search?q=gmbh"),
        ("search for nothing", "sue", "/search?q=zzzzzz"), ("rules", "sue", "/rules"),
        ("rules as a viewer", "vera", "/rules"), ("me", "sue", "/me"), ("people", "ada", "/people"),
        ("audit", "ada", "/audit"), ("not there", "sue", "/nothing-here"), ("forbidden", "carl", "/people"),
    ]
    pages += [(f"decision {name}", "sue", path("decisions", name)) for name in decisions(company)]
    return pages + other_pages(company)


def decisions(company):
    """One that somebody made, and the one that undid it, where there are any."""
    found = []
    for does in ("NOT LIKE", "LIKE"):
        found += company.rows(
            f"SELECT min(seq) FROM events WHERE kind = 'person.decided' AND CAST(body AS TEXT) {does} '%\"undoes\"%'")
    return [f"N{number}" for number, in found if number]


def other_pages(company):
    """Pages beside the day's work."""
    disputes = [row[0] for row in company.rows("SELECT key FROM disputes ORDER BY position")]
    return [
        ("disputes", "sue", "/disputes"), ("disputes of nobody", "sue", "/disputes?owner=nobody"),
        ("dispute", "sue", path("disputes", disputes[-1])), ("dispute as a viewer", "vera", path("disputes", disputes[0])),
        ("licences", "sue", "/licences"),
    ]


FOCUS = """() => {
  const bad = [];
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
  for (const it of all) {
    if (!it.getClientRects().length || it.disabled || it.type === 'hidden') continue;
    it.focus();
    if (document.activeElement !== it) continue;
    const style = getComputedStyle(it), box = it.getBoundingClientRect();
    const name = it.tagName + ' ' + (it.getAttribute('aria-label') || it.textContent || it.name || '').trim().slice(0, 40);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) bad.push('no outline: ' + name);
    else if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth)
      bad.push('out of sight: ' + name);
  }
  document.activeElement.blur();
  return bad;
}"""
# What sticks out of the window, so that somebody can mend it.
WIDE = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return null;
  const out = [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > innerWidth + 1
    && !it.parentElement.closest('.scroll, pre')).slice(-3).map(it => it.tagName + '.' + it.className);
  return wide + ' of ' + innerWidth + ': ' + out.join(', ');
}"""


def axe(page, source):
    page.evaluate(source)
    found = page.evaluate("async () => (await axe.run()).violations.map(it => ({id: it.id, impact: it.impact,"
                          " nodes: it.nodes.map(node => node.target.join(' ') + ': ' + node.failureSummary)}))")
    return [f"axe {it['impact']} {it['id']}: {node[:300]}" for it in found if it["impact"] in GRAVE for node in it["nodes"][:3]]


def test(bench):
    """At night at both widths in both schemes; in a push each page in two of the four."""
    lived = bench.day("pages")
    decide_some(lived)
    is_sharp(bench)
    with lived.serve() as console:
        for width in WIDTHS:
            for scheme in SCHEMES:
                if bench.is_night or (width == WIDTHS[0]) == (scheme == SCHEMES[0]):
                    look(bench, lived, console, width, scheme)


def is_sharp(bench):
    """The checks find what is planted: without that, finding nothing says nothing."""
    page = bench.browser.new_page(viewport={"width": 320, "height": 600})
    page.set_content("<html lang=en><title>t</title><main><img src='data:,'><p style='color:#ccc;background:#fff'>faint</p>"
                     "<input><a href=# style='outline:none'>a</a><div style='width:900px'>wide</div></main>")
    found = " ".join(axe(page, bench.axe))
    require("image-alt" in found and "color-contrast" in found and "label" in found, "axe misses what is planted:", found)
    page.keyboard.press("Tab")
    require(any("no outline" in it for it in page.evaluate(FOCUS)), "a focus that nobody sees is missed")
    require(page.evaluate(WIDE), "a page wider than its window is missed")
    page.close()


def decide_some(lived):
    """So that the lists of decisions and proposals have something to show."""
    for payment, *decision in [
        ("Pfe76ef488613729e", "--accept", "1"), ("P4abae21835fe0605", "--not-ours"),
        ("P1bd569874c7c0d97", "--on-account", "C2011"),
    ]:
        lived.quittance("decide", "pipeline.yaml", payment, *decision, "--by", "carl", "--note", "as agreed")


def look(bench, lived, console, width, scheme):
    hands = {}
    for name, person, address in all_pages(lived):
        if not bench.wants(name):
            continue
        hand = hands.get(person) or hands.setdefault(person, Checker(
            bench.browser, console.base, lived.cookies.get(person), [], width, scheme, bypass_csp=True))
        with bench.table.trying(f"page {name}", f"{width} {scheme}", hand.findings):
            hand.look(address, {"not there": 404, "forbidden": 403}.get(name, 200), bench.axe)
        if bench.options.shots:
            hand.goto_quietly(address)
            place = pathlib.Path(bench.options.shots) / f"{re.sub('[^a-z0-9]+', '-', name)}-{width}-{scheme}.png"
            hand.page.screenshot(path=place, full_page=True)
    for hand in hands.values():
        hand.close()


class Checker(Mouse):
    """Looks at pages with a script of its own beside theirs, which their policy would rightly refuse."""

    def goto_quietly(self, address):
        return self.page.goto(self.base + address).status

    def look(self, address, status, axe_source):
        found = self.goto_quietly(address)
        require(found == status, address, "answers", found)
        self.is_narrow(address)
        self.page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
        self.is_narrow(f"{address}, unfolded,")
        self.findings.extend(f"{address}: {found}" for found in axe(self.page, axe_source))
        self.page.keyboard.press("Tab")
        self.findings.extend(f"{address}: {found}" for found in self.page.evaluate(FOCUS))

    def is_narrow(self, what):
        wide = self.page.evaluate(WIDE)
        if wide:
            self.findings.append(f"{what} is wider than the window: {wide}")
