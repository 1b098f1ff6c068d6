"""The lines of a decision while answers are slow, or do not come: nothing of them is lost, and nothing
is booked that is not among them."""
from company import require
from desk import Flows

flow = Flows()


def needs_script(function):
    function.needs_script = True
    return function


def value(hand, row, name):
    return hand.find(f"#lines tr:nth-child({row}) [name={name}]").input_value()


def slowly(hand, words, milliseconds):
    """What is asked with these words in its body is on its way for so long."""
    hand.page.evaluate("""([words, milliseconds]) => {
        const asked = window.fetch;
        window.fetch = async (address, request) => {
            if (String(request?.body).includes(words)) {
                await new Promise((done) => setTimeout(done, milliseconds));
            }
            return asked(address, request);
        };
    }""", [words, milliseconds])


@flow
@needs_script
def ended_session_keeps_the_lines(desk):
    hand = desk.case(desk.person("carl"), "P7e05cdbbb057fdd8")
    hand.open("Choose documents")
    hand.write("#lines tr:nth-child(1) [name=document]", "INV-70402")
    hand.context.clear_cookies()
    hand.write("#lines tr:nth-child(1) [name=amount]", "900.00")
    hand.says("You are signed out", "#left")
    hand.write("[data-live]", "70403")
    hand.says("You are signed out", "#found")
    hand.press("button", "Book these lines", leaves=False)
    hand.page.wait_for_timeout(500)
    hand.says("You are signed out", "#left")
    require(value(hand, 1, "document") == "INV-70402", "the line is gone with the session")
    cookie = desk.console.sign_in("carl")
    hand.context.add_cookies([{"name": "quittance", "value": cookie, "url": hand.base}])
    hand.send("button", "Book these lines")
    desk.counted(hand, "signed out meanwhile: the lines are booked after all")
    hand.says("applied 900.00 USD to INV-70402", "[role=status]")
    hand.press("[role=status] button", "Undo")


@flow
@needs_script
def what_is_chosen_is_booked_too(desk):
    """Who books at once after a choice books what was chosen, and books it once."""
    hand = desk.case(desk.person("carl"), "P7e05cdbbb057fdd8")
    hand.open("Choose documents")
    hand.write("[data-live]", "70402")
    hand.find("#found tbody tr:only-child").wait_for()
    slowly(hand, "choose=", 700)
    hand.press("#found [data-choose]", leaves=False)
    hand.send("button", "Book these lines")
    desk.counted(hand, "booked while a choice is on its way")
    hand.says("applied 900.00 USD to INV-70402", "[role=status]")
    hand.press("[role=status] button", "Undo")


@flow
@needs_script
def the_last_word_is_of_the_lines_shown(desk):
    """What the lines came to before a choice is not told of those after it."""
    hand = desk.case(desk.person("carl"), "P7e05cdbbb057fdd8")
    hand.open("Choose documents")
    hand.write("[data-live]", "70402")
    hand.find("#found tbody tr:only-child").wait_for()
    slowly(hand, "weigh=", 1000)
    hand.write("#lines tr:nth-child(1) [name=document]", "INV-70403")
    hand.write("#lines tr:nth-child(1) [name=amount]", "500.00")
    # What these come to is on its way by now.
    hand.page.wait_for_timeout(400)
    hand.press("#found [data-choose]", leaves=False)
    hand.says("Nothing is left", "#left")
    hand.page.wait_for_timeout(1500)
    hand.says("Nothing is left", "#left")
    require(value(hand, 2, "amount") == "900.00", "what was chosen is not among the lines")


@flow
@needs_script
def a_row_is_one_stop(desk):
    hand = desk.person("carl").goto("/receipts")
    for number in (1, 2, 3):
        hand.page.keyboard.press("j")
        row = hand.page.evaluate(
            "() => [...document.querySelectorAll('[data-row]')]"
            ".findIndex(row => row.contains(document.activeElement)) + 1")
        require(row == number, "after", number, "times j the row is", row)
