// A product as one HTML page that needs nothing else: no script, nothing from elsewhere, to be read, printed and kept.
import { factsOf, type Piece, piecesOf } from '../rules/products/pieces.ts'
import type { Printed } from '../rules/products/printed.ts'
import { escaped } from './xml.ts'

export function htmlOf(paper: Printed): string {
  const { content, marking, warnings, standing, reference, exercise } = paper
  const edge = `${exercise ? `${content.words.exercise} · ` : ''}${marking}`
  const title = `${exercise ? `${content.words.exercise}: ` : ''}${content.title.text}`
  const rows = factsOf(paper).map(
    ([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`,
  )
  return `<!doctype html>
<html lang="${content.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<header class="edge${exercise ? ' exercise' : ''}">${escaped(edge)}</header>
<main>
<h1>${escaped(content.title.text)}</h1>
<p class="quiet">${escaped(`${content.kind} · ${reference} · ${standing}`)}</p>
${warnings.map((warning) => `<p class="alarm">${escaped(warning)}</p>`).join('\n')}
<table class="facts"><tbody>${rows.join('')}</tbody></table>
${piecesOf(paper).map(pieceOf).join('\n')}
</main>
<footer class="edge${exercise ? ' exercise' : ''}">${escaped(edge)} · ${escaped(reference)}</footer>
</body>
</html>
`
}

/** What it says without a page around it, up to so many characters; whole pieces only. `cut`: there is more. */
export function fragmentOf(paper: Printed, mostCharacters: number): { html: string; cut: boolean } {
  let html = ''
  for (const piece of piecesOf(paper)) {
    const next = pieceOf(piece)
    if (html.length + next.length > mostCharacters) return { html, cut: true }
    html += `${next}\n`
  }
  return { html, cut: false }
}

function pieceOf(piece: Piece): string {
  switch (piece.kind) {
    case 'heading':
      return `<h${piece.level}>${escaped(piece.text)}</h${piece.level}>`
    case 'text':
      return `<p${piece.tone === 'plain' ? '' : ` class="${piece.tone}"`}>${lines(piece.text)}</p>`
    case 'list':
      return `<ul${piece.tone === 'plain' ? '' : ` class="${piece.tone}"`}>${piece.items
        .map((item) => `<li>${lines(item)}</li>`)
        .join('')}</ul>`
    case 'table':
      return tableOf(piece)
  }
}

function tableOf({ caption, header, rows }: Extract<Piece, { kind: 'table' }>): string {
  const head = header.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell) => `<td>${lines(cell)}</td>`).join('')
    return `<tr><th scope="row">${lines(first)}</th>${cells}</tr>`
  })
  const said = caption ? `<caption>${escaped(caption)}</caption>` : ''
  return `<div class="wide" role="region" aria-label="${escaped(caption ?? header.join(', '))}" tabindex="0"><table>${said}<thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`
}

const lines = (text: string) => escaped(text).replace(/\n/g, '<br>')

const style = `
:root { color-scheme: light dark; --ink: #1a1a1a; --quiet: #555; --alarm: #a30000; --rule: #b8b8b8; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --quiet: #b5b5b5; --alarm: #ff9a9a; --rule: #555; --paper: #161616; } }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 48rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
.edge { padding: .4rem 1rem; font-weight: 600; border: solid var(--rule); border-width: 1px 0; }
.edge.exercise, .alarm { color: var(--alarm); font-weight: 600; }
.quiet, caption { color: var(--quiet); font-size: .9rem; }
caption { text-align: left; }
h1 { line-height: 1.2; } h2 { margin-top: 1.6em; } h2, h3 { break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--rule); padding: .25rem .5rem .25rem 0; text-align: left; vertical-align: top; font-weight: normal; }
thead th { font-weight: 600; } .facts th { color: var(--quiet); width: 10rem; }
.wide { overflow-x: auto; } tr { break-inside: avoid; }
@media print { :root { --ink: #000; --quiet: #333; --alarm: #a30000; --rule: #999; --paper: #fff; } .wide { overflow: visible; } }
`
