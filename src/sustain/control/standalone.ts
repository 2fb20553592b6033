// Plan, switch and roll back without a node: a plan file, the file of controls, and the way back in the data folder.
import { randomBytes } from 'node:crypto'
import { Compile } from 'typebox/compile'
import type { Forget, SavedConfiguration } from '../model/failover.ts'
import { PlanFile } from '../model/plan-file.ts'
import { faultsOfPlan } from '../rules/dns/check-plan.ts'
import { planValues } from '../rules/dns/plan-values.ts'
import { type Controls, shownControl } from './controls-file.ts'
import { type Ask, anyWell, lookFirst, type Moving, markNow, putBack, switchOver } from './move-resolver.ts'
import { holdControl } from './one-mover.ts'
import { openControl } from './open-control.ts'
import { folderOf, forgetWayBack, keepWayBack, type WayBack, wayBackOf } from './way-back.ts'

export interface Step {
  at: string
  did: string
  ok: boolean
  said: string
}

export interface Outcome {
  ok: boolean
  /** would, switched, failed, stranded, returned, kept, refused. */
  state: 'would' | 'switched' | 'failed' | 'stranded' | 'returned' | 'kept' | 'refused'
  control: string
  drill: boolean
  /** What it stands on, or stood on before. */
  stood: readonly string[]
  because: string[]
  steps: Step[]
}

export interface Standalone {
  controls: Controls
  dataDir: string
  ask: Ask
  now(): Date
}

const isPlan = Compile(PlanFile)

/** Throws a sentence that says where the file is wrong. */
export function readPlan(text: string): PlanFile {
  const json: unknown = JSON.parse(text)
  if (isPlan.Check(json)) return json
  const [first] = isPlan.Errors(json)
  throw new SyntaxError(`The plan is not as it must be at ${first?.instancePath || '/'}: ${first?.message ?? ''}`)
}

/** Looks at everything and touches nothing. */
export function showPlan(here: Standalone, file: PlanFile): Promise<Outcome> {
  return withControl(here, file, async (moving, outcome) => {
    const usual = await anyWell(moving, moving.plan.usual)
    await moving.note('Ask the usual upstreams', usual.ok, usual.said)
    const fallback = await anyWell(moving, moving.plan.fallback)
    await moving.note('Ask the fallback upstreams', fallback.ok, fallback.said)
    const looked = await lookFirst(moving, 'failures')
    if (!looked.ok) return { ...outcome, because: [looked.why] }
    const stood = looked.value.upstreams
    if (!fallback.ok) return { ...outcome, stood, because: ['No fallback upstream answers as it should be.'] }
    const names = moving.plan.fallback.map(({ name }) => name).join(', ')
    return { ...outcome, ok: true, state: 'would', stood, because: [`It would be pointed to ${names}.`] }
  })
}

/** `forceWell`: move although the usual upstreams answer as they should. */
export function switchNow(here: Standalone, file: PlanFile, { forceWell }: { forceWell: boolean }): Promise<Outcome> {
  return withControl(here, file, async (moving, outcome) => {
    const evidence = await evidenceFor(here, moving, file, forceWell)
    if ('refusal' in evidence) return { ...outcome, because: [evidence.refusal] }
    const { forget } = evidence
    const looked = await lookFirst(moving, forget)
    if (!looked.ok) return { ...outcome, because: [looked.why] }
    const saved = looked.value
    await keepWayBack(here.dataDir, wayBack(here, file, saved))
    await moving.note('Keep the way back', true, `${folderOf(here.dataDir)}/${file.control}.json`)
    const end = await switchOver(moving, saved, forget)
    if (end === 'switched') {
      const kept = { ...wayBack(here, file, saved), moved: await markNow(moving) }
      await keepWayBack(here.dataDir, kept)
    }
    // What could not be put back is kept: it is the only way back that there is.
    if (end === 'failed') await forgetWayBack(here.dataDir, file.control)
    return { ...outcome, ok: end === 'switched', state: end, stood: saved.upstreams, because: [endings[end]] }
  })
}

const endings = {
  switched: 'Names go to the fallback, and the resolver answers as it should.',
  failed: 'It did not work; what stood before stands again.',
  stranded:
    'It did not work, and what stood before could not be put back. Look at the resolver at once, then roll back.',
  returned: 'What stood before stands again.',
  kept: 'What stood before was not put back for good; names go on as they did. The last steps say why.',
}

/** Asked anew at this moment, from here: a move never rests on what somebody remembers. */
async function evidenceFor(
  here: Standalone,
  moving: Moving,
  { control }: PlanFile,
  forceWell: boolean,
): Promise<{ refusal: string } | { forget: Forget }> {
  const away = await wayBackOf(here.dataDir, control)
  if (!away.ok) return { refusal: away.why }
  if (away.wayBack) return { refusal: 'It is away from what it usually stands on already; roll back first.' }
  const usual = await anyWell(moving, moving.plan.usual)
  await moving.note('Ask the usual upstreams', usual.ok, usual.said)
  if (usual.ok && !forceWell)
    return { refusal: 'The usual upstreams answer as they should. To move all the same, say so (--force-well).' }
  const fallback = await anyWell(moving, moving.plan.fallback)
  await moving.note('Ask the fallback upstreams', fallback.ok, fallback.said)
  if (!fallback.ok) return { refusal: 'No fallback upstream answers as it should be, so nothing was touched.' }
  return { forget: usual.lied ? 'all' : 'failures' }
}

function wayBack(here: Standalone, plan: PlanFile, saved: SavedConfiguration): WayBack {
  const { kind, text, upstreams, moved } = saved
  const kept = { kind, text, upstreams: [...upstreams], moved }
  return { control: plan.control, failover: null, savedAt: here.now().toISOString(), moved: null, plan, saved: kept }
}

/** From what was kept. `force`: leave it so even if names do not resolve then. */
export async function rollBackNow(here: Standalone, control: string, { force }: { force: boolean }): Promise<Outcome> {
  const found = await wayBackOf(here.dataDir, control)
  if (!found.ok || !found.wayBack) {
    const why = found.ok ? `Nothing is kept for "${control}": it stands where it usually does.` : found.why
    return refused(control, why)
  }
  const { plan, saved, moved } = found.wayBack
  return withControl(here, plan, async (moving, outcome) => {
    const end = await putBack(moving, saved, { force, forget: 'failures', moved })
    if (end === 'returned') await forgetWayBack(here.dataDir, control)
    return { ...outcome, ok: end === 'returned', state: end, stood: saved.upstreams, because: [endings[end]] }
  })
}

async function withControl(
  here: Standalone,
  file: PlanFile,
  work: (moving: Moving, outcome: Outcome) => Promise<Outcome>,
): Promise<Outcome> {
  const found = await here.controls.find(file.control)
  if (!found.ok) return refused(file.control, found.why)
  const plan = planValues(file)
  const faults = faultsOfPlan(plan, found.entry.kind)
  if (faults.length > 0) return { ...refused(file.control, ''), because: faults }
  const hold = await holdControl(folderOf(here.dataDir), file.control)
  if (!hold) return refused(file.control, 'Somebody else is changing this resolver at this moment.')
  const outcome = { ...refused(file.control, ''), drill: shownControl(found.entry).drill, because: [] }
  const moving: Moving = {
    control: openControl(found.entry),
    serves: found.entry.serves,
    plan,
    ask: here.ask,
    async note(did, ok, said) {
      outcome.steps.push({ at: here.now().toISOString(), did, ok, said: said.slice(0, 2000) })
    },
    fresh: freshLabel,
    patienceMilliseconds: patienceOf(plan.timeoutMilliseconds),
  }
  try {
    return await work(moving, outcome)
  } finally {
    await hold.release()
  }
}

export const freshLabel = () => `tocsin-${randomBytes(6).toString('hex')}`

/** A resolver that was started anew needs a moment, and its first question to a new upstream may be lost. */
export const patienceOf = (timeoutMilliseconds: number) => Math.max(5000, timeoutMilliseconds * 3)

function refused(control: string, why: string): Outcome {
  return { ok: false, state: 'refused', control, drill: false, stood: [], because: [why], steps: [] }
}
