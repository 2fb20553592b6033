// Between the moments of the journal (UTC) and what a person types into a date field (where they are).
/** `2025-03-10T10:45` as typed, where the reader is, to `2025-03-10T09:45:00.000Z`; undefined when empty. */
export function fromTyped(text: string): string | undefined {
  if (text === '') return undefined
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** The other way, to the minute. */
export function toTyped(at: string | null | undefined): string {
  if (!at) return ''
  const date = new Date(at)
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}
