// How an attack is done is looked at again while it lasts: once a minute where the picture changes, else every ten.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import type { Held, View } from '#platform/journal/types.ts'
import { attackRecord } from '../events.ts'
import type { Attack } from '../model/attacks.ts'
import { type Bucket, type Channel, resolutions } from '../model/bucket.ts'
import { type Character, type Counted, changedMuch, characterOf } from '../rules/character.ts'
import { momentOf } from '../rules/moments.ts'
import { recentAttacks } from '../store/records.ts'
import type { SenseRoom } from './room.ts'
import type { Touched, Turn } from './tell-waves.ts'

const againSeconds = 60
const atLeastEverySeconds = 600
/** What is usual is taken from so long before the first wave; the last minute of it may be the wave already. */
const usualSeconds = 7200
const mostBuckets = 400
const parts = { flow: 'traffic', web: 'web', complaint: 'complaints' } as const

/** When each attack was last looked at and written, seconds since 1970. Forgotten with the process: then once too often. */
export type Looked = Map<Id, { at: number; written: number }>

export async function characterise(
  room: SenseRoom,
  looked: Looked,
  turn: Turn,
  touched: ReadonlyMap<Id, Touched>,
): Promise<void> {
  const { realm, target, nowSeconds } = turn
  const view = { reader: systemReader('sense.detect', [realm], room.journal.home), realm, own: true as const }
  const running = await recentAttacks(room.journal, view, momentOf(nowSeconds), target.id)
  const ended = [...touched.values()].filter(({ attack }) => attack.state.state === 'over').map(({ attack }) => attack)
  for (const attack of [...running, ...ended]) {
    const before = looked.get(attack.id)
    const turned = touched.get(attack.id)?.turned ?? false
    if (before && !turned && nowSeconds - before.at < againSeconds) continue
    const character = await lookAt(room, turn, attack)
    const old = before?.written ?? 0
    const write = turned || nowSeconds - old >= atLeastEverySeconds || changedMuch(attack.state, character)
    if (write) await save(room, view, attack, character, touched.get(attack.id)?.entry)
    if (attack.state.state === 'over') looked.delete(attack.id)
    else looked.set(attack.id, { at: nowSeconds, written: write ? nowSeconds : old })
  }
}

async function lookAt(room: SenseRoom, { realm, judgedUntil }: Turn, attack: Held<Attack>): Promise<Character> {
  const channels: Partial<Record<'flow' | 'web' | 'complaint', Counted>> = {}
  const asked = attack.state.measure === 'complaints' ? (['complaint'] as const) : (['flow', 'web'] as const)
  for (const channel of asked) {
    const until = judgedUntil.get(parts[channel])
    if (until === undefined) continue
    channels[channel] = await countedOf(room, { realm, series: attack.state.target, channel }, attack.state, until)
  }
  return characterOf(attack.state, channels, room.places)
}

async function countedOf(
  room: SenseRoom,
  key: { realm: string; series: string; channel: Channel },
  { waves }: Attack,
  until: number,
): Promise<Counted> {
  const spans = waves.map(({ onset, end }) => ({
    from: Date.parse(onset) / 1000,
    to: end === null ? Number.POSITIVE_INFINITY : Date.parse(end) / 1000,
  }))
  const from = Math.min(...spans.map((span) => span.from))
  const to = Math.min(Math.max(...spans.map((span) => span.to)), until)
  const seconds = resolutions.find((one) => (to - from) / one <= mostBuckets) ?? 3600
  const inWaves = ({ at }: Bucket) => spans.some((span) => at + seconds > span.from && at < span.to)
  const [seen, usual] = await Promise.all([
    room.store.buckets(key, { from: Math.floor(from / seconds) * seconds, to }, seconds),
    room.store.buckets(key, { from: from - usualSeconds, to: Math.floor((from - 60) / 60) * 60 }, 60),
  ])
  return { seen: seen.filter(inWaves), usual }
}

async function save(
  room: SenseRoom,
  view: View,
  { id }: Held<Attack>,
  character: Character,
  cause: Id | undefined,
): Promise<void> {
  const reply = await room.journal.commit({ view, verb: 'sense.characterise' }, async (unit) => {
    await unit.append(attackRecord, 'sense.attackCharacterised', id, character, cause ? { cause: [cause] } : {})
    return done(null)
  })
  if (!reply.ok) throw new Error(`${reply.refusal}: ${reply.detail ?? ''}`)
}
