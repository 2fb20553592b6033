// What a path is for, and how it may be shown: without what could tell who asked.

const endings =
  'css js mjs map png jpg jpeg gif svg webp avif ico bmp woff woff2 ttf otf eot mp4 webm mp3 ogg wasm'.split(' ')
const longestEnding = 5

/** One more lower-case sign of an ending: numbers instead of texts, since every line is asked. It is a hint; they may collide. */
function extended(code: number, byte: number): number {
  return (Math.imul(code, 61) + (byte | 32)) | 0
}

/** What a browser fetches after the page, in a table of hashes: a set of JavaScript costs ten times as much. */
const assetCodes = new Int32Array(256)
for (const ending of endings) {
  const code = [...Buffer.from(ending)].reduce(extended, 0)
  let place = code & 255
  while (assetCodes[place] !== 0) place = (place + 1) & 255
  assetCodes[place] = code
}

function isAssetCode(code: number): boolean {
  let place = code & 255
  while (assetCodes[place] !== 0) {
    if (assetCodes[place] === code) return true
    place = (place + 1) & 255
  }
  return false
}

/** Whether the path ends as pictures, styles and scripts do. Looks at its last few bytes only. */
export function isAsset(bytes: Uint8Array, from: number, to: number): boolean {
  const first = Math.max(from, to - longestEnding - 1)
  for (let at = to - 1; at >= first; at--) {
    if (bytes[at] === 47) return false
    if (bytes[at] !== 46) continue
    let code = 0
    for (let sign = at + 1; sign < to; sign++) code = extended(code, bytes[sign] as number)
    return isAssetCode(code)
  }
  return false
}

const utf8 = new TextDecoder()
const longestPath = 200

/** Nothing that `maskedPart` masks is without one of these; most paths are, and need not be taken apart. */
const suspect = /@|%40|\d{6}|[0-9A-Fa-f]{12}|[A-Za-z0-9_-]{24}/

/**
 * A path as it may be kept: no query, at most 200 signs, and parts that look like keys masked: six digits or more, long
 * hexadecimal or random-looking words, names of people as mail addresses. Control signs are made visible.
 */
export function maskedPath(bytes: Uint8Array, from: number, to: number): string {
  const text = utf8.decode(bytes.subarray(from, Math.min(to, from + 4 * longestPath)))
  const visible = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\u00b7')
  if (!suspect.test(visible)) return visible.slice(0, longestPath)
  const parts = visible.split('/')
  return parts.map(maskedPart).join('/').slice(0, longestPath)
}

function maskedPart(part: string): string {
  if (/@|%40/i.test(part)) return '{mail}'
  const shown = part
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '{id}')
    .replace(/(?<![0-9a-f])(?=[a-f]*\d)[0-9a-f]{12,}(?![0-9a-f])/gi, '{hex}')
    .replace(/\d{6,}/g, '{number}')
  return shown.replace(/[A-Za-z0-9_-]{24,}/g, (word) => (/\d/.test(word) && /[A-Za-z]/.test(word) ? '{token}' : word))
}

const longestText = 200

/** An agent as it may be shown: cut, and its control signs made visible. */
export function shownText(bytes: Uint8Array, from: number, to: number): string {
  const text = utf8.decode(bytes.subarray(from, Math.min(to, from + longestText)))
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029\ufffd]/gu, '\u00b7')
}
