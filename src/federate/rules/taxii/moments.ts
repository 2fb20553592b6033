// Moments of TAXII: UTC with six digits behind the second. Here they are microseconds since 1970, exact as numbers.

const form = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,30}))?Z$/

export function momentText(microseconds: number): string {
  const whole = Math.floor(microseconds / 1000)
  return `${new Date(whole).toISOString().slice(0, -1)}${String(microseconds - whole * 1000).padStart(3, '0')}Z`
}

/** Undefined where it is none. What is finer than a microsecond is cut off. */
export function momentFrom(text: string): number | undefined {
  const [, seconds, fraction = ''] = form.exec(text) ?? []
  if (seconds === undefined) return undefined
  const at = Date.parse(`${seconds}Z`)
  // A day that does not exist (30 February) would otherwise become another one.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== seconds) return undefined
  return at * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
}
