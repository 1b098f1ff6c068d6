"""What people do, each by mouse, by keyboard alone and, where a page must work so, without JavaScript:
here what they decide."""
import re

import company
import disputes
import errands
import lines
from company import require
from desk import Desk, Flows
from hands import HANDS, Keyboard, WithoutScript
from pages import path

flow = Flows()


def test(bench):
    for kind in HANDS:
        desk = Desk(bench, kind)
        with desk.console:
            for function in lines.flow + flow + errands.flow + disputes.flow:
                name = function.__name__.replace("_", " ")
                if bench.wants(name) and not (kind is WithoutScript and getattr(function, "needs_script", False)):
                    with bench.table.trying(name, kind.name, desk.findings):
                        function(desk)
                    desk.close()


@flow
def sign_in_and_out(desk):
    hand = desk.person(None)
    hand.goto("/review?order=age")
    hand.write("[name=name]", "carl")
    hand.write("[name=password]", "not the password")
    hand.send("button.main")
    hand.says("not let in", "[role=alert]")
    hand.write("[name=name]", "carl")
    hand.write("[name=password]", company.password("carl"))
    hand.send("button.main")
    require(hand.path == "/review?order=age", "after the sign-in one is at", hand.path)
    hand.press("header button", "Sign out")
    require(hand.path == "/sign-in", "after the sign-out one is at", hand.path)
    hand.goto("/review")
    require(hand.path.startswith("/sign-in"), "who has signed out still sees", hand.path)


@flow
def filter_and_skip(desk):
    hand = desk.person("carl").goto("/review")
    hand.choose("[name=type]", "no_match")
    hand.choose("[name=currency]", "USD")
    hand.write("[name=least]", "700")
    hand.send("main form button", "Show")
    hand.says("1 exception waits")
    hand.press("[data-row] a")
    hand.says("No matching item")
    hand.goto("/review")
    hand.press("a.button", "Begin with the first")
    first = hand.path
    hand.press("button", "Skip to the next")
    require(hand.path != first and hand.path.startswith("/review/E-"), "skipping leads to", hand.path)
    hand.press("a", "Back to the list")
    require(hand.path.startswith("/review"), "back leads to", hand.path)


@flow
def accept_undo_redo(desk):
    hand = desk.case(desk.person("carl"), "Pfe76ef488613729e")
    hand.press("button", "Accept")
    name = desk.counted(hand, "ambiguous match: accept the first suggestion")
    hand.says("applied 750.00 USD to INV-", "[role=status]")
    hand.press("[role=status] button", "Undo")
    undone = hand.done()
    hand.says(f"undid {name}", "[role=status]")
    hand.goto(path("review", "E-fe76ef488613729e-1")).says("Decide")
    hand.goto("/decisions")
    hand.press(f"button[aria-label='Undo {undone}']")
    hand.says(f"undid {undone}", "main")
    require(not desk.company.rows("SELECT 1 FROM exceptions WHERE key = 'E-fe76ef488613729e-1'"), "it waits again")


@flow
def split_and_deduct(desk):
    hand = desk.case(desk.person("carl"), "P7e05cdbbb057fdd8")
    hand.open("Choose documents")
    if hand.has_script:
        for number in ("70402", "70403"):
            hand.write("[data-live]", number)
            if desk.kind is Keyboard:
                # Enter takes the document of that number, even before it is shown.
                hand._key("Enter")
            else:
                hand.says(f"INV-{number}", "#found")
                hand.find("#found tbody tr:only-child").wait_for()
                hand.press("#found [data-choose]", leaves=False)
            hand.find("#lines [name=amount]:focus").wait_for()
    else:
        for row, number in enumerate(["INV-70402", "INV-70403"], 1):
            hand.write(f"#lines tr:nth-child({row}) [name=document]", number)
        hand.write("#lines tr:nth-child(1) [name=amount]", "900.00")
    hand.write("#lines tr:nth-child(2) [name=amount]", "500.00")
    hand.write("#lines tr:nth-child(3) [name=document]", "INV-70403")
    hand.choose("#lines tr:nth-child(3) [name=kind]", "deduction")
    hand.write("#lines tr:nth-child(3) [name=amount]", "100.00")
    hand.write("#lines tr:nth-child(3) [name=reason]", "QTY-SHORT")
    if hand.has_script:
        hand.says("Nothing is left", "#left")
    hand.send("button", "Book these lines")
    desk.counted(hand, "low confidence: two documents and a deduction")
    hand.says("100.00 USD to INV-70403 as deduction", "[role=status]")


@flow
def wrong_lines_are_told(desk):
    hand = desk.case(desk.person("carl"), "Pf0c11c28862f6678")
    hand.open("Choose documents")
    hand.write("#lines tr:nth-child(1) [name=document]", "RE-NOT-THERE")
    hand.write("#lines tr:nth-child(1) [name=amount]", "1.00")
    hand.send("button", "Book these lines")
    hand.says("Line 1: there is no document", "[role=alert]")
    require(hand.find("#lines tr:nth-child(1) [name=document]").input_value() == "RE-NOT-THERE",
            "what was written is gone after a refusal")


@flow
def put_on_account(desk):
    hand = desk.case(desk.person("carl"), "Pcde10dead83573ba")
    hand.open("Put it on account")
    hand.send("button", re.compile("on account"))
    desk.counted(hand, "no match: put on account")
    hand.says("put on account of C2009", "[role=status]")
    require("customer=" not in hand.path, "the list has become one of that customer:", hand.path)


@flow
def not_ours(desk):
    hand = desk.case(desk.person("carl"), "P4abae21835fe0605")
    hand.open("More: not ours")
    hand.press("button", "Not ours")
    desk.counted(hand, "unknown payer: not ours")


@flow
def settle(desk):
    hand = desk.case(desk.person("carl"), "P88dce92e8416fcbf")
    hand.press("button", "It is dealt with")
    desk.counted(hand, "short payment: dealt with")
    hand = desk.case(hand, "Pcffd4fa4a30cdba4")
    hand.press("button", "It is dealt with")
    desk.counted(hand, "payment came back: dealt with")


@flow
def wrong_customer(desk):
    """Booked to the last cent on the wrong account: booked anew in one step."""
    hand = desk.case(desk.person("carl"), "P869893088235f3ee")
    hand.open("Wrong customer or document")
    hand.write("#lines tr:nth-child(1) [name=document]", "RE-104642")
    hand.write("#lines tr:nth-child(1) [name=amount]", "2261.00")
    if hand.has_script:
        hand.says("Nothing is left", "#left")
    hand.send("button", "Book these lines")
    desk.counted(hand, "duplicate: booked anew to another customer")
    hand.says("applied anew 2,261.00 EUR to RE-104642", "[role=status]")


@flow
def second_eyes(desk):
    hand = desk.case(desk.person("carl"), "P1bd569874c7c0d97")
    hand.open("Put it on account")
    hand.send("button", re.compile("on account"))
    name = desk.counted(hand, "wrong currency, above the limit: proposed")
    hand.goto(path("review", "E-1bd569874c7c0d97-1")).says("carl proposed it already")
    hand.goto("/review").says("another person has to approve it")
    require(hand.page.locator("button", has_text="Approve").count() == 0, "one's own proposal can be approved")
    second = desk.person("sue").goto("/review")
    second.says("put on account of C2011")
    second.press("button", "Reject")
    second.says_not("put on account of C2011")
    hand = desk.case(hand, "P1bd569874c7c0d97")
    hand.says_not("proposed it already")
    hand.open("Put it on account")
    hand.check("details[open] [name=eyes]")
    hand.send("button", re.compile("on account"))
    require(hand.done() != name, "the same proposal twice")
    second.goto("/review").press("button", "Approve")
    second.says("put on account of C2011", "[role=status]")
    require(second.done().startswith("N"), "what was approved is no decision")


@flow
def two_people_on_one(desk):
    address = path("review", "E-55a4588d6a760ee3-1")
    first, second = desk.person("carl"), desk.person("sue")
    first.goto(address)
    second.goto("/review").says("carl looks at it")
    second.goto(address).says("carl looks at this one", "[role=alert]")
    second.press("button", "Take it over")
    first.press("button", "It is dealt with")
    first.done()
    second.press("button", "It is dealt with")
    second.says("does not wait any more")


@flow
def learnt_or_not(desk):
    hand = desk.case(desk.person("carl"), "P82c7837aa6c0259e")
    hand.open("Put it on account")
    form = hand.page.locator("form", has=hand.page.locator("[name=verb][value=on_account]"))
    hand.write("[name=account_of]", "C1001", within=form)
    require(form.locator("[name=learn]").is_checked(), "an unknown payer is not offered to be remembered")
    hand._press(form.locator("[name=learn]"))
    hand.send("button.main", within=form)
    desk.counted(hand, "unknown payer: on account, not remembered")
    hand.says_not("remembered", "[role=status]")
    hand.press("[role=status] button", "Undo")
    hand = desk.case(hand, "P82c7837aa6c0259e")
    hand.open("Put it on account")
    hand.write("[name=account_of]", "C1001", within=form)
    hand.send("button.main", within=form)
    desk.counted(hand, "unknown payer: on account, remembered")
    hand.says("remembered", "[role=status]")


@flow
def write_off(desk):
    hand = desk.person("sue").goto(path("items", "C1001", "RE-104622"))
    hand.open("Write it off")
    hand.write("[name=amount]", "0.40")
    hand.write("[name=reason]", "SMALL")
    hand.send("button", "Write off")
    hand.says("wrote off 0.40 EUR of RE-104622", "[role=status]")
