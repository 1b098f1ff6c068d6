#!/usr/bin/env python3
"""The console in a real browser: its flows by mouse, by keyboard and without JavaScript, its pages at
two widths and in both schemes, hostile text, kills while somebody clicks, floods, and at night its API.

    run.py PATH/TO/quittance [--mode push|night] [--only pages,flows] [--match WORDS] [--shots FOLDER]
           [--chromium PATH] [--seed N]

Prints a table and ends with 1 where anything was found.
"""
import argparse
import contextlib
import importlib
import pathlib
import random
import shutil
import sys
import tempfile
import time
import traceback

import company

PARTS = ["pages", "flows", "hostile", "kills", "floods"]
# Too long for the gate.
AT_NIGHT = ["schema"]


class Table:
    """What was tried and what came of it."""

    def __init__(self):
        self.rows, self.findings, self.strokes = {}, [], []

    def add(self, name, variant, findings, note=""):
        self.rows.setdefault(name, []).append((variant, len(findings), note))
        for finding in findings:
            self.findings.append((name, finding))
            print(f"  FAILED {name}, {variant}: {finding}", flush=True)

    @contextlib.contextmanager
    def trying(self, name, variant, findings):
        """One try: what it raises is a finding, like all that was found meanwhile."""
        began = time.monotonic()
        del findings[:]
        try:
            yield
        except company.Failure as failure:
            findings.append(str(failure))
        except Exception as error:  # a page that does not come in time is a finding, not the end
            findings.append(f"{type(error).__name__} {str(error)[:400]} {traceback.extract_tb(error.__traceback__)[1:3]}")
        self.add(name, variant, list(findings), f"{time.monotonic() - began:.1f} s")

    def show(self):
        print()
        for name, tries in self.rows.items():
            bad = sum(1 for _, count, _ in tries if count)
            said = ", ".join(f"{variant}{' ' + note if note else ''}" for variant, _, note in tries)
            print(f"{'FAILED' if bad else 'ok':<7} {name:<34} {said}")
        if self.strokes:
            print("\nWhat a decision takes, from its page to the next:")
            for line in self.strokes:
                print(f"  {line}")


class Bench:
    """Where everything works: the folder, the browser, the mode, the table."""

    def __init__(self, options, root, playwright):
        self.options, self.root, self.playwright = options, root, playwright
        self.is_night = options.mode == "night"
        self.table = Table()
        self._day = None
        self._count = 0
        self._browser = None

    @property
    def browser(self):
        if self._browser is None:
            # A sandbox inside of a container is more than it lets us have; no page is of elsewhere.
            self._browser = self.playwright.chromium.launch(
                executable_path=self.options.chromium, args=["--no-sandbox"])
        return self._browser

    @property
    def axe(self):
        import axe_playwright_python
        return (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()

    def random(self, name):
        return random.Random(f"{self.options.seed} {name}")

    def place(self, name):
        self._count += 1
        return self.root / f"{name}-{self._count}"

    def day(self, name):
        """A company of its own with the day of samples/ behind it."""
        if self._day is None:
            self._day = company.Company.of_the_samples(self.made("day"), self.options.binary)
        if time.monotonic() - self._day.signed_at > 600:
            self._day.signed_in()
        return self._day.copy(self.place(name))

    def made(self, name):
        place = self.place(name)
        place.mkdir()
        return place

    def wants(self, name):
        return not self.options.match or self.options.match in name


def main():
    options = argparse.ArgumentParser()
    options.add_argument("binary")
    options.add_argument("--mode", choices=["push", "night"], default="push")
    options.add_argument("--only", default="")
    options.add_argument("--match", default="", help="only pages and flows with these words in their name")
    options.add_argument("--shots", help="where pictures of all pages are put")
    options.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("chromium-browser"))
    options.add_argument("--seed", default="1")
    options = options.parse_args()
    parts = options.only.replace(",", " ").split()
    if not parts:
        parts = PARTS + (AT_NIGHT if options.mode == "night" else [])
    began = time.monotonic()
    from playwright.sync_api import sync_playwright
    root = pathlib.Path(tempfile.mkdtemp(prefix="quittance-browser-"))
    try:
        with sync_playwright() as playwright:
            bench = Bench(options, root, playwright)
            for part in parts:
                try:
                    importlib.import_module(part).test(bench)
                except company.Failure as failure:
                    bench.table.add(part, "all of it", [str(failure)])
    finally:
        shutil.rmtree(root, ignore_errors=True)
    bench.table.show()
    print(f"\nbrowser: {options.mode}, {len(bench.table.findings)} findings, {time.monotonic() - began:.0f} s")
    sys.exit(1 if bench.table.findings else 0)


if __name__ == "__main__":
    main()
