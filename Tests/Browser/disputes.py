"""The flows of the disputes' pages; empty until the console has them."""

FLOWS = []
