// A paper as one HTML page that needs nothing else: no script, nothing from elsewhere, to be read, printed and kept.
import type { Paper, Piece } from './paper.ts'

export function htmlOf(paper: Paper): string {
  const edge = `${paper.exercise ? 'EXERCISE · ' : ''}${paper.marking}`
  const facts = paper.facts.map(([name, value]) => `<tr><th scope="row">${safe(name)}</th><td>${safe(value)}</td></tr>`)
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(`${paper.exercise ? 'EXERCISE: ' : ''}${paper.title}`)}</title>
<style>${style}</style>
</head>
<body${paper.exercise ? ' class="exercise"' : ''}>
<header>${safe(edge)}</header>
<main>
<h1>${safe(paper.title)}</h1>
<p class="quiet">${safe(paper.standing)}</p>
<table><tbody>${facts.join('')}</tbody></table>
${paper.pieces.map(pieceOf).join('\n')}
</main>
<footer>${safe(edge)} · ${safe(paper.standing)} · SHA-256 ${paper.digest}</footer>
</body>
</html>
`
}

function pieceOf(piece: Piece): string {
  switch (piece.kind) {
    case 'heading':
      return `<h2>${safe(piece.text)}</h2>`
    case 'text':
      return `<p${piece.tone === 'plain' ? '' : ` class="${piece.tone}"`}>${broken(piece.text)}</p>`
    case 'list':
      return `<ul>${piece.items.map((item) => `<li>${broken(item)}</li>`).join('')}</ul>`
    case 'table': {
      const head = piece.header.map((name) => `<th scope="col">${safe(name)}</th>`).join('')
      const rows = piece.rows.map((row) => `<tr>${row.map((cell) => `<td>${broken(cell)}</td>`).join('')}</tr>`)
      return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`
    }
  }
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** What neither HTML nor a reader can do anything with becomes a sign of that. */
const noCharacter = (code: number) => (code === 9 || code === 10 || (code >= 32 && code !== 127) ? null : '\ufffd')

function safe(text: string): string {
  let said = ''
  for (const character of text.replace(/\p{Surrogate}/gu, '\ufffd'))
    said += noCharacter(character.charCodeAt(0)) ?? marks[character] ?? character
  return said
}

const broken = (text: string) => safe(text).replaceAll('\n', '<br>')

const style = `
:root { color-scheme: light dark; --ink: #1a1a1a; --quiet: #555; --alarm: #a30000; --rule: #b8b8b8; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --quiet: #b5b5b5; --alarm: #ff9a9a; --rule: #555; --paper: #161616; } }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 48rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
header, footer { padding: .4rem 1rem; font-weight: 600; border: solid var(--rule); border-width: 1px 0; overflow-wrap: anywhere; }
.exercise header, .exercise footer, .alarm { color: var(--alarm); font-weight: 600; }
.quiet { color: var(--quiet); }
h2 { margin-top: 1.6em; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--rule); padding: .25rem .5rem .25rem 0; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
@media print { :root { --ink: #000; --quiet: #333; --alarm: #a30000; --rule: #999; --paper: #fff; } }
`
