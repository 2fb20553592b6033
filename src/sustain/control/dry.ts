// A control that only says what it would do: for drills on resolvers that people use, and for plans that are looked at.
import type { Control, SavedConfiguration } from '../model/failover.ts'

export function dryControl(real: Control): Control {
  let saved: SavedConfiguration | undefined
  return {
    kind: real.kind,
    async read() {
      if (saved) return { ok: true, value: saved, said: 'nothing was changed' }
      const read = await real.read()
      if (read.ok) saved = read.value
      return read
    },
    check: (move) => real.check(move),
    point: async ({ upstreams }) => ({
      ok: true,
      value: null,
      said: `Would point it to ${upstreams.map(({ name }) => name).join(', ')}; nothing was changed`,
    }),
    restore: async () => ({ ok: true, value: null, said: 'Would put it back; nothing was changed' }),
  }
}
