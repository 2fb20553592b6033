// Replies: a refusal that is expected is a value named in the contract; a throw is a bug.
export type Reply<T> = { ok: true; value: T } | Refused

export interface Refused {
  ok: false
  /** One of the names in the contract's `refusals`, or of `commonRefusals`. */
  refusal: string
  /** What exactly, in a sentence: which id, which field, which state. */
  detail?: string
  /** Where in the input, as a JSON pointer. */
  where?: string
}

export function done<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function refuse(refusal: string, detail?: string, where?: string): Refused {
  return { ok: false, refusal, ...(detail === undefined ? {} : { detail }), ...(where === undefined ? {} : { where }) }
}
