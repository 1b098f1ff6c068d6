#!/usr/bin/env python3
"""Writes a large day: a ledger folder, one camt.053 statement that pays into it, and the truth.

    make_day.py --items 1000000 --receipts 1000000 --customers 20000 DIR

The same arguments give the same bytes. Three receipts in four name their document in the text, one
in ten pays two documents, one in twenty names none but comes from a known account, one in twenty
falls short, and one in fifty is a stranger's.
"""
import argparse
import os
import random

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>LARGE-1</MsgId><CreDtTm>2026-03-10T20:00:00</CreDtTm></GrpHdr>
    <Stmt>
      <Id>LARGE-1</Id>
      <ElctrncSeqNb>1</ElctrncSeqNb>
      <CreDtTm>2026-03-10T20:00:00</CreDtTm>
      <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
      <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-09</Dt></Dt></Bal>
      <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{total}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-10</Dt></Dt></Bal>
"""
ENTRY = """      <Ntry>
        <NtryRef>{n}</NtryRef>
        <Amt Ccy="EUR">{amount}</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd>
        <Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>2026-03-10</Dt></BookgDt>
        <ValDt><Dt>2026-03-10</Dt></ValDt>
        <AcctSvcrRef>SVC{n:09d}</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
        <NtryDtls>
          <TxDtls>
            <Refs><EndToEndId>E2E-{n:09d}</EndToEndId></Refs>
            <Amt Ccy="EUR">{amount}</Amt>
            <CdtDbtInd>CRDT</CdtDbtInd>
            <RltdPties>
              <Dbtr><Pty><Nm>{name}</Nm></Pty></Dbtr>
              <DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct>
            </RltdPties>
            <RmtInf><Ustrd>{text}</Ustrd></RmtInf>
          </TxDtls>
        </NtryDtls>
      </Ntry>
"""
TAIL = "    </Stmt>\n  </BkToCstmrStmt>\n</Document>\n"
SYLLABLES = "ka ro mi lu ten bar dor vel sun kor ma ri tal gan pol fer win hal der stein".split()


def iban(number):
    body = f"{number:018d}"
    check = 98 - int(body + "131400") % 97
    return f"DE{check:02d}{body}"


def decimal(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def name(number):
    word = ""
    left = number + 7919
    while left:
        word += SYLLABLES[left % len(SYLLABLES)]
        left //= len(SYLLABLES)
    return f"{word.capitalize()} {('Handel', 'Bau', 'Technik', 'Logistik')[number % 4]} GmbH"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--items", type=int, default=1_000_000)
    options.add_argument("--receipts", type=int, default=1_000_000)
    options.add_argument("--customers", type=int, default=20_000)
    options.add_argument("directory")
    options = options.parse_args()
    pick = random.Random(7)
    ledger = os.path.join(options.directory, "ledger")
    os.makedirs(ledger, exist_ok=True)
    count = options.customers
    with open(os.path.join(ledger, "customers.csv"), "w") as file:
        file.write("customer_id,name\n")
        file.writelines(f"C{n:06d},{name(n)}\n" for n in range(count))
    with open(os.path.join(ledger, "customer_accounts.csv"), "w") as file:
        file.write("customer_id,iban\n")
        file.writelines(f"C{n:06d},{iban(n + 1)}\n" for n in range(count))
    amounts, taken = [], set()
    with open(os.path.join(ledger, "open_items.csv"), "w") as file:
        file.write("customer_id,document_number,document_type,document_date,due_date,currency,"
                   "original_amount,open_amount,purchase_order\n")
        for n in range(options.items):
            amount = pick.randrange(1_000, 5_000_000)
            amounts.append(amount)
            day = n % 28 + 1
            file.write(f"C{n % count:06d},RE-{2026_0000000 + n},invoice,2026-01-{day:02d},"
                       f"2026-02-{day:02d},EUR,{decimal(amount)},{decimal(amount)},PO{n * 7:08d}\n")
    entries, truth = [], []
    total = item = 0
    for n in range(options.receipts):
        if item >= options.items:
            break
        owner = item % count
        amount, documents = amounts[item], [f"RE-{2026_0000000 + item}"]
        text = f"RE-{2026_0000000 + item} vom 10.02.2026 vielen Dank"
        draw = pick.random()
        payer = (name(owner), iban(owner + 1))
        if draw < 0.10:
            # The next item of the same customer, which no other receipt pays.
            other = item + count
            if other < options.items and other not in taken:
                taken.add(other)
                amount += amounts[other]
                documents.append(f"RE-{2026_0000000 + other}")
                text = f"Rechnungen {2026_0000000 + item} und {2026_0000000 + other}"
        elif draw < 0.15:
            text = "Zahlung gemaess Vereinbarung"
        elif draw < 0.20:
            amount -= amount // 50
        elif draw < 0.22:
            text, payer, documents = "Sammelzahlung", ("Niemand Bekannt KG", iban(900_000_000 + n)), []
        total += amount
        truth.append(f"E2E-{n:09d},{' '.join(documents)}\n")
        entries.append(ENTRY.format(n=n, amount=decimal(amount), name=payer[0], iban=payer[1],
                                    text=text))
        item += 1
        while item in taken:
            item += 1
    with open(os.path.join(options.directory, "truth.csv"), "w") as file:
        file.write("bank_reference,documents\n")
        file.writelines(truth)
    with open(os.path.join(options.directory, "day.xml"), "w") as file:
        file.write(HEAD.format(total=decimal(total)))
        file.writelines(entries)
        file.write(TAIL)


if __name__ == "__main__":
    main()
