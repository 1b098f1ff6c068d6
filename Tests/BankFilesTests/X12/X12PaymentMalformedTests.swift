import BankFiles
import Testing

/// Small edits of one good file, each with everything that comes of it.
struct X12PaymentMalformedTests {
  /// One payment of two invoices, one with a discount and one with a deduction.
  static let good = """
    ISA*00*          *00*          *ZZ*PAYER          *ZZ*HALDENPUMPS    *260310*0815*U*00401*000000007*0*P*>~
    GS*RA*PAYER*HALDENPUMPS*20260310*0815*7*X*004010~
    ST*820*0001~
    BPR*C*1000*C*ACH*CTX*01*121000248*DA*44*1234567890**01*091000019*DA*76*20260310~
    TRN*1*T-1~
    N1*PR*ACME TOOLS~
    ENT*1~
    RMR*IV*A-1**600*610*10~
    RMR*IV*A-2**400*425~
    DTM*003*20260210~
    ADX*-25*04~
    SE*10*0001~
    GE*1*7~
    IEA*1*000000007~

    """

  @Test func `the good file has no problem at all`() {
    let trial = FlatFileTrial(x12: Self.good)

    #expect(trial.failure == nil)
    #expect(
      trial.problems.map(\.description) == [
        "pay.edi:4:1: note: no currency is stated (CUR02); USD is assumed (badCurrency)"
      ])
    #expect(trial.outcome == "1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00")
  }

  static let edits: [TextEdit] = [
    TextEdit(
      "ISA*00*", "ISA*0*",
      """
      failed: edi:1:1: error: the interchange header is not laid out as one; expected ISA of 106 \
      characters, with its separators at 4, 105 and 106 (badRecord)
      """),
    TextEdit(
      "*P*>~", "*P*>*",
      """
      failed: edi:1:1: error: the interchange header is not laid out as one; expected ISA of 106 \
      characters, with its separators at 4, 105 and 106 (badRecord)
      """),
    TextEdit(
      "*P*>~", "*P**~",
      """
      failed: edi:1:1: error: the interchange header is not laid out as one; expected ISA of 106 \
      characters, with its separators at 4, 105 and 106 (badRecord)
      """),
    TextEdit(
      "*P*>~", "*T*>~",
      """
      edi:1:1: warning: the interchange is a test (ISA15 is T): nothing is booked; expected P, \
      for production (unusual)
      1000.00 USD credit information 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "ISA*00*          *00*          *ZZ*PAYER          *ZZ*HALDENPUMPS    *260310*0815*U*00401*000000007*0*P*>~\n",
      "",
      """
      failed: edi:1:1: error: the file begins with 'GS*'; expected an interchange header, ISA \
      (missingRecord)
      """),
    TextEdit(
      "IEA*1*000000007", "IEA*2*000000007",
      """
      edi:14:1: error: interchange 000000007 states 2 groups, 1 were read; expected equal \
      counts; ask for the file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "IEA*1*000000007", "IEA*1*000000008",
      """
      edi:14:1: error: the interchange '000000007' ends with the control number '000000008'; \
      expected the number of its header; ask for the file again (badRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "IEA*1*000000007", "IEA*1*",
      """
      edi:14:1: error: the interchange '000000007' ends with the control number ''; expected the \
      number of its header; ask for the file again (badRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "IEA*1*000000007", "IEA**7",
      """
      edi:14:1: error: interchange 000000007 states '' groups, 1 were read; expected equal \
      counts; ask for the file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "IEA*1*000000007~\n", "",
      """
      failed: edi:1:1: error: the file ends inside the interchange 000000007 that begins here; \
      expected IEA; fetch the file again (truncated)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "IEA*1*000000007~\n", "IEA*1*000000007~\nIEA*1*000000007~\n",
      """
      edi:15:1: error: the interchange trailer ends what never began; expected ISA before it \
      (missingRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "IEA*1*000000007~\n", "IEA*1*000000007~\nBPR*C*5~\n",
      """
      edi:15:1: error: the segment BPR stands outside a set; expected ST before it \
      (trailingContent)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "IEA*1*000000007~\n", "IEA*1*000000007~\nand more",
      """
      edi:15:1: error: the segment begins with 'and more', which names none; expected two or \
      three capitals; ask for the file again (unknownRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "IEA*1*000000007~\n", "IEA*1*000000007~\nISA*00*",
      """
      failed: edi:15:1: error: the file ends inside the interchange header that begins here; \
      expected ISA of 106 characters; fetch the file again (truncated)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "IEA*1*000000007~", "IEA*1*000000007",
      "1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00"),
    TextEdit(
      "GS*RA*PAYER*HALDENPUMPS*20260310*0815*7*X*004010~\n", "",
      """
      edi:2:1: error: a set begins outside its envelope; expected a group (GS) before it \
      (missingRecord)
      edi:12:1: error: the group trailer ends what never began; expected GS before it \
      (missingRecord)
      edi:13:1: error: interchange 000000007 states 1 groups, 0 were read; expected equal \
      counts; ask for the file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "GE*1*7", "GE*2*7",
      """
      edi:13:1: error: group 7 states 2 sets, 1 were read; expected equal counts; ask for the \
      file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "GE*1*7", "GE*1*8",
      """
      edi:13:1: error: the group '7' ends with the control number '8'; expected the number of \
      its header; ask for the file again (badRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "GE*1*7", "GE*x*7",
      """
      edi:13:1: error: group 7 states 'x' sets, 1 were read; expected equal counts; ask for the \
      file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "GE*1*7~\n", "",
      """
      edi:13:1: error: the group 7 ends without its trailer; expected GE before IEA \
      (missingRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "GE*1*7~\n", "GE*1*7~\nGE*1*7~\n",
      """
      edi:14:1: error: the group trailer ends what never began; expected GS before it \
      (missingRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "GE*1*7~\n", "GE*1*7~\nGS*RA*P*H*20260310*0815*7*X*004010~\nGE*0*7~\n",
      """
      edi:14:1: error: the group 7 comes twice in the interchange; expected every group once \
      (duplicateElement)
      edi:16:1: error: interchange 000000007 states 1 groups, 2 were read; expected equal \
      counts; ask for the file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "ST*820*0001~\n", "",
      """
      edi:3:1: error: the segment BPR stands outside a set; expected ST before it \
      (missingRecord)
      edi:4:1: error: the segment TRN stands outside a set; expected ST before it \
      (missingRecord)
      edi:5:1: error: the segment N1 stands outside a set; expected ST before it (missingRecord)
      edi:6:1: error: the segment ENT stands outside a set; expected ST before it \
      (missingRecord)
      edi:7:1: error: the segment RMR stands outside a set; expected ST before it \
      (missingRecord)
      edi:8:1: error: the segment RMR stands outside a set; expected ST before it \
      (missingRecord)
      edi:9:1: error: the segment DTM stands outside a set; expected ST before it \
      (missingRecord)
      edi:10:1: error: the segment ADX stands outside a set; expected ST before it \
      (missingRecord)
      edi:11:1: error: the set trailer ends what never began; expected ST before it \
      (missingRecord)
      edi:12:1: error: group 7 states 1 sets, 0 were read; expected equal counts; ask for the \
      file again (countMismatch)
      failed: edi: error: the file has no set; expected a set 820 or 823 (unknownFormat)
      """),
    TextEdit(
      "ST*820*0001", "ST*821*0001",
      "failed: edi: error: the file has sets 821; expected a set 820 or 823 (unknownFormat)"),
    TextEdit(
      "ST*820*0001", "ST*823*0001",
      "edi:4:1: error: a cheque stands outside a deposit; expected DEP before it (missingRecord)"),
    TextEdit(
      "ST*820*0001", "ST*820",
      """
      edi:12:1: error: the set '' ends with the control number '0001'; expected the number of \
      its header; ask for the file again (badRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "SE*10*0001", "SE*9*0001",
      """
      edi:12:1: error: set 0001 states 9 segments, 10 were read; expected equal counts; ask for \
      the file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "SE*10*0001", "SE*10*0002",
      """
      edi:12:1: error: the set '0001' ends with the control number '0002'; expected the number \
      of its header; ask for the file again (badRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "SE*10*0001", "SE**0001",
      """
      edi:12:1: error: set 0001 states '' segments, 10 were read; expected equal counts; ask for \
      the file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "SE*10*0001", "SE*-10*0001",
      """
      edi:12:1: error: set 0001 states '-10' segments, 10 were read; expected equal counts; ask \
      for the file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "SE*10*0001~\n", "",
      """
      edi:12:1: error: the set 0001 ends without its trailer; expected SE before GE \
      (missingRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "SE*10*0001~\n", "SE*10*0001~\nSE*10*0001~\n",
      """
      edi:13:1: error: the set trailer ends what never began; expected ST before it \
      (missingRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "SE*10*0001~\n", "SE*10*0001~\nST*820*0001~\nSE*2*0001~\n",
      """
      edi:13:1: error: the set 0001 comes twice in the group; expected every set once \
      (duplicateElement)
      edi:13:1: error: the set 820 has no payment; expected a BPR (missingRecord)
      edi:15:1: error: group 7 states 1 sets, 2 were read; expected equal counts; ask for the \
      file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "SE*10*0001~\n", "SE*10*0001~\nST*823*0002~\nSE*2*0002~\n",
      """
      edi:13:1: error: a set 823 stands in a file of 820s; expected one kind a file; split the \
      file (ambiguousFormat)
      edi:15:1: error: group 7 states 1 sets, 2 were read; expected equal counts; ask for the \
      file again (countMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "SE*10*0001~\n", "SE*10*0001~\nTRN*1*X~\n",
      """
      edi:13:1: error: the segment TRN stands outside a set; expected ST before it \
      (missingRecord)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "TRN*1*", "trn*1*",
      """
      edi:5:1: error: the segment begins with 'trn', which names none; expected two or three \
      capitals; ask for the file again (unknownRecord)
      edi:4:1: warning: the payment has no trace number (TRN02); expected a TRN: what tells \
      equal payments apart (missingField)
      1000.00 USD credit booked 2026-03-10 : A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "TRN*1*", "*1*",
      """
      edi:5:1: error: the segment begins with '', which names none; expected two or three \
      capitals; ask for the file again (unknownRecord)
      edi:4:1: warning: the payment has no trace number (TRN02); expected a TRN: what tells \
      equal payments apart (missingField)
      1000.00 USD credit booked 2026-03-10 : A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "TRN*1*T-1", "TOOLONG*1*T-1",
      """
      edi:5:1: error: the segment begins with 'TOOLONG', which names none; expected two or three \
      capitals; ask for the file again (unknownRecord)
      edi:4:1: warning: the payment has no trace number (TRN02); expected a TRN: what tells \
      equal payments apart (missingField)
      1000.00 USD credit booked 2026-03-10 : A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "TRN*1*T-1", "ZZ9*1*T-1",
      """
      edi:4:1: warning: the payment has no trace number (TRN02); expected a TRN: what tells \
      equal payments apart (missingField)
      1000.00 USD credit booked 2026-03-10 : A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "TRN*1*T-1", "RMT*IV*7",
      """
      edi:5:1: warning: the document stands in an RMT, which is not read; expected RMR, as from \
      release 003010 on (unknownRecord)
      edi:4:1: warning: the payment has no trace number (TRN02); expected a TRN: what tells \
      equal payments apart (missingField)
      1000.00 USD credit booked 2026-03-10 : A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C**C",
      """
      edi:4:1: error: the payment has no amount (BPR02); expected a decimal number such as \
      8900.00 (badAmount)
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*-1000*C",
      """
      edi:4:1: error: the payment's amount (BPR02) is '-1000'; expected no minus: BPR03 tells \
      the side (badAmount)
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*+1000*C",
      """
      edi:4:1: error: the payment's amount (BPR02) is '+1000'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*1,000*C",
      """
      edi:4:1: error: the payment's amount (BPR02) is '1,000'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*1 000*C",
      """
      edi:4:1: error: the payment's amount (BPR02) is '1 000'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*1000.001*C",
      """
      edi:4:1: error: the payment's amount (BPR02) is '1000.001'; expected a decimal number such \
      as 8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*1000.0000*C",
      "1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00"),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*1000.00000*C",
      """
      edi:4:1: error: the payment's amount (BPR02) is '1000.00000'; expected a decimal number \
      such as 8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*1E3*C",
      """
      edi:4:1: error: the payment's amount (BPR02) is '1E3'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*.*C",
      """
      edi:4:1: error: the payment's amount (BPR02) is '.'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*99999999999999999999*C",
      """
      edi:4:1: error: the payment's amount (BPR02) is '99999999999999999999'; expected a decimal \
      number such as 8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*92233720368547758.07*C",
      """
      edi:4:1: warning: the payment is 92233720368547758.07 USD, its documents come to 1000.00 \
      USD; expected documents that add up to the payment, with or without their adjustments \
      (detailsMismatch)
      92233720368547758.07 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*1000*",
      "edi:4:1: error: the credit or debit flag (BPR03) is ''; expected C or D (badDirection)"),
    TextEdit(
      "BPR*C*1000*C", "BPR*C*1000*X",
      "edi:4:1: error: the credit or debit flag (BPR03) is 'X'; expected C or D (badDirection)"),
    TextEdit(
      "BPR*C*1000*C", "BPR**1000*C",
      """
      edi:4:1: error: the handling code (BPR01) is '', so that nobody knows whether money moves; \
      expected C, D, I or another of the standard (unknownStatus)
      1000.00 USD credit information 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "BPR*C*1000*C", "BPR*Q*1000*C",
      "1000.00 USD credit information 2026-03-10 T-1: A-1 600.00, A-2 400.00"),
    TextEdit(
      "BPR*C*1000*C*ACH", "BPR*C*1000*C*NON",
      "1000.00 USD credit information 2026-03-10 T-1: A-1 600.00, A-2 400.00"),
    TextEdit(
      "BPR*C*1000*C*ACH", "BPR*C*1000*D*ACH",
      "1000.00 USD debit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00"),
    TextEdit(
      "*76*20260310~", "*76*20260230~",
      """
      edi:4:1: error: the date (BPR16) is '20260230'; expected a day as CCYYMMDD or YYMMDD in \
      BPR16 (badDate)
      1000.00 USD credit booked - T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "*76*20260310~", "*76*260310~",
      "1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00"),
    TextEdit(
      "*76*20260310~", "*76*2026-03-10~",
      """
      edi:4:1: error: the date (BPR16) is '2026-03-10'; expected a day as CCYYMMDD or YYMMDD in \
      BPR16 (badDate)
      1000.00 USD credit booked - T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "*76*20260310~", "*76~",
      """
      edi:4:1: error: the payment has no date; expected a day as CCYYMMDD or YYMMDD in BPR16 \
      (badDate)
      1000.00 USD credit booked - T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "*76*20260310~\nTRN*1*T-1", "*76~\nDTM*009*20260309",
      """
      edi:4:1: warning: the payment has no trace number (TRN02); expected a TRN: what tells \
      equal payments apart (missingField)
      1000.00 USD credit booked 2026-03-09 : A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "*76*20260310~\nTRN*1*T-1", "*76~\nDTM*009*2026",
      """
      edi:5:1: warning: the date is '2026'; expected a day as CCYYMMDD or YYMMDD (badDate)
      edi:4:1: warning: the payment has no trace number (TRN02); expected a TRN: what tells \
      equal payments apart (missingField)
      edi:4:1: error: the payment has no date; expected a day as CCYYMMDD or YYMMDD in BPR16 \
      (badDate)
      1000.00 USD credit booked - : A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "121000248", "121000249",
      """
      edi:4:1: warning: the check digit of routing number 121000249 is wrong; expected a number \
      of the American Bankers Association (unusual)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "BPR*C*1000*C*ACH*CTX*01*121000248*DA*44*1234567890**01*091000019*DA*76*20260310~\n", "",
      "edi:3:1: error: the set 820 has no payment; expected a BPR (missingRecord)"),
    TextEdit(
      "TRN*1*T-1~\n", "TRN*1*T-1~\nBPR*C*5*C*ACH************20260310~\n",
      """
      edi:6:1: error: the set has a second payment; expected one BPR in a set 820 \
      (duplicateElement)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "BPR*C*1000", "BPS*C*1000",
      """
      edi:4:1: error: the payment stands in a BPS, which is not read; expected BPR, as from \
      release 003010 on (unknownRecord)
      edi:3:1: error: the set 820 has no payment; expected a BPR (missingRecord)
      """),
    TextEdit(
      "TRN*1*T-1", "CUR*PR*JPY",
      """
      edi:4:1: warning: the payment has no trace number (TRN02); expected a TRN: what tells \
      equal payments apart (missingField)
      1000 JPY credit booked 2026-03-10 : A-1 600, A-2 400
      """),
    TextEdit(
      "TRN*1*T-1", "CUR*PR*XXX",
      """
      edi:4:1: error: the currency is 'XXX', so that the decimals of its amounts are unknown; \
      expected an ISO 4217 code in CUR02 (badCurrency)
      """),
    TextEdit(
      "TRN*1*T-1", "CUR*PR*kwd",
      """
      edi:4:1: warning: the payment has no trace number (TRN02); expected a TRN: what tells \
      equal payments apart (missingField)
      1000.000 KWD credit booked 2026-03-10 : A-1 600.000, A-2 400.000
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**sixty*610*10",
      """
      edi:8:1: error: the amount paid (RMR04) is 'sixty'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**600*6.1.0*10",
      """
      edi:8:1: error: the invoice's amount (RMR05) is '6.1.0'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**600*610*1O",
      """
      edi:8:1: error: the discount (RMR06) is '1O'; expected a decimal number such as 8900.00, \
      with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**500*510*10",
      """
      edi:4:1: warning: the payment is 1000.00 USD, its documents come to 900.00 USD; expected \
      documents that add up to the payment, with or without their adjustments (detailsMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 500.00, A-2 400.00
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1",
      "1000.00 USD credit booked 2026-03-10 T-1: A-1, A-2 400.00"),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV",
      """
      edi:8:1: warning: the RMR has neither a document nor an amount; expected a number in RMR02 \
      or an amount in RMR04 (missingField)
      edi:4:1: warning: the payment is 1000.00 USD, its documents come to 400.00 USD; expected \
      documents that add up to the payment, with or without their adjustments (detailsMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-2 400.00
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR",
      """
      edi:8:1: warning: the RMR has neither a document nor an amount; expected a number in RMR02 \
      or an amount in RMR04 (missingField)
      edi:4:1: warning: the payment is 1000.00 USD, its documents come to 400.00 USD; expected \
      documents that add up to the payment, with or without their adjustments (detailsMismatch)
      1000.00 USD credit booked 2026-03-10 T-1: A-2 400.00
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**600*610*10*51*abc",
      """
      edi:8:1: error: the adjustment (RMR08) is 'abc'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**600*610*10~\nDTM*003*20261310",
      """
      edi:9:1: warning: the date is '20261310'; expected a day as CCYYMMDD or YYMMDD (badDate)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**9223372036854775807*610*10",
      """
      edi:8:1: error: the amount paid (RMR04) is '9223372036854775807'; expected a decimal \
      number such as 8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "ADX*-25*04", "ADX*2 5*04",
      """
      edi:11:1: error: the adjustment (ADX01) is '2 5'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      """),
    TextEdit(
      "ADX*-25*04", "ADX**04",
      """
      edi:11:1: warning: the adjustment has no amount (ADX01); expected a decimal number such as \
      -25.00 (missingField)
      1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00
      """),
    TextEdit(
      "ADX*-25*04", "ADX*-25",
      "1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00"),
    TextEdit(
      "ADX*-25*04", "ADX*-25*Q7*XX*CLAIM 9",
      "1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 400.00"),
    TextEdit(
      "ENT*1", "ADX*25*50*ZZ*INTEREST",
      "1000.00 USD credit booked 2026-03-10 T-1: A-1 600.00, A-2 375.00,  25.00"),
  ]

  @Test(arguments: edits)
  func `what is wrong is told with its place, and the rest as it stands`(edit: TextEdit) {
    let text = X12Text.edited(Self.good, edit.old, edit.new)

    let trial = FlatFileTrial(x12: text)

    #expect(trial.outcome == edit.outcome)
  }

  @Test(arguments: edits)
  func `the same comes out however a file is cut`(edit: TextEdit) {
    let text = X12Text.edited(Self.good, edit.old, edit.new)
    let whole = FlatFileTrial(x12: text).described

    for chunk in [1, 7, 4096] {
      #expect(FlatFileTrial(x12: text, chunk: chunk).described == whole)
    }
  }
}
