#!/usr/bin/env python3
"""Reads a bank file with one public Python library, and says in one JSON line how long that took.

    peers.py lxml|bai2|mt-940|bankstatementparser FILE

Run in the virtual environment that readers.py makes. Imports are not timed.
"""
import json
import sys
import time

NAMESPACE = "{urn:iso:std:iso:20022:tech:xsd:camt.053.001.08}"
PARTIES = {"CRDT": "Dbtr", "DBIT": "Cdtr"}


def start():
    return time.monotonic(), time.process_time()


def since(began):
    return {"seconds": time.monotonic() - began[0], "cpu_seconds": time.process_time() - began[1]}


def path(steps):
    return "/".join(NAMESPACE + step for step in steps.split("/"))


ENTRY_FIELDS = [path(steps) for steps in (
    "NtryRef", "Sts/Cd", "BookgDt/Dt", "ValDt/Dt", "AcctSvcrRef", "BkTxCd/Domn/Cd",
    "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd")]
DETAIL_FIELDS = [path(steps) for steps in ("Refs/AcctSvcrRef", "Refs/EndToEndId", "Amt", "CdtDbtInd")]
PARTY_FIELDS = {side: [path(steps.format(party)) for steps in (
    "RltdPties/{}/Pty/Nm", "RltdPties/{}Acct/Id/IBAN", "RltdAgts/{}Agt/FinInstnId/BICFI")]
    for side, party in PARTIES.items()}
DOCUMENT_FIELDS = [path(steps) for steps in (
    "RfrdDocInf/Nb", "RfrdDocInf/RltdDt", "RfrdDocAmt/DuePyblAmt", "RfrdDocAmt/DscntApldAmt/Amt",
    "RfrdDocAmt/RmtdAmt", "CdtrRefInf/Ref")]


def lxml(file):
    """Collects the fields that matching needs, and forgets what it has read."""
    from lxml import etree
    amount, side, details = path("Amt"), path("CdtDbtInd"), path("NtryDtls/TxDtls")
    words, structured = path("RmtInf/Ustrd"), path("RmtInf/Strd")
    began, count = start(), 0
    for _, entry in etree.iterparse(file, tag=path("Ntry")):
        paid = entry.find(amount)
        direction = entry.findtext(side)
        fields = [paid.text, paid.get("Ccy"), direction]
        fields += [entry.findtext(field) for field in ENTRY_FIELDS]
        for detail in entry.iterfind(details):
            fields += [detail.findtext(field) for field in DETAIL_FIELDS]
            fields += [detail.findtext(field) for field in PARTY_FIELDS[direction]]
            fields += [text.text for text in detail.iterfind(words)]
            for document in detail.iterfind(structured):
                fields += [document.findtext(field) for field in DOCUMENT_FIELDS]
        count += 1
        entry.clear()
        while entry.getprevious() is not None:
            del entry.getparent()[0]
    return since(began), count


def bai2(file):
    from bai2 import bai2 as reader
    began = start()
    with open(file) as lines:
        parsed = reader.parse_from_file(lines)
    count = sum(len(account.children) for group in parsed.children for account in group.children)
    return since(began), count


def mt_940(file):
    import mt940
    began = start()
    parsed = mt940.parse(file)
    return since(began), len(parsed)


def bankstatementparser(file):
    from bankstatementparser import Bai2Parser, CamtParser, Mt940Parser
    reader = {"xml": CamtParser, "bai": Bai2Parser, "sta": Mt940Parser}[file.rsplit(".", 1)[1]]
    began = start()
    parsed = reader(file).parse()
    return since(began), len(parsed)


def peak_kb():
    """Of this program alone: what getrusage says can be of the process that started it."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


if __name__ == "__main__":
    peer, file = sys.argv[1:]
    readers = {"lxml": lxml, "bai2": bai2, "mt-940": mt_940, "bankstatementparser": bankstatementparser}
    took, count = readers[peer](file)
    print(json.dumps({**took, "transactions": count, "peak_kb": peak_kb()}))
