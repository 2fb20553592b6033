// The text of iCalendar (RFC 5545): lines of at most 75 octets, texts without letters that would break out of a line.
import { instant } from './time.ts'

/** RFC 5545, 3.1: a longer line goes on in the next, after one blank. */
const mostOctets = 75

/** Lines as they are written, each ended by CR LF. */
export function calendarText(lines: readonly string[]): string {
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const letter of line) {
    const size = octetsOf(letter.codePointAt(0) ?? 0)
    if (octets + size > mostOctets) {
      text += '\r\n '
      octets = 1
    }
    text += letter
    octets += size
  }
  return text
}

/** In UTF-8. */
function octetsOf(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4
}

/** RFC 5545, 3.3.11. Control characters and halves of letters are no text and are left out. */
export function escaped(text: string): string {
  const clean = text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, '')
  return clean.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')
}

/** '20260329T211500Z': iCalendar knows no parts of a second. */
export function utcOf(at: string): string {
  return `${instant(at).slice(0, 19).replace(/[-:]/g, '')}Z`
}
