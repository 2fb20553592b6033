// How a part is answered: its record, and what should be looked at.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Held } from '#platform/journal/index.ts'
import type { addPart } from '../../api/parts.ts'
import type { Part } from '../../model/parts.ts'

export type ShownPart = OutputOf<typeof addPart>
export type GivenPart = InputOf<typeof addPart>

export function shown({ id, version, marking, since, state }: Held<Part>) {
  return { id, version, marking, since, state }
}

export function withWarnings(held: Held<Part>, warnings: readonly string[]): ShownPart {
  return { ...shown(held), ...(warnings.length > 0 ? { warnings: [...warnings] } : {}) }
}
