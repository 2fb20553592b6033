// Whether an entry of the journal is one that is sought.
import type { Id } from '#kernel/id.ts'
import { type Marking, type Tlp, tlpLabels, tlpRank } from '#kernel/marking.ts'
import type { Expected, Sought } from '../../model/scenario.ts'
import { type Pattern, readPattern } from './pattern.ts'
import { valueAt } from './pointer.ts'

/** What is known of an entry. Body and state are there where somebody asks for them. */
export interface Seen {
  id: Id
  verb: string
  kind: string
  record: string
  subject: Id
  actor: string
  marking: Marking
  /** By the clock of the story, in milliseconds since 1970. */
  at: number
  body?: unknown
  state?: unknown
}

export function isSought(sought: Sought, entry: Seen): boolean {
  if (sought.verb !== undefined && sought.verb !== entry.verb) return false
  if (sought.kind !== undefined && sought.kind !== entry.kind) return false
  if (sought.record !== undefined && sought.record !== entry.record) return false
  return Object.entries(sought.where ?? {}).every(([pointer, wanted]) => isAs(valueAt(entry, pointer), wanted))
}

/** Longer texts are looked at so far: a pattern of a scenario must not hold up the exercise. */
const lookedAt = 5_000

function isAs(found: unknown, wanted: unknown): boolean {
  if (typeof wanted === 'string' && partsOf(wanted))
    return typeof found === 'string' && matches(wanted, found.slice(0, lookedAt))
  if (Array.isArray(found) && !Array.isArray(wanted)) return found.some((one) => isAs(one, wanted))
  if (Array.isArray(wanted))
    return Array.isArray(found) && wanted.every((one) => found.some((other) => isAs(other, one)))
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof found !== 'object' || found === null) return false
    return Object.entries(wanted).every(([key, value]) => isAs((found as Record<string, unknown>)[key], value))
  }
  return found === wanted || (wanted === null && found === undefined)
}

const patterns = new Map<string, Pattern>()

/** A pattern that is not understood matches nothing; the linter has said so. */
function matches(written: string, text: string): boolean {
  const { source, ignoresCase } = partsOf(written) ?? { source: '', ignoresCase: false }
  const pattern = patterns.get(written) ?? readPattern(source, ignoresCase)
  if (patterns.size > 5_000) patterns.clear()
  patterns.set(written, pattern)
  return pattern.ok && pattern.test(text)
}

/** `/…/` or `/…/i`; undefined: an ordinary text. */
export function partsOf(written: string): { source: string; ignoresCase: boolean } | undefined {
  const [, source, flag] = /^\/(.+)\/(i?)$/s.exec(written) ?? []
  return source === undefined ? undefined : { source, ignoresCase: flag === 'i' }
}

/** undefined: as it should be. Otherwise how it is marked instead. */
export function mismarking(expected: Expected, marking: Marking): 'too-high' | 'too-low' | undefined {
  const { most, least } = expected.marking ?? {}
  if (isTlp(most) && tlpRank(marking.tlp) > tlpRank(most)) return 'too-high'
  if (isTlp(least) && tlpRank(marking.tlp) < tlpRank(least)) return 'too-low'
  return undefined
}

function isTlp(label: string | undefined): label is Tlp {
  return label !== undefined && (tlpLabels as readonly string[]).includes(label)
}
