import Foundation
import LedgerFiles
import Money
import Receivables
import Store
import Testing

@Suite("The ledger in the store")
struct StoredLedgerTests {
  private let customers = """
    customer_id,name,withholding_tax_percent,region
    C1,"Müller, Söhne",5.00,north
    """
  private let items = """
    customer_id,document_number,document_type,document_date,due_date,currency,original_amount,open_amount,sales_rep
    C1,4711,invoice,2026-01-01,2026-01-31,EUR,100.00,100.00,Ann
    C1,4712,invoice,2026-01-02,2026-02-01,EUR,50.00,50.00,"Bo, jr"
    """

  private func folder() throws -> LedgerFolder {
    try LedgerFolder.read(files: [
      "customers.csv": Array((customers + "\n").utf8), "open_items.csv": Array((items + "\n").utf8),
    ])
  }

  @Test("What is stored comes back byte for byte, foreign columns and spellings included")
  func roundTrip() throws {
    let place = try TemporaryStore()
    let store = try place.open()
    let folder = try folder()
    try store.commit(.now()) { log in
      try log.event(.ledgerLoaded, subject: "ledger", facts: Array("{}".utf8))
      for header in folder.headers {
        try log.row(StateTable.facts.adding([SQLiteStore.headerFact(header.table), header.record]))
      }
      for row in folder.allRows() { try log.row(row) }
    }
    let files = try store.ledgerFiles()
    for (name, bytes) in folder.write() {
      #expect(files[name] == bytes, "\(name)")
    }
  }

  @Test("Changes of the ledger give the same rows as the ledger that they lead to")
  func changes() throws {
    let place = try TemporaryStore()
    let store = try place.open()
    var folder = try folder()
    try store.commit(.now()) { log in
      try log.event(.ledgerLoaded, subject: "ledger", facts: Array("{}".utf8))
      for header in folder.headers {
        try log.row(StateTable.facts.adding([SQLiteStore.headerFact(header.table), header.record]))
      }
      for row in folder.allRows() { try log.row(row) }
    }
    var after = folder.ledger
    var cleared = after.openItems.removeFirst()
    cleared.open.minorUnits = 0
    after.clearedItems.append(cleared)
    after.openItems[0].open.minorUnits = 20_00
    let changes = LedgerChanges(from: folder.ledger, to: after)
    try store.commit(.now(1)) { log in
      try log.event(.batchBooked, subject: "1", facts: Array("{}".utf8))
      for row in folder.rows(of: changes) { try log.row(row) }
    }
    folder.ledger = after
    let files = try store.ledgerFiles()
    for (name, bytes) in folder.write() { #expect(files[name] == bytes, "\(name)") }
    #expect(try store.checkReplay().allSatisfy(\.holds))
  }
}
