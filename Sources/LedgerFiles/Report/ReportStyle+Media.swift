extension ReportStyle {
  /// Narrow screens and paper.
  static let media: StaticString = #"""

    @media screen and (max-width: 64rem) {
      header, main { padding-left: .75rem; padding-right: .75rem; }
      section { padding: .8rem .75rem; }
      .rows > thead { position: static; }
      .rows > thead > tr:first-child { display: flex; flex-wrap: wrap; padding-right: 0; }
      .rows > thead th:not([data-sort]) { display: none; }
      .rows > tbody { border: 1px solid var(--line); border-radius: 4px; margin-top: .6rem; padding: .2rem 0; contain-intrinsic-size: auto 14rem; }
      .rows > tbody > tr:first-child { display: block; padding-right: 0; }
      .rows > tbody > tr:first-child > td { display: block; padding: .12rem .6rem .12rem 7rem; }
      .rows > tbody > tr:first-child > .t { display: block; font-size: 1.05rem; padding: .12rem 4.5rem .12rem .6rem; }
      .rows > tbody > tr:first-child > .a { text-align: left; }
      .rows td::before { float: left; margin-left: -6.4rem; color: var(--soft); font-weight: 400; }
      .rows .c::before { content: "Customer"; }
      .rows .p::before { content: "Payer"; }
      .rows .a::before { content: "Amount"; }
      .rows .d::before { content: "Booked on"; }
      .rows .m::before { content: "Matter"; }
      .rows .k::before { content: "Candidates"; }
      .case { grid-template-columns: minmax(0, 1fr); }
    }
    @media screen and (max-width: 30rem) {
      label, label.wide { flex: 1 1 100%; }
      input[name=least] { width: 100%; text-align: left; }
      .case dl, .words { grid-template-columns: minmax(0, 1fr); }
      .words dd, .case dd { margin-bottom: .3rem; }
      .figures { grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); }
      /* The numbers stand in the table: bars would push them out of sight. */
      .bars .bar, .bars thead th:last-child { display: none; }
      .bars .task { min-width: 0; }
      .bars thead th.n { white-space: normal; }
      .scroll .bars th, .scroll .bars td { min-width: 0; padding: .3rem .35rem; }
      .counts, .counts caption, .counts tbody { display: block; }
      .counts thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      .counts tbody tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; border-bottom: 1px solid var(--line); }
      .counts tbody th, .counts td { border: 0; }
      .counts .a { grid-column: 1 / -1; }
      .case thead { display: none; }
      .case table, .case tbody { display: block; }
      .case tr { display: flex; flex-wrap: wrap; gap: 0 1rem; border-bottom: 1px solid var(--line); }
      .case td, .case td.n { border: 0; padding: .1rem 0; text-align: left; white-space: normal; }
      .case td { min-width: 0; }
      .case td:empty { display: none; }
    }
    /* No size: the paper is the reader's, A4 or Letter. */
    @page { margin: 14mm; }
    @media print {
      :root {
        color-scheme: light;
        --page: #fff; --card: #fff; --text: #000; --soft: #444; --line: #bbb; --head: #eee;
        --link: #000; --good: #1a6638; --bad: #a61b16; --alert: #fff;
        --b0: #5b84b1; --b1: #d8ad4f; --b2: #d98a34; --b3: #c9602f; --b4: #a61b16;
      }
      body { font-size: 9.5pt; }
      nav, form, .skip, .rows summary { display: none; }
      header, main { max-width: none; padding: 0; }
      section { border: 0; padding: 0; }
      h2, h3 { break-after: avoid; }
      tr, figure { break-inside: avoid; }
      .halves { grid-template-columns: minmax(0, 1fr); }
      .scroll { overflow: visible; }
      .scroll table, .rows { font-size: 8pt; }
      .rows th, .rows td { padding: .15rem .3rem; }
      .rows .d { white-space: nowrap; }
      .rows small { font-size: 6pt; white-space: nowrap; }
      .rows > tbody > tr + tr { break-inside: auto; }
      .scroll th, .scroll td { padding: .15rem .3rem; }
      .scroll th, .scroll td, .scroll tbody th, .scroll td:last-child { min-width: 0; }
      .scroll .id { white-space: normal; }
      .bars .task { min-width: 20rem; }
      .bars .bar { width: 25%; min-width: 6rem; }
      .rows > thead { position: static; }
      section, .rows > tbody, .file { content-visibility: visible !important; }
      .rows > * > tr:first-child {
        padding-right: 0;
        grid-template-columns: 28mm minmax(0, 1fr) minmax(0, 1fr) 24mm 20mm minmax(0, 1.6fr) minmax(0, 1fr);
      }
      * { print-color-adjust: exact; }
    }

    """#
}
