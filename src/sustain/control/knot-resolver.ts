// Knot Resolver 5, by the control sockets of all its instances: all of them are moved, or none stays so.
import type { EntryOf } from '../model/controls.ts'
import type { Control, Controlled, Move, SavedConfiguration } from '../model/failover.ts'
import { whyNotForward } from '../rules/dns/can-forward.ts'
import { knotMark, knotRules, moveKnotLua, readRules, restoreKnotLua } from '../rules/dns/knot-text.ts'
import { tellKnot } from './knot-socket.ts'

export function knotResolverControl(entry: EntryOf<'knot-resolver'>): Control {
  /** What each instance answers, in the order of the sockets; the first one that does not do it ends it. */
  async function tellAll(lua: string): Promise<Controlled<string[]>> {
    const answers: string[] = []
    for (const socket of entry.sockets) {
      const told = await tellKnot(socket, lua, entry.timeoutMilliseconds)
      if (!told.ok) return { ok: false, why: told.why, said: '' }
      if (!told.text.startsWith(knotMark))
        return {
          ok: false,
          why: `Knot Resolver did not do it (${socket}): ${told.text.trim().slice(0, 300)}`,
          said: '',
        }
      answers.push(told.text)
    }
    return { ok: true, value: answers, said: '' }
  }

  async function read(): Promise<Controlled<SavedConfiguration>> {
    const answered = await tellAll(readRules())
    if (!answered.ok) return answered
    const rules = answered.value.map(knotRules)
    if (rules.includes(null))
      return { ok: false, why: 'Knot Resolver answered something that is no list of rules', said: '' }
    const forAll = rules.flat().filter((rule) => rule?.all)
    return {
      ok: true,
      value: {
        kind: 'knot-resolver',
        text: JSON.stringify(answered.value),
        // Its rules hold functions: where they send names is not to be read from them.
        upstreams: forAll.length > 0 ? ['(its own rule for all names)'] : ['(asks the authoritative servers itself)'],
        moved: rules.flat().some((rule) => rule?.ours === true),
      },
      said: '',
    }
  }

  async function point(move: Move): Promise<Controlled<null>> {
    const done = await tellAll(moveKnotLua(move.upstreams, move.exclusions, move.forget === 'all'))
    return done.ok ? { ...done, value: null } : done
  }

  async function restore(saved: SavedConfiguration): Promise<Controlled<null>> {
    // One instance that is gone keeps no other one from going back.
    const told = await Promise.all(
      entry.sockets.map((one) => tellKnot(one, restoreKnotLua(), entry.timeoutMilliseconds)),
    )
    const failed = told.find((one) => !one.ok || !one.text.startsWith(knotMark))
    if (failed)
      return { ok: false, why: failed.ok ? `Knot Resolver did not do it: ${failed.text}` : failed.why, said: '' }
    const now = await read()
    if (!now.ok) return now
    if (now.value.text !== saved.text)
      return { ok: false, why: 'Knot Resolver has other rules now than before', said: now.value.text.slice(0, 1000) }
    return { ok: true, value: null, said: '' }
  }

  return {
    kind: 'knot-resolver',
    read,
    point,
    restore,
    check: async (move) => whyNotForward('knot-resolver', move.upstreams),
  }
}
