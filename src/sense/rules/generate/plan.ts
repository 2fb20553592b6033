// Where in time the events of a synthetic day stand. Their own room each, so that the truth about one is not a riddle.
import type { Chance } from './chance.ts'
import type { AttackKind, GenerateOptions, Range, WaveShape } from './options.ts'

/** One wave. Times are exact seconds, not starts of buckets; the truth that is handed out says both. */
export interface PlannedWave {
  onset: number
  /** When it reached its first full height. */
  standing: number
  /** When the last of it was gone. */
  end: number
  /** Times what is usual at its onset, once it stands. */
  height: number
  peakHeight: number
  shape: WaveShape
  rampSeconds: number
  /** Which attack it belongs to, from 0. */
  attack: number
}

export interface PlannedFlash {
  onset: number
  /** From the onset to the top. */
  riseSeconds: number
  /** Width of the log-normal curve: the larger, the longer the tail. */
  width: number
  height: number
  end: number
}

export interface PlannedOutage {
  onset: number
  end: number
  left: number
}

export interface PlannedShift {
  at: number
  factor: number
}

export interface Plan {
  waves: PlannedWave[]
  /** By number of attack. */
  attackKinds: AttackKind[]
  flash: PlannedFlash[]
  outages: PlannedOutage[]
  gaps: { from: number; to: number }[]
  shifts: PlannedShift[]
  /** Events for which there was no room. */
  leftOut: number
}

const breathSeconds = 3600
const triesPerEvent = 200

type Taken = { from: number; to: number }[]

/** Draws all events. Events that find no free stretch after 200 tries are left out and counted. */
export function planDays(options: GenerateOptions, chance: Chance): Plan {
  const plan: Plan = { waves: [], attackKinds: [], flash: [], outages: [], gaps: [], shifts: [], leftOut: 0 }
  const taken: Taken = []
  const put = (length: number, draw: Chance, place: (at: number) => void) => {
    const at = findRoom(taken, length, options, draw)
    if (at === null) plan.leftOut += 1
    else place(at)
  }
  const shifting = chance.branch('shifts')
  for (let at = 0; at < options.levelShifts; at += 1)
    put(breathSeconds, shifting, (from) =>
      plan.shifts.push({ at: from, factor: drawn(options.levelShiftFactor, shifting) }),
    )
  const attacking = chance.branch('attacks')
  for (let at = 0; at < options.attacks; at += 1) planAttack(plan, options, attacking, put)
  const flashing = chance.branch('flash')
  for (let at = 0; at < options.flashCrowds; at += 1) {
    const flash = drawFlash(options, flashing)
    put(flash.end, flashing, (from) => plan.flash.push({ ...flash, onset: from, end: from + flash.end }))
  }
  const failing = chance.branch('outages')
  for (let at = 0; at < options.outages; at += 1) {
    const length = drawn(options.outageSeconds, failing)
    const left = drawn(options.outageLeft, failing)
    put(length, failing, (from) => plan.outages.push({ onset: from, end: from + length, left }))
  }
  planGaps(plan, options, chance.branch('gaps'), put)
  return plan
}

function planAttack(plan: Plan, options: GenerateOptions, chance: Chance, put: Put): void {
  const waves = drawWaves(options, chance)
  const kind = listPick(options.attackKinds, 'botnet-syn', chance)
  put(waves.at(-1)?.end ?? 0, chance, (from) => {
    const attack = plan.attackKinds.push(kind) - 1
    for (const wave of waves)
      plan.waves.push({
        ...wave,
        attack,
        onset: from + wave.onset,
        standing: from + wave.standing,
        end: from + wave.end,
      })
  })
}

type Put = (length: number, draw: Chance, place: (at: number) => void) => void

/** The waves of one attack, timed from its own beginning. */
function drawWaves(options: GenerateOptions, chance: Chance): PlannedWave[] {
  const waves: PlannedWave[] = []
  let onset = 0
  for (let left = drawnWhole(options.wavesPerAttack, chance); left > 0; left -= 1) {
    const shape = listPick(options.shapes, 'square', chance)
    const height = listPick(options.heights, 2, chance)
    const ramp = Math.round(drawn(options.rampSeconds, chance))
    const fullSeconds = shape === 'pulse' ? chance.between(40, 120) : drawn(options.waveSeconds, chance)
    const length = Math.round(Math.max(fullSeconds, options.bucketSeconds)) + 2 * ramp
    const peakHeight = shape === 'ramp' ? 1 + (height - 1) * 1.6 : height
    waves.push({
      onset,
      standing: onset + ramp,
      end: onset + length,
      height,
      peakHeight,
      shape,
      rampSeconds: ramp,
      attack: 0,
    })
    onset += length + Math.round(drawn(options.betweenWavesSeconds, chance))
  }
  return waves
}

/** Times from 0: the end is where a twentieth of the top is left. */
function drawFlash(options: GenerateOptions, chance: Chance): PlannedFlash {
  const riseSeconds = drawn(options.flashRiseSeconds, chance)
  const width = chance.between(0.6, 0.9)
  const end = riseSeconds * Math.exp(width * Math.sqrt(2 * Math.log(20)))
  return { onset: 0, riseSeconds, width, height: drawn(options.flashHeight, chance), end }
}

/** Half of the gaps lie where nothing else happens, half inside of waves, where they hurt. */
function planGaps(plan: Plan, options: GenerateOptions, chance: Chance, put: Put): void {
  for (let at = 0; at < options.gaps; at += 1) {
    const length = drawn(options.gapSeconds, chance)
    const wave = plan.waves[chance.whole(0, Math.max(0, plan.waves.length - 1))]
    const room = wave === undefined ? 0 : (wave.end - wave.standing) / 2
    if (at % 2 === 1 && wave !== undefined && room > 4 * options.bucketSeconds) {
      const from = wave.standing + chance.between(0.2, 0.4) * room
      plan.gaps.push({ from, to: from + Math.min(length, room) })
    } else put(length, chance, (from) => plan.gaps.push({ from, to: from + length }))
  }
}

/** A whole second, after the quiet days, an hour away from every other event. */
function findRoom(taken: Taken, length: number, options: GenerateOptions, chance: Chance): number | null {
  const first = options.start + Math.max(options.quietDays * 86_400, 10 * options.bucketSeconds)
  const last = options.start + options.days * 86_400 - length - 10 * options.bucketSeconds
  if (last <= first) return null
  for (let tries = 0; tries < triesPerEvent; tries += 1) {
    const at = Math.floor(chance.between(first, last))
    const free = taken.every((other) => at + length + breathSeconds < other.from || at > other.to + breathSeconds)
    if (!free) continue
    taken.push({ from: at, to: at + length })
    return at
  }
  return null
}

function drawn(range: Range, chance: Chance): number {
  return chance.between(range.least, range.most)
}

function drawnWhole(range: Range, chance: Chance): number {
  return chance.whole(Math.ceil(range.least), Math.floor(Math.max(range.most, range.least)))
}

function listPick<T>(list: readonly T[], otherwise: T, chance: Chance): T {
  return list[Math.floor(chance.share() * list.length)] ?? otherwise
}
