/// A line for each word that somebody new to receivables would not know.
enum GlossarySection {
  static func write(to html: inout HTMLWriter) {
    html.markup(
      "<section aria-labelledby=\"words\"><h2 id=\"words\">Words</h2>\n<dl class=\"words\">\n")
    html.markup(
      """
      <dt>Receipt</dt><dd>Money that came in on a bank account and may pay invoices.</dd>
      <dt>Remittance</dt><dd>What the payer says the money is for: document numbers, or free \
      text.</dd>
      <dt>Open item</dt><dd>A document of which something is still to be paid, or to be given \
      back.</dd>
      <dt>Applied</dt><dd>Booked against open items, so that they are paid wholly or in part.</dd>
      <dt>Unapplied</dt><dd>Received, but not yet decided: it waits in an account of its own.</dd>
      <dt>Straight through</dt><dd>Wholly booked by rule, without a question to anybody.</dd>
      <dt>Exception</dt><dd>A receipt, or a part of one, that a person must look at.</dd>
      <dt>Candidate</dt><dd>A document that the money may be for.</dd>
      <dt>Short payment</dt><dd>Less than the documents asked for.</dd>
      <dt>Deduction</dt><dd>What a customer kept back. An unexplained one becomes an item of its \
      own, numbered like the invoice with -D1, -D2 … behind it.</dd>
      <dt>Dispute</dt><dd>A disagreement about a document, open until somebody explains or \
      resolves it.</dd>
      <dt>On account</dt><dd>Put aside for a customer that is known, while the document is \
      not.</dd>
      <dt>Credit</dt><dd>A document in the customer’s favour; netted where it was taken off a \
      payment.</dd>
      <dt>Write-off</dt><dd>A difference so small that the rules excuse it.</dd>
      <dt>Return</dt><dd>A payment that the bank took back; what it had paid is open again.</dd>
      <dt>Repeat</dt><dd>A bank transaction that was taken before; it is never booked twice.</dd>
      <dt>Past due</dt><dd>Not paid by its due date; due today is not past due.</dd>
      <dt>Lockbox</dt><dd>A bank’s service that opens the post, deposits the cheques and reports \
      them one by one.</dd>
      <dt>Control check</dt><dd>A total or count that a bank file states of itself, held against \
      what was read.</dd>

      """)
    html.markup("</dl>\n</section>\n")
  }
}
