// Other nodes are invited to play participants of an exercise with their own people, and their seats are taken when they left.
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type { ShownExercise } from '../../api/exercises.ts'
import type * as api from '../../api/joint.ts'
import { exerciseRecord } from '../../events.ts'
import { type Exercise, realmOf } from '../../model/exercise.ts'
import type { Place } from '../../model/joint.ts'
import type { Scenario } from '../../model/scenario.ts'
import { jointRecord } from '../../rules/joint/records.ts'
import { storyTold } from '../../rules/joint/story.ts'
import { scriptOf } from '../../store/scripts.ts'
import { exerciseFor, findExercise, ledElsewhere, noSuch, shown } from '../desk.ts'
import { type ExerciseRoom, plannerOf } from '../room.ts'

/** What each other organisation may know of it, and nobody else of theirs. */
export function markedFor(organisations: readonly Id[]): MarkingChoice {
  return { tlp: 'AMBER', audience: [...new Set(organisations)] }
}

/** An organisation that was not invited has no node in it: who plays for it sits here. */
function placesOf(
  room: ExerciseRoom,
  { organisations }: Pick<Exercise, 'organisations'>,
  scenario: Scenario,
  invited: ReadonlySet<Id>,
): Place[] {
  const { home } = room.journal
  return scenario.participants.map(({ id }) => {
    const organisation = organisations[id]
    return { participant: id, organisation: organisation && invited.has(organisation) ? organisation : home }
  })
}

/** Whose nodes play participants that do not sit here. */
export function invitedTo({ shared, organisations }: Exercise): Set<Id> {
  const elsewhere = Object.entries(organisations).filter(([participant]) => !shared?.here.includes(participant))
  return new Set(shared ? elsewhere.map(([, organisation]) => organisation) : [])
}

const otherThan = (home: Id, places: readonly Place[]) =>
  places.map(({ organisation }) => organisation).filter((one) => one !== home)

const sitting = (places: readonly Place[], organisation: Id) =>
  places.filter((place) => place.organisation === organisation).map(({ participant }) => participant)

/** The record by which others know of the exercise, with the exercise that names it. */
export async function openJoint(
  room: ExerciseRoom,
  unit: Unit,
  { id, state }: Pick<Held<Exercise>, 'id' | 'state'>,
  scenario: Scenario,
  invited: ReadonlySet<Id>,
): Promise<Held<Exercise>> {
  const { home } = room.journal
  const { ref, title, digest, startsAt, endsAt } = state.scenario
  const now = room.clocks.now()
  const clock = room.clocks.setting(realmOf(state)) ?? { storyAt: startsAt, realAt: startsAt, speed: 0 }
  const places = placesOf(room, state, scenario, invited)
  const { held } = await unit.open(
    jointRecord,
    'exercise.nodesInvited',
    {
      ...{ slug: state.slug, name: state.name, scenario: { ref, title, digest, startsAt, endsAt }, places },
      ...{ story: storyTold(state, clock, now, null), settled: [], chosen: [], skipped: [...state.skipped] },
    },
    { owner: home, marking: markedFor(otherThan(home, places)) },
  )
  const shared = { joint: held.id, part: 'leads' as const, leader: home, here: sitting(places, home) }
  const { organisations } = state
  return (await unit.append(exerciseRecord, 'exercise.shared', id, { shared, organisations })).held
}

export async function inviteNode(
  room: ExerciseRoom,
  { exercise: slug, organisation, participants }: InputOf<typeof api.inviteNode>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const found = await findExercise(room, slug, call.reader)
  const scenario = found && (await scriptOf(room.journal.sql, found.state.scenario.digest))
  if (!found || !scenario) return noSuch(slug)
  const led = await ledElsewhere(room, found.state)
  if (led) return led
  const stranger = participants.find((one) => !scenario.participants.some(({ id }) => id === one))
  if (stranger) return refuse('bad-input', `The scenario has no participant '${stranger}'.`, '/participants')
  if (organisation === room.journal.home || !(await room.people.readerOfOrganisation(organisation)))
    return refuse('no-organisation', `There is no other active organisation ${organisation}.`, '/organisation')
  const reply = await room.journal.commit(plannerOf(call).writer, async (unit) => {
    const before = await exerciseFor(unit, found.id, 'invite')
    const others = Object.entries(before.state.organisations).filter(
      ([participant, of]) => of !== organisation && !participants.includes(participant),
    )
    const organisations = Object.fromEntries([...others, ...participants.map((one) => [one, organisation] as const)])
    const nodes = invitedTo(before.state).add(organisation)
    return done(await seat(room, unit, before, scenario, { organisations, nodes, reason: 'Another node is invited.' }))
  })
  return reply.ok ? done(shown(room, reply.value, call.reader)) : reply
}

/** From now on these organisations play these participants; all others are played here. */
async function seat(
  room: ExerciseRoom,
  unit: Unit,
  { id, state }: Held<Exercise>,
  scenario: Scenario,
  { organisations, nodes, reason }: { organisations: Record<string, Id>; nodes: ReadonlySet<Id>; reason: string },
): Promise<Held<Exercise>> {
  const { home } = room.journal
  const places = placesOf(room, { organisations }, scenario, nodes)
  const joint = state.shared && (await unit.read(jointRecord, state.shared.joint))
  if (!joint) return openJoint(room, unit, { id, state: { ...state, organisations } }, scenario, nodes)
  const shared = { joint: joint.id, part: 'leads' as const, leader: home, here: sitting(places, home) }
  const { held } = await unit.append(exerciseRecord, 'exercise.shared', id, { shared, organisations })
  // Who is no longer among them is told first, and so that they can still read it.
  await unit.append(jointRecord, 'exercise.placesChanged', joint.id, { places })
  await unit.remark(jointRecord, joint.id, markedFor([...joint.marking.audience, ...otherThan(home, places)]), reason)
  return held
}

export async function takeSeats(
  room: ExerciseRoom,
  { exercise: slug, organisation, because }: InputOf<typeof api.takeSeats>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const found = await findExercise(room, slug, call.reader)
  const scenario = found && (await scriptOf(room.journal.sql, found.state.scenario.digest))
  if (!found || !scenario) return noSuch(slug)
  const led = await ledElsewhere(room, found.state)
  if (led) return led
  const reply = await room.journal.commit(plannerOf(call).writer, async (unit) => {
    // Only what can still be played is worth taking over.
    const before = await exerciseFor(unit, found.id, 'skip')
    const { organisations } = before.state
    const kept = Object.entries(organisations).filter(([, of]) => of !== organisation)
    const nodes = invitedTo(before.state)
    if (!nodes.has(organisation))
      return refuse('no-such-node', `${organisation} plays nobody in ${before.state.name}.`, '/organisation')
    return done(
      await seat(room, unit, before, scenario, { organisations: Object.fromEntries(kept), nodes, reason: because }),
    )
  })
  return reply.ok ? done(shown(room, reply.value, call.reader)) : reply
}
