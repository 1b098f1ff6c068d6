"""Schemathesis on the description of the API: whatever is asked for, as described and not, is answered
as described, without a failure, and leaves books that hold."""
import os
import pathlib
import re
import subprocess
import sys

from company import require

HERE = pathlib.Path(__file__).resolve().parent
SCOPES = ("see", "decide", "approve", "undo", "undoFile", "retryFile", "manageRules", "attach")
# A request that is as described may be refused as malformed for what no schema says: schema_hooks.
LEFT_OUT = "positive_data_acceptance"


def test(bench):
    made = bench.day("schema")
    scopes = [word for scope in SCOPES for word in ("--scope", scope)]
    token = made.quittance("user", "pipeline.yaml", "token", "sue", "--name", "schema", *scopes).split()[-1]
    with made.serve() as console:
        begun = len(console.log)
        findings = []
        with bench.table.trying("the API as described", "schemathesis", findings):
            base = f"{console.base}/api/v1"
            done = subprocess.run(
                [pathlib.Path(sys.executable).parent / "schemathesis", "run", f"{base}/openapi.json",
                 "--header", f"Authorization: Bearer {token}", "--phases", "coverage,fuzzing,stateful",
                 "--max-examples", "100" if bench.is_night else "10", "--seed", bench.options.seed,
                 "--continue-on-failure", "--exclude-checks", LEFT_OUT, "--no-color"],
                cwd=bench.made("schemathesis"), text=True, capture_output=True, timeout=7200,
                env=os.environ | {"SCHEMATHESIS_HOOKS": "schema_hooks", "PYTHONPATH": str(HERE),
                                  "QUITTANCE_API": base, "QUITTANCE_TOKEN": token})
            errors = [line for line in console.log[begun:] if "error" in line or "Fatal" in line]
            require(not errors, "its log says", errors[:2])
            console.is_well()
            made.quittance("verify", "--pipeline", "pipeline.yaml")
            booked = len(made.decisions())
            require(booked, "nothing that was asked for came as far as the books")
            findings += told(done.stdout)
            require(done.returncode == 0 or findings, "schemathesis ends with", done.returncode, done.stderr[-600:])
            print(*re.findall(r"^ +\d+ generated.*", done.stdout, re.MULTILINE), f"  {booked} booked", flush=True)


def told(text):
    """What it found: the operation, the check, the answer."""
    findings, operation, check = [], "", ""
    for line in text.splitlines():
        if found := re.fullmatch(r"_+ (.+) _+", line):
            operation = found[1]
        elif line.startswith("- "):
            check = line[2:]
            findings.append(f"{operation}: {check}"[:300])
        elif line.startswith("    `{") and findings:
            findings[-1] += f" {line.strip()[:300]}"
    return findings
