// One observation of what happens to a target: each attack on it is a part, beside complaints and what news say.
import { isDeepStrictEqual } from 'node:util'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import { attackRecord, observationRecord, type Together, targetRecord } from '../events.ts'
import type { Attack, Observation, ObservationPart } from '../model/attacks.ts'
import { type ChannelKnown, fuseParts } from '../rules/fuse.ts'
import { momentOf } from '../rules/moments.ts'
import { attackSays } from '../rules/says.ts'
import { partOf } from '../rules/waves.ts'
import { recentObservations } from '../store/records.ts'
import type { SenseRoom } from './room.ts'
import { choiceOf, type Touched, type Turn } from './tell-waves.ts'

/** Complaints and news that begin so long after the others ended are of something else. */
const joinSeconds = 24 * 3600

interface Entry {
  entry: Id
  observation: Held<Observation>
}

export async function observe(room: SenseRoom, unit: Unit, turn: Turn, touched: Iterable<Touched>): Promise<void> {
  const all = [...touched].filter(({ attack }) => attack.state.judged?.as !== 'false alarm')
  if (all.length === 0) return
  const earliest = Math.min(...all.map(({ attack }) => Date.parse(attack.state.onset) / 1000))
  const since = momentOf(earliest - joinSeconds)
  const open = await recentObservations(room.journal, unit.view, turn.target.id, since)
  const channels = channelsOf(turn)
  for (const { attack, entry, turned } of all) {
    const part = partFrom(attack)
    const own = open.find(({ state }) => state.parts.some(({ ref }) => ref === attack.id))
    const before = own?.state.parts.find(({ ref }) => ref === attack.id)
    if (own && !turned && before?.onset.at === part.onset.at) continue
    const into = own ?? open.find(({ state }) => joins(state, part))
    const { observation } = into
      ? await lay(unit, into, part, channels, entry)
      : await begin(unit, turn, attack, part, channels, entry)
    open.splice(0, open.length, observation, ...open.filter(({ id }) => id !== observation.id))
  }
  await endOver(unit, open, all)
}

/** What telemetry measured itself leaves a bucket to both sides; before it was looked at as a whole, some more. */
function partFrom({ id, state }: Held<Attack>): ObservationPart {
  const onset = Date.parse(state.onset) / 1000
  const first = state.waves.find((wave) => wave.onset === state.onset)
  const bucket = state.measure === 'complaints' ? 60 : 10
  const slack = first?.refined ? bucket : 3 * bucket
  return {
    kind: partOf(state.measure),
    ref: id,
    onset: { at: state.onset, earliest: momentOf(onset - slack), latest: momentOf(onset + slack) },
    confidence: state.sure,
    says: attackSays(state),
  }
}

/** Whether anything is measured at all decides what silence means. Whether news follow a target, this room cannot know. */
function channelsOf({ judgedUntil }: Turn): ChannelKnown[] {
  return (['traffic', 'web', 'complaints', 'news'] as const).map((kind) => ({ kind, measured: judgedUntil.has(kind) }))
}

/** Still going on, or over not long before the part begins. */
function joins(state: Observation, part: ObservationPart): boolean {
  const at = Date.parse(part.onset.at)
  if (part.kind !== 'news' && state.end !== null) return false
  const from = Date.parse(state.onset.earliest) - joinSeconds * 1000
  const to = state.end === null ? Number.POSITIVE_INFINITY : Date.parse(state.end) + joinSeconds * 1000
  return at >= from && at <= to
}

async function lay(
  unit: Unit,
  into: Held<Observation>,
  part: ObservationPart,
  channels: readonly ChannelKnown[],
  cause: Id,
): Promise<Entry> {
  const known = into.state.parts.some(({ ref }) => ref === part.ref)
  const others = into.state.parts.filter(({ ref }) => ref !== part.ref)
  const body = { part, together: togetherOf([...others, part], channels) }
  const kind = known ? 'sense.partRefined' : 'sense.partAdded'
  const { entry, held } = await unit.append(observationRecord, kind, into.id, body, {
    cause: [cause],
    observedAt: part.onset.at,
  })
  return { entry, observation: held }
}

async function begin(
  unit: Unit,
  { target }: Turn,
  attack: Held<Attack>,
  part: ObservationPart,
  channels: readonly ChannelKnown[],
  cause: Id,
): Promise<Entry> {
  const body = { target: target.id, title: attack.state.title, part, together: togetherOf([part], channels) }
  const { entry, held } = await unit.open(observationRecord, 'sense.observationOpened', body, {
    cause: [cause],
    observedAt: part.onset.at,
    owner: target.marking.owner,
    marking: choiceOf(target),
  })
  return { entry, observation: held }
}

function togetherOf(parts: readonly ObservationPart[], channels: readonly ChannelKnown[]): Together {
  const fused = fuseParts(parts, channels)
  if (!fused) throw new Error('A part of an observation has no time that can be read.')
  const { onset, confidence, silent, reasons } = fused
  return { onset, confidence, silent, reasons }
}

/** It ends with the last of the attacks that are parts of it. */
async function endOver(unit: Unit, open: readonly Held<Observation>[], touched: readonly Touched[]): Promise<void> {
  const over = touched.filter(({ attack }) => attack.state.state === 'over')
  for (const { id, state } of open) {
    if (state.end !== null) continue
    const last = over.find(({ attack }) => state.parts.some(({ ref }) => ref === attack.id))
    if (!last || (await anyRuns(unit, state))) continue
    const end = last.attack.state.end ?? last.attack.state.onset
    await unit.append(
      observationRecord,
      'sense.observationEnded',
      id,
      { end },
      { cause: [last.entry], observedAt: end },
    )
  }
}

async function anyRuns(unit: Unit, { parts }: Observation): Promise<boolean> {
  for (const { kind, ref } of parts) {
    if (kind === 'news') continue
    const attack = await unit.read(attackRecord, ref)
    if (attack && attack.state.state !== 'over') return true
  }
  return false
}

/** What an item of watch says of a target. */
export interface News {
  target: Id
  /** The item. */
  ref: Id
  onset: ObservationPart['onset']
  confidence: number
  says: string
}

/**
 * Lays news into the observation that it belongs to, by its time. Null when there is none: news alone are no observation
 * of this room. `cause`: the entry that made the item a signal. The same item again refines its part.
 */
export async function addNews(room: SenseRoom, realm: string, news: News, cause: readonly Id[]): Promise<Id | null> {
  const { target, ...said } = news
  const part: ObservationPart = { kind: 'news', ...said, says: said.says.slice(0, 500) }
  const view = { reader: systemReader('sense.addNews', [realm], room.journal.home), realm, own: true as const }
  const since = momentOf(Date.parse(part.onset.earliest) / 1000 - joinSeconds)
  const reply = await room.journal.commit({ view, verb: 'sense.addNews' }, async (unit) => {
    if (!(await unit.read(targetRecord, target))) return done(null)
    const open = await recentObservations(room.journal, view, target, since)
    const into =
      open.find(({ state }) => state.parts.some(({ ref }) => ref === part.ref)) ??
      open.find(({ state }) => joins(state, part))
    if (!into) return done(null)
    const before = into.state.parts.find(({ ref }) => ref === part.ref)
    // Said again and again by a job: what changes nothing is no entry.
    if (before && isDeepStrictEqual(before, part)) return done(into.id)
    const kind = before ? 'sense.partRefined' : 'sense.partAdded'
    const others = into.state.parts.filter(({ ref }) => ref !== part.ref)
    const measured = others.map((one) => ({ kind: one.kind, measured: true }))
    const body = { part, together: togetherOf([...others, part], measured) }
    await unit.append(observationRecord, kind, into.id, body, { cause, observedAt: part.onset.at })
    return done(into.id)
  })
  return reply.ok ? reply.value : null
}
