import BankFiles
import Testing

/// Small edits of one good file, each with everything that comes of it.
struct X12LockboxMalformedTests {
  /// One deposit of one batch with two cheques.
  static let good = """
    ISA*00*          *00*          *ZZ*FIRSTMERCH     *ZZ*HALDENPUMPS    *260310*1405*U*00401*000000069*0*P*>~
    GS*LB*FIRSTMERCH*HALDENPUMPS*20260310*1405*69*X*004010~
    ST*823*0001~
    N1*RB*FIRST MERCHANTS BANK*01*091000019~
    DTM*009*20260310*1400~
    DEP*68751*20260310*1400*412~
    AMT*3*800~
    QTY*41*1~
    QTY*42*2~
    REF*BT*412~
    DTM*007*20260311~
    BAT*20260310*1330*001*01~
    AVA*1*800~
    AMT*2*800~
    QTY*42*02~
    BPR*I*600*C*CHK*PBC*01*121000248*DA*44~
    TRN*1*17734~
    N1*PR*ACME TOOLS*91*C-1~
    RMR*IV*A-1**600*610*10~
    DTM*003*20260210~
    BPR*I*200*C*CHK*PBC*01*091000019*DA*55~
    TRN*1*0000002201~
    N1*PR*J SMITH~
    RMR*IV*A-2**200*225~
    ADX*25*04~
    SE*24*0001~
    GE*1*69~
    IEA*1*000000069~

    """

  @Test func `the good file has no problem at all`() {
    let trial = FlatFileTrial(x12: Self.good)

    #expect(trial.failure == nil)
    #expect(trial.complaints == [])
    #expect(
      trial.outcome == """
        600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
        200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
        """)
  }

  static let edits: [TextEdit] = [
    TextEdit(
      "ISA*00*", "ISX*00*",
      """
      failed: edi:1:1: error: the file begins with 'ISX'; expected an interchange header, ISA \
      (missingRecord)
      """),
    TextEdit(
      "ISA*00*", "ISA-00-",
      """
      failed: edi:1:1: error: the interchange header is not laid out as one; expected ISA of 106 \
      characters, with its separators at 4, 105 and 106 (badRecord)
      """),
    TextEdit(
      "*U*00401*", "*U*401*",
      """
      failed: edi:1:1: error: the interchange header is not laid out as one; expected ISA of 106 \
      characters, with its separators at 4, 105 and 106 (badRecord)
      """),
    TextEdit(
      "*P*>~", "*T*>~",
      """
      edi:1:1: warning: the interchange is a test (ISA15 is T): nothing is booked; expected P, \
      for production (unusual)
      600.00 USD credit information 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit information 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "IEA*1*000000069", "IEA*0*000000069",
      """
      edi:28:1: error: interchange 000000069 states 0 groups, 1 were read; expected equal \
      counts; ask for the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "IEA*1*000000069", "IEA*1*000000096",
      """
      edi:28:1: error: the interchange '000000069' ends with the control number '000000096'; \
      expected the number of its header; ask for the file again (badRecord)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "IEA*1*000000069~\n", "",
      """
      failed: edi:1:1: error: the file ends inside the interchange 000000069 that begins here; \
      expected IEA; fetch the file again (truncated)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "GE*1*69", "GE*3*69",
      """
      edi:27:1: error: group 69 states 3 sets, 1 were read; expected equal counts; ask for the \
      file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "GE*1*69", "GE*1*96",
      """
      edi:27:1: error: the group '69' ends with the control number '96'; expected the number of \
      its header; ask for the file again (badRecord)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "GE*1*69~\n", "",
      """
      edi:27:1: error: the group 69 ends without its trailer; expected GE before IEA \
      (missingRecord)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "ST*823*0001~\n", "",
      """
      edi:3:1: error: the segment N1 stands outside a set; expected ST before it (missingRecord)
      edi:4:1: error: the segment DTM stands outside a set; expected ST before it \
      (missingRecord)
      edi:5:1: error: the segment DEP stands outside a set; expected ST before it \
      (missingRecord)
      edi:6:1: error: the segment AMT stands outside a set; expected ST before it \
      (missingRecord)
      edi:7:1: error: the segment QTY stands outside a set; expected ST before it \
      (missingRecord)
      edi:8:1: error: the segment QTY stands outside a set; expected ST before it \
      (missingRecord)
      edi:9:1: error: the segment REF stands outside a set; expected ST before it \
      (missingRecord)
      edi:10:1: error: the segment DTM stands outside a set; expected ST before it \
      (missingRecord)
      edi:11:1: error: the segment BAT stands outside a set; expected ST before it \
      (missingRecord)
      edi:12:1: error: the segment AVA stands outside a set; expected ST before it \
      (missingRecord)
      edi:13:1: error: the segment AMT stands outside a set; expected ST before it \
      (missingRecord)
      edi:14:1: error: the segment QTY stands outside a set; expected ST before it \
      (missingRecord)
      edi:15:1: error: the segment BPR stands outside a set; expected ST before it \
      (missingRecord)
      edi:16:1: error: the segment TRN stands outside a set; expected ST before it \
      (missingRecord)
      edi:17:1: error: the segment N1 stands outside a set; expected ST before it \
      (missingRecord)
      edi:18:1: error: the segment RMR stands outside a set; expected ST before it \
      (missingRecord)
      edi:19:1: error: the segment DTM stands outside a set; expected ST before it \
      (missingRecord)
      edi:20:1: error: the segment BPR stands outside a set; expected ST before it \
      (missingRecord)
      edi:21:1: error: the segment TRN stands outside a set; expected ST before it \
      (missingRecord)
      edi:22:1: error: the segment N1 stands outside a set; expected ST before it \
      (missingRecord)
      edi:23:1: error: the segment RMR stands outside a set; expected ST before it \
      (missingRecord)
      edi:24:1: error: the segment ADX stands outside a set; expected ST before it \
      (missingRecord)
      edi:25:1: error: the set trailer ends what never began; expected ST before it \
      (missingRecord)
      edi:26:1: error: group 69 states 1 sets, 0 were read; expected equal counts; ask for the \
      file again (countMismatch)
      failed: edi: error: the file has no set; expected a set 820 or 823 (unknownFormat)
      """),
    TextEdit(
      "ST*823*0001", "ST*820*0001",
      """
      edi:21:1: error: the set has a second payment; expected one BPR in a set 820 \
      (duplicateElement)
      edi:16:1: warning: the payment is 600.00 USD, its documents come to 800.00 USD; expected \
      documents that add up to the payment, with or without their adjustments (detailsMismatch)
      600.00 USD credit information - 17734: A-1 600.00, A-2 200.00
      """),
    TextEdit(
      "SE*24*0001", "SE*25*0001",
      """
      edi:26:1: error: set 0001 states 25 segments, 24 were read; expected equal counts; ask for \
      the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "SE*24*0001", "SE*24*1",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "SE*24*0001", "SE*24*2",
      """
      edi:26:1: error: the set '0001' ends with the control number '2'; expected the number of \
      its header; ask for the file again (badRecord)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "SE*24*0001~\n", "",
      """
      edi:26:1: error: the set 0001 ends without its trailer; expected SE before GE \
      (missingRecord)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "SE*24*0001~\n", "SE*24*0001~\nST*820*0002~\nSE*2*0002~\n",
      """
      edi:27:1: error: a set 820 stands in a file of 823s; expected one kind a file; split the \
      file (ambiguousFormat)
      edi:29:1: error: group 69 states 1 sets, 2 were read; expected equal counts; ask for the \
      file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "DEP*68751*20260310", "DEP**20260310",
      """
      edi:6:1: error: the deposit has no lockbox number (DEP01); expected a number \
      (missingField)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "DEP*68751*20260310", "DEP*68751*20261310",
      """
      edi:6:1: error: the deposit date (DEP02) is '20261310'; expected a day as CCYYMMDD or \
      YYMMDD (badDate)
      600.00 USD credit booked - 1-1-17734: A-1 600.00
      200.00 USD credit booked - 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "DEP*68751*20260310", "DEP*68751*",
      """
      edi:6:1: error: the deposit date (DEP02) is ''; expected a day as CCYYMMDD or YYMMDD \
      (badDate)
      600.00 USD credit booked - 1-1-17734: A-1 600.00
      200.00 USD credit booked - 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "DEP*68751*20260310", "DEP*68751*260310",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "DEP*68751*20260310*1400*412~\n", "",
      """
      edi:11:1: error: a batch stands outside a deposit; expected DEP before it (missingRecord)
      edi:15:1: error: a cheque stands outside a deposit; expected DEP before it (missingRecord)
      edi:20:1: error: a cheque stands outside a deposit; expected DEP before it (missingRecord)
      """),
    TextEdit(
      "DEP*68751*20260310*1400*412~", "DEX*68751*20260310*1400*412~",
      """
      edi:12:1: error: a batch stands outside a deposit; expected DEP before it (missingRecord)
      edi:16:1: error: a cheque stands outside a deposit; expected DEP before it (missingRecord)
      edi:21:1: error: a cheque stands outside a deposit; expected DEP before it (missingRecord)
      """),
    TextEdit(
      "AMT*3*800", "AMT*3*801",
      """
      edi:7:1: error: deposit 68751/2026-03-10 states 801.00 USD, its cheques sum to 800.00 USD; \
      expected equal totals; ask the bank to send the file again (controlTotalMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "AMT*3*800", "AMT*3*8OO",
      """
      edi:7:1: error: the total of deposit 68751/2026-03-10 is '8OO'; expected a decimal number \
      such as 8900.00 (badAmount)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "AMT*3*800", "AMT*3",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "AMT*3*800~\n", "",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "AMT*3*800", "AMT*1*800",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "AMT*3*800", "AMT*3*800.000001",
      """
      edi:7:1: error: the total of deposit 68751/2026-03-10 is '800.000001'; expected a decimal \
      number such as 8900.00 (badAmount)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "AMT*3*800", "AMT*3*-800",
      """
      edi:7:1: error: deposit 68751/2026-03-10 states -800.00 USD, its cheques sum to 800.00 \
      USD; expected equal totals; ask the bank to send the file again (controlTotalMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "QTY*41*1", "QTY*41*2",
      """
      edi:8:1: warning: deposit 68751/2026-03-10 states 2 batches, 1 were read; expected equal \
      counts; ask the bank to send the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "QTY*42*2", "QTY*42*3",
      """
      edi:9:1: warning: deposit 68751/2026-03-10 states 3 cheques, 2 were read; expected equal \
      counts; ask the bank to send the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "QTY*42*2", "QTY*42*two",
      """
      edi:9:1: warning: the number of cheques of deposit 68751/2026-03-10 is 'two'; expected a \
      whole number (missingField)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "QTY*42*2", "QTY*42*2.0",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "QTY*42*2", "QTY*42*-2",
      """
      edi:9:1: warning: the number of cheques of deposit 68751/2026-03-10 is '-2'; expected a \
      whole number (missingField)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "QTY*42*2", "QTY*QA*2",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "AMT*3*800~\nQTY*41*1~\nQTY*42*2", "QTY*41*1~\nQTY*42*3",
      """
      edi:8:1: error: deposit 68751/2026-03-10 states 3 cheques, 2 were read; expected equal \
      counts; ask the bank to send the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BAT*20260310*1330*001*01~\n", "",
      """
      edi:8:1: warning: deposit 68751/2026-03-10 states 1 batches, 0 were read; expected equal \
      counts; ask the bank to send the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 412-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 412-2-2201: A-2 200.00
      """),
    TextEdit(
      "BAT*20260310*1330*001*01~", "BAT*20260310*1330*001*05~",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BAT*20260310*1330*001*01", "BAT",
      """
      600.00 USD credit booked 2026-03-10 412-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 412-2-2201: A-2 200.00
      """),
    TextEdit(
      "AMT*2*800", "AMT*2*700",
      """
      edi:14:1: error: batch 1 states 700.00 USD, its cheques sum to 800.00 USD; expected equal \
      totals; ask the bank to send the file again (controlTotalMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "AMT*2*800", "AMT*2*x",
      """
      edi:14:1: error: the total of batch 1 is 'x'; expected a decimal number such as 8900.00 \
      (badAmount)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "AMT*2*800", "AMT*02*800",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "QTY*42*02", "QTY*42*5",
      """
      edi:15:1: warning: batch 1 states 5 cheques, 2 were read; expected equal counts; ask the \
      bank to send the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "QTY*42*02~\n", "",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*200*C", "BAT*20260310*1330*1*01~\nBPR*I*200*C",
      """
      edi:14:1: error: batch 1 states 800.00 USD, its cheques sum to 600.00 USD; expected equal \
      totals; ask the bank to send the file again (controlTotalMismatch)
      edi:15:1: error: batch 1 states 2 cheques, 1 were read; expected equal counts; ask the \
      bank to send the file again (countMismatch)
      edi:21:1: error: batch 1 comes twice in the deposit; expected every batch once \
      (duplicateElement)
      edi:8:1: warning: deposit 68751/2026-03-10 states 1 batches, 2 were read; expected equal \
      counts; ask the bank to send the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-1-2201: A-2 200.00
      """),
    TextEdit(
      "ST*823*0001", "ST*823*0001~\nBAT*20260310*1330*001*01",
      """
      edi:4:1: error: a batch stands outside a deposit; expected DEP before it (missingRecord)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "ST*823*0001", "ST*823*0001~\nBPR*I*5*C*CHK",
      """
      edi:4:1: error: a cheque stands outside a deposit; expected DEP before it (missingRecord)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "ST*823*0001", "ST*823*0001~\nAMT*3*5",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*600*C", "BPR*I**C",
      """
      edi:16:1: error: the payment has no amount (BPR02); expected a decimal number such as \
      8900.00 (badAmount)
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*600*C", "BPR*I*-600*C",
      """
      edi:16:1: error: the payment's amount (BPR02) is '-600'; expected no minus: BPR03 tells \
      the side (badAmount)
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*600*C", "BPR*I*6OO*C",
      """
      edi:16:1: error: the payment's amount (BPR02) is '6OO'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*600*C", "BPR*I*600.123*C",
      """
      edi:16:1: error: the payment's amount (BPR02) is '600.123'; expected a decimal number such \
      as 8900.00, with at most 2 decimals (badAmount)
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*600*C", "BPR*I*600*",
      """
      edi:16:1: error: the credit or debit flag (BPR03) is ''; expected C or D (badDirection)
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*600*C", "BPR*I*600*D",
      """
      edi:14:1: error: batch 1 states 800.00 USD, its cheques sum to -400.00 USD; expected equal \
      totals; ask the bank to send the file again (controlTotalMismatch)
      edi:7:1: error: deposit 68751/2026-03-10 states 800.00 USD, its cheques sum to -400.00 \
      USD; expected equal totals; ask the bank to send the file again (controlTotalMismatch)
      600.00 USD debit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*600*C", "BPR**600*C",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*600*C", "BPS*I*600*C",
      """
      edi:16:1: error: the cheque stands in a BPS, which is not read; expected BPR, as from \
      release 003010 on (unknownRecord)
      edi:14:1: error: batch 1 states 800.00 USD, its cheques sum to 200.00 USD; expected equal \
      totals; ask the bank to send the file again (controlTotalMismatch)
      edi:15:1: error: batch 1 states 2 cheques, 1 were read; expected equal counts; ask the \
      bank to send the file again (countMismatch)
      edi:7:1: error: deposit 68751/2026-03-10 states 800.00 USD, its cheques sum to 200.00 USD; \
      expected equal totals; ask the bank to send the file again (controlTotalMismatch)
      edi:9:1: error: deposit 68751/2026-03-10 states 2 cheques, 1 were read; expected equal \
      counts; ask the bank to send the file again (countMismatch)
      200.00 USD credit booked 2026-03-10 1-1-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*600*C", "BPR*I*600000000000000000000*C",
      """
      edi:16:1: error: the payment's amount (BPR02) is '600000000000000000000'; expected a \
      decimal number such as 8900.00, with at most 2 decimals (badAmount)
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "121000248", "121000240",
      """
      edi:16:1: warning: the check digit of routing number 121000240 is wrong; expected a number \
      of the American Bankers Association (unusual)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "121000248", "12100024",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "TRN*1*17734~\n", "",
      """
      600.00 USD credit booked 2026-03-10 1-1-: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "TRN*1*17734", "TRN*1*",
      """
      600.00 USD credit booked 2026-03-10 1-1-: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "TRN*1*17734", "TRN*1*0000",
      """
      600.00 USD credit booked 2026-03-10 1-1-0: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "TRN*1*17734", "TRN*1*17734~\nCUR*PR*EUR",
      """
      600.00 EUR credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "TRN*1*17734", "TRN*1*17734~\nCUR*PR*ZZZ",
      """
      edi:16:1: error: the currency is 'ZZZ', so that the decimals of its amounts are unknown; \
      expected an ISO 4217 code in CUR02 (badCurrency)
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**700*710*10",
      """
      edi:16:1: warning: the payment is 600.00 USD, its documents come to 700.00 USD; expected \
      documents that add up to the payment, with or without their adjustments (detailsMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 700.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**500*510*10",
      """
      edi:16:1: warning: the payment is 600.00 USD, its documents come to 500.00 USD; expected \
      documents that add up to the payment, with or without their adjustments (detailsMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 500.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**600*610*10~\nCUR*PR*CAD",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**600*610*10~\nCUR*PR*CAD~\nRMR*IV*A-3**600",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00, A-3 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "RMR*IV*A-1**600*610*10", "RMR*IV*A-1**six",
      """
      edi:19:1: error: the amount paid (RMR04) is 'six'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "RMR*IV*A-2**200*225", "RMR***200*225",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201:  200.00
      """),
    TextEdit(
      "ADX*25*04", "ADX*twenty*04",
      """
      edi:25:1: error: the adjustment (ADX01) is 'twenty'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      """),
    TextEdit(
      "N1*PR*J SMITH", "N1*PR",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "N1*PR*J SMITH", "N1*PR*J SMITH*ZZ*C-7",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "SE*24*0001", "SE*x*0001",
      """
      edi:26:1: error: set 0001 states 'x' segments, 24 were read; expected equal counts; ask \
      for the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "GE*1*69", "GE*1",
      """
      edi:27:1: error: the group '69' ends with the control number ''; expected the number of \
      its header; ask for the file again (badRecord)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "IEA*1*000000069~\n", "IEA*1*000000069~\nX~",
      """
      edi:29:1: error: the segment begins with 'X', which names none; expected two or three \
      capitals; ask for the file again (unknownRecord)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "IEA*1*000000069~\n", "IEA*1*000000069~\nGS*LB*F*H*20260310*1405*70*X*004010~\n",
      """
      edi:29:1: error: a group begins outside its envelope; expected an interchange (ISA) before \
      it (missingRecord)
      failed: edi:29:1: error: the file ends inside the group 70 that begins here; expected GE \
      and IEA; fetch the file again (truncated)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "GS*LB*FIRSTMERCH*HALDENPUMPS*20260310*1405*69*X*004010~\n", "",
      """
      edi:2:1: error: a set begins outside its envelope; expected a group (GS) before it \
      (missingRecord)
      edi:26:1: error: the group trailer ends what never began; expected GS before it \
      (missingRecord)
      edi:27:1: error: interchange 000000069 states 1 groups, 0 were read; expected equal \
      counts; ask for the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "QTY*41*1", "QTY*41*one",
      """
      edi:8:1: warning: the number of batches of deposit 68751/2026-03-10 is 'one'; expected a \
      whole number (missingField)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "QTY*41*1", "QTY",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "BPR*I*200*C", "bpr*I*200*C",
      """
      edi:21:1: error: the segment begins with 'bpr', which names none; expected two or three \
      capitals; ask for the file again (unknownRecord)
      edi:16:1: warning: the payment is 600.00 USD, its documents come to 800.00 USD; expected \
      documents that add up to the payment, with or without their adjustments (detailsMismatch)
      edi:14:1: error: batch 1 states 800.00 USD, its cheques sum to 600.00 USD; expected equal \
      totals; ask the bank to send the file again (controlTotalMismatch)
      edi:15:1: error: batch 1 states 2 cheques, 1 were read; expected equal counts; ask the \
      bank to send the file again (countMismatch)
      edi:7:1: error: deposit 68751/2026-03-10 states 800.00 USD, its cheques sum to 600.00 USD; \
      expected equal totals; ask the bank to send the file again (controlTotalMismatch)
      edi:9:1: error: deposit 68751/2026-03-10 states 2 cheques, 1 were read; expected equal \
      counts; ask the bank to send the file again (countMismatch)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00, A-2 200.00
      """),
    TextEdit(
      "BPR*I*200*C", "BPR",
      """
      edi:21:1: error: the payment's amount (BPR02) is 'PBC'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      """),
    TextEdit(
      "DTM*003*20260210", "DTM*003*202602100",
      """
      edi:20:1: warning: the date is '202602100'; expected a day as CCYYMMDD or YYMMDD (badDate)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "RMR*IV*A-2**200*225", "RMR*IV*A-2**2OO*225",
      """
      edi:24:1: error: the amount paid (RMR04) is '2OO'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      """),
    TextEdit(
      "RMR*IV*A-2**200*225", "RMR*IV*A-2**200*22S",
      """
      edi:24:1: error: the invoice's amount (RMR05) is '22S'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      """),
    TextEdit(
      "RMR*IV*A-2**200*225", "RMR",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: 
      """),
    TextEdit(
      "ADX*25*04", "ADX*25*04~\nADX*1,5*04",
      """
      edi:26:1: error: the adjustment (ADX01) is '1,5'; expected a decimal number such as \
      8900.00, with at most 2 decimals (badAmount)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      """),
    TextEdit(
      "ADX*25*04", "ADX",
      """
      edi:25:1: warning: the adjustment has no amount (ADX01); expected a decimal number such as \
      -25.00 (missingField)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "DEP*68751*20260310*1400*412", "DEP*68751*20260310*1400*412~\nDEP*68751*20260310*1400*413",
      """
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
    TextEdit(
      "RMR*IV*A-2**200*225", "RMT*IV*A-2*200*225",
      """
      edi:24:1: warning: the document stands in an RMT, which is not read; expected RMR, as from \
      release 003010 on (unknownRecord)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201:  25.00
      """),
    TextEdit(
      "AMT*2*800", "AMT*2*99999999999999999999999999999999999999999999",
      """
      edi:14:1: error: the total of batch 1 is '9999999999999999999999999999999999999999'; \
      expected a decimal number such as 8900.00 (badAmount)
      600.00 USD credit booked 2026-03-10 1-1-17734: A-1 600.00
      200.00 USD credit booked 2026-03-10 1-2-2201: A-2 200.00
      """),
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
