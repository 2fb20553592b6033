// How plans and failovers are answered.
import type { Held } from '#platform/journal/types.ts'

export function shown<S>({ id, version, marking, since, state }: Held<S>) {
  return { id, version, marking, since, state }
}
