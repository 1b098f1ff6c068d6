/// The tables of the index. They are a cache: nothing is in them that the store does not say.
///
/// Amounts are minor units beside their currency, days are ISO texts, what is not known is empty.
/// Columns that end in `_rank` exist to be sorted by, the smallest first.
enum DeskSchema {
  /// `QDSK`, in the header of every index.
  static let applicationID: Int64 = 0x5144_534B
  /// An index of any other version is made anew.
  static let version: Int64 = 5

  static let tables = [
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    // How many minor units make a major one.
    "CREATE TABLE currencies(code TEXT PRIMARY KEY, scale INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE customers(
      id INTEGER PRIMARY KEY, customer TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
      name_rank TEXT NOT NULL, parent TEXT NOT NULL, currency TEXT NOT NULL, email TEXT NOT NULL,
      open_rank INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE accounts(
      customer TEXT NOT NULL, iban TEXT NOT NULL, routing TEXT NOT NULL, number TEXT NOT NULL
    ) STRICT
    """,
    "CREATE TABLE aliases(customer TEXT NOT NULL, alias TEXT NOT NULL) STRICT",
    // Open and cleared: an item that is paid goes from one to the other, and back.
    """
    CREATE TABLE items(
      id INTEGER PRIMARY KEY, customer TEXT NOT NULL, document TEXT NOT NULL,
      is_open INTEGER NOT NULL, type TEXT NOT NULL, document_date TEXT NOT NULL,
      due_date TEXT NOT NULL, currency TEXT NOT NULL, original INTEGER NOT NULL,
      open INTEGER NOT NULL, purchase_order TEXT NOT NULL, payment_reference TEXT NOT NULL,
      discount_date TEXT NOT NULL, discount TEXT NOT NULL, entity TEXT NOT NULL,
      UNIQUE(customer, document, is_open)
    ) STRICT
    """,
    // All that is known of a payment, from three sides that come in any order: its row among the
    // receipts (is_receipt), what was decided of it, and what stands applied.
    """
    CREATE TABLE payments(
      id INTEGER PRIMARY KEY, payment TEXT NOT NULL UNIQUE,
      is_receipt INTEGER NOT NULL DEFAULT 0, bank_reference TEXT NOT NULL DEFAULT '',
      source_file TEXT NOT NULL DEFAULT '', booking_date TEXT NOT NULL DEFAULT '',
      amount INTEGER NOT NULL DEFAULT 0, currency TEXT NOT NULL DEFAULT '',
      outcome TEXT NOT NULL DEFAULT '',
      account TEXT NOT NULL DEFAULT '', payer_name INTEGER NOT NULL DEFAULT 0,
      payer_account TEXT NOT NULL DEFAULT '', payer TEXT NOT NULL DEFAULT '',
      remittance TEXT NOT NULL DEFAULT '', rule TEXT NOT NULL DEFAULT '',
      confidence TEXT NOT NULL DEFAULT '', batch TEXT NOT NULL DEFAULT '',
      file TEXT NOT NULL DEFAULT '', was_raised INTEGER NOT NULL DEFAULT 0,
      was_touched INTEGER NOT NULL DEFAULT 0,
      applied INTEGER NOT NULL DEFAULT 0, applied_payer TEXT NOT NULL DEFAULT '',
      customer TEXT NOT NULL DEFAULT '', unapplied INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE applications(
      id INTEGER PRIMARY KEY, payment TEXT NOT NULL, bank_reference TEXT NOT NULL,
      source_file TEXT NOT NULL, booking_date TEXT NOT NULL, customer TEXT NOT NULL,
      payer TEXT NOT NULL, document TEXT NOT NULL, kind TEXT NOT NULL, amount INTEGER NOT NULL,
      currency TEXT NOT NULL, reason_code TEXT NOT NULL, rule TEXT NOT NULL,
      confidence TEXT NOT NULL, reverses TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE exceptions(
      exception TEXT PRIMARY KEY, payment TEXT NOT NULL, bank_reference TEXT NOT NULL,
      source_file TEXT NOT NULL, booking_date TEXT NOT NULL, customer TEXT NOT NULL,
      type TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, message TEXT NOT NULL,
      candidates TEXT NOT NULL, batch TEXT NOT NULL, value_rank INTEGER NOT NULL,
      payer_name TEXT NOT NULL DEFAULT '', payer_key TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE disputes(
      dispute TEXT PRIMARY KEY, customer TEXT NOT NULL, document TEXT NOT NULL,
      amount INTEGER NOT NULL, currency TEXT NOT NULL, reason_code TEXT NOT NULL,
      origin TEXT NOT NULL, status TEXT NOT NULL, opened_on TEXT NOT NULL, payment TEXT NOT NULL,
      explanation TEXT NOT NULL, value_rank INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE cases(
      dispute TEXT PRIMARY KEY, owner TEXT NOT NULL, due_on TEXT NOT NULL, stage TEXT NOT NULL,
      merged_into TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE attachments(
      attachment TEXT PRIMARY KEY, number INTEGER NOT NULL, dispute TEXT NOT NULL,
      name TEXT NOT NULL, type TEXT NOT NULL, bytes INTEGER NOT NULL, digest TEXT NOT NULL,
      actor TEXT NOT NULL, at TEXT NOT NULL, removed TEXT NOT NULL
    ) STRICT
    """,
    // What people did with disputes, by the number of its event.
    """
    CREATE TABLE dispute_events(
      dispute TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
      step TEXT NOT NULL, words TEXT NOT NULL, note TEXT NOT NULL, decision TEXT NOT NULL,
      PRIMARY KEY(dispute, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE statements(
      id INTEGER PRIMARY KEY, file TEXT NOT NULL, account TEXT NOT NULL, statement TEXT NOT NULL,
      sequence TEXT NOT NULL, page TEXT NOT NULL, currency TEXT NOT NULL, opening TEXT NOT NULL,
      closing TEXT NOT NULL, day TEXT NOT NULL, transactions INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE files(
      file TEXT PRIMARY KEY, number INTEGER NOT NULL, name TEXT NOT NULL, inbox TEXT NOT NULL,
      digest TEXT NOT NULL, bytes INTEGER NOT NULL, format TEXT NOT NULL,
      statements INTEGER NOT NULL, transactions INTEGER NOT NULL, state TEXT NOT NULL,
      batch TEXT NOT NULL, stored_as TEXT NOT NULL, reason TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE batches(
      batch TEXT PRIMARY KEY, as_of TEXT NOT NULL, receipts INTEGER NOT NULL,
      returns INTEGER NOT NULL, repeats INTEGER NOT NULL, straight_through INTEGER NOT NULL,
      exceptions INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE alerts(
      alert TEXT PRIMARY KEY, kind TEXT NOT NULL, account TEXT NOT NULL, file TEXT NOT NULL,
      message TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE proposals(
      proposal TEXT PRIMARY KEY, actor TEXT NOT NULL, amount TEXT NOT NULL,
      currency TEXT NOT NULL, words TEXT NOT NULL, payments TEXT NOT NULL, note TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE decisions(
      decision TEXT PRIMARY KEY, number INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
      approved_by TEXT NOT NULL, note TEXT NOT NULL, words TEXT NOT NULL, undoes TEXT NOT NULL,
      file TEXT NOT NULL, undone_by TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE decision_payments(
      decision TEXT NOT NULL, payment TEXT NOT NULL, PRIMARY KEY(payment, decision)
    ) STRICT, WITHOUT ROWID
    """,
    // When something happened last, by the subject of its event.
    """
    CREATE TABLE times(
      kind TEXT NOT NULL, subject TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY(kind, subject)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE figures(
      name TEXT NOT NULL, key TEXT NOT NULL, currency TEXT NOT NULL, count INTEGER NOT NULL,
      amount INTEGER NOT NULL, PRIMARY KEY(name, key, currency)
    ) STRICT, WITHOUT ROWID
    """,
    // What documents and references can be found by: `SearchCode`.
    """
    CREATE TABLE codes(
      kind INTEGER NOT NULL, code TEXT NOT NULL, ref INTEGER NOT NULL,
      PRIMARY KEY(kind, code, ref)
    ) STRICT, WITHOUT ROWID
    """,
    // Each name that a payer had once; none ever goes.
    "CREATE TABLE payer_names(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    """
    CREATE VIRTUAL TABLE payer_words USING fts5(
      name, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4')
    """,
    """
    CREATE VIRTUAL TABLE customer_words USING fts5(
      name, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4')
    """,
  ]

  /// Made once the rows are there, where there are many.
  static let indexes = [
    "CREATE INDEX customers_by_name ON customers(name_rank, customer)",
    "CREATE INDEX customers_by_open ON customers(open_rank, customer)",
    "CREATE INDEX customers_by_parent ON customers(parent) WHERE parent <> ''",
    "CREATE INDEX accounts_by_customer ON accounts(customer)",
    "CREATE INDEX accounts_by_iban ON accounts(iban)",
    "CREATE INDEX accounts_by_number ON accounts(number)",
    // With what is summed up by day, so that the rows are not looked at.
    """
    CREATE INDEX items_by_due
    ON items(customer, is_open, due_date, document, currency, open)
    """,
    "CREATE INDEX items_of_customer ON items(customer, due_date, document, is_open)",
    "CREATE INDEX items_by_document ON items(document, is_open)",
    "CREATE INDEX items_by_amount ON items(open, currency) WHERE is_open = 1",
    "CREATE INDEX items_by_original ON items(original, currency)",
    "CREATE INDEX payments_by_day ON payments(booking_date, payment) WHERE is_receipt = 1",
    """
    CREATE INDEX payments_of_customer ON payments(customer, booking_date, payment)
    WHERE is_receipt = 1
    """,
    "CREATE INDEX payments_of_batch ON payments(batch, source_file) WHERE is_receipt = 1",
    "CREATE INDEX payments_by_name ON payments(payer_name, booking_date)",
    "CREATE INDEX payments_by_account ON payments(payer_account) WHERE payer_account <> ''",
    "CREATE INDEX payments_by_amount ON payments(amount, currency) WHERE is_receipt = 1",
    "CREATE INDEX applications_of_item ON applications(customer, document, id)",
    "CREATE INDEX applications_of_customer ON applications(customer, booking_date, id)",
    // With the name, so that a part of one is looked for without going to the rows.
    "CREATE INDEX exceptions_by_value ON exceptions(value_rank, booking_date, exception, payer_key)",
    "CREATE INDEX exceptions_by_age ON exceptions(booking_date, value_rank, exception)",
    """
    CREATE INDEX exceptions_by_customer
    ON exceptions(customer, value_rank, booking_date, exception)
    """,
    "CREATE INDEX exceptions_by_type ON exceptions(type, value_rank, booking_date, exception)",
    "CREATE INDEX disputes_by_value ON disputes(status, value_rank, opened_on, dispute)",
    "CREATE INDEX disputes_by_age ON disputes(status, opened_on, dispute)",
    "CREATE INDEX disputes_by_reason ON disputes(reason_code, value_rank, opened_on, dispute)",
    """
    CREATE INDEX disputes_waiting_by_value ON disputes(value_rank, opened_on, dispute)
    WHERE status <> 'resolved'
    """,
    """
    CREATE INDEX disputes_waiting_by_age ON disputes(opened_on, dispute)
    WHERE status <> 'resolved'
    """,
    "CREATE INDEX cases_by_owner ON cases(owner)",
    "CREATE INDEX cases_by_merger ON cases(merged_into) WHERE merged_into <> ''",
    "CREATE INDEX attachments_of_dispute ON attachments(dispute, number)",
    "CREATE INDEX disputes_of_customer ON disputes(customer, document)",
    """
    CREATE INDEX disputes_waiting_of_customer ON disputes(customer, value_rank, opened_on, dispute)
    WHERE status <> 'resolved'
    """,
    "CREATE INDEX disputes_of_payment ON disputes(payment) WHERE payment <> ''",
    "CREATE INDEX statements_by_day ON statements(account, currency, day)",
    "CREATE INDEX files_by_number ON files(number)",
    "CREATE INDEX files_by_state ON files(state, number)",
    "CREATE INDEX files_by_name ON files(name)",
    "CREATE INDEX files_of_batch ON files(batch)",
    "CREATE INDEX decisions_by_number ON decisions(number)",
    "CREATE INDEX decision_payments_of ON decision_payments(decision, payment)",
  ]

  /// Needed while an index is made, too.
  static let earlyIndexes = [
    "CREATE INDEX applications_of_payment ON applications(payment, id)",
    """
    CREATE INDEX applications_that_reverse ON applications(reverses, id) WHERE reverses <> ''
    """,
    "CREATE INDEX exceptions_of_payment ON exceptions(payment)",
    "CREATE INDEX aliases_by_customer ON aliases(customer)",
    "CREATE INDEX files_by_digest ON files(digest)",
  ]
}
