// dnsdist, by its console: the fallback servers come into the pool, the usual ones stand aside.
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { EntryOf } from '../model/controls.ts'
import type { Control, Controlled, Move, SavedConfiguration } from '../model/failover.ts'
import { whyNotForward } from '../rules/dns/can-forward.ts'
import { answerMark, moveLua, oursPrefix, poolServers, readPool, restoreLua } from '../rules/dns/dnsdist-text.ts'
import { runProgram } from './run-program.ts'

const Saved = Type.Object({
  pool: Type.String(),
  servers: Type.Array(
    Type.Object({ name: Type.String(), place: Type.String(), order: Type.String(), weight: Type.String() }),
  ),
})
const isSaved = Compile(Saved)

export function dnsdistControl(entry: EntryOf<'dnsdist'>): Control {
  const pool = entry.pool ?? ''

  /** The console says "Error: ..." and leaves with 0, so only the mark tells that it was done. */
  async function say(lua: string): Promise<Controlled<string>> {
    const words = ['-C', entry.config, '-c', '-e', lua]
    const ran = await runProgram(entry.program ?? '/usr/bin/dnsdist', words, entry.timeoutMilliseconds)
    if (!ran.ok) return { ok: false, why: ran.why, said: '' }
    if (ran.out.startsWith(answerMark)) return { ok: true, value: ran.out, said: '' }
    return { ok: false, why: `dnsdist did not do it: ${ran.out.trim().slice(0, 300) || '(no word)'}`, said: '' }
  }

  async function read(): Promise<Controlled<SavedConfiguration>> {
    const answered = await say(readPool(pool))
    if (!answered.ok) return answered
    const servers = poolServers(answered.value)
    if (!servers) return { ok: false, why: 'dnsdist answered something that is no list of servers', said: '' }
    return {
      ok: true,
      value: {
        kind: 'dnsdist',
        text: JSON.stringify({ pool, servers }),
        upstreams: servers.map(({ place }) => place),
        moved: servers.some(({ name }) => name.startsWith(oursPrefix)),
      },
      said: '',
    }
  }

  async function point(move: Move): Promise<Controlled<null>> {
    const saved = savedIn(move.from, pool)
    if (!saved) return { ok: false, why: 'What was saved is no configuration of this pool of dnsdist', said: '' }
    const usual = saved.servers.map(({ place }) => place)
    const { upstreams, exclusions, ask, forget } = move
    return nothingOf(await say(moveLua({ pool, upstreams, exclusions, usual, ask, forgetAll: forget === 'all' })))
  }

  async function restore(from: SavedConfiguration): Promise<Controlled<null>> {
    const saved = savedIn(from, pool)
    if (!saved) return { ok: false, why: 'What was saved is no configuration of this pool of dnsdist', said: '' }
    const done = await say(restoreLua(pool, [...new Set(saved.servers.map(({ place }) => place))]))
    if (!done.ok) return done
    const now = await read()
    if (!now.ok) return now
    if (now.value.text !== from.text)
      return { ok: false, why: 'dnsdist has other servers in the pool now than before', said: now.value.text }
    return { ok: true, value: null, said: '' }
  }

  return {
    kind: 'dnsdist',
    read,
    point,
    restore,
    check: async (move) => whyNotForward('dnsdist', move.upstreams),
  }
}

function nothingOf(answered: Controlled<string>): Controlled<null> {
  return answered.ok ? { ...answered, value: null } : answered
}

function savedIn(from: SavedConfiguration, pool: string): Static<typeof Saved> | undefined {
  try {
    const saved: unknown = JSON.parse(from.text)
    return from.kind === 'dnsdist' && isSaved.Check(saved) && saved.pool === pool ? saved : undefined
  } catch {
    return undefined
  }
}
