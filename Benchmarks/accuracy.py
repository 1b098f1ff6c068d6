#!/usr/bin/env python3
"""Accuracy on worlds with a known truth; fails where any figure is another than the committed one.

    accuracy.py PATH/TO/quittance [--payments 6000] [--write]

One world of each profile is made, reconciled, verified from its own files and scored. Figures are
counts, held exactly against accuracy.json beside this file; --write writes it anew, which belongs into
a commit that says why the new figures are right. The bars stand below whatever the file says.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
KEPT = os.path.join(HERE, "accuracy.json")
SEEDS = {"clean": 101, "typical": 102, "hard": 103}
# Of matchable receipts, straight through and right.
STRAIGHT_MIN = {"clean": 99.0, "typical": 95.0, "hard": 85.0}
DISPUTES_MIN = 99.0


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def figures(quittance, profile, seed, payments, folder):
    world, output = os.path.join(folder, profile), os.path.join(folder, profile + "-out")
    run(quittance, "generate", "--seed", str(seed), "--profile", profile, "--payments", str(payments),
        "--items", str(2 * payments), "--customers", str(payments // 20), "--output", world)
    bank = sorted(os.path.join(world, "bank", name) for name in os.listdir(os.path.join(world, "bank")))
    rules = os.path.join(world, "rules.yaml")
    run(quittance, "reconcile", "--quiet", "--ledger", os.path.join(world, "ledger"), "--output", output,
        *(["--rules", rules] if os.path.exists(rules) else []), *bank)
    run(quittance, "verify", output)
    score = json.loads(run(quittance, "score", "--format", "json", "--truth",
                           os.path.join(world, "truth"), "--output", output))
    return score, {
        "receipts": score["receipts"],
        "wrong": score["wrong_applications"]["receipts"],
        "lines": [score["lines"][key] for key in ("agreed", "output", "truth")],
        "straight_through": [score["straight_through_correct"][key] for key in ("count", "matchable")],
        "disputes": [score["disputes"][key] for key in ("agreed", "output", "truth")],
        "exceptions": {name: [one["agreed"], one["output"], one["truth"]]
                       for name, one in sorted(score["exceptions"]["types"].items())},
    }


def main():
    options = argparse.ArgumentParser()
    options.add_argument("quittance")
    options.add_argument("--payments", type=int, default=6_000)
    options.add_argument("--write", action="store_true")
    options = options.parse_args()
    found, failed = {}, []
    with tempfile.TemporaryDirectory() as folder:
        for profile, seed in SEEDS.items():
            score, found[profile] = figures(options.quittance, profile, seed, options.payments, folder)
            straight = float(score["straight_through_correct"]["percent"])
            disputes = [float(score["disputes"][key]) for key in ("precision_percent", "recall_percent")]
            print(f"{profile}: {found[profile]['wrong']} wrong of {found[profile]['receipts']} receipts, "
                  f"{straight:.3f} % of matchable ones right without a person, disputes "
                  f"{disputes[0]:.3f} % precise, {disputes[1]:.3f} % found")
            if found[profile]["wrong"]:
                failed.append(f"{profile}: nothing may be booked that the truth does not have")
            if straight < STRAIGHT_MIN[profile]:
                failed.append(f"{profile}: at least {STRAIGHT_MIN[profile]} % straight through")
            if min(disputes) < DISPUTES_MIN:
                failed.append(f"{profile}: disputes of at least {DISPUTES_MIN} %")
    if options.write:
        with open(KEPT, "w") as file:
            json.dump({"payments": options.payments, "worlds": found}, file, indent=1)
            file.write("\n")
    else:
        with open(KEPT) as file:
            kept = json.load(file)
        if kept["payments"] != options.payments:
            print("another size than the committed figures: the bars alone are held")
        else:
            for profile in SEEDS:
                for name, figure in found[profile].items():
                    if kept["worlds"][profile].get(name) != figure:
                        failed.append(f"{profile}: {name} is {figure}, "
                                      f"committed is {kept['worlds'][profile].get(name)}")
    for line in failed:
        print(f"FAIL: {line}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
