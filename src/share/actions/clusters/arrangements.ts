// NIS2 Article 29(4): telling the authority that an organisation joined or left a sharing arrangement, with the receipt.
import { Compile } from 'typebox/compile'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import { Email } from '#people/model.ts'
import type { Call } from '#platform/http/types.ts'
import type { Appended, Held, Unit } from '#platform/journal/index.ts'
import type { Delivery } from '#platform/outbox/index.ts'
import type * as api from '../../api/clusters.ts'
import type { ArrangementNotice, Membership } from '../../model/cluster.ts'
import { arrangementText } from '../../rules/clusters/arrangement-text.ts'
import { membershipRecord } from '../../rules/clusters/membership-record.ts'
import { noticePage } from '../../store/clusters/clusters.ts'
import type { ShareRoom } from '../room.ts'
import { changed, namedPerson, seen } from '../taxonomy/desk.ts'
import { nodeView } from './catch-up.ts'

export const arrangementOrigin = 'share.arrangement'
const isMail = Compile(Email)

export async function listArrangementNotices(
  { journal }: ShareRoom,
  { open = true, ...page }: InputOf<typeof api.listArrangementNotices>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listArrangementNotices>>> {
  const { items, next } = await noticePage(journal, view, { open, ...page })
  const rows = items.flatMap(({ id, version, state }) =>
    state.notices
      .filter((notice) => !open || notice.status === 'open')
      .map((notice) => ({
        ...{ membership: id, version, cluster: state.cluster, clusterName: state.clusterName },
        ...{ organisation: state.organisation, name: state.name, notice },
        text: arrangementText(state, notice.what, notice.since),
      })),
  )
  return done({ items: rows, next })
}

interface Found {
  held: Held<Membership>
  notice: ArrangementNotice
}

async function noticeFor(unit: Unit, id: Id, version: number, key: string): Promise<Found> {
  const held = await unit.read(membershipRecord, id)
  if (!held) return unit.refuse('unknown', `No membership with the id ${id} that you may read.`)
  seen(unit, held, version)
  const notice = held.state.notices.find((one) => one.key === key)
  if (!notice) return unit.refuse('unknown', `It has no notice ${key}.`, '/key')
  return { held, notice }
}

function mustBeOpen(unit: Unit, { status, told }: ArrangementNotice): void {
  if (status === 'told') unit.refuse('wrong-state', 'The authority was told already.')
  if (status === 'not-owed') unit.refuse('wrong-state', 'Somebody said that it is not owed.')
  if (told?.state === 'waiting')
    unit.refuse('wrong-state', 'A mail about it is on its way. Wait until it left, or failed.')
}

/** A moment that has been; a minute is left for clocks that differ. */
function momentPast(unit: Unit, given: Instant): Instant {
  if (Number.isNaN(Date.parse(given))) unit.refuse('impossible-times', `${given} is no moment.`, '/at')
  const at = instant(given)
  if (Date.parse(at) > Date.parse(unit.now) + 60_000)
    unit.refuse('impossible-times', `${at} lies in the future.`, '/at')
  return at
}

type Answer = OutputOf<typeof api.tellOfArrangement>

function answered(appended: Appended<Membership>, key: string): Answer {
  const notice = appended.held.state.notices.find((one) => one.key === key)
  if (!notice) throw new Error(`The notice ${key} is gone`)
  return { ...changed(appended), notice }
}

export function tellOfArrangement(
  room: ShareRoom,
  { id, version, key, how, to, text, at }: InputOf<typeof api.tellOfArrangement>,
  call: Call,
): Promise<Reply<Answer>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { held, notice } = await noticeFor(unit, id, version, key)
    mustBeOpen(unit, notice)
    namedPerson(unit, 'tell the authority')
    const mail = how === 'mail'
    if (mail && !isMail.Check(to)) unit.refuse('bad-address', `${to} is no mail address.`, '/to')
    if (mail && !room.outbox.canMail) unit.refuse('no-mail-server', 'No mail server is configured.')
    if (mail && at !== undefined)
      unit.refuse('impossible-times', 'Only what was handed over has a time of its own.', '/at')
    const when = at === undefined ? unit.now : momentPast(unit, at)
    const state = mail ? ('waiting' as const) : ('sent' as const)
    const body = { key, told: { at: when, how, to, text, state, error: null } }
    const options = { expectedVersion: version, observedAt: when }
    const told = await unit.append(membershipRecord, 'share.arrangementTold', id, body, options)
    if (mail) {
      const edge = `${isExercise(held.realm) ? 'EXERCISE ' : ''}[TLP:${held.marking.tlp}]`
      const subject = `${edge} Notification under Article 29(4) of Directive (EU) 2022/2555`
      const message = { channel: 'mail' as const, to, subject, text: [edge, text, edge].join('\n\n') }
      room.outbox.put(unit, arrangementOrigin, `${id}/${key}/${told.held.version}`, message)
    }
    return done(answered(told, key))
  })
}

/** What the outbox tells, at least once: the mail left, was held in an exercise, or could not be sent. */
export async function noteArrangement(room: ShareRoom, delivery: Delivery): Promise<void> {
  const [id = '', key = ''] = delivery.key.split('/')
  const writer = { view: nodeView(room, delivery.realm), verb: 'share.tellOfArrangement' }
  const reply = await room.journal.commit(writer, async (unit) => {
    const held = await unit.read(membershipRecord, id)
    const notice = held?.state.notices.find((one) => one.key === key)
    if (notice?.told?.state !== 'waiting') return done(null)
    const error = delivery.state === 'sent' ? null : (delivery.answer?.slice(0, 1_000) ?? null)
    await unit.append(membershipRecord, 'share.arrangementDelivered', id, { key, state: delivery.state, error })
    return done(null)
  })
  if (!reply.ok) throw new Error(`The end of a delivery to ${id} could not be noted: ${reply.refusal}`)
}

export function receiptOfArrangement(
  room: ShareRoom,
  { id, version, key, text, at }: InputOf<typeof api.receiptOfArrangement>,
  call: Call,
): Promise<Reply<Answer>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { notice } = await noticeFor(unit, id, version, key)
    if (notice.status !== 'told' || !notice.told) return unit.refuse('wrong-state', 'The authority was not told yet.')
    const when = at === undefined ? unit.now : momentPast(unit, at)
    if (when < notice.told.at) unit.refuse('impossible-times', `It was told at ${notice.told.at}, after that.`, '/at')
    const options = { expectedVersion: version, observedAt: when }
    const body = { key, at: when, text }
    return done(answered(await unit.append(membershipRecord, 'share.arrangementReceipted', id, body, options), key))
  })
}

export function dropArrangementNotice(
  room: ShareRoom,
  { id, version, key, reason }: InputOf<typeof api.dropArrangementNotice>,
  call: Call,
): Promise<Reply<Answer>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { notice } = await noticeFor(unit, id, version, key)
    mustBeOpen(unit, notice)
    namedPerson(unit, 'say that it is not owed')
    const options = { expectedVersion: version }
    const dropped = await unit.append(membershipRecord, 'share.arrangementNotOwed', id, { key, reason }, options)
    return done(answered(dropped, key))
  })
}
