"""What people do with disputes."""
from desk import Flows
from pages import path

flow = Flows()


@flow
def dispute_noted_and_denied(desk):
    hand = desk.person("sue").goto("/disputes")
    hand.goto(path("disputes", "D-a2cb7acb50161939-1"))
    hand.write("textarea[name=note]", "the customer sends the delivery note")
    hand.press("button", "Only note it")
    hand.done()
    hand.says("the customer sends the delivery note")
    hand.press("button", "Under review")
    hand.says("under review", "[role=status]")
    hand.press("button", "Take it")
    hand.says("sue")
    hand.press("button", "Deny: due again")
    hand.says("denied", "[role=status]")
