// Bytes to text: finds the encoding, and removes what must never reach a screen or a store (NUL, controls, bidi).
export const decodeVersion = 'decode-1'

export interface Decoded {
  text: string
  encoding: string
  did: string[]
}

const SNIFF_BYTES = 4096

/** Decodes by byte order mark, then the declared character set, then strict UTF-8, then a Western fallback. */
export function decodeBytes(bytes: Uint8Array, contentType: string | null): Decoded {
  const did: string[] = []
  const encoding = chooseEncoding(bytes, contentType, did)
  const raw = decodeAs(bytes, encoding) ?? decodeAs(bytes, 'windows-1252') ?? ''
  return { text: scrubText(raw, did), encoding, did }
}

function chooseEncoding(bytes: Uint8Array, contentType: string | null, did: string[]): string {
  const mark = byteOrderMark(bytes)
  if (mark !== null) return say(did, mark, 'byte order mark')
  const wide = looksLikeUtf16(bytes)
  if (wide !== null) return say(did, wide, 'every other byte is zero')
  if (isStrict(bytes, 'utf-8')) return say(did, 'utf-8', 'valid UTF-8')
  for (const [label, from] of declared(bytes, contentType)) {
    const known = canonicalLabel(label)
    if (known === null) did.push(`declared encoding ${label.slice(0, 40)} is unknown, ignored`)
    else if (known === 'utf-8') did.push(`declared utf-8 (${from}) but the bytes are not, ignored`)
    else if (!known.startsWith('utf-16')) return say(did, known, `declared by ${from}`)
  }
  if (mostlyUtf8(bytes)) return say(did, 'utf-8', 'nearly valid UTF-8, broken bytes replaced')
  return say(did, 'windows-1252', 'not UTF-8 and nothing declared')
}

function say(did: string[], encoding: string, why: string): string {
  did.push(`decoded as ${encoding}: ${why}`)
  return encoding
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

function looksLikeUtf16(bytes: Uint8Array): string | null {
  const size = Math.min(bytes.length, SNIFF_BYTES) & ~1
  if (size < 8) return null
  let evenZeros = 0
  let oddZeros = 0
  for (let i = 0; i < size; i += 2) {
    if (bytes[i] === 0) evenZeros += 1
    if (bytes[i + 1] === 0) oddZeros += 1
  }
  const half = size / 2
  if (oddZeros > half * 0.7 && evenZeros < half * 0.05) return 'utf-16le'
  if (evenZeros > half * 0.7 && oddZeros < half * 0.05) return 'utf-16be'
  return null
}

function declared(bytes: Uint8Array, contentType: string | null): [string, string][] {
  const found: [string, string][] = []
  const header = contentType === null ? null : /charset\s{0,4}=\s{0,4}["']?([\w.:-]{1,40})/i.exec(contentType)
  if (header?.[1] !== undefined) found.push([header[1], 'the content type'])
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, SNIFF_BYTES))
  const xml = /^\s{0,64}<\?xml[^>]{0,200}?encoding\s{0,4}=\s{0,4}["']([\w.:-]{1,40})/i.exec(head)
  if (xml?.[1] !== undefined) found.push([xml[1], 'the XML declaration'])
  const meta = /<meta[^>]{0,300}?charset\s{0,4}=\s{0,4}["']?([\w.:-]{1,40})/i.exec(head)
  if (meta?.[1] !== undefined) found.push([meta[1], 'a meta element'])
  return found
}

function canonicalLabel(label: string): string | null {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}

function isStrict(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

// A UTF-8 file with a few bytes of something else pasted in is still UTF-8: count sequences that hold.
function mostlyUtf8(bytes: Uint8Array): boolean {
  let good = 0
  let bad = 0
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0
    if (byte < 0x80) continue
    const follow = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0
    let ok = follow > 0 && byte < 0xf5
    for (let k = 1; k <= follow && ok; k += 1) ok = ((bytes[i + k] ?? 0) & 0xc0) === 0x80
    if (ok) {
      good += 1
      i += follow
    } else bad += 1
  }
  return good >= 3 && good > bad * 4
}

// 0x80 to 0x9F of windows-1252: some runtimes decode them as the C1 controls of ISO 8859-1, against the standard.
const WESTERN =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

function decodeAs(bytes: Uint8Array, encoding: string): string | null {
  try {
    const text = new TextDecoder(encoding).decode(bytes)
    if (encoding !== 'windows-1252') return text
    return text.replace(/[\u0080-\u009f]/g, (one) => WESTERN[one.charCodeAt(0) - 0x80] ?? one)
  } catch {
    return null
  }
}

// C0 and C1 controls but tab, line feed, carriage return; NEL, VT and FF become line feeds.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is what this is for
const LINE_LIKE = /[\u000b\u000c\u0085\u2028\u2029]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is what this is for
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g
// Bidirectional overrides, isolates and marks, soft hyphen, zero-width characters, tag characters and BOM inside text.
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\udb40[\udc00-\udc7f]/g
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Removes controls, bidirectional and invisible characters, and replaces lone surrogates; says what it did. */
export function scrubText(text: string, did: string[]): string {
  let out = replaceCounting(text, LINE_LIKE, '\n', 'unusual line ends made plain', did)
  out = replaceCounting(out, CONTROLS, '', 'control characters removed', did)
  out = replaceCounting(out, INVISIBLE, '', 'invisible or bidirectional characters removed', did)
  return replaceCounting(out, LONE_SURROGATE, '\ufffd', 'lone surrogates replaced', did)
}

function replaceCounting(text: string, what: RegExp, by: string, label: string, did: string[]): string {
  let count = 0
  const out = text.replace(what, () => {
    count += 1
    return by
  })
  if (count > 0) did.push(`${label}: ${count}`)
  return out
}
