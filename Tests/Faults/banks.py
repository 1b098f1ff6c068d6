"""Bank files and a ledger written here rather than by the program under test: what they say is known."""
import csv
import dataclasses
import gzip


@dataclasses.dataclass(frozen=True)
class Movement:
    """A physical movement on an account, in minor units; credits are positive."""

    account: str
    day: str
    amount: int
    text: str
    reference: str = ""
    payer: str = "FAULTS CUSTOMER"
    reversal: bool = False

    @property
    def key(self):
        return (self.account, self.day, self.amount)


@dataclasses.dataclass(frozen=True)
class Statement:
    account: str
    currency: str
    day: str
    number: int
    opening: int
    movements: tuple
    message: str = ""
    created: str = ""

    @property
    def closing(self):
        return self.opening + sum(movement.amount for movement in self.movements)

    def replace(self, **changes):
        return dataclasses.replace(self, **changes)


def decimal(minor):
    return f"{abs(minor) // 100}.{abs(minor) % 100:02}"


def _account(statement):
    if statement.account[:2].isalpha():
        return f"<IBAN>{statement.account}</IBAN>"
    return f"<Othr><Id>{statement.account}</Id></Othr>"


def _balance(kind, amount, statement):
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="{statement.currency}">{decimal(amount)}</Amt>'
        f"<CdtDbtInd>{'CRDT' if amount >= 0 else 'DBIT'}</CdtDbtInd><Dt><Dt>{statement.day}</Dt></Dt></Bal>\n"
    )


def _details(movement, currency):
    reference = movement.reference or "NOTPROVIDED"
    return (
        f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>"
        f'<Amt Ccy="{currency}">{decimal(movement.amount)}</Amt>'
        f"<CdtDbtInd>{'CRDT' if movement.amount >= 0 else 'DBIT'}</CdtDbtInd>"
        f"<RltdPties><Dbtr><Pty><Nm>{movement.payer}</Nm></Pty></Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{movement.text}</Ustrd></RmtInf></TxDtls>"
    )


def _entry(amount, statement, details, reversal=False):
    back = "<RvslInd>true</RvslInd>" if reversal else ""
    family = "<Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd>"
    return (
        f'<Ntry><Amt Ccy="{statement.currency}">{decimal(amount)}</Amt>'
        f"<CdtDbtInd>{'CRDT' if amount >= 0 else 'DBIT'}</CdtDbtInd>{back}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{statement.day}</Dt></BookgDt><ValDt><Dt>{statement.day}</Dt></ValDt>"
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly>{family}</Fmly></Domn></BkTxCd>"
        f"<NtryDtls>{details}</NtryDtls></Ntry>\n"
    )


def entries(statement):
    return "".join(
        _entry(movement.amount, statement, _details(movement, statement.currency), movement.reversal)
        for movement in statement.movements
    )


def batch_entry(statement, with_details):
    """All movements of a statement as one entry of their sum."""
    total = sum(movement.amount for movement in statement.movements)
    if with_details:
        details = "".join(_details(movement, statement.currency) for movement in statement.movements)
    else:
        details = f"<Btch><NbOfTxs>{len(statement.movements)}</NbOfTxs></Btch>"
    text = _entry(total, statement, details)
    return text.replace("<BkTxCd>", f"<AcctSvcrRef>BATCH{statement.number}{statement.day}</AcctSvcrRef><BkTxCd>")


def camt(statement, kind="053", body=None, encoding="UTF-8"):
    """camt.053, 052 or 054 of one statement."""
    outer, inner = {
        "053": ("BkToCstmrStmt", "Stmt"),
        "052": ("BkToCstmrAcctRpt", "Rpt"),
        "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
    }[kind]
    created = statement.created or f"{statement.day}T20:00:00"
    message = statement.message or f"M{kind}-{statement.account}-{statement.number}"
    balances = ""
    if kind == "053":
        balances = _balance("OPBD", statement.opening, statement) + _balance("CLBD", statement.closing, statement)
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.08">\n<{outer}>\n'
        f"<GrpHdr><MsgId>{message}</MsgId><CreDtTm>{created}</CreDtTm></GrpHdr>\n"
        f"<{inner}><Id>{kind}-{statement.account}-{statement.number}</Id>"
        f"<ElctrncSeqNb>{statement.number}</ElctrncSeqNb><CreDtTm>{created}</CreDtTm>\n"
        f"<Acct><Id>{_account(statement)}</Id><Ccy>{statement.currency}</Ccy></Acct>\n"
        f"{balances}{entries(statement) if body is None else body}</{inner}>\n</{outer}>\n</Document>\n"
    )
    return text.encode(encoding)


def bai2(statement):
    """BAI2 of one account and day; code 142 is a credit, 555 a returned item."""
    day = statement.day[2:4] + statement.day[5:7] + statement.day[8:10]
    signed = lambda amount: str(amount)
    account = [
        f"03,{statement.account},{statement.currency},010,{signed(statement.opening)},,,"
        f"015,{signed(statement.closing)},,/"
    ]
    total = statement.opening + statement.closing
    for movement in statement.movements:
        code = "142" if movement.amount >= 0 else "555"
        account.append(
            f"16,{code},{abs(movement.amount)},,{movement.reference},,ORIG CO NAME:{movement.payer} {movement.text}"
        )
        total += abs(movement.amount)
    account.append(f"49,{total},{len(account) + 1}/")
    lines = [
        f"01,150001276,FAULTS,{day},2130,{statement.number},,,2/",
        f"02,FAULTS,150001276,1,{day},2400,{statement.currency},2/",
        *account,
        f"98,{total},1,{len(account) + 2}/",
        f"99,{total},1,{len(account) + 4}/",
    ]
    return ("\n".join(lines) + "\n").encode()


def latin(data):
    return data.decode().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1")


def utf16(data):
    return data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def indented(data):
    return data.replace(b"><", b">\r\n  <").replace(b"\n<", b"\r\n<")


def zipped(data):
    return gzip.compress(data, mtime=0)


def append_rows(path, rows):
    """Rows after those of a CSV file with a header."""
    with open(path, newline="", encoding="utf-8") as file:
        columns = next(csv.reader(file))
    with open(path, "a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writerows(rows)


def write_ledger(folder, items, currency_of=lambda number: "EUR"):
    """A ledger of one customer an item: (document number, amount in minor units)."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "customers.csv", "w", encoding="utf-8") as file:
        file.write("customer_id,name,parent_id,currency,email\n")
        for number, _ in items:
            file.write(f"C{number},Customer {number},,{currency_of(number)},\n")
    with open(folder / "open_items.csv", "w", encoding="utf-8") as file:
        file.write(
            "customer_id,document_number,document_type,document_date,due_date,currency,original_amount,open_amount\n"
        )
        for number, amount in items:
            value = decimal(amount)
            file.write(f"C{number},INV-{number},invoice,2026-01-10,2026-02-10,{currency_of(number)},{value},{value}\n")
