// Before a parser sees it: XML with a DTD of its own, without end in depth, or that is a web page, is not read. One
// pass from left to right, so the time grows with the length and nothing else.
import { type Refused, refuse } from '#kernel/reply.ts'

export const limits = { depth: 64, elements: 400_000, attributeChars: 200_000 }

export type Guarded = { ok: true; value: { xml: string; root: string } } | Refused

const no = (detail: string) => refuse('feed-not-read', detail)
const webPage = (what: string) => no(`This is a web page, not ${what === 'OPML' ? 'OPML' : `a ${what}`}.`)

/** The XML without its document type, and the name of its root element. Entities of the document's own are refused. */
export function guardXml(text: string, what = 'feed'): Guarded {
  let at = 0
  let depth = 0
  let elements = 0
  let root = ''
  let xml = text
  for (;;) {
    at = text.indexOf('<', at)
    if (at === -1) break
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4)
      if (end === -1) return no('A comment in it has no end.')
      at = end + 3
    } else if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at + 9)
      if (end === -1) return no('A CDATA section in it has no end.')
      at = end + 3
    } else if (text.startsWith('<?', at)) {
      const end = text.indexOf('?>', at + 2)
      if (end === -1) return no('A processing instruction in it has no end.')
      at = end + 2
    } else if (text.startsWith('<!', at)) {
      const end = text.indexOf('>', at)
      const declaration = text.slice(at, end === -1 ? at + 2000 : end + 1)
      if (/^<!doctype\s+html/i.test(declaration)) return webPage(what)
      if (end === -1 || root !== '' || !/^<!doctype\s[^<[]*>$/i.test(declaration)) {
        return no('It has a document type with definitions or entities of its own; such files are never read.')
      }
      xml = text.slice(0, at) + text.slice(end + 1).padStart(text.length - at)
      at = end + 1
    } else if (!/[/\p{L}_:]/u.test(text[at + 1] ?? '')) {
      at += 1 // a stray sign in running text, as in "5 < 6"
    } else {
      const end = endOfTag(text, at)
      if (end === -1) return no('A tag in it has no end, or is far too long.')
      const closing = text[at + 1] === '/'
      const empty = text[end - 1] === '/'
      if (!closing && ++elements > limits.elements) return no(`It has more than ${limits.elements} elements.`)
      if (closing) depth -= 1
      else if (!empty) depth += 1
      if (depth > limits.depth) return no(`Its elements are nested more than ${limits.depth} deep.`)
      if (root === '' && !closing) root = /^<([^\s/>]{1,100})/.exec(text.slice(at, at + 120))?.[1] ?? ''
      at = end + 1
    }
  }
  if (root === '') return no('There is no XML in it.')
  if (/^html$/i.test(root)) return webPage(what)
  return { ok: true, value: { xml, root } }
}

/** Where the tag ends, past quoted attribute values; -1 when it does not within reason. */
function endOfTag(text: string, start: number): number {
  const last = Math.min(text.length, start + limits.attributeChars)
  let quote = ''
  for (let at = start + 1; at < last; at += 1) {
    const char = text[at] ?? ''
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '>') return at
    else if (char === '<') return -1
  }
  return -1
}
