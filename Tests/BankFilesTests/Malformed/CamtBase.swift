/// The good files that the malformed ones of camt are edits of.
enum CamtBase {
  /// A statement with two credits, the second of two details, and one debit:
  /// 1000.00 + 250.00 + 150.00 - 87.50 = 1312.50.
  static let statement = EditedFile(
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
    <GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-03-10T20:15:00</CreDtTm></GrpHdr>
    <Stmt><Id>S-48</Id><ElctrncSeqNb>48</ElctrncSeqNb><CreDtTm>2026-03-10T20:15:00</CreDtTm>
    <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
    <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-10</Dt></Dt></Bal>
    <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="EUR">1312.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-10</Dt></Dt></Bal>
    <Ntry><NtryRef>N-1</NtryRef>
    <Amt Ccy="EUR">250.00</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd>
    <Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-03-10</Dt></BookgDt>
    <ValDt><Dt>2026-03-10</Dt></ValDt>
    <AcctSvcrRef>A-1</AcctSvcrRef>
    <NtryDtls><TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs>
    <RltdPties><Dbtr><Pty><Nm>Nordwind GmbH</Nm></Pty></Dbtr></RltdPties>
    <RmtInf><Ustrd>Invoice 4711</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="EUR">150.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-03-10</Dt></BookgDt><ValDt><Dt>2026-03-10</Dt></ValDt>
    <NtryDtls><Btch><NbOfTxs>2</NbOfTxs><TtlAmt Ccy="EUR">150.00</TtlAmt></Btch>
    <TxDtls><Refs><EndToEndId>E-2</EndToEndId></Refs><Amt Ccy="EUR">100.00</Amt></TxDtls>
    <TxDtls><Refs><EndToEndId>E-3</EndToEndId></Refs><Amt Ccy="EUR">50.00</Amt></TxDtls>
    </NtryDtls></Ntry>
    <Ntry><Amt Ccy="EUR">87.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-03-10</Dt></BookgDt><ValDt><Dt>2026-03-10</Dt></ValDt></Ntry>
    </Stmt>
    </BkToCstmrStmt></Document>
    """)

  static let money = "+400.00 -87.50 EUR in 4"
  /// Without the first entry, whose lines are 10 to 19.
  static let moneyOfOthers = "+150.00 -87.50 EUR in 3"

  /// A file that differs from the statement by this edit.
  static func file(
    _ name: String, _ edit: (EditedFile) -> EditedFile, _ told: String..., money: String = money
  ) -> MalformedFile {
    MalformedFile(name, edit(statement).bytes, told, money)
  }
}
