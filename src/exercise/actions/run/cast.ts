// Who acts in an exercise where nobody sits: the cast, the desks of participants, and the direction. Known in that realm alone, without a way in.
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { type Role, roles } from '#kernel/role.ts'
import { personRecord } from '#people/index.ts'
import { type Exercise, realmOf } from '../../model/exercise.ts'
import type { Expected, Scenario } from '../../model/scenario.ts'
import { direction } from '../../rules/run/calls.ts'
import type { Acting } from '../../rules/run/course.ts'
import { type ExerciseRoom, idOf, realmView } from '../room.ts'

export interface Cast {
  reader(as: string): Reader
  person(ref: string): Id | undefined
  organisation(participant: string): Id | undefined
  acting(exercise: Exercise): Acting
  marking(visibleTo: readonly string[], tlp?: string): MarkingChoice
}

const deskRoles: Role[] = ['reader', 'analyst', 'duty-officer', 'liaison']

/** Made known to the realm at the first time, unless somebody only watches. */
export async function gatherCast(
  room: ExerciseRoom,
  exercise: Exercise,
  scenario: Scenario,
  watching: boolean,
): Promise<Cast> {
  const realm = realmOf(exercise)
  const { home } = room.journal
  const organisationOf = (participant: string) => exercise.organisations[participant] ?? home
  const played: Played[] = [
    { ref: direction, name: 'Direction of the exercise', organisation: home, roles: [...roles] },
    ...scenario.participants.map(({ id, name }) => ({
      ref: `desk:${id}`,
      name,
      organisation: organisationOf(id),
      roles: deskRoles,
    })),
    ...vantagesIn(scenario).map((country) => ({
      ref: `vantage:${country}`,
      name: `Vantage point ${country}`,
      organisation: home,
      roles: deskRoles,
    })),
    ...scenario.cast.map(({ id, name, participant, cell, roles: own }) => ({
      ref: id,
      name,
      // Control writes what all may need: it belongs to the node that plays.
      organisation: cell === 'control' ? home : organisationOf(participant),
      roles: own.length > 0 ? [...own] : (['reader'] as Role[]),
    })),
  ]
  if (!watching) await makeKnown(room, exercise, played)
  const readers = new Map<string, Reader>()
  const organisations = new Map<Id, Reader | undefined>()
  for (const one of played) {
    if (!organisations.has(one.organisation))
      organisations.set(one.organisation, await room.people.readerOfOrganisation(one.organisation))
    const of = organisations.get(one.organisation)
    const id = idOf(realm, one.ref)
    readers.set(one.ref, {
      ...{ kind: 'person', id, person: id, organisation: one.organisation, roles: one.roles },
      ...{ clientOf: of?.clientOf ?? [], communities: of?.communities ?? [] },
      // Organisations are looked up where they are registered; everything else is asked of this realm.
      realms: ['live', realm],
    })
  }
  const byParticipant = new Map<string, string[]>()
  for (const { id, participant } of scenario.cast) {
    const list = byParticipant.get(participant) ?? []
    list.push(id)
    byParticipant.set(participant, list)
  }
  const control = scenario.cast.filter(({ cell }) => cell === 'control').map(({ id }) => id)

  const cast: Cast = {
    reader(as) {
      const reader = readers.get(as)
      if (!reader) throw new Error(`The scenario has nobody who is ${as}`)
      return reader
    },
    person: (ref) => readers.get(ref)?.person ?? undefined,
    organisation: (participant) =>
      scenario.participants.some(({ id }) => id === participant) ? organisationOf(participant) : undefined,
    acting: (state) => {
      const sitting = (seat: string) => state.seats.filter((one) => one.seat === seat).map(({ person }) => person)
      const actorsOf = (who: string) => {
        const seats = [who, ...(byParticipant.get(who) ?? [])]
        return new Set(seats.flatMap((seat) => [idOf(realm, seat), ...sitting(seat)]).map((id) => `person:${id}`))
      }
      const directing = [direction, ...control, ...scenario.participants.map(({ id }) => `desk:${id}`)]
      const inControl = state.seats.filter(({ cell }) => cell === 'control').map(({ person }) => person)
      return {
        actorsOf,
        direction: new Set([...directing.map((ref) => idOf(realm, ref)), ...inControl].map((id) => `person:${id}`)),
        plays: (expected) => playsItself(state, expected),
      }
    },
    marking(visibleTo, tlp = 'AMBER+STRICT') {
      const named = visibleTo.length > 0 ? visibleTo : scenario.participants.map(({ id }) => id)
      const audience = [...new Set(named.map(organisationOf))].filter((id) => id !== home)
      const seats = named.flatMap((participant) => byParticipant.get(participant) ?? [participant])
      const allOfHome = visibleTo.some((one) => organisationOf(one) === home)
      // Participants that the people of this node play share its organisation: only a list of names keeps them apart.
      if (tlp !== 'RED' && !(visibleTo.length > 0 && allOfHome))
        return tlp === 'CLEAR' || tlp === 'GREEN'
          ? { tlp }
          : {
              tlp: tlp as 'AMBER' | 'AMBER+STRICT',
              audience: visibleTo.length > 0 ? audience : [...new Set([home, ...audience])],
            }
      const people = exercise.seats.filter(
        ({ seat, cell }) => cell === 'control' || (seat !== null && seats.includes(seat)),
      )
      const persons = [
        ...seats.map((seat) => idOf(realm, seat)),
        ...people.map(({ person }) => person),
        idOf(realm, direction),
      ]
      return {
        tlp: 'RED',
        persons: [...new Set(persons)].slice(0, 500),
        reason: 'EXERCISE: only these participants see it',
        reviewOn: scenario.endsAt.slice(0, 10),
      }
    },
  }
  return cast
}

function playsItself({ autoplay, seats }: Exercise, { by, play }: Expected): boolean {
  if (autoplay === 'nobody') return false
  if (autoplay === 'all') return true
  const seat = by ?? play?.[0]?.as
  return !seats.some((one) => one.seat === seat)
}

function vantagesIn({ injects }: Scenario): string[] {
  const found = injects.flatMap(({ content }) => (content.channel === 'resolver' ? (content.countries ?? ['EU']) : []))
  return [...new Set(found)]
}

interface Played {
  ref: string
  name: string
  organisation: Id
  roles: Role[]
}

async function makeKnown(room: ExerciseRoom, exercise: Exercise, played: readonly Played[]): Promise<void> {
  const realm = realmOf(exercise)
  const writer = { view: realmView(room, realm), verb: 'exercise.startExercise' }
  const reply = await room.journal.commit(writer, async (unit) => {
    const ids = played.map(({ ref }) => idOf(realm, ref))
    const there = new Set((await unit.some(personRecord, ids)).map(({ id }) => id))
    for (const [at, { ref, name, organisation, roles: own }] of played.entries()) {
      const subject = ids[at]
      if (subject === undefined || there.has(subject)) continue
      await unit.open(
        personRecord,
        'people.personAdmitted',
        {
          ...{ name, organisation, roles: own, language: 'en', status: 'active', signsInWith: 'single-sign-on' },
          email: `${ref.replace(':', '-').toLowerCase()}@${exercise.slug.slice(0, 60)}.exercise.invalid`,
        },
        {
          subject,
          owner: room.journal.home,
          marking: { tlp: 'AMBER+STRICT', audience: organisation === room.journal.home ? [] : [organisation] },
        },
      )
    }
    return done(null)
  })
  if (!reply.ok) throw new Error(`The cast could not be made known: ${reply.refusal} ${reply.detail ?? ''}`)
}
