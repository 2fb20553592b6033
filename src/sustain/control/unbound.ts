// unbound, by unbound-control: with a forwards file exactly and lastingly, without one only in what runs (no TLS, gone at its restart).

import type { EntryOf } from '../model/controls.ts'
import type { Control, Controlled, Move, SavedConfiguration } from '../model/failover.ts'
import { whyNotForward } from '../rules/dns/can-forward.ts'
import { movedUnbound, rootUpstreams, unboundAddress, withoutZone, zonesListed } from '../rules/dns/unbound-text.ts'
import { oneFileControl, oursMark } from './one-file.ts'
import { type Ran, runProgram } from './run-program.ts'

type Entry = EntryOf<'unbound'>
type Say = (...words: string[]) => Promise<Ran>

const standardProgram = '/usr/sbin/unbound-control'
const standardCheck = '/usr/sbin/unbound-checkconf'

export function unboundControl(entry: Entry): Control {
  const say: Say = (...words) =>
    runProgram(entry.program ?? standardProgram, ['-c', entry.config, ...words], entry.timeoutMilliseconds)
  return entry.forwardsFile ? inFile(entry, entry.forwardsFile, say) : inMemory(entry, say)
}

function inFile(entry: Entry, path: string, say: Say): Control {
  return oneFileControl({
    kind: 'unbound',
    path,
    mayBeMissing: false,
    upstreamsIn: rootUpstreams,
    async zones() {
      const zones = await zonesOf(say)
      return zones.ok ? { ok: true, zones: [...zones.forwards, ...zones.stubs, ...zones.local].sort() } : zones
    },
    compose(before, move, zones) {
      if (zones.includes('.') && rootUpstreams(before).length === 0)
        return { ok: false, why: `The forward-zone of '.' stands outside ${path}; move it there.` }
      return movedUnbound(before, move.upstreams, withoutZone(move.exclusions, zones), oursMark)
    },
    valid: () => runProgram(entry.checkProgram ?? standardCheck, [entry.config], entry.timeoutMilliseconds),
    load: (move) => load(say, entry, move),
  })
}

/** Keeps the cache unless the usual resolver lied. What failed is forgotten in any case, or it would go on failing. */
async function load(say: Say, entry: Entry, move: Move | undefined): Promise<Ran> {
  const loaded = await say(move?.forget === 'all' ? 'reload' : 'reload_keep_cache')
  if (!loaded.ok) return loaded
  const until = Date.now() + entry.timeoutMilliseconds
  // It answers before it has loaded; its channel is away for a moment then.
  for (;;) {
    const flushed = await say('flush_infra', 'all')
    if (flushed.ok) break
    if (Date.now() > until) return flushed
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await say('flush_bogus')
  await say('flush_negative')
  return loaded
}

function inMemory(entry: Entry, say: Say): Control {
  async function read(): Promise<Controlled<SavedConfiguration>> {
    const zones = await zonesOf(say)
    if (!zones.ok) return { ok: false, why: zones.why, said: '' }
    const root = zones.text.split('\n').find((line) => line.startsWith('. IN forward'))
    const upstreams = root ? root.split(' ').slice(3) : ['(asks the authoritative servers itself)']
    // What runs does not say who made it; whoever keeps what was saved knows.
    return { ok: true, value: { kind: 'unbound', text: zones.text, upstreams, moved: false }, said: zones.text }
  }

  async function check(move: Move): Promise<string[]> {
    const reasons = whyNotForward('unbound', move.upstreams)
    if (move.upstreams.some(({ transport }) => transport === 'dot'))
      reasons.push(
        'Without a forwardsFile unbound cannot be pointed to an upstream over TLS; name one in the controls file.',
      )
    const zones = await zonesOf(say)
    if (!zones.ok) return [...reasons, zones.why]
    const loose = withoutZone(move.exclusions, [...zones.forwards, ...zones.stubs, ...zones.local])
    if (loose.length > 0)
      reasons.push(`${loose.join(', ')} should stay, but has no forward-zone, stub-zone or local-zone of its own.`)
    return reasons
  }

  async function point(move: Move): Promise<Controlled<null>> {
    const added = await say('forward_add', '.', ...move.upstreams.map(unboundAddress))
    if (!added.ok || added.out.trim() !== 'ok')
      return { ok: false, why: added.why || 'unbound did not say ok', said: added.out }
    if (move.forget === 'all') await say('flush_zone', '.')
    for (const words of [['flush_infra', 'all'], ['flush_bogus'], ['flush_negative']]) await say(...words)
    return { ok: true, value: null, said: added.out.trim() }
  }

  /** list_forwards names no ports, so what runs is put back by loading its own files again. */
  async function restore(saved: SavedConfiguration): Promise<Controlled<null>> {
    const loaded = await load(say, entry, undefined)
    if (!loaded.ok) return { ok: false, why: loaded.why, said: loaded.out }
    const now = await read()
    if (!now.ok) return now
    if (now.value.text !== saved.text)
      return {
        ok: false,
        why: 'unbound loaded its files again, but now lists other zones than before',
        said: now.value.text,
      }
    return { ok: true, value: null, said: loaded.out.trim() }
  }

  return { kind: 'unbound', read, check, point, restore }
}

type Zones =
  | { ok: true; forwards: string[]; stubs: string[]; local: string[]; text: string }
  | { ok: false; why: string }

async function zonesOf(say: Say): Promise<Zones> {
  const [forwards, stubs, local] = [await say('list_forwards'), await say('list_stubs'), await say('list_local_zones')]
  const failed = [forwards, stubs, local].find(({ ok }) => !ok)
  if (failed) return { ok: false, why: failed.why }
  const [forwarded, stubbed] = [zonesListed(forwards.out), zonesListed(stubs.out)]
  if (!forwarded || !stubbed) return { ok: false, why: 'unbound-control answered something that is no list of zones' }
  return {
    ok: true,
    forwards: forwarded.map(({ zone }) => zone),
    stubs: stubbed.flatMap(({ zone }) => (zone === '.' ? [] : [zone])),
    local: local.out
      .split('\n')
      .flatMap((line) => /^(\S+)\. (?:static|redirect|deny|refuse|transparent)/.exec(line)?.[1] ?? []),
    text: [...forwarded, ...stubbed.filter(({ zone }) => zone !== '.')].map(({ line }) => line).join('\n'),
  }
}
