// A paper as Markdown. What people wrote is text, never markup.
import type { Paper, Piece } from './paper.ts'

export function markdownOf(paper: Paper): string {
  const edge = `${paper.exercise ? 'EXERCISE · ' : ''}${plain(paper.marking)}`
  const parts = [
    `**${edge}**`,
    `# ${line(paper.title)}`,
    line(paper.standing),
    ['| | |', '|---|---|', ...paper.facts.map(row)].join('\n'),
    ...paper.pieces.map(pieceOf),
    '---',
    `${edge} · SHA-256 ${paper.digest}`,
  ]
  return `${parts.join('\n\n')}\n`
}

function pieceOf(piece: Piece): string {
  switch (piece.kind) {
    case 'heading':
      return `## ${line(piece.text)}`
    case 'text':
      if (piece.tone === 'plain') return plain(piece.text)
      return piece.tone === 'alarm' ? `**${line(piece.text)}**` : `*${line(piece.text)}*`
    case 'list':
      return piece.items.map((item) => `- ${line(item)}`).join('\n')
    case 'table':
      return [row(piece.header), `|${'---|'.repeat(piece.header.length)}`, ...piece.rows.map(row)].join('\n')
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(line).join(' | ')} |`
}

const line = (text: string) =>
  plain(text)
    .split('\n')
    .map((part) => part.trim())
    .join(' ')

/** Marks of Markdown and HTML stand as they were written; so does what would begin a list or a heading. */
function plain(text: string): string {
  const quoted = text.replace(/[\\`*_{}[\]<>#|~!&]/g, (mark) => `\\${mark}`)
  return quoted
    .split('\n')
    .map((part) => part.replace(/^(\s{0,200})([-+=])/, '$1\\$2').replace(/^(\s{0,200}\d{1,9})([.)])/, '$1\\$2'))
    .join('\n')
}
