/// The style sheet of the report: readable on a phone, in both colour schemes, and on paper.
enum ReportStyle {
    static let sheet: HTML = """

        :root {
          --paper: #fbfaf8; --card: #fff; --ink: #1d1b19; --faint: #6b6660; --line: #e4e0da; --code: #f1eeea;
          --verified: #1a7f4b; --verified-tint: #e6f4ec; --failed: #b3261e; --failed-tint: #fbe9e7;
          --unverified: #8a5a00; --unverified-tint: #fdf1d8; --heat: #c2410c;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #161412; --card: #1f1c1a; --ink: #ece8e3; --faint: #a49d95; --line: #38332e; --code: #2a2622;
            --verified: #5fd39a; --verified-tint: #16301f; --failed: #ff8f85; --failed-tint: #3a1a17;
            --unverified: #f2b84b; --unverified-tint: #35280e; --heat: #fb923c;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-behavior: smooth; scroll-padding-top: 3.5rem; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        header, main, nav { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding-top: 2.5rem; }
        h1 { margin: .1rem 0 .4rem; font-size: clamp(1.7rem, 5vw, 2.5rem); line-height: 1.15; letter-spacing: -.02em; }
        h2 { margin: 3rem 0 1rem; font-size: 1.3rem; letter-spacing: -.01em; }
        h3 { margin: 0 0 .6rem; font-size: 1.05rem; display: flex; gap: .5rem; align-items: baseline; flex-wrap: wrap; }
        h4 { margin: 1rem 0 .4rem; font-size: .9rem; color: var(--faint); font-weight: 600; }
        p { margin: 0 0 .6rem; }
        a { color: inherit; text-underline-offset: .18em; text-decoration-color: var(--faint); }
        code, pre { font: .86em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        code { background: var(--code); padding: .1em .35em; border-radius: 4px; overflow-wrap: anywhere; }
        pre { background: var(--code); padding: .8rem 1rem; border-radius: 8px; overflow-x: auto; margin: .5rem 0;
          white-space: pre-wrap; overflow-wrap: anywhere; }
        pre.command::before { content: "$ "; color: var(--faint); }
        small { display: block; color: var(--faint); font-size: .8rem; font-weight: 400; }
        .kicker { color: var(--faint); font-size: .85rem; margin: 0; }
        .result { font-size: 1.2rem; font-weight: 600; margin: 0; }
        .good .result { color: var(--verified); }
        .open .result { color: var(--failed); }
        .state, .why { color: var(--faint); }
        .why { font-size: .85rem; margin: 0; }
        ul.why { padding-left: 1.1rem; margin-top: .3rem; }
        .bar { display: flex; flex-wrap: wrap; gap: .35rem; margin: 1.2rem 0 0; }
        .bar a { flex: 1 1 5rem; padding: .35rem .6rem; border-radius: 6px; text-decoration: none; font-size: .85rem;
          border-bottom: 3px solid; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
        .bar .verified { background: var(--verified-tint); color: var(--verified); }
        .bar .failed { background: var(--failed-tint); color: var(--failed); }
        .bar .unverified { background: var(--unverified-tint); color: var(--unverified); }
        nav { position: sticky; top: 0; z-index: 1; display: flex; gap: 1.2rem; overflow-x: auto; margin-top: 1.6rem;
          padding-top: .7rem; padding-bottom: .7rem; background: var(--paper); border-bottom: 1px solid var(--line);
          font-size: .9rem; }
        nav a { text-decoration: none; color: var(--faint); }
        nav a:hover { color: var(--ink); }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1px;
          margin: 1.8rem 0 0; background: var(--card); border: 1px solid var(--line); border-radius: 10px;
          overflow: hidden; }
        .figures div { padding: .8rem 1rem; box-shadow: 0 0 0 1px var(--line); }
        .figures dt { color: var(--faint); font-size: .8rem; }
        .figures dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .figures small { white-space: normal; }
        article, details { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--line);
          border-radius: 8px; padding: 1rem 1.2rem; margin: 0 0 .8rem; }
        article.verified, details.verified { border-left-color: var(--verified); }
        article.failed, details.failed { border-left-color: var(--failed); }
        article.unverified { border-left-color: var(--unverified); }
        article:target, details:target, tr:target { outline: 2px solid var(--heat); outline-offset: 2px; }
        summary { cursor: pointer; font-weight: 600; }
        .id { color: var(--faint); font-weight: 600; font-variant-numeric: tabular-nums; }
        .verdict { font-size: .85rem; font-weight: 600; margin-left: auto; color: var(--faint); }
        summary .verdict { margin-left: .6rem; }
        .verified > h3 .verdict, .criteria .verified .sign { color: var(--verified); }
        .failed > h3 .verdict, .criteria .failed .sign, .failed > summary .verdict { color: var(--failed); }
        .unverified > h3 .verdict, .criteria .unverified .sign { color: var(--unverified); }
        .criteria { list-style: none; margin: 0; padding: 0; }
        .criteria li { display: flex; gap: .7rem; padding: .45rem 0; border-top: 1px solid var(--line); }
        .criteria li:first-child { border-top: 0; }
        .criteria p { margin: 0; }
        .criteria .sign { flex: none; width: 1rem; text-align: center; }
        .trail { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin: .7rem 0 0; font-size: .85rem; }
        .trail i { font-style: normal; color: var(--faint); }
        .plain { list-style: none; padding: 0; margin: 0; }
        .names { display: flex; flex-wrap: wrap; gap: .35rem; }
        .failures li { margin-bottom: .8rem; }
        .wide { overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; font-size: .9rem; }
        th { text-align: left; color: var(--faint); font-weight: 600; font-size: .8rem; white-space: nowrap; }
        th, td { padding: .5rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
        th:first-child, td:first-child { padding-left: 0; min-width: 8rem; }
        th:last-child, td:last-child { padding-right: 0; }
        td code { white-space: nowrap; overflow-wrap: normal; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        tfoot td { font-weight: 600; border-bottom: 0; }
        .share { display: block; height: 4px; margin-top: .35rem; border-radius: 2px; background: var(--line); }
        .share span { display: block; height: 100%; border-radius: 2px; background: var(--heat); }
        .facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem; margin: 0; font-size: .9rem; }
        .facts dt { color: var(--faint); }
        .facts dd { margin: 0; overflow-wrap: anywhere; }
        main { padding-bottom: 4rem; }
        @media (max-width: 34rem) {
          h3 .verdict { margin-left: 0; flex-basis: 100%; }
          .facts { grid-template-columns: 1fr; gap: 0; }
          .facts dd { margin-bottom: .6rem; }
        }
        @media print {
          :root { --paper: #fff; --card: #fff; --ink: #000; --faint: #444; --line: #bbb; --code: #f4f4f4;
            --verified: #0b5a32; --failed: #8c1d18; --unverified: #6b4600; --verified-tint: #fff; --failed-tint: #fff;
            --unverified-tint: #fff; }
          body { font-size: 10.5pt; }
          nav { display: none; }
          article, tr { break-inside: avoid; }
          h2, h3, summary { break-after: avoid; }
          details::details-content { content-visibility: visible; block-size: auto; }
          .wide { overflow: visible; }
        }

        """
}
