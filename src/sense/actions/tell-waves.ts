// Rises that the judges found become entries: an attack that is noticed, its next wave, a wave seen better or ended.
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import { attackRecord } from '../events.ts'
import type { Attack, AttackWave, Measure } from '../model/attacks.ts'
import type { Target } from '../model/targets.ts'
import type { Told, WaveSeen } from '../rules/judge.ts'
import { momentOf } from '../rules/moments.ts'
import { type Standard, tellable } from '../rules/target-judge.ts'
import { attackWave, belongsTo, isOver, lastEnd, partOf, roomLeft } from '../rules/waves.ts'
import type { OpenWave } from '../store/detectors.ts'
import { attacksWithin } from '../store/records.ts'
import type { SenseRoom } from './room.ts'
import type { Found, Runner } from './runners.ts'

export interface Turn {
  realm: string
  target: Held<Target>
  /** Thresholds of the target, whole. */
  limits: Standard
  nowSeconds: number
  /** Start of the first bucket that no series of a part has judged yet. */
  judgedUntil: ReadonlyMap<string, number>
}

/** An attack that got an entry in this turn, with the newest of them, for what follows from it. */
export interface Touched {
  attack: Held<Attack>
  entry: Id
  /** A wave opened or ended, or the attack is over: worth more than a second look. */
  turned: boolean
}

export interface Written {
  /** By series, which wave stands open now. */
  open: Map<Runner, OpenWave | null>
  touched: Map<Id, Touched>
}

/** What only lasts is written down no more often than this. */
const quietSeconds = 60
/** Seconds before a rise in which the attacks are looked at that it may belong to, beside the gap. */
const lookBackSeconds = 86_400

export async function tellWaves(room: SenseRoom, unit: Unit, turn: Turn, found: readonly Found[]): Promise<Written> {
  const all = found.flatMap(({ runner, told }) => told.map((one) => ({ runner, told: one })))
  all.sort((a, b) => a.told.at - b.told.at)
  const first = Math.min(turn.nowSeconds, ...all.flatMap(({ told }) => told.waves.map(({ onset }) => onset)))
  const from = momentOf(first - turn.limits.gapSeconds - lookBackSeconds)
  const attacks = await attacksWithin(room.journal, unit.view, turn.target.id, from, momentOf(turn.nowSeconds + 86_400))
  const desk = createDesk(unit, turn, attacks)
  const open = new Map(found.map(({ runner }) => [runner, runner.open]))
  for (const { runner, told } of all) open.set(runner, await tell(desk, runner, told, open.get(runner) ?? null))
  await desk.endThoseOver()
  return { open, touched: desk.touched }
}

type Desk = ReturnType<typeof createDesk>

/** The attacks on one target while a turn is written down. */
function createDesk(unit: Unit, turn: Turn, given: readonly Held<Attack>[]) {
  const attacks = new Map(given.map((attack) => [attack.id, attack]))
  const touched = new Map<Id, Touched>()

  function note({ entry, held }: { entry: Id; held: Held<Attack> }, turned: boolean): void {
    attacks.set(held.id, held)
    touched.set(held.id, { attack: held, entry, turned: turned || (touched.get(held.id)?.turned ?? false) })
  }

  async function over(id: Id, end: string, because: string): Promise<void> {
    note(await unit.append(attackRecord, 'sense.attackOver', id, { end, because }, { observedAt: end }), true)
  }

  return {
    turn,
    touched,
    attacks: () => [...attacks.values()],
    state: (id: Id) => attacks.get(id)?.state,
    /** It got an entry less than a minute ago. */
    isFresh(id: Id): boolean {
      const since = attacks.get(id)?.since
      return since !== undefined && turn.nowSeconds - Date.parse(since) / 1000 < quietSeconds
    },
    async notice(measure: Measure, wave: AttackWave): Promise<Id> {
      const { target } = turn
      const body = {
        target: target.id,
        title: titleOf(target.state, measure, wave.onset),
        measure,
        wave,
        crowd: notLooked,
      }
      const marked = { owner: target.marking.owner, marking: choiceOf(target), observedAt: wave.onset }
      const opened = await unit.open(attackRecord, 'sense.attackNoticed', body, marked)
      note(opened, true)
      return opened.held.id
    },
    async next(id: Id, wave: AttackWave): Promise<number> {
      note(await unit.append(attackRecord, 'sense.waveOpened', id, { wave }, { observedAt: wave.onset }), true)
      return (attacks.get(id)?.state.waves.length ?? 1) - 1
    },
    async revise(id: Id, place: number, waves: AttackWave[], ended: boolean): Promise<void> {
      const before = attacks.get(id)?.state.waves.length ?? 0
      const kind = ended ? 'sense.waveEnded' : 'sense.waveRefined'
      note(await unit.append(attackRecord, kind, id, { place, waves }), ended || place + waves.length !== before)
    },
    over,
    async endThoseOver(): Promise<void> {
      for (const { id, state } of attacks.values()) {
        const until = turn.judgedUntil.get(partOf(state.measure))
        const verdict = until === undefined ? null : isOver(state, until, turn.nowSeconds, turn.limits.gapSeconds)
        if (verdict?.over) await over(id, verdict.end, verdict.because)
      }
    },
  }
}

async function tell(desk: Desk, runner: Runner, told: Told, open: OpenWave | null): Promise<OpenWave | null> {
  const { judged } = runner
  const waves = open ? told.waves : told.waves.filter((wave) => tellable(judged, wave.peakValue, desk.turn.limits))
  const [first] = waves
  if (!first) return told.kind === 'ended' ? null : open
  const stands = open ?? (await begin(desk, judged.measure, first))
  const ended = told.kind === 'ended'
  const tooSoon = told.kind === 'lasts' && desk.isFresh(stands.attack)
  if (!stands.joined && !tooSoon) await revise(desk, judged.measure, waves, stands, ended)
  return ended ? null : stands
}

/** A rise that nobody told yet: known, another measure's, the next wave, or a new attack. */
async function begin(desk: Desk, measure: Measure, wave: WaveSeen): Promise<OpenWave> {
  const { gapSeconds } = desk.turn.limits
  const belongs = belongsTo(measure, wave, desk.attacks(), gapSeconds)
  // What was written before is not written again, unless it stands open there still: then it is gone on with.
  if (belongs.as === 'known' || belongs.as === 'same rise') {
    const stands = desk.state(belongs.attack)?.waves[belongs.place]?.end === null
    return { attack: belongs.attack, place: belongs.place, joined: belongs.as === 'same rise' || !stands }
  }
  const running = { ...attackWave(measure, wave), end: null }
  if (belongs.as === 'next wave') {
    return { attack: belongs.attack, place: await desk.next(belongs.attack, running), joined: false }
  }
  await endBefore(desk, measure, wave.onset)
  return { attack: await desk.notice(measure, running), place: 0, joined: false }
}

/** A rise after the gap ends the attack before it, whose end nobody had looked at yet. */
async function endBefore(desk: Desk, measure: Measure, onset: number): Promise<void> {
  for (const { id, state } of desk.attacks()) {
    const ended = lastEnd(state)
    if (state.state === 'over' || partOf(state.measure) !== partOf(measure) || ended === null || ended > onset) continue
    await desk.over(
      id,
      momentOf(ended),
      `As usual for more than ${desk.turn.limits.gapSeconds} seconds after the last wave.`,
    )
  }
}

/** Writes only what is different from what stands there: most turns of a wave tell nothing new. */
async function revise(desk: Desk, measure: Measure, seen: WaveSeen[], open: OpenWave, ended: boolean): Promise<void> {
  const state = desk.state(open.attack)
  if (!state) return
  const most = roomLeft(state) + state.waves.length - open.place
  const waves = seen.slice(0, most).map((wave) => attackWave(measure, wave))
  const before = state.waves.slice(open.place)
  if (ended || differs(before, waves)) await desk.revise(open.attack, open.place, waves, ended)
}

/** Peaks grow with every bucket: a tenth more is news, a little more is not. */
function differs(before: readonly AttackWave[], after: readonly AttackWave[]): boolean {
  if (before.length !== after.length) return true
  return after.some((wave, at) => {
    const old = before[at]
    if (!old || old.onset !== wave.onset || old.refined !== wave.refined || old.end !== wave.end) return true
    return wave.peakValue > old.peakValue * 1.1 || Math.abs(wave.confidence - old.confidence) >= 0.1
  })
}

const notLooked = {
  verdict: 'undetermined' as const,
  confidence: 0,
  for: [],
  against: [],
  missing: ['It was noticed just now; how it is done is looked at next.'],
}

/** Attacks and observations are marked as their target is. */
export function choiceOf({ marking }: Held<Target>): MarkingChoice {
  const { owner: _owner, ...choice } = marking
  return choice
}

function titleOf({ name }: Target, measure: Measure, onset: string): string {
  const day = new Date(onset).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const what = measure === 'complaints' ? 'Complaints about ' : ''
  return `${what}${name.slice(0, 120 - what.length - day.length - 2)}, ${day}`
}
