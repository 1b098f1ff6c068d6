/// The page's style: fonts and colours of the system, light and dark; `media` has the rest.
enum ReportStyle {
  static let text: StaticString = #"""

    :root {
      color-scheme: light dark;
      --page: #f4f6f8; --card: #ffffff; --text: #18212c; --soft: #52606f; --line: #d5dce4;
      --head: #e9eef3; --link: #14549c; --good: #1a6638; --bad: #a61b16; --alert: #fdecea;
      --b0: #5b84b1; --b1: #d8ad4f; --b2: #d98a34; --b3: #c9602f; --b4: #a61b16;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #10151b; --card: #181f27; --text: #e4e9ef; --soft: #a3b0bf; --line: #33404e;
        --head: #212b36; --link: #86b9f4; --good: #7fcf9b; --bad: #ff9d93; --alert: #3a1d1c;
        --b0: #6f9fd4; --b1: #e3bd66; --b2: #e59c4b; --b3: #e2784a; --b4: #f06b60;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--page); color: var(--text);
      font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
    }
    header, main { max-width: 96rem; margin: 0 auto; padding: 0 1.25rem; }
    header { padding-top: 1.25rem; }
    main { padding-bottom: 3rem; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
    h2 { font-size: 1.15rem; margin: 0 0 .5rem; scroll-margin-top: 1rem; }
    h3 { font-size: .95rem; margin: 1rem 0 .3rem; }
    p { margin: 0 0 .6rem; }
    a { color: var(--link); }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem; z-index: 2; }
    .aside {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .sub, small, .note, .task, figcaption { color: var(--soft); }
    .sub { margin: .15rem 0 .6rem; }
    .lead { font-size: 1.1rem; max-width: 60rem; }
    nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; padding: 0; margin: 0 0 1rem; }
    nav a { display: inline-block; padding: .25rem 0; }
    section {
      background: var(--card); border: 1px solid var(--line); border-radius: 6px;
      padding: 1rem 1.1rem; margin: 0 0 1rem;
    }
    /* A run may open thousands; their table is laid out when somebody comes near it. */
    section[aria-labelledby=disputes] { content-visibility: auto; contain-intrinsic-size: auto 20rem; }
    .good { color: var(--good); }
    .bad { color: var(--bad); font-weight: 600; }
    .empty { color: var(--soft); font-size: 1.05rem; margin: .3rem 0; }
    .alert {
      background: var(--alert); border: 1px solid var(--bad); border-left-width: 5px;
      border-radius: 4px; padding: .6rem .8rem; margin: 0 0 .8rem;
    }
    .problems { margin: .4rem 0 0; padding-left: 1.1rem; }
    code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .92em; }

    .figures {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(9.4rem, 1fr)); gap: .9rem 1rem;
      margin: 0;
    }
    .figures > div { border-left: 3px solid var(--line); padding-left: .7rem; }
    .figures > .urgent { border-left-color: var(--b2); }
    .figures dt { color: var(--soft); }
    .figures dd { margin: 0; }
    .figures .value { font-size: 1.45rem; line-height: 1.25; font-weight: 600; }
    .money { white-space: nowrap; }

    .scroll { position: relative; overflow-x: auto; margin: 0 0 .8rem; }
    /* Cells keep whole words, and the box scrolls: else narrow screens would get letters in columns. */
    .scroll th, .scroll td { overflow-wrap: break-word; min-width: 5rem; max-width: 28rem; }
    .scroll td.n, .scroll th.n { min-width: 0; }
    .scroll tbody th, .scroll td:last-child { min-width: 8rem; }
    table { border-collapse: collapse; width: 100%; }
    caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
    th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
    thead th { background: var(--head); font-weight: 600; }
    tbody th { font-weight: 500; }
    th.n, td.n { text-align: right; white-space: nowrap; }
    thead th.n { white-space: normal; }
    th.sums, td.sums { text-align: right; }
    tr.off > * { background: var(--alert); }
    .line { display: block; }
    .task { display: block; font-weight: 400; }
    .bars thead th.n { white-space: nowrap; }
    .bars .bar { width: 24%; min-width: 6rem; vertical-align: middle; }
    .bars .task { min-width: 15rem; }
    .id { white-space: nowrap; }
    .bar svg { display: block; }
    .p0, .b0 { fill: var(--b0); } .b1 { fill: var(--b1); } .p1, .b2 { fill: var(--b2); }
    .b3 { fill: var(--b3); } .b4 { fill: var(--b4); }
    .key { font-weight: 400; color: var(--soft); }
    .k0, .k1 { display: inline-block; width: .8em; height: .8em; margin-left: .6em; }
    .k0 { background: var(--b0); } .k1 { background: var(--b2); }
    .halves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 0 1.5rem; align-items: start; }
    .charts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin-bottom: .8rem; }
    figure { margin: 0; width: 22rem; max-width: 100%; }
    figcaption { font-weight: 600; }
    figure svg { display: block; width: 100%; }
    figure text { fill: var(--text); font-size: 12px; text-anchor: middle; }
    figure .axis { fill: var(--soft); }
    .base { stroke: var(--line); }

    form { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: end; margin: 0 0 .8rem; }
    form[hidden] { display: none; }
    label { display: grid; gap: .1rem; color: var(--soft); flex: 0 1 auto; }
    label.wide { flex: 1 1 16rem; }
    input, select, button {
      font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--soft);
      border-radius: 4px; padding: .3rem .5rem; min-height: 2.1rem; min-width: 0; max-width: 100%;
    }
    input::placeholder { color: var(--soft); opacity: 1; }
    input[name=least] { width: 8rem; text-align: right; }
    button { cursor: pointer; background: var(--head); }
    output { flex: 1 0 100%; color: var(--soft); }

    .rows, .rows > tbody, .rows > thead { display: block; }
    .rows > tbody { position: relative; border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 3.9rem; }
    .rows > tbody[hidden] { display: none; }
    .rows > tbody:target { outline: 2px solid var(--link); outline-offset: -2px; }
    .rows > * > tr:first-child {
      display: grid; padding-right: 3.6rem;
      grid-template-columns: 11rem minmax(0, 1.1fr) minmax(0, 1.1fr) 10rem 6.6rem minmax(0, 2.2fr) minmax(0, 1.1fr);
    }
    .rows > * > tr > * { border: 0; }
    .rows > thead { background: var(--head); position: sticky; top: 0; z-index: 1; }
    .rows > thead th:last-child { position: absolute; right: 0; }
    .rows > tbody > tr:first-child { min-height: 3.8rem; }
    .rows > tbody:hover { background: color-mix(in srgb, var(--head) 45%, transparent); }
    .rows small { display: block; }
    .rows .a { text-align: right; white-space: nowrap; font-weight: 600; }
    .rows i { color: var(--soft); font-style: normal; }
    .rows > tbody > tr + tr { display: block; }
    .rows > tbody > tr + tr > td { display: block; padding: 0; }
    .rows thead button {
      all: unset; cursor: pointer; font-weight: 600; text-decoration: underline dotted;
      text-underline-offset: 3px;
    }
    .rows thead button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    .rows [aria-sort=ascending] button::after { content: " ▲"; }
    .rows [aria-sort=descending] button::after { content: " ▼"; }
    .rows > .group { content-visibility: visible; background: var(--head); border-top: 2px solid var(--line); }
    .rows > .group:hover { background: var(--head); }
    .rows > .group > tr:first-child { display: block; min-height: 0; padding: 0; }
    .rows > .group th { display: block; padding: 0; }
    .rows .group button {
      display: flex; flex-wrap: wrap; gap: .1rem .8rem; width: 100%; text-align: left;
      border: 0; border-radius: 0; padding: .45rem .6rem; align-items: baseline;
    }
    .rows .group button::before { content: "▾"; }
    .rows .group button[aria-expanded=false]::before { content: "▸"; }
    summary { cursor: pointer; color: var(--link); }
    .rows summary { position: absolute; top: 0; right: 0; padding: .3rem .6rem; }
    .case {
      display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 0 1.5rem;
      padding: .1rem .6rem .9rem; border-top: 1px dashed var(--line);
    }
    .case > div > :first-child { margin-top: .6rem; }
    .case pre { margin: .6rem 0 0; font: inherit; white-space: pre-wrap; tab-size: 9.5rem; min-width: 0; }
    .live .case pre { visibility: hidden; }
    .case th, .case td { padding: .15rem .5rem .15rem 0; }
    .case th, .case td { min-width: 4.6rem; }
    .case th.n, .case td.n { padding-right: 1.4rem; }
    .case thead th { background: none; color: var(--soft); font-weight: 400; }
    .case dl { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: .1rem .6rem; margin: 0; }
    .case dt { color: var(--soft); }
    .case dd { margin: 0; white-space: pre-wrap; }
    .file { content-visibility: auto; contain-intrinsic-size: auto 1.6rem; padding: .15rem 0; }
    .file .scroll { margin-top: .4rem; }
    .words { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: .25rem .8rem; margin: 0; max-width: 60rem; }
    .words dt { font-weight: 600; }
    .words dd { margin: 0; }

    """#
}
