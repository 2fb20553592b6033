// Whether a text is an IP address, and of which family: the same in the server and in the browser.

/** 4, 6, or 0 when it is none. Leading zeros and zones are refused: programs disagree about them. */
export function isIp(text: string): 0 | 4 | 6 {
  if (text.length > 45) return 0
  if (isFour(text)) return 4
  return isSix(text) ? 6 : 0
}

function isFour(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

function isSix(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  let count = groups.length
  const last = groups.at(-1)
  if (last?.includes('.')) {
    if (!isFour(last) || text.endsWith('::')) return false
    groups.pop()
    count += 1
  }
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  return halves.length === 2 ? count <= 7 : count === 8
}
