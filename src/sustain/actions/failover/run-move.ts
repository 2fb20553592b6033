// Carries a decided move out, or the way back: saves first, writes down what happened, and goes on after a restart where it was cut off.
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { Id } from '#kernel/id.ts'
import { isExercise, type Realm } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Unit } from '#platform/journal/types.ts'
import { dryControl } from '../../control/dry.ts'
import {
  anyWell,
  lookFirst,
  type Moving,
  markNow,
  putBack,
  restoreExactly,
  switchOver,
} from '../../control/move-resolver.ts'
import { holdControl } from '../../control/one-mover.ts'
import { openControl } from '../../control/open-control.ts'
import { type Practised, practiceResolver } from '../../control/practice.ts'
import { freshLabel, patienceOf } from '../../control/standalone.ts'
import { folderOf, forgetWayBack, keepWayBack } from '../../control/way-back.ts'
import { failoverRecord, planRecord } from '../../events.ts'
import type { ControlEntry, PracticeEntry } from '../../model/controls.ts'
import type { FailoverStep, Forget, Plan, SavedConfiguration } from '../../model/failover.ts'
import { movingStates } from '../../rules/dns/failover-lifecycle.ts'
import type { HeldFailover, HeldPlan } from '../../store/failovers.ts'
import type { SustainRoom } from '../room.ts'
import { ownView, ownWriter } from './area.ts'
import { controlFor } from './control-for.ts'
import { readSaved, savedText } from './saved.ts'

/** A change that was cut off is taken up again for so long after its decision; later the way back is taken. */
const takeUpSeconds = 120
const mostSavedBytes = 4 * 1024 * 1024

export interface MoveOptions {
  force?: boolean
  /** A process was killed in the middle. */
  resumed?: boolean
}

/** Never throws: what goes wrong is logged, and the job takes it up again. */
export function moveInBackground(room: SustainRoom, realm: Realm, id: Id, options: MoveOptions = {}): void {
  const { moving } = room.failover
  if (moving.has(id)) return
  const turn = runMove(room, realm, id, options)
    .catch((error: unknown) => room.log.error({ err: error, failover: id }, 'a failover was cut off; it is taken up'))
    .finally(() => moving.delete(id))
  moving.set(id, turn)
}

/** In an exercise whoever decided waits until it is done: the clock of the story may jump meanwhile. */
export async function moveNow(room: SustainRoom, realm: Realm, id: Id, options: MoveOptions = {}): Promise<void> {
  moveInBackground(room, realm, id, options)
  if (isExercise(realm)) await room.failover.moving.get(id)
}

/** What one turn works with. */
interface Turn {
  room: SustainRoom
  realm: Realm
  failover: HeldFailover
  plan: HeldPlan
  entry: ControlEntry | PracticeEntry
  moving: Moving
  /** Steps that are not written down yet. */
  steps: FailoverStep[]
  /** Nothing real is touched. */
  dry: boolean
}

async function runMove(room: SustainRoom, realm: Realm, id: Id, options: MoveOptions): Promise<void> {
  const view = ownView(realm, room.journal.home)
  const failover = await room.journal.reads.one(failoverRecord, view, id)
  if (!failover || !movingStates.some((one) => one === failover.state.state)) return
  const plan = await room.journal.reads.one(planRecord, view, failover.state.plan)
  if (!plan) return
  const control = await controlFor(room, realm, plan.state.control)
  if (!control.ok) return void (await giveUp(room, realm, failover, control.why))
  if (!(await waited(room, failover, plan.state))) return
  // Two exercises may each have a practice resolver of the same name: it is one for each plan.
  const held = control.entry.kind === 'practice' ? `practice-${plan.id}` : plan.state.control
  const hold = await holdControl(folderOf(room.settings.dataDir), held)
  if (!hold) return // Somebody else is at work on it; the job looks again.
  try {
    await carryOut(turnOf(room, realm, failover, plan, control.entry), options)
  } finally {
    await hold.release()
  }
}

async function carryOut(turn: Turn, options: MoveOptions): Promise<void> {
  const { failover } = turn
  if (options.resumed) await note(turn, 'Taken up again after it was cut off', true, '')
  if (failover.state.state === 'returning') return goBack(turn, options)
  const end = failover.state.before ? await takeUp(turn, failover.state.before) : await goThere(turn)
  if (end === 'switched' && failover.state.drill) await drillBack(turn)
}

type There = 'switched' | 'failed' | 'stranded' | 'gone'

async function goThere(turn: Turn): Promise<There> {
  const { moving, failover } = turn
  const forget = forgetOf(failover)
  const fallback = await anyWell(moving, moving.plan.fallback)
  await moving.note('Ask the fallback upstreams', fallback.ok, fallback.said)
  if (!fallback.ok) return ends(turn, 'failed')
  const looked = await lookFirst(moving, forget)
  if (!looked.ok) {
    await moving.note('Nothing was touched', true, looked.why)
    return ends(turn, 'failed')
  }
  if (!(await keep(turn, looked.value))) return 'gone'
  return ends(turn, await switchOver(moving, looked.value, forget))
}

/** Cut off after the way back was kept: the same move again while that is recent, or back. */
async function takeUp(turn: Turn, before: string): Promise<There> {
  const { moving, failover, room } = turn
  const saved = await readSaved(room.failover.files, before)
  if (!saved) {
    await moving.note('Read what stood before', false, `The file ${before} is not there or was damaged`)
    return ends(turn, 'stranded')
  }
  const decided = Date.parse(failover.state.decidedAt ?? failover.state.proposedAt)
  const late = room.clock.in(turn.realm).getTime() - decided > (takeUpSeconds + turn.plan.state.staggerSeconds) * 1000
  if (!late) return ends(turn, await switchOver(moving, saved, forgetOf(failover)))
  return ends(turn, (await restoreExactly(moving, saved)) ? 'failed' : 'stranded')
}

async function goBack(turn: Turn, { force = false }: MoveOptions): Promise<void> {
  const { moving, failover, room } = turn
  const saved = failover.state.before ? await readSaved(room.failover.files, failover.state.before) : null
  if (!saved) {
    await moving.note('Read what stood before', false, 'What stood before was not kept, or the file was damaged')
    await write(turn, 'sustain.failoverStranded')
    return
  }
  const end = await putBack(moving, saved, { force, forget: forgetOf(failover), moved: failover.state.moved })
  const kind = { returned: 'Returned', kept: 'Kept', stranded: 'Stranded' } as const
  await write(turn, `sustain.failover${kind[end]}`)
  if (end === 'returned' && !turn.dry) await forgetWayBack(room.settings.dataDir, turn.plan.state.control)
}

/** A drill comes back by itself, at once. */
async function drillBack(turn: Turn): Promise<void> {
  const { room, realm, failover } = turn
  const by = failover.state.decidedBy
  const back = await room.journal.commit(ownWriter(realm, room.journal.home, 'sustain.startDrill'), async (unit) => {
    const { held } = await unit.append(failoverRecord, 'sustain.failoverReturning', failover.id, { by })
    return done(held)
  })
  if (back.ok) await goBack({ ...turn, failover: back.value }, { force: true })
}

/** The way back stands on the disk and in the journal before anything is changed. false: somebody else took this failover up. */
async function keep(turn: Turn, saved: SavedConfiguration): Promise<boolean> {
  const { room, plan, failover, moving } = turn
  const stored = await room.failover.files.put(Readable.from([savedText(saved)]), mostSavedBytes)
  if (!stored.ok) throw new Error(`What stands could not be kept: ${stored.detail ?? stored.refusal}`)
  const { organisation: _o, preAuthorised: _p, active: _a, ...values } = plan.state
  const { kind, text, upstreams, moved } = saved
  if (!turn.dry)
    await keepWayBack(room.settings.dataDir, {
      control: plan.state.control,
      failover: failover.id,
      savedAt: room.clock.now().toISOString(),
      moved: null,
      plan: values,
      saved: { kind, text, upstreams: [...upstreams], moved },
    })
  await moving.note('Keep the way back', true, stored.value.sha256)
  const steps = turn.steps.splice(0)
  const kept = await append(turn, (unit) =>
    unit.append(
      failoverRecord,
      'sustain.failoverSaved',
      failover.id,
      { before: stored.value.sha256, steps },
      { expectedVersion: failover.version },
    ),
  )
  return kept.ok
}

async function ends(turn: Turn, end: Exclude<There, 'gone'>): Promise<There> {
  const { room, plan } = turn
  if (end === 'switched') await writeSwitched(turn)
  else await write(turn, end === 'failed' ? 'sustain.failoverFailed' : 'sustain.failoverStranded')
  if (end === 'failed' && !turn.dry) await forgetWayBack(room.settings.dataDir, plan.state.control)
  return end
}

async function writeSwitched(turn: Turn): Promise<void> {
  const verifiedAt = turn.room.clock.in(turn.realm).toISOString()
  const moved = turn.dry ? null : await markNow(turn.moving)
  const steps = turn.steps.splice(0)
  await append(turn, (unit) =>
    unit.append(failoverRecord, 'sustain.failoverSwitched', turn.failover.id, { steps, verifiedAt, moved }),
  )
}

type EndKind =
  | 'sustain.failoverFailed'
  | 'sustain.failoverStranded'
  | 'sustain.failoverReturned'
  | 'sustain.failoverKept'

async function write(turn: Turn, kind: EndKind): Promise<void> {
  const steps = turn.steps.splice(0)
  await append(turn, (unit) => unit.append(failoverRecord, kind, turn.failover.id, { steps }))
}

function append({ room, realm }: Turn, work: (unit: Unit) => Promise<unknown>): Promise<Reply<null>> {
  return room.journal.commit(ownWriter(realm, room.journal.home, 'sustain.moveFailover'), async (unit) => {
    await work(unit)
    return done(null)
  })
}

async function giveUp(room: SustainRoom, realm: Realm, { id, state }: HeldFailover, why: string): Promise<void> {
  const at = room.clock.in(realm).toISOString()
  const steps = [{ at, did: 'Look for the control', ok: false, said: why.slice(0, 2000) }]
  // With a way back kept it waits for a process that has the control: nothing else can put it back.
  if (state.before !== null)
    return room.log.warn({ failover: id }, 'a failover waits for a process that has its control')
  await room.journal.commit(ownWriter(realm, room.journal.home, 'sustain.moveFailover'), async (unit) => {
    await unit.append(failoverRecord, 'sustain.failoverFailed', id, { steps })
    return done(null)
  })
}

/** Not all resolvers move at once: the fallback would get all questions in the same second. false: the node stops. */
async function waited(room: SustainRoom, { realm, state }: HeldFailover, plan: Plan): Promise<boolean> {
  // Those who play stand for many: one resolver in a story floods nobody.
  if (state.state !== 'switching' || state.before !== null || state.drill || isExercise(realm)) return true
  const since = Date.parse(state.decidedAt ?? state.proposedAt)
  const left = since + plan.staggerSeconds * 1000 - room.clock.in(realm).getTime()
  if (left <= 0) return true
  try {
    await wait(left, undefined, { signal: room.failover.stopping.signal })
    return true
  } catch {
    return false
  }
}

function turnOf(room: SustainRoom, realm: Realm, failover: HeldFailover, plan: HeldPlan, entry: Turn['entry']): Turn {
  const steps: FailoverStep[] = []
  const dry = entry.kind === 'practice' || (failover.state.drill && entry.drill !== true)
  const moving: Moving = {
    ...handsOn(room, realm, failover, plan, entry),
    serves: entry.serves,
    plan: plan.state,
    note: (did, ok, said) => note({ room, realm, steps, failover, dry }, did, ok, said),
    fresh: freshLabel,
    patienceMilliseconds: patienceOf(plan.state.timeoutMilliseconds),
  }
  return { room, realm, failover, plan, entry, moving, steps, dry }
}

/** What a move works on: the resolver, only what would be done to it, or one that is there in the exercise alone. */
function handsOn(
  room: SustainRoom,
  realm: Realm,
  { state }: HeldFailover,
  plan: HeldPlan,
  entry: Turn['entry'],
): Pick<Moving, 'control' | 'ask'> {
  if (entry.kind === 'practice')
    return practiceResolver(practised(room, realm, plan, state.state === 'returning'), entry)
  const real = openControl(entry)
  return { control: state.drill && entry.drill !== true ? dryControl(real) : real, ask: room.failover.ask }
}

export function practised(room: SustainRoom, realm: Realm, { id, state }: HeldPlan, away: boolean): Practised {
  return { plan: state, away, verdicts: () => room.failover.verdictsOf(realm, id), now: () => room.clock.in(realm) }
}

async function note(
  { room, realm, steps, failover, dry }: Pick<Turn, 'room' | 'realm' | 'steps' | 'failover' | 'dry'>,
  did: string,
  ok: boolean,
  said: string,
): Promise<void> {
  const word = failover.state.drill ? (dry ? 'DRILL, nothing is touched: ' : 'DRILL: ') : ''
  steps.push({
    at: room.clock.in(realm).toISOString(),
    did: `${word}${did}`.slice(0, 400),
    ok,
    said: said.slice(0, 2000),
  })
}

/** What the usual upstreams said wrongly must not live on in the cache. */
function forgetOf({ state }: HeldFailover): Forget {
  return state.evidence.some(({ health }) => health === 'lying') ? 'all' : 'failures'
}
