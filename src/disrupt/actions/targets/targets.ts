// Targets: listed, described, taken by an instrument, kept as evidence, held by a partner, and watched.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { type Held, ownerLike, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/targets/targets.ts'
import { operationRecord } from '../../events/operations.ts'
import { targetRecord } from '../../events/targets.ts'
import type { Operation } from '../../model/operations/operation.ts'
import type { Target } from '../../model/targets/target.ts'
import { nameTarget } from '../../rules/targets/names.ts'
import { lookOf, looksOf } from '../../store/monitors/looks.ts'
import { countTargets, isListedTwice, mostTargets, targetsNamed, targetsOf } from '../../store/targets/targets.ts'
import { causesOf, changed, choiceOf, differing, shown, take } from '../desk.ts'
import { asItStands, type Changed } from '../operations/area.ts'
import type { DisruptRoom } from '../room.ts'

export async function addTargets(
  room: DisruptRoom,
  { operation, targets }: InputOf<typeof api.addTargets>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.addTargets>>> {
  const twice = 'Somebody added one of them in this moment.'
  try {
    return await room.journal.commit(call.writer, async (unit) => {
      const of = await asItStands(unit, operation, 'plan')
      if ((await countTargets(room.journal, unit.view, operation)) + targets.length > mostTargets)
        unit.refuse('too-many-parts', `An operation holds at most ${mostTargets} targets.`)
      const named = targets.map((given, at) => nameOrRefuse(unit, given, at))
      await mustBeNew(room, unit, operation, named)
      const cause = await causesOf(room.journal, unit, [operation])
      const owner = ownerLike(of, unit.view.reader, room.journal.home)
      const options = { marking: choiceOf(of.marking), owner, cause }
      const added = []
      for (const body of named) {
        const { held } = await unit.open(targetRecord, 'disrupt.targetAdded', { operation, ...body }, options)
        added.push({ id: held.id, version: held.version, name: body.name, oddities: body.oddities })
      }
      return done({ added })
    })
  } catch (error) {
    if (isListedTwice(error)) return refuse('listed-already', twice)
    throw error
  }
}

type Given = InputOf<typeof api.addTargets>['targets'][number]
function nameOrRefuse(unit: Unit, { kind, name, ...rest }: Given, at: number) {
  const it = nameTarget(kind, name)
  if (!it.ok) return unit.refuse('no-target', `${name.slice(0, 80)}: ${it.why}`, `/targets/${at}/name`)
  const { registrar = '', registry = '', hosting = '', jurisdiction = null, note = '', fallback = '' } = rest
  const reads = it.reads.slice(0, 200)
  return {
    kind,
    name: it.name,
    reads,
    oddities: it.oddities,
    registrar,
    registry,
    hosting,
    jurisdiction,
    note,
    fallback,
    related: [],
  }
}

async function mustBeNew(
  { journal }: DisruptRoom,
  unit: Unit,
  operation: Id,
  named: readonly { kind: string; name: string }[],
): Promise<void> {
  const keyOf = ({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`
  const names = named.map(({ name }) => name)
  const there = (await targetsNamed(journal, unit.view, operation, names)).filter(
    ({ state }) => state.state === 'listed',
  )
  const seen = new Set(there.map(({ state }) => keyOf(state)))
  for (const [at, one] of named.entries()) {
    if (seen.has(keyOf(one))) unit.refuse('listed-already', `${one.name} is listed.`, `/targets/${at}/name`)
    seen.add(keyOf(one))
  }
}

export async function listTargets(
  { journal }: DisruptRoom,
  { operation, status }: InputOf<typeof api.listTargets>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listTargets>>> {
  const of = await journal.reads.one(operationRecord, view, operation)
  if (!of) return refuse('unknown', `There is no operation ${operation} that you may read.`)
  const [targets, looks] = await Promise.all([
    targetsOf(journal, view, operation),
    looksOf(journal, view.realm, operation),
  ])
  const at = new Map(looks.map((look) => [look.target, look.lookedAt]))
  const chosen = status ? targets.filter((one) => one.state.status === status) : targets
  // Looks stand beside the journal: of the past there are none.
  return done({ items: chosen.map((one) => rowOf(one, view.asOf ? null : (at.get(one.id) ?? null))) })
}

function rowOf({ id, version, state }: Held<Target>, lookedAt: string | null) {
  return {
    ...{ id, version, kind: state.kind, name: state.name, reads: state.reads, oddities: state.oddities },
    ...{ registrar: state.registrar, hosting: state.hosting, jurisdiction: state.jurisdiction },
    ...{ status: state.status, statusSince: state.statusSince, statusBecause: state.statusBecause },
    ...{ watched: state.watched, state: state.state, held: state.holds.length > 0 },
    instruments: state.instruments.map((one) => one.state),
    evidence: state.evidence.length,
    lookedAt,
  }
}

export async function getTarget(
  { journal }: DisruptRoom,
  { id }: InputOf<typeof api.getTarget>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getTarget>>> {
  const held = await journal.reads.one(targetRecord, view, id)
  if (!held) return refuse('unknown', `There is no target ${id} that you may read.`)
  const look = view.asOf ? null : await lookOf(journal, view.realm, id)
  const others = await journal.reads.some(
    targetRecord,
    view,
    held.state.related.map(({ target }) => target),
  )
  const names = new Map(others.map((one) => [one.id, one.state.reads]))
  const related = held.state.related.flatMap(({ target, how }) => {
    const name = names.get(target)
    return name === undefined ? [] : [{ id: target, name, how }]
  })
  return done({ ...shown(held), first: look?.first ?? null, last: look?.last ?? null, related })
}

/** The target at the version that was seen, in an operation that still takes changes. */
export async function takeTarget(
  unit: Unit,
  which: { id: Id; version: number },
  event: 'plan' | 'note',
): Promise<{ target: Held<Target>; of: Held<Operation> }> {
  const target = await take(unit, targetRecord, which)
  if (target.state.state === 'dropped') unit.refuse('wrong-state', 'The target was dropped.')
  return { target, of: await asItStands(unit, target.state.operation, event) }
}

export function describeTarget(
  room: DisruptRoom,
  { id, version, ...given }: InputOf<typeof api.describeTarget>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { target } = await takeTarget(unit, { id, version }, 'note')
    const body = differing(unit, target.state, given)
    const others = (body.related ?? []).map((one) => one.target)
    const known = (await unit.some(targetRecord, others)).filter(
      (one) => one.state.operation === target.state.operation && one.id !== id,
    )
    if (known.length < new Set(others).size)
      unit.refuse('unknown-target', 'One of them is none of this operation.', '/related')
    return changed(await unit.append(targetRecord, 'disrupt.targetDescribed', id, body, { expectedVersion: version }))
  })
}

export function dropTarget(
  room: DisruptRoom,
  { because, ...which }: InputOf<typeof api.dropTarget>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { of } = await takeTarget(unit, which, 'plan')
    const steps = of.state.steps.filter(
      (step) => step.targets.includes(which.id) && ['planned', 'started'].includes(step.state),
    )
    if (steps.length > 0)
      unit.refuse('still-open', `Steps are about it: ${steps.map(({ title }) => title).join('; ')}.`)
    const options = { expectedVersion: which.version }
    return changed(await unit.append(targetRecord, 'disrupt.targetDropped', which.id, { because }, options))
  })
}
