"""A person at a browser: by mouse, by keyboard alone, or without JavaScript."""
import re
import time

from company import Failure, require

# Tab is pressed no more often than this to reach anything.
TABS_MAX = 400


class Hand:
    """One person's browser window; every step is counted."""

    name = "mouse"
    has_script = True

    def __init__(self, browser, base, cookie, findings, width=1280, scheme="light", bypass_csp=False):
        self.base, self.findings = base, findings
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme,
            java_script_enabled=self.has_script, accept_downloads=True, bypass_csp=bypass_csp)
        if cookie:
            self.context.add_cookies([{"name": "quittance", "value": cookie, "url": base}])
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.steps = 0
        watch(self.page, findings)
        # Questions that have to be answered first are answered with yes.
        self.page.on("dialog", self._agree)

    def close(self):
        self.context.close()

    def _agree(self, dialog):
        self.steps += 1
        dialog.accept()

    # Where one is

    def goto(self, path):
        """A page is begun with by its address, as from a bookmark."""
        answer = self.page.goto(self.base + path)
        require(answer.status < 400, path, "answers", answer.status)
        return self

    def find(self, selector, text=None):
        return self.page.locator(selector, has_text=text).first if text else self.page.locator(selector).first

    def says(self, text, selector="main"):
        """The page says so, now or within the time that a page needs."""
        end = time.monotonic() + 15
        pattern = text if isinstance(text, re.Pattern) else re.compile(re.escape(text))
        while True:
            shown = " ".join(self.page.locator(selector).all_inner_texts())
            found = pattern.search(" ".join(shown.split()))
            if found:
                return found
            if time.monotonic() > end:
                raise Failure(f"{self.path}: expected “{pattern.pattern}”, it says “{' '.join(shown.split())[:300]}”")
            self.page.wait_for_timeout(50)

    def says_not(self, text, selector="main"):
        shown = " ".join(self.page.locator(selector).all_inner_texts())
        require(text not in shown, self.path, "still says", text)

    @property
    def path(self):
        return self.page.url.removeprefix(self.base)

    def done(self):
        """The number of what was just decided."""
        return self.says(re.compile(r"\b([NQ]\d+)(:| waits)"), "[role=status]")[1]

    # What one does; each leads to the next page where `leaves` says so

    def press(self, selector, text=None, leaves=True):
        self._act(self.find(selector, text), leaves)

    def _act(self, target, leaves):
        target.wait_for(state="visible")
        if leaves:
            with self.page.expect_navigation():
                self._press(target)
        else:
            self._press(target)

    def _press(self, target):
        self.steps += 1
        target.click()

    def open(self, summary):
        """Opens what is folded, unless it is open."""
        target = self.find("summary", summary)
        if not target.evaluate("it => it.parentElement.open"):
            self._press(target)
            require(target.evaluate("it => it.parentElement.open"), summary, "does not open")

    def write(self, selector, text, within=None):
        target = (within or self.page).locator(selector).first
        self.steps += len(text) + 1
        target.click()
        target.fill(text)

    def check(self, selector, within=None):
        target = (within or self.page).locator(selector).first
        if not target.is_checked():
            self._press(target)
        require(target.is_checked(), selector, "is not checked")

    def choose(self, selector, value, within=None):
        self.steps += 2
        (within or self.page).locator(selector).first.select_option(value)

    def send(self, selector, text=None, within=None):
        """Presses the button that sends a form."""
        target = (within or self.page).locator(selector, has_text=text) if text else (within or self.page).locator(selector)
        self._act(target.first, True)


class Mouse(Hand):
    name = "mouse"


class WithoutScript(Hand):
    name = "no script"
    has_script = False


class Keyboard(Hand):
    """Touches nothing but keys: a key of the page's own where there is one, Tab otherwise."""

    name = "keyboard"

    def _key(self, key):
        self.steps += 1
        self.page.keyboard.press(key)

    def _is_writing(self):
        return self.page.evaluate(
            "() => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || '')")

    def _shortcut(self, target):
        """The element's own key, where it has one and nobody writes."""
        key = target.evaluate("it => (it.dataset.key || it.closest('[data-key]:is(details)')?.dataset.key) || ''")
        if not key:
            return False
        first = self.page.evaluate(
            "key => { const it = [...document.querySelectorAll('[data-key]')].find(it => it.dataset.key === key"
            " && it.getClientRects().length > 0 && !it.disabled); return it ? it.textContent : null }", key)
        own = target.evaluate("it => (it.dataset.key ? it : it.closest('details')).textContent")
        if first != own:
            return False
        if self._is_writing():
            self._key("Escape")
        for part in key.split(" "):
            self._key(part)
        return True

    def reach(self, target):
        """Tab after Tab, until it has the focus."""
        target.wait_for(state="visible")
        handle = target.element_handle()
        for _ in range(TABS_MAX):
            if self.page.evaluate("it => it === document.activeElement", handle):
                return
            self._key("Tab")
        raise Failure(f"{self.path}: Tab never reaches {target}")

    def _press(self, target):
        if target.evaluate("it => it.tagName") == "SUMMARY" or target.get_attribute("data-key"):
            if self._shortcut(target):
                return
        self.reach(target)
        self._key("Space" if target.get_attribute("type") == "checkbox" else "Enter")

    def write(self, selector, text, within=None):
        target = (within or self.page).locator(selector).first
        if not (target.get_attribute("data-key") and self._shortcut(target)):
            self.reach(target)
        self._key("Control+a")
        self.page.keyboard.type(text)
        self.steps += len(text)

    def choose(self, selector, value, within=None):
        target = (within or self.page).locator(selector).first
        self.reach(target)
        label = target.evaluate(
            "(it, value) => [...it.options].find(option => option.value === value)?.label", value)
        require(label, selector, "has no choice", value)
        # As people do: the first letters, then the arrow where others begin alike.
        self.page.keyboard.type(label[:12])
        self.steps += 3
        for _ in range(20):
            if target.input_value() == value:
                return
            self._key("ArrowDown")
        raise Failure(f"{self.path}: {selector} cannot be set to {value} by keys")


HANDS = [Mouse, Keyboard, WithoutScript]


def watch(page, findings):
    """Whatever a page complains about, and whatever it asks of others, is a finding."""
    def where():
        return re.sub(r"^https?://[^/]+", "", page.url)

    def console(message):
        # A refusal is told by a status of its own, which the browser says as well.
        if message.type in ("error", "warning") and "the server responded with a status of" not in message.text:
            findings.append(f"{where()}: console: {message.text[:200]}")

    def asked(request):
        own = page.url.split("/")[:3] if page.url.startswith("http") else None
        if own and request.url.split("/")[:3] != own and not request.url.startswith(("data:", "about:", "blob:")):
            findings.append(f"{where()}: asks for {request.url[:200]}")

    page.on("console", console)
    page.on("pageerror", lambda error: findings.append(f"{where()}: {error}"))
    page.on("request", asked)
