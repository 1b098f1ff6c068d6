import Receivables

extension LedgerFolderReading {
  mutating func readCustomers(_ table: LedgerTableReader) {
    var rows = table
    folder.columns.customers = rows.unknown
    let (id, name, parent) = (
      rows.column("customer_id"), rows.column("name"), rows.column("parent_id")
    )
    let (currency, email) = (rows.column("currency"), rows.column("email"))
    let (tax, policy) = (
      rows.column("withholding_tax_percent"), rows.column("unreferenced_policy")
    )
    // A parent may stand below its daughter, so that the ids are gathered first.
    var ids = table
    var known: Set<CustomerID> = []
    while ids.next() { known.insert(CustomerID(ids.text(id))) }

    while rows.next() {
      let idText = rows.mandatory(id)
      if let idText {
        rows.claim(CustomerID(idText), shown: idText, id, in: &customers)
      }
      let parentText = rows.text(parent)
      if !parentText.isEmpty, !known.contains(CustomerID(parentText)),
        others?.contains(CustomerID(parentText)) != true
      {
        rows.note(
          .unknownCustomer, parent, "parent_id \(quoted(parentText)) is unknown",
          expected: "a customer of customers.csv")
      }
      let currency = rows.optionalCurrency(currency)
      let taxText = rows.text(tax)
      let rate = rows.optionalPercent(tax)
      let policyText = rows.text(policy)
      let chosen = rows.choice(policy, blank: UnreferencedPolicy.none)
      guard rows.isRowSound, let idText, let chosen else { continue }
      let customer = Customer(
        id: CustomerID(idText), name: rows.text(name),
        parent: parentText.isEmpty ? nil : CustomerID(parentText), currency: currency,
        email: rows.text(email), withholdingTax: rate, unreferencedPolicy: chosen,
        carried: rows.carried())
      folder.spellings.note(
        taxText, for: LedgerFolder.text(customer.withholdingTax), column: tax.name, row: idText)
      folder.spellings.note(
        policyText, for: LedgerFolder.text(customer.unreferencedPolicy), column: policy.name,
        row: idText)
      folder.ledger.customers.append(customer)
    }
    finish(rows)
  }

  mutating func readAccounts(_ table: LedgerTableReader) {
    var rows = table
    folder.columns.accounts = rows.unknown
    let (id, iban) = (rows.column("customer_id"), rows.column("iban"))
    let (routing, account) = (rows.column("routing_number"), rows.column("account_number"))
    while rows.next() {
      let customer = rows.customer(id, among: customers, or: others)
      guard rows.isRowSound, let customer else { continue }
      folder.ledger.accounts.append(
        CustomerAccount(
          customer: customer, iban: rows.text(iban), routingNumber: rows.text(routing),
          accountNumber: rows.text(account), carried: rows.carried()))
    }
    finish(rows)
  }

  mutating func readAliases(_ table: LedgerTableReader) {
    var rows = table
    folder.columns.aliases = rows.unknown
    let (id, alias) = (rows.column("customer_id"), rows.column("alias"))
    while rows.next() {
      let customer = rows.customer(id, among: customers, or: others)
      let name = rows.mandatory(alias)
      guard rows.isRowSound, let customer, let name else { continue }
      folder.ledger.aliases.append(
        CustomerAlias(customer: customer, alias: name, carried: rows.carried()))
    }
    finish(rows)
  }
}
