// Plain text to blocks: lines, unwrapped where a column limit broke them, with the blank lines between them counted.
import type { Block, SourceText } from '../model.ts'
import { capLine, foldText } from './fold.ts'

export const plainVersion = 'plain-1'

interface Line {
  text: string
  indent: number
  blankBefore: number
}

export function cleanPlain(raw: string): SourceText {
  const did: string[] = []
  const partial: string[] = []
  const lines = readLines(raw, did)
  const width = wrapWidth(lines)
  const joined = width === null ? lines : unwrap(lines, width)
  if (width !== null) did.push(`unwrapped at ${width} columns: ${lines.length} lines to ${joined.length}`)
  return assemble(
    joined.map((line) => ({ ...describe(line.text), blankBefore: line.blankBefore, article: 0 })),
    did,
    partial,
  )
}

function readLines(raw: string, did: string[]): Line[] {
  if (raw.includes('\r')) did.push('line ends made plain')
  const lines: Line[] = []
  let blank = 0
  for (const whole of raw.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n')) {
    const text = foldText(whole)
    if (text.length === 0) {
      blank += 1
      continue
    }
    lines.push({ text, indent: indentOf(whole), blankBefore: lines.length === 0 ? 0 : blank })
    blank = 0
  }
  return lines
}

function indentOf(line: string): number {
  let indent = 0
  while (indent < line.length && (line[indent] === ' ' || line[indent] === '\t')) indent += 1
  return indent
}

/** The column at which the text was wrapped, or null when its lines are whole paragraphs. */
function wrapWidth(lines: Line[]): number | null {
  const runs: number[] = []
  for (let i = 0; i + 1 < lines.length; i += 1) {
    const next = lines[i + 1]
    const here = lines[i]
    if (here !== undefined && next !== undefined && next.blankBefore === 0) runs.push(here.text.length)
  }
  if (runs.length < 3) return null
  const sorted = [...lines.map((line) => line.text.length)].sort((a, b) => a - b)
  const width = sorted[Math.floor(sorted.length * 0.97)] ?? 0
  const longest = sorted[sorted.length - 1] ?? 0
  if (width < 40 || longest > 132 || longest > width + 24) return null
  const nearFull = runs.filter((length) => length > width - 18).length
  return nearFull >= runs.length * 0.5 ? Math.max(width, Math.min(longest, width + 8)) : null
}

// The classical test: a line was broken by the column only if the next word would not have fitted on it.
function unwrap(lines: Line[], width: number): Line[] {
  const out: Line[] = []
  let lastRaw = ''
  for (const line of lines) {
    const previous = out[out.length - 1]
    if (previous !== undefined && line.blankBefore === 0 && continues(lastRaw, line, width)) {
      const hyphen = /[a-z]-$/.test(previous.text) && /^[a-z]/.test(line.text)
      previous.text = hyphen ? previous.text + line.text : `${previous.text} ${line.text}`
    } else out.push({ ...line })
    lastRaw = line.text
  }
  return out
}

function continues(previous: string, line: Line, width: number): boolean {
  if (line.indent >= 2 || isRule(previous) || isRule(line.text)) return false
  if (/^(?:[-*\u2022\u2013]\s|#{1,6}\s|\(?\d{1,3}[.)]\s|https?:)/.test(line.text)) return false
  const firstWord = line.text.split(' ', 1)[0] ?? ''
  const fits = previous.length + 1 + firstWord.length <= width - 1
  if (!fits) return true
  return /^[\p{Ll}]/u.test(line.text) && !/[.!?:"]$/.test(previous) && previous.length > width * 0.5
}

export interface Piece {
  text: string
  kind: Block['kind']
  level: number
  blankBefore: number
  article: number
}

export function isRule(text: string): boolean {
  if (text.length > 300) return false
  return /^(?:[-_=*~#+\u2022\u00b7.] ?){3,}$/.test(text) || /^-{2,} ?\w{1,12} ?-{2,}$/.test(text)
}

function describe(text: string): { text: string; kind: Block['kind']; level: number } {
  if (isRule(text)) return { text, kind: 'rule', level: 0 }
  const heading = /^(#{1,6})\s+\S/.exec(text)
  if (heading?.[1] !== undefined) return { text, kind: 'heading', level: heading[1].length }
  if (/^\*\*[^*]{3,200}\*\*:?$/.test(text)) return { text, kind: 'heading', level: 7 }
  if (/^[-*\u2022]\s+\S/.test(text)) return { text, kind: 'list-item', level: 0 }
  return { text, kind: 'paragraph', level: 0 }
}

/** Joins pieces into one text: a blank line where there was one, a line feed where there was none. */
export function assemble(pieces: Piece[], did: string[], partial: string[]): SourceText {
  const parts: string[] = []
  const blocks: Block[] = []
  let at = 0
  let capped = 0
  for (const piece of pieces) {
    const text = capLine(piece.text)
    if (text !== piece.text) capped += 1
    if (text.length === 0) continue
    const joint = blocks.length === 0 ? '' : piece.blankBefore > 0 ? '\n\n' : '\n'
    parts.push(joint, text)
    const start = at + joint.length
    at = start + text.length
    const { kind, level, article, blankBefore } = piece
    blocks.push({ start, end: at, kind, level, article, blankLinesBefore: blankBefore })
  }
  if (capped > 0) partial.push(`clean: ${capped} lines held words over the limit, which were broken up`)
  return { text: parts.join(''), blocks, title: null, publishedAt: null, canonicalUrl: null, did, partial }
}
