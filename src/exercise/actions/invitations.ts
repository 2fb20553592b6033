// Inviting somebody of outside, taking an invitation up, and taking it back.
import { createHash, randomBytes } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Role } from '#kernel/role.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type * as api from '../api/invitations.ts'
import { exerciseRecord } from '../events.ts'
import { type Exercise, type Invitation, realmOf } from '../model/exercise.ts'
import type { Scenario } from '../model/scenario.ts'
import { exerciseNamed } from '../store/exercises.ts'
import { dropInvitation, isKept, keepInvitation, signingKey } from '../store/invitations.ts'
import { scriptOf } from '../store/scripts.ts'
import { findExercise, noSuch } from './desk.ts'
import { readLink, writeLink } from './invitation-link.ts'
import { type ExerciseRoom, idOf, plannerOf, planningView } from './room.ts'

const usualHours = 72
/** A guest plays; directing and administering is never theirs, whatever the scenario says of a seat. */
const neverTheirs: readonly Role[] = ['administrator', 'exercise-controller']
const hashOf = (secret: string) => createHash('sha256').update(secret).digest()

const keyOf = (room: ExerciseRoom) => signingKey(room.journal.sql, randomBytes(32))
const of = (exercise: Exercise, id: string) => exercise.invitations?.find((one) => one.id === id)
const ended = ({ name }: Exercise) => refuse('exercise-over', `${name} has ended.`)

function seatOf(scenario: Scenario | undefined, seat: string) {
  return scenario?.cast.find(({ id, cell }) => id === seat && cell === 'players')
}

export async function inviteParticipant(
  room: ExerciseRoom,
  { exercise: slug, name, seat, hours = usualHours }: InputOf<typeof api.inviteParticipant>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.inviteParticipant>>> {
  const found = await findExercise(room, slug, call.reader)
  if (!found) return noSuch(slug)
  const scenario = await scriptOf(room.journal.sql, found.state.scenario.digest)
  if (!seatOf(scenario, seat)) return refuse('no-such-seat', `No player of the cast is '${seat}'.`, '/seat')
  const secret = randomBytes(32).toString('base64url')
  const expires = room.clocks.now().getTime() + hours * 3_600_000
  const key = await keyOf(room)
  const reply = await room.journal.commit(plannerOf(call).writer, async (unit) => {
    const now = await unit.read(exerciseRecord, found.id)
    if (!now || now.state.state === 'ended') return ended(now?.state ?? found.state)
    const id = unit.newId()
    const body = { id, name, seat, expires: instant(new Date(expires)) }
    await unit.append(exerciseRecord, 'exercise.invited', found.id, body)
    unit.also((trx) => keepInvitation(trx, id, found.id, hashOf(secret)))
    return done<Invitation>({ ...body, state: 'open', person: null })
  })
  if (!reply.ok) return reply
  const link = writeLink({ invitation: reply.value.id, exercise: slug, expires, secret }, key)
  return done({ invitation: reply.value, link: `${room.settings.origin}/join#${link}` })
}

export async function listInvitations(
  room: ExerciseRoom,
  { exercise: slug }: InputOf<typeof api.listInvitations>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listInvitations>>> {
  const found = await findExercise(room, slug, call.reader)
  return found ? done({ items: [...(found.state.invitations ?? [])] }) : noSuch(slug)
}

export async function revokeInvitation(
  room: ExerciseRoom,
  { exercise: slug, invitation, reason }: InputOf<typeof api.revokeInvitation>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.revokeInvitation>>> {
  const found = await findExercise(room, slug, call.reader)
  if (!found) return noSuch(slug)
  const reply = await room.journal.commit(plannerOf(call).writer, async (unit) => {
    const before = await unit.read(exerciseRecord, found.id)
    const one = before && of(before.state, invitation)
    if (!one) return refuse('no-such-invitation', `There is no invitation ${invitation}.`, '/invitation')
    if (one.state === 'revoked') return done(before.state)
    const body = { invitation, ...(reason === undefined ? {} : { reason }) }
    const { held } = await unit.append(exerciseRecord, 'exercise.invitationRevoked', found.id, body)
    unit.also((trx) => dropInvitation(trx, invitation))
    return done(held.state)
  })
  if (!reply.ok) return reply
  const person = of(reply.value, invitation)?.person
  // Also when it was revoked before: whoever came in is out, even if the first try was cut off between the two.
  if (person) await room.people.dismissGuest(realmOf(reply.value), person, reason ?? 'The invitation was taken back.')
  return done({ items: [...(reply.value.invitations ?? [])] })
}

interface Holding {
  held: Held<Exercise>
  invitation: Invitation
  scenario: Scenario
}

/** What the link lets in to, as things stand; the same answer to everything that this node did not write. */
async function holding(room: ExerciseRoom, link: string): Promise<{ known: boolean; reply: Reply<Holding> }> {
  const stranger = (refused: Refused) => ({ known: false, reply: refused })
  const pass = readLink(link, await keyOf(room))
  if (!pass) return stranger(refuse('link-not-valid'))
  const held = await exerciseNamed(room.journal, planningView(room), pass.exercise)
  const invitation = held && of(held.state, pass.invitation)
  const scenario = held && (await scriptOf(room.journal.sql, held.state.scenario.digest))
  if (!held || !invitation || !scenario) return stranger(refuse('link-not-valid'))
  const told = (reply: Reply<Holding>) => ({ known: true, reply })
  if (held.state.state === 'ended') return told(ended(held.state))
  if (invitation.state === 'taken') return told(refuse('link-used', 'Somebody came in by it already.'))
  if (invitation.state === 'revoked') return told(refuse('link-used', 'It was taken back.'))
  if (pass.expires <= room.clocks.now().getTime())
    return told(refuse('link-used', `It could be used until ${invitation.expires}.`))
  if (!(await isKept(room.journal.sql, pass.invitation, hashOf(pass.secret)))) return stranger(refuse('link-not-valid'))
  return told(done({ held, invitation, scenario }))
}

export async function lookAtInvitation(
  room: ExerciseRoom,
  { link }: InputOf<typeof api.lookAtInvitation>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.lookAtInvitation>>> {
  const reply = await room.people.tryLink(call, () => holding(room, link))
  if (!reply.ok) return reply
  const { held, invitation, scenario } = reply.value
  const seat = seatOf(scenario, invitation.seat)?.name ?? invitation.seat
  const { name, expires } = invitation
  return done({ exercise: held.state.slug, name: held.state.name, invited: name, seat, expires })
}

export async function takeUpInvitation(
  room: ExerciseRoom,
  { link, name }: InputOf<typeof api.takeUpInvitation>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.takeUpInvitation>>> {
  const looked = await room.people.tryLink(call, () => holding(room, link))
  if (!looked.ok) return looked
  const { held, invitation, scenario } = looked.value
  const realm = realmOf(held.state)
  const sits = seatOf(scenario, invitation.seat)
  if (!sits) return refuse('link-not-valid', 'The seat is not there any more.')
  const person = idOf(realm, 'guest', invitation.id)
  const taken = await room.journal.commit({ view: planningView(room), verb: 'exercise.takeUpInvitation' }, (unit) =>
    take(unit, held.id, invitation.id, person, instant(room.clocks.now())),
  )
  if (!taken.ok) return taken
  const roles = sits.roles.filter((role) => !neverTheirs.includes(role))
  const organisation = held.state.organisations[sits.participant] ?? room.journal.home
  const guest = { id: person, realm, name, organisation, roles: roles.length > 0 ? roles : (['reader'] as Role[]) }
  const admitted = await room.people.admitGuest(guest, call)
  return admitted.ok ? done({ realm, person }) : admitted
}

/** In the unit, as things stand at that moment: of two who hold the same link, one comes in. */
async function take(unit: Unit, exercise: Id, invitation: Id, person: Id, since: string): Promise<Reply<null>> {
  const now = await unit.read(exerciseRecord, exercise)
  if (!now || now.state.state === 'ended') return refuse('exercise-over', 'The exercise has ended.')
  if (of(now.state, invitation)?.state !== 'open') return refuse('link-used', 'Somebody came in by it already.')
  await unit.append(exerciseRecord, 'exercise.invitationTaken', exercise, { invitation, person, since: instant(since) })
  unit.also((trx) => dropInvitation(trx, invitation))
  return done(null)
}
