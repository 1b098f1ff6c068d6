import Receivables

/// A BAI2 type code: three digits that say what an amount is.
///
/// - Source: BAI "Cash Management Balance Reporting Specifications, Version 2", 10/2005, appendix A.
struct BAI2TypeCode: Hashable, Sendable {
  let number: Int
  /// As written, with its leading zeros.
  let text: String

  /// nil where the bytes are not exactly three digits.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == 3, let number = WholeNumber.count(bytes) else { return nil }
    self.number = number
    text = TextDecoding.text(bytes)
  }

  /// Where the money went; nil for codes whose side each bank fixes for itself.
  var direction: BankTransaction.Direction? {
    switch number {
    case 100...399, 720...728, 920...959: .credit
    case 400...699, 760, 960...999: .debit
    default: nil
    }
  }

  /// 890: words instead of money.
  var isMessage: Bool { number == 890 }

  /// An item of a deposit or of a debit that is a movement of its own: told for what it says, since its
  /// money moves only once.
  ///
  /// - Source: the names of the codes in the appendix, "item in lockbox deposit" and the like.
  var isPartOfAnother: Bool { Self.parts.contains(number) }
  private static let parts: Set<Int> = [116, 136, 143, 156, 345, 452]

  /// Belongs into an account's summary, not beside its movements.
  var isStatus: Bool { number < 100 }
  var isSummary: Bool { Self.summaries.contains(number) }

  /// Belongs beside the movements, not into a summary; codes from 900 on are the banks' own.
  var isDetail: Bool { (101...728).contains(number) && !isSummary && Self.isListed(number) }

  /// The customer's reference is the number of a cheque.
  var namesCheck: Bool { number == 395 || number == 474 || number == 475 }

  /// What kind of movement it is (contract, step 0).
  var classification: BankTransaction.Class {
    if Self.returns.contains(number) { return .return }
    if Self.fees.contains(number) { return .fee }
    if Self.interest.contains(number) { return .interest }
    if number == 109 || number == 110 { return .receipt }  // the lockbox deposits of a day
    guard (101...399).contains(number), !isSummary else { return .other }
    return Self.creditsOfOthers.contains(number) ? .other : .receipt
  }

  /// Deposited items, ACH and wires that came back (debits), and our own payments that did
  /// (credits).
  private static let returns: Set<Int> = [
    415, 552, 554, 555, 557, 558, 566, 568, 694, 695,
    252, 254, 255, 257, 258, 261, 266, 268, 395,
  ]
  private static let fees: Set<Int> = [398, 564, 567, 661, 698]
  private static let interest: Set<Int> = [242, 346, 354, 359, 654, 659]

  /// Credits that no customer sends: parts of another entry (116 136 143 156 345), cumulative sums
  /// (274 394), cash pooling, securities, the bank's corrections and its clearing.
  private static let creditsOfOthers: Set<Int> = [
    116, 118, 123, 135, 136, 143, 145, 156, 168, 187, 189, 196, 198, 202, 214, 221, 224, 226,
    232, 233, 234, 235, 236, 238, 240, 241, 243, 244, 246, 247, 248, 249, 263, 274, 275, 276, 277,
    278, 281, 286, 306, 308, 331, 342, 344, 345, 347, 348, 349, 351, 357, 358, 363, 364, 367, 368,
    369, 372, 373, 374, 376, 377, 378, 379, 381, 382, 383, 384, 386, 387, 388, 394, 397,
  ]

  /// The summary codes from 100 on.
  private static let summaries: Set<Int> = [
    100, 101, 102, 105, 106, 107, 109, 110, 120, 130, 131, 140, 146, 150, 159, 160, 162, 163, 167,
    170, 178, 180, 182, 185, 186, 188, 190, 200, 205, 207, 210, 215, 230, 231, 239, 245, 250, 251,
    256, 260, 270, 271, 280, 285, 294, 302, 303, 304, 305, 307, 309, 310, 315, 316, 318, 319, 320,
    321, 324, 325, 326, 327, 328, 329, 330, 332, 336, 338, 340, 341, 343, 350, 352, 355, 356, 360,
    361, 370, 385, 389, 390, 400, 401, 402, 403, 405, 406, 410, 412, 416, 420, 430, 446, 450, 459,
    463, 465, 467, 470, 471, 478, 480, 482, 486, 490, 500, 505, 507, 510, 515, 530, 532, 534, 536,
    537, 539, 550, 551, 556, 560, 570, 580, 583, 584, 585, 586, 587, 588, 590, 594, 596, 601, 602,
    610, 611, 612, 613, 614, 615, 617, 618, 621, 623, 625, 626, 628, 630, 632, 640, 646, 650, 655,
    665, 670, 685, 689, 690, 701, 703, 705, 707, 709, 720, 760,
  ]

  /// The appendix lists the code as one of movements: the common ones, for a warning only.
  private static func isListed(_ number: Int) -> Bool {
    [
      108, 115, 116, 121, 142, 165, 164, 166, 169, 171, 174, 175, 191, 195, 201, 206, 208, 354,
      399, 409, 451, 455, 475, 495, 506, 508, 555, 557, 566, 698, 699,
    ].contains(number)
  }
}
