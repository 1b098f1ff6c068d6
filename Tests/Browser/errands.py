"""What people do beside deciding: looking up, files, alerts, rules, people, tokens."""
import re
import sys

import company
from company import require
from desk import Flows
from hands import Keyboard
from pages import path

sys.path.insert(0, str(company.REPOSITORY / "Tests" / "Faults"))

flow = Flows()


@flow
def search_from_everywhere(desk):
    hand = desk.person("vera")
    for place in ("/", "/review", "/rules", "/files"):
        hand.goto(place)
        hand.write("header [name=q]", "RE-104622")
        with hand.page.expect_navigation():
            hand.page.keyboard.press("Enter")
        require("RE-104622" in hand.page.url, place, "finds", hand.path)
    hand.goto("/")
    hand.write("header [name=q]", "gmbh")
    with hand.page.expect_navigation():
        hand.page.keyboard.press("Enter")
    hand.says("customer")
    hand.press("[data-row] a")


@flow
def statements_of_account(desk):
    hand = desk.person("vera").goto("/customers")
    hand.write("main [name=q]", "C2002")
    hand.send("main form button", "Show")
    hand.press("[data-row] a")
    for words, begins in (("CSV", b"customer_id,"), ("PDF", b"%PDF-")):
        with hand.page.expect_download() as download:
            hand.press("main a", words, leaves=False)
        data = open(download.value.path(), "rb").read()
        require(data.startswith(begins), words, "begins with", data[:20])


@flow
def receipt_why_and_where(desk):
    hand = desk.person("vera").goto(path("receipts", "Pba4364fc7505380a"))
    hand.says("Why")
    hand.says("document number in text")
    hand.press("a", "Its place in the file")
    mark = hand.find("mark")
    require(mark.is_visible(), "the line is not marked")
    box = mark.bounding_box()
    require(0 <= box["y"] <= 900, "the marked line is out of sight, at", box["y"])
    hand.press("a", "Back to the file")
    hand.says("What it says of itself")


@flow
def quarantine_and_retry(desk):
    hand = desk.person("sue").goto("/files")
    hand.press("main a", "quarantined (")
    hand.press("[data-row] a")
    hand.says("Not used: line 111")
    hand.press("button", "Put it into the inbox again")
    hand.says("It lies in the inbox again", "[role=status]")
    require((desk.company / "inbox" / "broken.xml").exists(), "it does not lie in the inbox")
    # It is still broken, and known to be; the file that the bank sends instead is taken.
    desk.company.run(ends=65)
    hand.goto("/files?state=quarantined").says("broken")


@flow
def alerts(desk):
    import banks
    euro = "DE89370400440532013000"
    statement = lambda number, day, opening: banks.camt(banks.Statement(
        euro, "EUR", day, number, opening, (banks.Movement(euro, day, 100, f"NOTHING {number}", f"GAP{number}"),)))
    desk.company.deliver([("first.xml", statement(51, "2026-03-11", 1_000_00))])
    desk.company.run()
    desk.company.deliver([("third.xml", statement(53, "2026-03-13", 5_000_00))])
    desk.company.run()
    hand = desk.person("carl").goto("/")
    shown = hand.page.locator("button", has_text="Seen to")
    # What another process booked is on the pages a moment later.
    for _ in range(20):
        count = shown.count()
        if count:
            break
        hand.page.wait_for_timeout(250)
        hand.goto("/")
    require(count, "a gap between two statements raises no alert")
    hand.press("button", "Seen to")
    require(shown.count() == count - 1, "an alert that was seen to is still there")
    hand.goto("/").says("gap")


@flow
def rules_trial(desk):
    hand = desk.person("sue").goto("/rules")
    text = hand.find("[name=rules]").input_value().replace("auto_apply: 0.95", "auto_apply: 0.99")
    hand.write("[name=rules]", "tolerance: none of these")
    hand.send("button", "What would differ?")
    hand.says("rules.yaml:1", "[role=alert]")
    # A whole file is pasted, not typed.
    hand.find("[name=rules]").fill(text)
    hand.send("button", "What would differ?")
    hand.says(re.compile(r"\d+ receipts? decided again, \d+ would differ"))


@flow
def people_and_roles(desk):
    hand = desk.person("ada").goto("/people")
    new = hand.page.locator("form[action='/people']")
    hand.write("[name=name]", "nora", within=new)
    hand.choose("[name=role]", "viewer", within=new)
    hand.write("[name=password]", company.password("nora"), within=new)
    hand.send("button", "Add", within=new)
    hand.says("nora")
    role = hand.page.locator("form[action='/people/nora/role']")
    hand.choose("[name=role]", "clerk", within=role)
    hand.send("button", "Set", within=role)
    require(role.locator("select").input_value() == "clerk", "the role is", role.locator("select").input_value())
    hand.press("[aria-label='Disable nora']")
    hand.says("disabled")
    refused = desk.person("carl")
    answer = refused.page.goto(desk.console.base + "/people")
    require(answer.status == 403, "a clerk asks for people and gets", answer.status)
    hand.goto("/audit").says("clerk may not managePeople")
    hand.says("nora")


@flow
def tokens_and_password(desk):
    hand = desk.person("sue").goto("/me")
    form = hand.page.locator("form[action='/me/tokens']")
    hand.write("[name=name]", "dashboard", within=form)
    hand.send("button", "Make a token", within=form)
    token = hand.find("[role=status] code").inner_text()
    require(len(token) > 30, "the token is", len(token), "characters")
    hand.goto("/me").says_not(token)
    hand.press("[aria-label='Revoke dashboard']")
    hand.says("over")
    form = hand.page.locator("form[action='/me/password']")
    for name, text in (("old", company.password("sue")), ("new", "a new password 1"), ("again", "another one 12345")):
        hand.write(f"[name={name}]", text, within=form)
    hand.send("button", within=form)
    hand.says("The two new passwords differ", "[role=alert]")


@flow
def keys_are_told(desk):
    hand = desk.case(desk.person("carl"), "Pf0c11c28862f6678")
    if desk.kind is Keyboard:
        hand._key("?")
    else:
        hand.press("#show-keys", leaves=False)
    hand.says("accept suggestion 1", "dialog")
    hand._key("Escape") if desk.kind is Keyboard else hand.press("dialog button", "Close", leaves=False)
    require(not hand.find("dialog").is_visible(), "the keys stay open")


keys_are_told.needs_script = True
