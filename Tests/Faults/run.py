#!/usr/bin/env python3
"""The faults of the reliability plan, injected for real into `quittance run` and `watch`.

    run.py PATH/TO/quittance [--mode push|night] [--only t1,t4] [--case CASE] [--seed N]
           [--seconds N]

Fails where anything was lost, doubled or half-written. What failed is printed with its case, which
--only and --case repeat.
"""
import argparse
import importlib
import os
import sys
import time

import world

CLASSES = {
    "t1": "t01_kill", "people": "t01_people", "t2": "t02_instants", "t3": "t03_power", "t4": "t04_calls",
    "t5": "t05_disk", "t6": "t06_scarce", "t10": "t10_duplicates", "t11": "t11_arrival", "t12": "t12_daemons",
    "t15": "t15_determinism", "t16": "t16_books", "t24": "t24_restore",
}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("binary")
    options.add_argument("--mode", choices=["push", "night"], default="push")
    options.add_argument("--only", default="")
    options.add_argument("--case")
    options.add_argument("--seed", default="1")
    options.add_argument("--seconds", type=float, help="how long each class may begin cases")
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = options.parse_args()
    wanted = [name for name in options.only.replace(",", " ").split()] or list(CLASSES)
    bench = world.Bench(options.binary, options.mode, options.seed, options.workers, options.case, options.seconds)
    began, broken = time.monotonic(), 0
    print(f"faults: {options.mode}, seed {options.seed}, {options.workers} at once, in {bench.root}", flush=True)
    try:
        for name in wanted:
            try:
                tally = importlib.import_module(CLASSES[name]).test(bench)
            except world.Failure as failure:
                print(f"{name:<5} FAILED: {failure}", flush=True)
                broken += 1
                continue
            print(tally.line(), flush=True)
            for fault in tally.faults[:20]:
                print(f"      FAILED {fault}", flush=True)
            if len(tally.faults) > 20:
                print(f"      and {len(tally.faults) - 20} more", flush=True)
            broken += len(tally.faults)
    finally:
        bench.close()
    print(f"faults: {broken} failed, {time.monotonic() - began:.0f} s", flush=True)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
