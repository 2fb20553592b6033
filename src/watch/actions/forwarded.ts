// A mail that somebody forwards: below a line that says so stand the headers of the first mail, then its text. The
// words are those of mail programs. Pure and linear: line by line, and only near the beginning.

import { momentOf, plainLine } from './read-item.ts'
import type { LetterPart } from './read-mail.ts'

export interface Forwarded {
  outlet: string | null
  date: string | null
  subject: string | null
  text: string
}

const says =
  /^[-_\s>*]{0,20}(?:begin forwarded message|(?:forwarded|original) message|(?:weitergeleitete|urspr(?:ü|ue)ngliche) nachricht|message (?:transf(?:é|e)r(?:é|e)|d['’]origine)|mensaje (?:reenviado|original)|messaggio (?:inoltrato|originale)|doorgestuurd bericht|oorspronkelijk bericht|wiadomo(?:ść|sc) przekazana)[-_\s:*]{0,20}$/i
const forwards = /^\s{0,5}(?:fwd?|wg|tr|rv|i|doorst|pd)\s{0,2}:\s{0,5}/i
const fields: readonly [name: 'from' | 'date' | 'subject', words: RegExp][] = [
  ['from', /^(?:from|von|de|da|van|od)\s?:/i],
  ['date', /^(?:date|sent|datum|gesendet|envoy(?:é|e)|fecha|enviado|data|inviato|verzonden)\s?:/i],
  ['subject', /^(?:subject|betreff|objet|asunto|oggetto|onderwerp|temat)\s?:/i],
]
const linesLooked = 60
const headLines = 14
/** More text than this before it is an answer with a quotation below, and not somebody passing something on. */
const noteChars = 1200

export function forwardedIn(body: LetterPart, subject: string): Forwarded | null {
  if (body.kind !== 'plain') return null
  const lines = body.text.slice(0, 40_000).split('\n', linesLooked + headLines)
  let at = 0
  let chars = 0
  const announced = forwards.test(subject)
  while (at < lines.length && at < linesLooked) {
    const line = (lines[at] ?? '').slice(0, 300).trim()
    if (says.test(line) || (announced && fields[0]?.[1].test(bare(line)))) break
    chars += (lines[at] ?? '').length
    at += 1
  }
  if (at >= Math.min(lines.length, linesLooked) || chars > noteChars) return null
  const found: Partial<Record<'from' | 'date' | 'subject', string>> = {}
  let end = says.test((lines[at] ?? '').trim()) ? at + 1 : at
  while (end < lines.length && bare(lines[end] ?? '') === '') end += 1
  for (const last = end + headLines; end < last && end < lines.length; end += 1) {
    const line = bare(lines[end] ?? '')
    if (line === '') break
    for (const [name, words] of fields) {
      if (found[name] === undefined && words.test(line)) found[name] = line.slice(line.indexOf(':') + 1)
    }
  }
  if (found.from === undefined || (found.date === undefined && found.subject === undefined)) return null
  const offset = lines.slice(0, end).reduce((sum, line) => sum + line.length + 1, 0)
  return {
    outlet: nameIn(found.from),
    date: dateIn(found.date),
    subject: plainLine(found.subject ?? '', 300) || null,
    text: body.text.slice(offset),
  }
}

/** Without the signs of quoting and of bold letters. */
function bare(line: string): string {
  return line
    .slice(0, 1000)
    .replace(/^[>\s]{0,20}/, '')
    .replaceAll('*', '')
    .trim()
}

function nameIn(from: string): string | null {
  const name = plainLine(from.replace(/[<[][^<>[\]]{0,300}[>\]]/g, ' ').replaceAll('"', ''), 200)
  return name || plainLine(from.replace(/[<>[\]]/g, ' '), 200) || null
}

function dateIn(date: string | undefined): string | null {
  return date === undefined
    ? null
    : momentOf(
        date
          .slice(0, 100)
          .replace(/\s(?:at|um|à)\s/i, ' ')
          .trim(),
      )
}
