import Foundation
import GRDB
import LedgerFiles
import Money
import Receivables

/// Rows of the ledger.
extension IndexWriter {
  // MARK: Customers

  func customer(_ change: RowChange) throws {
    if change.kind == .removed {
      let customer = try keyCells(change, 1)[0]
      try forgetWords(of: customer)
      let held = try fetch("SELECT id FROM customers WHERE customer = ?", customer)
      try forget(SearchCode.codes(of: customer), .customer, (held?[0] ?? 0) as Int64)
      try run("DELETE FROM customers WHERE customer = ?", customer)
      return
    }
    let cells = try cells(change, 5)
    if change.kind == .added {
      try run(
        """
        INSERT INTO customers(customer, name, name_rank, parent, currency, email)
        VALUES (?, ?, ?, ?, ?, ?)
        """, cells[0], cells[1], NameKey.of(cells[1]), cells[2], cells[3], cells[4])
      try learn(SearchCode.codes(of: cells[0]), .customer, db.lastInsertedRowID)
    } else {
      try forgetWords(of: cells[0])
      try run(
        """
        UPDATE customers SET name = ?, name_rank = ?, parent = ?, currency = ?, email = ?
        WHERE customer = ?
        """, cells[1], NameKey.of(cells[1]), cells[2], cells[3], cells[4], cells[0])
    }
    try learnWords(of: cells[0])
  }

  func account(_ change: RowChange) throws {
    if change.kind != .added {
      let key = try keyCells(change, 4)
      try run(
        "DELETE FROM accounts WHERE customer = ? AND iban = ? AND routing = ? AND number = ?",
        key[0], key[1], key[2], key[3])
    }
    if change.kind != .removed {
      let cells = try cells(change, 4)
      try run(
        "INSERT INTO accounts VALUES (?, ?, ?, ?)", cells[0], cells[1], cells[2], cells[3])
    }
  }

  func alias(_ change: RowChange) throws {
    let customer = try (change.kind == .removed ? keyCells(change, 2) : cells(change, 2))[0]
    try forgetWords(of: customer)
    if change.kind != .added {
      let key = try keyCells(change, 2)
      try run("DELETE FROM aliases WHERE customer = ? AND alias = ?", key[0], key[1])
    }
    if change.kind != .removed {
      let cells = try cells(change, 2)
      try run("INSERT INTO aliases VALUES (?, ?)", cells[0], cells[1])
    }
    try learnWords(of: customer)
  }

  /// What a customer is found by: its names and aliases.
  private func learnWords(of customer: String) throws {
    if isMaking { return }
    try run(Self.learnWords + " WHERE c.customer = ?", customer)
  }

  private func forgetWords(of customer: String) throws {
    if isMaking { return }
    try run(
      "DELETE FROM customer_words WHERE rowid = (SELECT id FROM customers WHERE customer = ?)",
      customer)
  }

  static let learnWords = """
    INSERT INTO customer_words(rowid, name) SELECT c.id, c.name || coalesce(' ' || (
      SELECT group_concat(alias, ' ') FROM aliases a WHERE a.customer = c.customer), '')
    FROM customers c
    """

  // MARK: Items

  func item(_ change: RowChange, isOpen: Bool) throws {
    if change.kind == .removed {
      let key = try keyCells(change, 2)
      try forgetCodes(key[0], key[1], isOpen)
      try run(
        "DELETE FROM items WHERE customer = ? AND document = ? AND is_open = ?", key[0], key[1],
        isOpen)
      return
    }
    let cells = try cells(change, 13)
    let open = try amount(cells[7], cells[5], change).minorUnits
    if change.kind == .changed {
      let held = try fetch(Self.heldItem, cells[0], cells[1], isOpen)
      if let held, held["purchase_order"] == cells[8], held["payment_reference"] == cells[9] {
        try update(cells, open: open, isOpen, change)
        return
      }
      try forgetCodes(cells[0], cells[1], isOpen)
      try update(cells, open: open, isOpen, change)
      let id: Int64 = held?["id"] ?? 0
      try learnCodes(cells, isOpen, id)
      return
    }
    let original = try amount(cells[6], cells[5], change).minorUnits
    try run(
      """
      INSERT INTO items(customer, document, is_open, type, document_date, due_date, currency,
        original, open, purchase_order, payment_reference, discount_date, discount, entity)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, cells[0], cells[1], isOpen, cells[2], cells[3],
      cells[4].isEmpty ? cells[3] : cells[4], cells[5], original, open, cells[8], cells[9],
      cells[10], cells[11], cells[12])
    try learnCodes(cells, isOpen, db.lastInsertedRowID)
  }

  private static let heldItem = """
    SELECT id, purchase_order, payment_reference FROM items
    WHERE customer = ? AND document = ? AND is_open = ?
    """

  private func update(
    _ cells: [String], open: Int64, _ isOpen: Bool, _ change: RowChange
  ) throws {
    let original = try amount(cells[6], cells[5], change).minorUnits
    try run(
      """
      UPDATE items SET type = ?, document_date = ?, due_date = ?, currency = ?, original = ?,
        open = ?, purchase_order = ?, payment_reference = ?, discount_date = ?, discount = ?,
        entity = ?
      WHERE customer = ? AND document = ? AND is_open = ?
      """, cells[2], cells[3], cells[4].isEmpty ? cells[3] : cells[4], cells[5], original, open,
      cells[8], cells[9], cells[10], cells[11], cells[12], cells[0], cells[1], isOpen)
  }

  private func learnCodes(_ cells: [String], _ isOpen: Bool, _ id: Int64) throws {
    try learn(
      Self.codes(document: cells[1], order: cells[8], reference: cells[9]), Self.kind(isOpen), id)
  }

  private func forgetCodes(_ customer: String, _ document: String, _ isOpen: Bool) throws {
    guard let held = try fetch(Self.heldItem, customer, document, isOpen) else { return }
    let codes = Self.codes(
      document: document, order: held["purchase_order"], reference: held["payment_reference"])
    try forget(codes, Self.kind(isOpen), held["id"])
  }

  private static func kind(_ isOpen: Bool) -> SearchCode.Kind {
    isOpen ? .openDocument : .clearedDocument
  }

  private static func codes(document: String, order: String, reference: String) -> [String] {
    var codes = SearchCode.codes(of: document)
    for text in [order, reference] where !text.isEmpty {
      for code in SearchCode.codes(of: text) where !codes.contains(code) { codes.append(code) }
    }
    return codes
  }
}

/// How names are compared: without case and accents.
enum NameKey {
  static func of(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { $0 < 0x80 }
    return isPlain ? name.lowercased() : folded(name)
  }

  private static func folded(_ name: String) -> String {
    var key = String.UnicodeScalarView()
    for scalar in name.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
    where scalar.properties.generalCategory != .nonspacingMark {
      key.append(scalar)
    }
    return String(key)
  }
}
