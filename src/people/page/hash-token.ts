// One-time tokens stand after the # of their link: that part is never sent to a server or written to its log.
export function hashToken(): string {
  const text = window.location.hash.slice(1)
  return /^[A-Za-z0-9_-]{43,64}$/.test(text) ? text : ''
}
