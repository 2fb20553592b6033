// Bounds markup before any parser sees it: depth, element count, tag length; code, styles and comments are left out.
export const MAX_DEPTH = 120
export const MAX_ELEMENTS = 40_000
const MAX_TAG_CHARS = 2_000
const MAX_MARKUP_CHARS = 4_000_000

const VOID = new Set('area base br col embed hr img input link meta param source track wbr !doctype ?xml'.split(' '))
// These close one another, so an unclosed run of them is not a depth.
const SELF_CLOSING_RUN = new Set('p li td th tr dt dd option html head body'.split(' '))
// Content that is never text for a reader, dropped together with everything up to its closing tag.
const DROPPED = new Set(
  'script style template svg math iframe object noscript textarea select canvas audio video'.split(' '),
)
const BLOCKISH = /^(?:div|section|article|main|ul|ol|table|blockquote|h[1-6]|figure|header|footer)$/

export interface Bounded {
  html: string
  did: string[]
  partial: string[]
}

interface Tag {
  name: string
  closing: boolean
  selfClosed: boolean
  end: number
}

/** One pass, linear: the result nests at most MAX_DEPTH deep and has at most MAX_ELEMENTS elements. */
export function boundMarkup(whole: string): Bounded {
  const partial: string[] = []
  const html = whole.length > MAX_MARKUP_CHARS ? whole.slice(0, MAX_MARKUP_CHARS) : whole
  if (html !== whole) partial.push(`clean: markup over ${MAX_MARKUP_CHARS} characters cut off`)
  const out: string[] = []
  let at = 0
  let depth = 0
  let elements = 0
  let flattened = 0
  let dropped = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    out.push(html.slice(at, open))
    const skipTo = skipUnrendered(html, open)
    if (skipTo !== null) {
      at = skipTo
      continue
    }
    const tag = readTag(html, open)
    if (tag === null) {
      out.push('&lt;')
      at = open + 1
      continue
    }
    at = tag.end
    if (DROPPED.has(tag.name)) {
      dropped += 1
      if (!tag.closing && !tag.selfClosed) at = afterClosing(html, tag)
      out.push(' ')
      continue
    }
    const counts = !VOID.has(tag.name) && !tag.selfClosed && !SELF_CLOSING_RUN.has(tag.name)
    if (counts && tag.closing) {
      const tooDeep = depth > MAX_DEPTH
      depth = Math.max(0, depth - 1)
      if (tooDeep) continue
    } else if (counts) {
      depth += 1
    }
    if (!tag.closing) elements += 1
    if (depth > MAX_DEPTH || elements > MAX_ELEMENTS) {
      flattened += 1
      if (elements <= MAX_ELEMENTS && BLOCKISH.test(tag.name)) out.push('<br>')
      else out.push(' ')
      if (elements > MAX_ELEMENTS && tag.closing) out.push(html.slice(open, tag.end))
      continue
    }
    out.push(tag.end - open > MAX_TAG_CHARS / 2 ? shortTag(tag) : html.slice(open, tag.end))
  }
  out.push(html.slice(at))
  const did = dropped > 0 ? [`${dropped} scripts, styles or embedded objects left out`] : []
  if (flattened > 0) partial.push(`clean: ${flattened} elements nested too deep or too many, flattened`)
  return { html: out.join(''), did, partial }
}

function shortTag(tag: Tag): string {
  return tag.closing ? `</${tag.name}>` : `<${tag.name}>`
}

function skipUnrendered(html: string, open: number): number | null {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4)
    return end < 0 ? html.length : end + 3
  }
  // A CDATA mark is not markup in HTML; feeds leave it in, so the mark goes and the content stays.
  if (html.startsWith('<![CDATA[', open)) return open + 9
  if (html.startsWith('<!', open) || html.startsWith('<?', open)) {
    const end = html.indexOf('>', open)
    return end < 0 || end - open > MAX_TAG_CHARS ? open + 2 : end + 1
  }
  return null
}

function readTag(html: string, open: number): Tag | null {
  const closing = html[open + 1] === '/'
  let at = open + (closing ? 2 : 1)
  const nameStart = at
  while (at < html.length && at - nameStart < 40 && isNameChar(html.charCodeAt(at), at === nameStart)) at += 1
  if (at === nameStart) return null
  const name = html.slice(nameStart, at).toLowerCase()
  const limit = Math.min(html.length, open + MAX_TAG_CHARS)
  let quote = ''
  for (; at < limit; at += 1) {
    const char = html[at]
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '>') return { name, closing, selfClosed: html[at - 1] === '/' && VOID.has(name), end: at + 1 }
  }
  return { name, closing, selfClosed: false, end: unquotedEnd(html, open, limit) }
}

// A tag with a broken quote or an endless attribute: it ends at the first bracket, or at the limit.
function unquotedEnd(html: string, open: number, limit: number): number {
  const plain = html.indexOf('>', open)
  return plain >= 0 && plain < limit ? plain + 1 : limit
}

function isNameChar(code: number, first: boolean): boolean {
  const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
  return letter || (!first && ((code >= 48 && code <= 57) || code === 45 || code === 58))
}

function afterClosing(html: string, tag: Tag): number {
  const closing = new RegExp(`</${tag.name}[\\s/>]`, 'gi')
  closing.lastIndex = tag.end
  const found = closing.exec(html)
  if (found === null) return html.length
  const end = html.indexOf('>', found.index)
  return end < 0 ? html.length : end + 1
}
