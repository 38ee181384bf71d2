/// The style sheet and the icon: all that a page loads.
enum Style {
    static let css = """
        :root {
          color-scheme: light dark;
          --ground: #faf9f7; --card: #ffffff; --line: #e4e1dc; --text: #23211e; --faint: #75706a; --link: #1f5f8b;
          --bad: #c0392b; --mediocre: #c77f0a; --satisfactory: #3d8b5f; --delighted: #1d6fa5; --unknown: #a8a29a; --none: #a8a29a;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #191817; --card: #22211f; --line: #383633; --text: #e9e6e1; --faint: #9d978f; --link: #86bfe8;
            --bad: #e8705f; --mediocre: #e3a644; --satisfactory: #6cbf8f; --delighted: #68b1e3; --unknown: #6f6a64; --none: #6f6a64;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
        main, .top, footer { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
        .top { display: flex; justify-content: space-between; align-items: baseline; padding-top: 1rem; padding-bottom: .5rem; }
        .top nav a { margin-left: 1.25rem; }
        .brand { font-weight: 700; letter-spacing: .02em; color: var(--text); }
        a { color: var(--link); text-decoration: none; }
        a:hover, a:focus { text-decoration: underline; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; margin: 0 0 1rem;
          min-width: 0; overflow-wrap: anywhere; }
        h1 { font-size: 1.35rem; margin: 0 0 .25rem; }
        h2 { font-size: 1.05rem; margin: 0 0 .6rem; }
        h3 { font-size: 1rem; margin: 0; }
        p { margin: .25rem 0; }
        .figure { font-size: 3.2rem; font-weight: 700; line-height: 1.1; margin: .25rem 0; font-variant-numeric: tabular-nums; }
        .faint, .calm, footer { color: var(--faint); }
        .faint { font-size: .9rem; }
        a.faint { color: var(--faint); text-decoration: underline; text-decoration-color: var(--line); }
        footer { font-size: .85rem; padding-bottom: 2rem; }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 0 1rem; }
        .warning { border-left: 4px solid var(--bad); background: color-mix(in srgb, var(--bad) 9%, transparent);
          padding: .5rem .75rem; border-radius: 4px; margin: 0 0 .75rem; overflow-wrap: anywhere; }
        .praise { color: var(--delighted); }
        .gradebar { display: block; width: 100%; height: .6rem; border-radius: 3px; margin: .4rem 0; background: var(--line); }
        .chart { display: block; width: 100%; height: 7rem; }
        rect.bad { fill: var(--bad); } rect.mediocre { fill: var(--mediocre); } rect.satisfactory { fill: var(--satisfactory); }
        rect.delighted { fill: var(--delighted); } rect.unknown, rect.none { fill: var(--unknown); }
        .figure.bad, td.bad, strong.bad, .verdict.bad { color: var(--bad); }
        .figure.mediocre, td.mediocre, strong.mediocre { color: var(--mediocre); }
        .figure.satisfactory, td.satisfactory, strong.satisfactory, .verdict.satisfactory { color: var(--satisfactory); }
        .figure.none, td.none, strong.none { color: var(--faint); }
        .badge { display: inline-block; font-size: .82rem; font-weight: 600; border-radius: 99px; padding: .05rem .6rem; color: var(--card);
          background: var(--none); white-space: nowrap; }
        .badge.bad { background: var(--bad); } .badge.mediocre { background: var(--mediocre); }
        .badge.satisfactory { background: var(--satisfactory); } .badge.delighted { background: var(--delighted); }
        .item { border-left: 3px solid var(--none); padding-left: .7rem; margin: .5rem 0; }
        .item.bad { border-color: var(--bad); } .item.bad span { color: var(--bad); }
        .item span { font-size: .9rem; color: var(--faint); }
        .line { display: flex; justify-content: space-between; gap: 1rem; align-items: baseline; }
        .member { margin: 0 0 .7rem; }
        table { width: 100%; border-collapse: collapse; }
        th { text-align: left; font-size: .8rem; font-weight: 600; color: var(--faint); padding: .2rem .75rem .3rem 0; }
        td { border-top: 1px solid var(--line); padding: .45rem .75rem .45rem 0; vertical-align: baseline; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .probes .gradebar { width: 9rem; margin: 0; }
        code { font-family: ui-monospace, monospace; font-size: .92em; }
        .finding { border-left: 3px solid var(--none); padding: .1rem 0 .1rem .9rem; margin: 0 0 1.1rem; }
        .finding.bad { border-color: var(--bad); } .finding.mediocre { border-color: var(--mediocre); }
        .finding.satisfactory { border-color: var(--satisfactory); }
        .where { font-size: .9rem; }
        .evidence { font: .85rem/1.45 ui-monospace, monospace; color: var(--faint); overflow-wrap: anywhere; }
        blockquote { margin: .35rem 0; padding: .35rem .75rem; background: var(--ground); border-radius: 4px; font-size: .92rem; }
        .touchpoint h2 { display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; }
        .waterfall { display: grid; grid-template-columns: 5.5rem 4.5rem 1fr; gap: .15rem .75rem; align-items: center; font-size: .85rem;
          margin: .4rem 0 .75rem; }
        .waterfall svg { width: 100%; height: .85rem; }
        .waterfall .phase { color: var(--faint); }
        rect.track { fill: var(--line); }
        rect.lookup { fill: #8e7cc3; } rect.connect { fill: #d99a5b; } rect.handshake { fill: #c76b98; } rect.send { fill: #7f8c8d; }
        rect.wait { fill: #5b9bd5; } rect.receive { fill: #5bb08a; }
        @media (max-width: 42rem) {
          .figure { font-size: 2.6rem; }
          section { padding: .85rem 1rem; }
          .probes thead { display: none; }
          .probes tr { display: grid; grid-template-columns: 1fr auto; gap: .1rem .75rem; border-top: 1px solid var(--line); padding: .5rem 0; }
          .probes td { border: 0; padding: 0; }
          .probes td:nth-child(1) { grid-column: 1; font-weight: 600; }
          .probes td:nth-child(4) { grid-column: 2; grid-row: 1; font-weight: 700; }
          .probes td:nth-child(2) { grid-column: 1 / -1; }
          .probes td:nth-child(3) { display: none; }
          .probes td:nth-child(5), .probes td:nth-child(6) { grid-column: 1 / -1; }
          .probes .gradebar { width: 100%; }
          .waterfall { grid-template-columns: 4.7rem 4rem 1fr; gap: .15rem .5rem; }
        }

        """

    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#23211e"/>\
        <circle cx="14" cy="14" r="7" fill="none" stroke="#faf9f7" stroke-width="3"/>\
        <path d="M19 19l7 7" stroke="#faf9f7" stroke-width="3.5" stroke-linecap="round"/></svg>

        """
}
