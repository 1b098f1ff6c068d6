#!/usr/bin/env python3
"""Writes large bank files with realistic remittance, and beside each what a reader must find in it.

    make_files.py --output DIR --megabytes 200 [--format camt --format bai2 ...]

The same arguments give the same bytes. All totals and balances that a file states about itself
agree, every reference comes once, and memory stays small whatever the size (1 MB is 10^6 bytes).
`FILE.truth.json` has the number of movements and the sums of both sides in minor units.
"""
import argparse
import datetime
import json
import os
import random

FIRST_DAY = datetime.date(2026, 3, 10)
SYLLABLES = "ka ro mi lu ten bar dor vel sun kor ma ri tal gan pol fer win hal der stein".split()
# Pools have prime lengths, so that walking through all of them at once does not come round soon.
AMOUNTS = 49_999
KINDS = 9_973
NAMES = 4_001
BANKS = 211


def decimal(cents, point="."):
    return f"{cents // 100}{point}{cents % 100:02d}"


def day(number):
    return FIRST_DAY + datetime.timedelta(days=number)


def iban(number, bank):
    body = f"{bank:08d}{number:010d}"
    return f"DE{98 - int(body + '131400') % 97:02d}{body}"


def creditor_reference(body):
    return f"RF{98 - int(body + '271500') % 97:02d}{body}"


def routing(number):
    digits = f"{number:08d}"
    weighed = sum(weight * int(digit) for weight, digit in zip((3, 7, 1, 3, 7, 1, 3, 7), digits))
    return f"{digits}{-weighed % 10}"


def word(number):
    text, left = "", number + 7919
    while left:
        text += SYLLABLES[left % len(SYLLABLES)]
        left //= len(SYLLABLES)
    return text.capitalize()


def amounts(pick, most):
    """Most payments are small, a few are large."""
    return [int(10 ** pick.uniform(3.2, 3.2 + most)) for _ in range(AMOUNTS)]


def kinds(pick, weights):
    """What comes next follows no pattern that a processor could learn."""
    return pick.choices(range(len(weights)), weights, k=KINDS)


class Output:
    """A file that knows its size, and the figures that a reader must find in it."""

    def __init__(self, path, megabytes):
        self.path = path
        self.file = open(path, "wb")
        self.bytes = 0
        self.wanted = megabytes * 1_000_000
        self.transactions = self.credits = self.debits = 0

    def write(self, text, encoding="utf-8"):
        data = text.encode(encoding)
        self.bytes += len(data)
        self.file.write(data)

    def left(self):
        return self.wanted - self.bytes

    def count(self, transactions, credits, debits):
        self.transactions += transactions
        self.credits += credits
        self.debits += debits

    def close(self, name, currency):
        self.file.close()
        with open(self.path + ".truth.json", "w") as file:
            json.dump({"format": name, "bytes": self.bytes, "currency": currency,
                       "transactions": self.transactions, "credits": self.credits,
                       "debits": self.debits}, file)
            file.write("\n")


CAMT_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
  <BkToCstmrStmt>
    <GrpHdr>
      <MsgId>RHF20260310EOD00418</MsgId>
      <CreDtTm>2026-03-10T20:15:00+01:00</CreDtTm>
    </GrpHdr>
"""
CAMT_BALANCE = """      <Bal>
        <Tp>
          <CdOrPrtry>
            <Cd>{code}</Cd>
          </CdOrPrtry>
        </Tp>
        <Amt Ccy="EUR">{amount}</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd>
        <Dt>
          <Dt>{date}</Dt>
        </Dt>
      </Bal>
"""
CAMT_STATEMENT = """    <Stmt>
      <Id>RHF-EUR-{number:05d}</Id>
      <ElctrncSeqNb>{number}</ElctrncSeqNb>
      <CreDtTm>{date}T20:15:00+01:00</CreDtTm>
      <FrToDt>
        <FrDtTm>{date}T00:00:00+01:00</FrDtTm>
        <ToDtTm>{date}T23:59:59+01:00</ToDtTm>
      </FrToDt>
      <Acct>
        <Id>
          <IBAN>DE89370400440532013000</IBAN>
        </Id>
        <Ccy>EUR</Ccy>
        <Ownr>
          <Nm>Ottersand Pumpen AG</Nm>
        </Ownr>
        <Svcr>
          <FinInstnId>
            <BICFI>COBADEFFXXX</BICFI>
          </FinInstnId>
        </Svcr>
      </Acct>
{opening}{closing}      <TxsSummry>
        <TtlCdtNtries>
          <NbOfNtries>{credit_count}</NbOfNtries>
          <Sum>{credits}</Sum>
        </TtlCdtNtries>
        <TtlDbtNtries>
          <NbOfNtries>{debit_count}</NbOfNtries>
          <Sum>{debits}</Sum>
        </TtlDbtNtries>
      </TxsSummry>
"""
CAMT_STATEMENT_ENTRIES = 10_000


def camt_party(role, name, account, bic):
    """The payer or the payee of an entry, which is the same text whenever it comes again."""
    return f"""            <RltdPties>
              <{role}>
                <Pty><Nm>{name}</Nm></Pty>
              </{role}>
              <{role}Acct><Id><IBAN>{account}</IBAN></Id></{role}Acct>
            </RltdPties>
            <RltdAgts>
              <{role}Agt><FinInstnId><BICFI>{bic}</BICFI></FinInstnId></{role}Agt>
            </RltdAgts>
"""


def camt_remittance(kind, n, amount, date):
    """Three in four say in words what they pay, one in four says it in fields."""
    document = f"RE-{20_000_000 + n}"
    if kind >= 6:
        discount = amount // 49 if kind == 6 else 0
        return f"""              <Strd>
                <RfrdDocInf>
                  <Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp>
                  <Nb>{document}</Nb>
                  <RltdDt>{date}</RltdDt>
                </RfrdDocInf>
                <RfrdDocAmt>
                  <DuePyblAmt Ccy="EUR">{decimal(amount + discount)}</DuePyblAmt>
                  <DscntApldAmt><Amt Ccy="EUR">{decimal(discount)}</Amt></DscntApldAmt>
                  <RmtdAmt Ccy="EUR">{decimal(amount)}</RmtdAmt>
                </RfrdDocAmt>
                <CdtrRefInf>
                  <Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>
                  <Ref>{creditor_reference(f"{n:011d}")}</Ref>
                </CdtrRefInf>
              </Strd>
"""
    if kind == 0:
        text = f"{document} vom {date}, Straßenbau &amp; Tiefbau, vielen Dank"
    elif kind == 1:
        text = f"Rechnungen {document}, RE-{20_000_001 + n} und Gutschrift GS-{n % 90_007:05d}"
    elif kind == 2:
        text = f"Rg.-Nr. {20_000_000 + n} / Kd.-Nr. {n % NAMES:05d} abzgl. 2% Skonto"
    elif kind == 3:
        text = f"{document} Lieferung Hauptstraße {n % 311} &amp; Montage, Abschlag {n % 9 + 1}"
    elif kind == 4:
        return (f"              <Ustrd>{document}/{n % 97:02d} Bestellung PO{n % 900_007:07d}</Ustrd>\n"
                "              <Ustrd>Grüße aus Gießen, Pumpen &amp; Ventile</Ustrd>\n")
    else:
        text = f"/INV/{20_000_000 + n}//PO/{n % 900_007:07d} Zahlung gemäß Vereinbarung"
    return f"              <Ustrd>{text}</Ustrd>\n"


def camt(output):
    pick = random.Random(53)
    paid = amounts(pick, 3.5)
    forms = ("{} Handel GmbH", "{} &amp; Söhne KG", "{} Logistik AG", "Gebr. {} Straßenbau GmbH",
             "{} &amp; {} Technik GmbH &amp; Co. KG")
    parties = []
    for n in range(NAMES):
        bank = 10_010_010 + n % BANKS * 40_001
        bic = f"{word(n % BANKS)[:4].upper():X<4}DEFFXXX"
        parties.append((forms[n % len(forms)].format(word(n), word(n + 31)), iban(n * 7919 + 4711, bank), bic))
    payers = [camt_party("Dbtr", *party) for party in parties]
    payees = [camt_party("Cdtr", *party) for party in parties]
    output.write(CAMT_HEAD)
    sides, remittances = kinds(pick, (10, 1)), kinds(pick, (1,) * 8)
    balance, n, number = 18_640_217, 0, 0
    while output.left() > 0:
        date, due = day(number), day(number - 28)
        number += 1
        entries, size, credits, debits, credit_count = [], 0, 0, 0, 0
        while len(entries) < CAMT_STATEMENT_ENTRIES and size < output.left():
            amount, party = paid[n % AMOUNTS], n * 17 % NAMES
            if sides[n % KINDS] and debits + amount < credits + balance:
                side, family, related = "DBIT", "ICDT", payees[party]
                debits += amount
            else:
                side, family, related = "CRDT", "RCDT", payers[party]
                credits += amount
                credit_count += 1
            shown = decimal(amount)
            entry = f"""      <Ntry>
        <NtryRef>{n}</NtryRef>
        <Amt Ccy="EUR">{shown}</Amt>
        <CdtDbtInd>{side}</CdtDbtInd>
        <Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>{date}</Dt></BookgDt>
        <ValDt><Dt>{date}</Dt></ValDt>
        <AcctSvcrRef>{number:04d}FW{n:010d}</AcctSvcrRef>
        <BkTxCd>
          <Domn><Cd>PMNT</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>
        </BkTxCd>
        <NtryDtls>
          <TxDtls>
            <Refs>
              <AcctSvcrRef>{number:04d}FW{n:010d}</AcctSvcrRef>
              <EndToEndId>E2E-{party:05d}-{n:010d}</EndToEndId>
            </Refs>
            <Amt Ccy="EUR">{shown}</Amt>
            <CdtDbtInd>{side}</CdtDbtInd>
{related}            <RmtInf>
{camt_remittance(remittances[n * 3 % KINDS], n, amount, due)}            </RmtInf>
          </TxDtls>
        </NtryDtls>
      </Ntry>
"""
            entries.append(entry)
            size += len(entry)
            n += 1
        output.write(CAMT_STATEMENT.format(
            number=number, date=date, credits=decimal(credits), debits=decimal(debits),
            credit_count=credit_count, debit_count=len(entries) - credit_count,
            opening=CAMT_BALANCE.format(code="OPBD", amount=decimal(balance), date=date),
            closing=CAMT_BALANCE.format(
                code="CLBD", amount=decimal(balance + credits - debits), date=date)))
        output.write("".join(entries))
        output.write("    </Stmt>\n")
        output.count(len(entries), credits, debits)
        balance += credits - debits
    output.write("  </BkToCstmrStmt>\n</Document>\n")
    return "EUR"


BAI2_GROUP_ACCOUNTS = 25
# Received and preauthorised transfers, wires in, lockbox deposits, checks, wires out; of hundred each.
BAI2_CODES = {142: 35, 165: 20, 195: 15, 115: 5, 475: 14, 495: 11}


def bai2_funds(kind, amount, date):
    if kind == 0:
        return ""
    if kind == 1:
        return "0"
    if kind == 2:
        return "Z"
    if kind == 3:
        return f"S,{amount - 2 * (amount // 3)},{amount // 3},{amount // 3}"
    return f"V,{date},1430" if kind == 4 else f"V,{date},"


def bai2_detail(n, code, kind, funds, amount, date, name):
    """One record 16 with its continuations, and how many records that is."""
    head = f"16,{code},{amount},{funds},{date}{n:010d}"
    document = 7_000_000 + n
    if code == 142 or code == 165:
        text = (f"{head},AP{n % 999_983:06d},ORIG CO NAME:{name} ORIG ID:98{n % 89_989_909:08d}"
                f" DESC DATE:{date} CO ENTRY DESCR:PAYMENT SEC:CCD\n")
        if kind == 0:
            return f"{text}88,RMR*IV*INV-{document}**{decimal(amount)}\\\n", 2
        if kind >= 3:
            return (f"{text}88,IND NAME:OTTERSAND PUMPS, INC\n88,INV {document}, {document + 1},"
                    f" {document + 2} LESS FREIGHT, PO {n % 900_007:07d}\n"), 3
        return f"{text}88,INVOICES {document}, {document + 1} DATED 02/27/26, THANK YOU\n", 2
    if code == 195:
        return (f"{head},FTR{n:010d},ORG:={name}\n88,OBI:=INV {document} AND INV {document + 1}, LESS 2 PCT\n"
                f"88,SENDER BNK:={routing(n % 99_999_989)}, REF {n % 900_007:07d}\n"), 3
    if code == 495:
        return (f"{head},OTT-US-{n:08d},BNF:={name}\n88,OBI:=FREIGHT FEBRUARY, BILL {document}\n"
                f"88,BNF BNK:={routing(n % 99_999_989)}\n"), 3
    if code == 475:
        return f"{head},{n % 999_983:010d},CHECK PAID\n", 1
    return f"{head},,LOCKBOX 7205518 DEPOSIT, {n % 240 + 2} ITEMS\n", 1


def bai2(output):
    pick = random.Random(16)
    paid = amounts(pick, 4.0)
    forms = ("{} SUPPLY CO", "{} IRRIGATION LLC", "{} FOODS, INC", "{} HVAC CORP", "{} MARINE & DOCK, LLC")
    names = [forms[n % len(forms)].format(word(n).upper()) for n in range(NAMES)]
    codes = [list(BAI2_CODES)[kind] for kind in kinds(pick, list(BAI2_CODES.values()))]
    remittances, funds = kinds(pick, (1,) * 5), kinds(pick, (40, 15, 15, 15, 10, 5))
    output.write("01,150001276,OTTERSAND,260310,2130,1,,,2/\n")
    file_total = file_groups = n = 0
    file_records = 1
    opening = [25_000_000 + account * 1_000_003 for account in range(BAI2_GROUP_ACCOUNTS)]
    while output.left() > 0:
        date = day(file_groups).strftime("%y%m%d")
        output.write(f"02,OTTERSAND,150001276,1,{date},2400,USD,2/\n")
        group_total = group_accounts = 0
        group_records = 1
        while output.left() > 0 and group_accounts < BAI2_GROUP_ACCOUNTS:
            details, size, records, credits, debits, credit_count = [], 0, 0, 0, 0, 0
            balance = opening[group_accounts]
            for _ in range(500 + (group_accounts * 389 + file_groups * 97) % 1_000):
                amount, code = paid[n % AMOUNTS], codes[n % KINDS]
                if code >= 400 and debits + amount >= credits + balance:
                    code = 142
                detail, lines = bai2_detail(
                    n, code, remittances[n * 3 % KINDS],
                    bai2_funds(funds[n * 7 % KINDS], amount, date), amount, date, names[n * 17 % NAMES])
                if code < 400:
                    credits += amount
                    credit_count += 1
                else:
                    debits += amount
                details.append(detail)
                records += lines
                size += len(detail)
                n += 1
                if size >= output.left():
                    break
            closing = balance + credits - debits
            total = balance + closing + 2 * (credits + debits)
            records += 3
            output.write(
                f"03,44007{group_accounts:05d},USD,010,{balance},,,015,{closing},,/\n"
                f"88,100,{credits},{credit_count},,400,{debits},{len(details) - credit_count},/\n")
            output.write("".join(details))
            output.write(f"49,{total},{records}/\n")
            output.count(len(details), credits, debits)
            opening[group_accounts] = closing
            group_accounts += 1
            group_total += total
            group_records += records
        group_records += 1
        output.write(f"98,{group_total},{group_accounts},{group_records}/\n")
        file_groups += 1
        file_total += group_total
        file_records += group_records
    output.write(f"99,{file_total},{file_groups},{file_records + 1}/\n")
    return "USD"


# The totals count checks with three digits, and the trailer counts records with six: a lockbox has
# less than a thousand checks, a day's transmission less than a million records.
LOCKBOX_BATCH_CHECKS = 60
LOCKBOX_BATCHES = 16
LOCKBOX_BOXES = 40
LOCKBOX_REASONS = ("010DAMAGED GOODS", "056SPRING CIRCULAR AD", "054FREIGHT PER AGREEMENT",
                   "004SHAFT SEALS SHORT SHIPPED", "024EARLY PAYMENT")


def lockbox_batch(n, batch, checks, box, date, paid, payers, counts):
    """The records of a batch, without the blanks at their ends, its amount and the next check's n."""
    lines, total = [f"5{batch:03d}000{box}{date}OTTERSAND 0150001276"], 0
    for item in range(1, checks + 1):
        key = f"{batch:03d}{item:03d}"
        documents = counts[n % KINDS] + 1
        amount, overflows = 0, []
        for place in range(1, documents + 1):
            part = paid[(n * 3 + place) % AMOUNTS]
            amount += part
            last = 9 if place == documents else 0
            line = f"4{key}6{place:02d}{last}INV-{7_000_000 + n * 3 + place:<12d}{part:010d}"
            if counts[(n * 3 + place) % KINDS] == 2 and n % 2:
                line += f"{part // 40 + 1:010d}{LOCKBOX_REASONS[n % 5]}"
            overflows.append(line)
        lines.append(f"6{key}{amount:010d}{payers[n * 17 % NAMES]}{n + 30_551:010d}")
        lines += overflows
        total += amount
        n += 1
    lines.append(f"7{batch:03d}{checks:03d}{box}{date}{checks:03d}{total:010d}")
    return lines, total, n


def lockbox(output, stripped=False):
    pick = random.Random(400)
    paid = [amount // 10 + 500 for amount in amounts(pick, 3.0)]
    payers = [f"{routing(1_100_000 + n % BANKS * 40_001)}{n * 104_729 + 4_711:010d}" for n in range(NAMES)]
    counts = kinds(pick, (3, 4, 2))
    n = transmissions = 0
    while output.left() > 0:
        date = day(transmissions).strftime("%y%m%d")
        transmissions += 1
        records = 1
        head = [f"100OTTERSAND 0150001276{date}1745",
                "2OTTERSAND 0150001276000000000040008000801"]
        for number in range(LOCKBOX_BOXES):
            box, checks, amount = f"{7_205_518 + number * 37:07d}", 0, 0
            lines = head
            head = []
            for batch in range(1, LOCKBOX_BATCHES + 1):
                items = 20 + (n + batch) % (LOCKBOX_BATCH_CHECKS - 19)
                batch_lines, total, n = lockbox_batch(n, batch, items, box, date, paid, payers, counts)
                lines += batch_lines
                checks += items
                amount += total
            lines.append(f"8{batch:03d}{items:03d}{box}{date}{checks:03d}{amount:010d}")
            records += len(lines)
            output.count(checks, amount, 0)
            if stripped:
                output.write("\n".join(lines) + "\n", "ascii")
            else:
                output.write("".join([f"{line:<80}\n" for line in lines]), "ascii")
            if output.left() <= 0:
                break
        trailer = f"9{records:06d}"
        output.write((trailer if stripped else f"{trailer:<80}") + "\n", "ascii")
    return "USD"


MT940_ENTRIES = 300
MT940_ACCOUNTS = 8


def mt940_purpose(kind, n):
    """What a payer writes, in one sub-field or over several."""
    document = 20_000_000 + n
    if kind == 0:
        return f"RE-{document} VOM 10.02.2026 VIELEN DANK"
    if kind == 1:
        return (f"RECHNUNGEN {document}, {document + 1} UND {document + 2} ABZGL. 2 PCT SKONTO"
                f" KD.-NR. {n % NAMES:05d}")
    if kind == 2:
        return f"RG {document}"
    if kind == 3:
        return (f"RE-{document} / BESTELLUNG PO{n % 900_007:07d} PUMPEN + VENTILE LIEFERUNG HAUPTSTRASSE"
                f" {n % 311} GIESSEN, ABSCHLAG {n % 9 + 1} GEMAESS VEREINBARUNG")
    if kind == 4:
        return f"INV {document} PO {n % 900_007:07d} LESS CREDIT GS-{n % 90_007:05d} THANK YOU FOR THE DELIVERY"
    return f"MIETE UND NEBENKOSTEN {n % 12 + 1:02d}/2026 VERTRAG {n % 90_007:05d}, OBJEKT {n % 311}"


def mt940(output):
    pick = random.Random(940)
    paid = amounts(pick, 3.5)
    parties = []
    for n in range(NAMES):
        bank = 10_010_010 + n % BANKS * 40_001
        bic = f"{word(n % BANKS)[:4].upper():X<4}DEFFXXX"
        name = f"{word(n)} {('Handel', 'Bau', 'Technik', 'Logistik')[n % 4]} GmbH"
        if n % 5 == 4:
            name = f"{word(n)} + {word(n + 31)} Maschinenbau GmbH + Co. KG"
        tail = f"?30{bic}?31{iban(n * 7919 + 4711, bank)}?32{name[:27]}"
        parties.append(tail if len(name) <= 27 else f"{tail}?33{name[27:54]}")
    sides, purposes = kinds(pick, (7, 1, 1)), kinds(pick, (1,) * 6)
    balances = [18_640_217 + account * 1_000_003 for account in range(MT940_ACCOUNTS)]
    n = statements = 0
    while output.left() > 0:
        account, number = statements % MT940_ACCOUNTS, statements // MT940_ACCOUNTS + 1
        statements += 1
        before, date = day(number - 2).strftime("%y%m%d"), day(number - 1).strftime("%y%m%d")
        # Half the banks write the third letter of the currency behind the side.
        letter = "R" if account % 2 else ""
        opening = balances[account]
        lines = [":20:STARTUMSE", f":25:37040044/{532_013_000 + account:010d}", f":28C:{number:05d}/001",
                 f":60F:C{before}EUR{decimal(opening, ',')}"]
        credits = debits = size = count = 0
        for _ in range(MT940_ENTRIES - 60 + statements * 7 % 121):
            amount, kind = paid[n % AMOUNTS], sides[n % KINDS]
            if kind and debits + amount < credits + opening:
                side, code, words = "D", "116", "SEPA-UEBERWEISUNG"
                if kind == 2:
                    code, words = "105", "SEPA-BASISLASTSCHRIFT"
                debits += amount
            else:
                side, code, words = "C", "166", "GUTSCHRIFT UEBERWEISUNG"
                credits += amount
            party = n * 17 % NAMES
            purpose = "SVWZ+" + mt940_purpose(purposes[n * 3 % KINDS], n)
            text = f"{code}?00{words}?10{n % 9_973:04d}?20EREF+E2E-{party:05d}-{n:010d}"
            for field, place in enumerate(range(0, len(purpose), 27), 21):
                text += f"?{field}{purpose[place:place + 27]}"
            text += parties[party]
            lines.append(f":61:{date}{date[2:]}{side}{letter}{decimal(amount, ',')}NTRFEREF+//{n:016d}")
            lines.append(":86:" + "\r\n".join([text[at:at + 65] for at in range(0, len(text), 65)]))
            size += len(text) + 60
            count += 1
            n += 1
            if size >= output.left():
                break
        balances[account] = opening + credits - debits
        lines += [f":62F:C{date}EUR{decimal(balances[account], ',')}", "-", ""]
        output.write("\r\n".join(lines), "ascii")
        output.count(count, credits, debits)
    return "EUR"


FORMATS = {
    "camt": ("camt.xml", camt),
    "bai2": ("day.bai", bai2),
    "lockbox": ("box.txt", lockbox),
    "lockbox-stripped": ("box-stripped.txt", lambda output: lockbox(output, stripped=True)),
    "mt940": ("day.sta", mt940),
}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--output", required=True)
    options.add_argument("--megabytes", type=float, default=200)
    options.add_argument("--format", action="append", choices=FORMATS, help="may be given several times")
    options = options.parse_args()
    os.makedirs(options.output, exist_ok=True)
    for name in options.format or FORMATS:
        file, make = FORMATS[name]
        output = Output(os.path.join(options.output, file), options.megabytes)
        output.close(name, make(output))


if __name__ == "__main__":
    main()
