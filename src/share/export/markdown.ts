// A product as Markdown. What people wrote is text, never markup.
import { factsOf, type Piece, piecesOf } from '../rules/products/pieces.ts'
import type { Printed } from '../rules/products/printed.ts'

export function markdownOf(paper: Printed): string {
  const { content, marking, warnings, standing, reference, fingerprint, exercise } = paper
  const edge = `${exercise ? `${content.words.exercise} · ` : ''}${plain(marking)}`
  const parts = [
    `**${edge}**`,
    `# ${plain(content.title.text)}`,
    `${plain(content.kind)} · ${plain(reference)} · ${plain(standing)}`,
    ...warnings.map((warning) => `> **${plain(warning)}**`),
    ['| | |', '|---|---|', ...factsOf(paper).map((row) => tableRow(row))].join('\n'),
    ...piecesOf(paper).map(pieceOf),
    '---',
    `${edge} · ${plain(reference)} · SHA-256 ${fingerprint}`,
  ]
  return `${parts.join('\n\n')}\n`
}

function pieceOf(piece: Piece): string {
  switch (piece.kind) {
    case 'heading':
      return `${'#'.repeat(piece.level)} ${oneLine(piece.text)}`
    case 'text':
      if (piece.tone === 'plain') return plain(piece.text)
      return piece.tone === 'alarm' ? `**${oneLine(piece.text)}**` : `*${oneLine(piece.text)}*`
    case 'list':
      return piece.items.map((item) => `- ${oneLine(item)}`).join('\n')
    case 'table': {
      const { caption, header, rows } = piece
      const table = [tableRow(header), `|${'---|'.repeat(header.length)}`, ...rows.map(tableRow)].join('\n')
      return caption ? `*${oneLine(caption)}*\n\n${table}` : table
    }
  }
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(oneLine).join(' | ')} |`
}

function oneLine(text: string): string {
  return plain(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()
}

/** Everything that Markdown or HTML would read as markup stands as it was written. */
function plain(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~!&]/g, (mark) => `\\${mark}`)
    .replace(
      /^(\s*)([-+=]|\d{1,9}[.)])(?=\s|[-+=]|$)/gm,
      (_all, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    )
}
