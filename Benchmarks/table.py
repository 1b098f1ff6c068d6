#!/usr/bin/env python3
"""Ours and every baseline on the same worlds, scored by one scorer, as one table.

    table.py PATH/TO/quittance PATH/TO/baselines WORLD…
    table.py PATH/TO/quittance PATH/TO/baselines --make [--seeds 1,2,3] [--payments 100000]

A WORLD is a folder with ledger/, bank/, truth/ and, where needed, rules.yaml, as `quittance
generate` writes it; --make generates one of every profile and seed, which are gone afterwards unless
--keep names a folder. --write puts the table between the markers in README.md.

The figures of several worlds of one profile are pooled: counts are summed, then divided. A world's
profile is what stands before the last dash of its folder's name, `typical` of `typical-7`.
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
README = os.path.join(HERE, "README.md")
BEGIN, END = "<!-- matching table: begin -->", "<!-- matching table: end -->"
PROFILES = ("clean", "typical", "hard")
OURS = "quittance"
HEADER = ("| world | decided by | precision | recall | wrong per million receipts | of them a wrong "
          "item | straight-through correct | receipts per second |\n|---|---|--:|--:|--:|--:|--:|--:|")


def run(*command):
    """The standard output of a command; nobody can compare with one that failed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} … ended with {done.returncode}")
    return done.stdout


def bank_files(world):
    folder = os.path.join(world, "bank")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]


def reconcile(quittance, world, output):
    """Ours: receipts decided and the seconds of deciding, from `timings`."""
    rules = os.path.join(world, "rules.yaml")
    options = ["--rules", rules] if os.path.exists(rules) else []
    run(quittance, "reconcile", "--ledger", os.path.join(world, "ledger"), "--output", output,
        "--quiet", *options, *bank_files(world))
    with open(os.path.join(output, "summary.json")) as file:
        summary = json.load(file)
    return summary["receipts"]["count"], summary["timings"]["decide"] / 1000


def decide(baselines, name, world, output):
    """A baseline: what it says of itself."""
    said = json.loads(run(baselines, name, "--ledger", os.path.join(world, "ledger"), "--output",
                          output, *bank_files(world)))
    return said["receipts"], said["seconds"]


def score(quittance, world, output):
    return json.loads(run(quittance, "score", "--truth", os.path.join(world, "truth"), "--output",
                          output, "--format", "json"))


def paid_documents(folder):
    """The documents that each payment puts cash or a credit on, whatever the amounts."""
    paid = {}
    with open(os.path.join(folder, "applications.csv"), newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] in ("payment", "credit"):
                paid.setdefault(row["payment_id"], set()).add(row["document_number"])
    return paid


def wrong_items(world, output):
    """Receipts that pay a document which the truth does not have them pay."""
    truth = paid_documents(os.path.join(world, "truth"))
    return sum(bool(documents - truth.get(payment, set()))
               for payment, documents in paid_documents(output).items())


class Figures:
    """The counts of one program on the worlds of one profile."""

    def __init__(self):
        self.agreed = self.made = self.true = self.wrong = self.wrong_item = 0
        self.receipts = self.correct = self.matchable = self.decided = 0
        self.seconds = 0.0

    def take(self, scored, wrong_item, decided, seconds):
        lines, through = scored["lines"], scored["straight_through_correct"]
        self.agreed += lines["agreed"]
        self.made += lines["output"]
        self.true += lines["truth"]
        self.receipts += scored["receipts"]
        self.wrong += scored["wrong_applications"]["receipts"]
        self.wrong_item += wrong_item
        self.correct += through["count"]
        self.matchable += through["matchable"]
        self.decided += decided
        self.seconds += seconds

    def row(self, profile, name):
        def percent(part, whole):
            # Rounded down: what is not whole never reads 100.00.
            return f"{part * 10_000 // whole / 100:.2f} %" if whole else "–"

        def million(part):
            return f"{part * 1_000_000 / self.receipts:,.0f}" if self.receipts else "–"

        rate = f"{self.decided / self.seconds:,.0f}" if self.seconds else "–"
        cells = [profile, name, percent(self.agreed, self.made), percent(self.agreed, self.true),
                 million(self.wrong), million(self.wrong_item),
                 percent(self.correct, self.matchable), rate]
        return "| " + " | ".join(cells) + " |"


def table(quittance, baselines, worlds):
    names = [line.split("\t")[0] for line in run(baselines, "--list").splitlines()]
    figures, counts = {}, {}
    for world in worlds:
        profile = os.path.basename(os.path.normpath(world)).rsplit("-", 1)[0]
        with tempfile.TemporaryDirectory() as folder:
            for name in [OURS] + names:
                output = os.path.join(folder, name)
                decided, seconds = (reconcile(quittance, world, output) if name == OURS
                                    else decide(baselines, name, world, output))
                figures.setdefault((profile, name), Figures()).take(
                    score(quittance, world, output), wrong_items(world, output), decided, seconds)
                print(f"{profile}: {name} done", file=sys.stderr)
        counts[profile] = counts.get(profile, 0) + 1
    profiles = sorted(counts, key=lambda name: (name not in PROFILES, PROFILES.index(name)
                                                if name in PROFILES else 0, name))
    lines = [HEADER]
    for profile in profiles:
        for name in [OURS] + names:
            shown = f"**{name}**" if name == OURS else f"`{name}`"
            lines.append(figures[profile, name].row(profile, shown))
    said = ", ".join(
        f"{figures[profile, OURS].receipts:,} payments in {counts[profile]} "
        f"{'world' if counts[profile] == 1 else 'worlds'} of {profile}" for profile in profiles)
    return "\n".join(lines) + f"\n\n{said}."


def make(quittance, options, folder):
    os.makedirs(folder, exist_ok=True)
    for profile in PROFILES:
        for seed in options.seeds.split(","):
            world = os.path.join(folder, f"{profile}-{seed}")
            if not os.path.exists(world):
                run(quittance, "generate", "--seed", seed, "--customers",
                    str(options.customers), "--items", str(options.items or 2 * options.payments),
                    "--payments", str(options.payments), "--profile", profile, "--output", world)
            yield world


def write(text):
    with open(README) as file:
        before, rest = file.read().split(BEGIN)
    after = rest.split(END)[1]
    with open(README, "w") as file:
        file.write(f"{before}{BEGIN}\n{text}\n{END}{after}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("quittance")
    options.add_argument("baselines")
    options.add_argument("worlds", nargs="*")
    options.add_argument("--make", action="store_true")
    options.add_argument("--seeds", default="1,2,3,4,5")
    options.add_argument("--payments", type=int, default=100_000)
    options.add_argument("--items", type=int, help="twice the payments, where not given")
    options.add_argument("--customers", type=int, default=5_000)
    options.add_argument("--keep")
    options.add_argument("--write", action="store_true")
    options = options.parse_args()
    if bool(options.worlds) == options.make:
        sys.exit("either WORLDs or --make")
    with tempfile.TemporaryDirectory() as folder:
        worlds = options.worlds or make(options.quittance, options, options.keep or folder)
        text = table(options.quittance, options.baselines, worlds)
    print(text)
    if options.write:
        write(text)


if __name__ == "__main__":
    main()
