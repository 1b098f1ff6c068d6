import BankFiles

/// Layouts of bank CSV to read by: signed amounts, amounts with a word, and columns by number.
enum CSVLayouts {
  static let all = [signed, directed, numbered].compactMap { json in
    try? CSVStatementLayout.parse(json: Array(json.utf8), file: "layout.json")
  }

  static let signed = """
    {"id": "signed", "delimiter": ";", "decimal": ",", "grouping": ".", "date": "DD.MM.YYYY",
     "skip_before": 1, "words": {"fee": ["Entgelt"], "return": ["Ruecklastschrift"]},
     "columns": {"account": "Konto", "booking_date": "Buchung", "value_date": "Valuta",
       "payer_name": "Name", "payer_account": "IBAN", "bank_code": "Art",
       "text": ["Zweck", "Bemerkung"], "amount": "Betrag", "currency": "Waehrung",
       "balance_after": "Saldo", "end_to_end_id": "Referenz"}}
    """

  static let directed = """
    {"id": "directed", "date": "MM/DD/YYYY", "currency": "USD", "encoding": "windows-1252",
     "words": {"credit": ["CR"], "debit": ["DR"], "booked": ["Posted"], "pending": ["Pending"]},
     "columns": {"account": "Account", "booking_date": "Date", "amount": "Amount",
       "direction": "Type", "status": "Status", "text": "Description",
       "check_number": "Check", "bank_reference": "Reference"}}
    """

  static let numbered = """
    {"id": "numbered", "delimiter": "\\t", "quote": "", "date": "YYYYMMDD", "header": false,
     "account": "1234567", "currency": "JPY", "skip_after": 1, "debits": "negative",
     "final_line_end": "optional",
     "columns": {"booking_date": 1, "text": [2, 3], "credit": 4, "debit": 5, "balance_after": 6}}
    """
}
