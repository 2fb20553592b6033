// Folding: typographic quotes, dashes and spaces become plain ones, character for character, so spans keep counting.
const FOLDED: Record<string, string> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\u2032': "'",
  '\u00b4': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u201f': '"',
  '\u2033': '"',
  '\u00ab': '"',
  '\u00bb': '"',
  '\u2039': "'",
  '\u203a': "'",
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2015': '-',
  '\u2212': '-',
}
const FOLDABLE = /[\u2018-\u201b\u2032\u00b4\u201c-\u201f\u2033\u00ab\u00bb\u2039\u203a\u2010-\u2015\u2212]/g
const SPACES = /[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g

export const MAX_TOKEN_CHARS = 60

/** Runs of white space to one space, trimmed; quotes and dashes folded one for one. Linear in its input. */
export function foldText(text: string): string {
  return text
    .replace(SPACES, ' ')
    .replace(FOLDABLE, (one) => FOLDED[one] ?? one)
    .trim()
}

// Web addresses are let through to 2,000 characters: cutting one makes it another address.
const LONG_TOKEN = /[^ \n]{61,}/g

/** Breaks words over 60 characters with spaces, so that no later stage meets an endless token. */
export function capLine(text: string): string {
  if (text.length <= MAX_TOKEN_CHARS) return text
  return text.replace(LONG_TOKEN, (token) => {
    if (token.length <= 2000 && /^[("<[]?https?:\/\//i.test(token)) return token
    const parts: string[] = []
    let at = 0
    while (at < token.length) {
      let end = Math.min(at + MAX_TOKEN_CHARS, token.length)
      const last = token.charCodeAt(end - 1)
      // Never cut between the two halves of one character.
      if (end < token.length && last >= 0xd800 && last <= 0xdbff) end -= 1
      parts.push(token.slice(at, end))
      at = end
    }
    return parts.join(' ')
  })
}
