// A node joins an exercise that another one leads, and leaves it.
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type { ShownExercise } from '../../api/exercises.ts'
import type * as api from '../../api/joint.ts'
import { exerciseRecord } from '../../events.ts'
import { realmOf } from '../../model/exercise.ts'
import type { Joint, Place } from '../../model/joint.ts'
import type { Scenario } from '../../model/scenario.ts'
import { jointRecord, seatedHereRecord } from '../../rules/joint/records.ts'
import { checkScenario } from '../../rules/scenario/check.ts'
import { isPlayable } from '../../rules/scenario/findings.ts'
import { allSeated } from '../../store/joint.ts'
import { exerciseFor, findExercise, noSuch, organisationName, shown } from '../desk.ts'
import { cardOf, type Found, findScenario, knownTo } from '../library.ts'
import { openExercise } from '../plan.ts'
import { type ExerciseRoom, plannerOf, planningView } from '../room.ts'
import { markedFor } from './invite.ts'

export async function joinExercise(
  room: ExerciseRoom,
  { invitation, autoplay = 'empty-seats' }: InputOf<typeof api.joinExercise>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const joint = await room.journal.reads.one(jointRecord, plannerOf(call).view, invitation)
  if (!joint?.origin) return refuse('unknown', `No other node invites this one by ${invitation}.`, '/invitation')
  const { slug, name, scenario: asked, places, story } = joint.state
  const here = hereOf(room, places)
  if (here.length === 0 || story.state === 'ended')
    return refuse('exercise-ended', `${name} has ended, or plays without this node.`, '/invitation')
  const seated = (await allSeated(room.journal, planningView(room))).find(
    ({ state, origin }) => !origin && state.joint === invitation,
  )
  if (seated) return refuse('joined-already', `This node ${seated.state.state === 'left' ? 'left' : 'is in'} ${name}.`)
  const found = await findScenario(room, asked.ref)
  const refused = refusedScript(room, found, asked)
  if (refused || !found) return refused ?? refuse('other-scenario')
  const { scenario, held } = found
  const leader = joint.marking.owner
  const shared = { joint: joint.id, part: 'follows' as const, leader, here }
  const planned = {
    ...{ name, slug, autoplay, shared, organisations: await knownOthers(room, places) },
    ...{ speed: story.speed, follows: null, seats: [] },
    scenario: { ...cardOf(scenario), id: held?.id ?? null, version: held?.version ?? 0 },
  }
  return openExercise(room, call, scenario, planned, async (unit) => {
    const body = { joint: joint.id, slug, participants: here, state: 'joined' as const, because: null, at: null }
    const marking = markedFor([leader])
    await unit.open(
      seatedHereRecord,
      'exercise.joined',
      { ...body, standings: [], chosen: [], objectives: [] },
      { owner: room.journal.home, marking },
    )
  })
}

export function hereOf(room: ExerciseRoom, places: readonly Place[]): string[] {
  return places.filter(({ organisation }) => organisation === room.journal.home).map(({ participant }) => participant)
}

/** An organisation that this node does not know stands behind a veil: its participants sit elsewhere, and it is named to nobody. */
async function knownOthers(room: ExerciseRoom, places: readonly Place[]): Promise<Record<string, Id>> {
  const known: [string, Id][] = []
  for (const { participant, organisation } of places)
    if (organisation !== room.journal.home && (await room.people.readerOfOrganisation(organisation)))
      known.push([participant, organisation])
  return Object.fromEntries(known)
}

function refusedScript(room: ExerciseRoom, found: Found | undefined, asked: Joint['scenario']): Refused | undefined {
  const script = scriptHere(found, asked)
  if (script === 'missing') return refuse('other-scenario', `The scenario '${asked.ref}' is not here.`, '/invitation')
  if (script === 'other')
    return refuse('other-scenario', `The scenario '${asked.ref}' here is not the one that is played.`, '/invitation')
  const findings = found ? checkScenario(found.scenario, knownTo(room)) : []
  const fault = findings.find(({ level }) => level === 'error')
  return fault && !isPlayable(findings) ? refuse('bad-scenario', `${fault.where || '/'}: ${fault.says}`) : undefined
}

export function scriptHere(
  found: { scenario: Scenario } | undefined,
  asked: Joint['scenario'],
): 'same' | 'other' | 'missing' {
  if (!found) return 'missing'
  return cardOf(found.scenario).digest === asked.digest ? 'same' : 'other'
}

export async function leaveExercise(
  room: ExerciseRoom,
  { exercise: slug, because }: InputOf<typeof api.leaveExercise>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const found = await findExercise(room, slug, call.reader)
  if (!found) return noSuch(slug)
  const { shared, name } = found.state
  if (shared?.part !== 'follows') return refuse('led-here', `${name} is led by this node.`, '/exercise')
  const seated = (await allSeated(room.journal, planningView(room))).find(
    ({ state, origin }) => !origin && state.joint === shared.joint,
  )
  const leader = await organisationName(room, shared.leader)
  const reply = await room.journal.commit(plannerOf(call).writer, async (unit) => {
    const { id, state } = await exerciseFor(unit, found.id, 'end')
    const words = `This node left the exercise of ${leader}: ${because}`.slice(0, 500)
    const { held } = await unit.append(exerciseRecord, 'exercise.ended', id, { because: words, followedBy: null })
    const mine = seated && (await unit.read(seatedHereRecord, seated.id))
    if (mine) {
      const { joint: _joint, slug: _slug, ...told } = mine.state
      await unit.append(seatedHereRecord, 'exercise.hereTold', mine.id, { ...told, state: 'left', because })
    }
    unit.also((trx) => room.clocks.reset(trx, realmOf(state), { speed: 0 }))
    return done<Held<typeof state>>(held)
  })
  if (!reply.ok) return reply
  await room.clocks.reload()
  return done(shown(room, reply.value, call.reader))
}
