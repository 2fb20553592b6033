// Notices about victims: drafted from what was obtained, approved by a second person, sent by people, and receipted.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { systemReader } from '#kernel/reader.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import { type Binding, bind, type Call } from '#platform/http/types.ts'
import { type Held, ownerLike, type Unit } from '#platform/journal/index.ts'
import * as api from '../../api/victims/victims.ts'
import { operationRecord } from '../../events/operations.ts'
import { victimNoticeRecord } from '../../events/victims.ts'
import type { VictimNotice } from '../../model/victims/notice.ts'
import { notAgain, whyNot } from '../../rules/life.ts'
import { draftNotice, type NoticeEvent, noticeLife, routeTo } from '../../rules/victims/draft.ts'
import { noticesOf } from '../../store/victims/notices.ts'
import { causesOf, changed, choiceOf, momentFor, obey, shown, take } from '../desk.ts'
import { asItStands, type Changed } from '../operations/area.ts'
import type { DisruptRoom } from '../room.ts'

export const victimBindings = (room: DisruptRoom): Binding[] => [
  bind(api.draftVictimNotice, (input, call) => draftVictimNotice(room, input, call)),
  bind(api.listVictimNotices, (input, call) => listVictimNotices(room, input, call)),
  bind(api.approveVictimNotice, (input, call) => approveVictimNotice(room, input, call)),
  bind(api.noteVictimNoticeSent, (input, call) => noteVictimNoticeSent(room, input, call)),
  bind(api.noteVictimNoticeReceived, (input, call) => noteVictimNoticeReceived(room, input, call)),
  bind(api.withdrawVictimNotice, (input, call) => withdrawVictimNotice(room, input, call)),
]

function draftVictimNotice(room: DisruptRoom, input: InputOf<typeof api.draftVictimNotice>, call: Call): Changed {
  const { operation, obtained: key, to: named, language, contact } = input
  return room.journal.commit(call.writer, async (unit) => {
    const of = await asItStands(unit, operation, 'note')
    const obtained = of.state.obtained.find((one) => one.key === key)
    if (!obtained) return unit.refuse('no-such-part', `Nothing was obtained under ${key}.`, '/obtained')
    const country = input.country ?? obtained.country
    if (country === null) return unit.refuse('nobody-to-tell', 'No country is known: name one.', '/country')
    const to = named ? { name: named, organisation: null } : await csirtOf(room, unit, country)
    const asked = { contact, language, exercise: isExercise(unit.view.realm) }
    const drafted = draftNotice(obtained, country, room.victimTexts, asked)
    if (!drafted) return unit.refuse('no-such-language', `There is no text in ${language ?? country}.`, '/language')
    const owner = ownerLike(of, unit.view.reader, room.journal.home)
    const options = { marking: choiceOf(of.marking), owner, cause: await causesOf(room.journal, unit, [operation]) }
    const body = { operation, obtained: key, country, to, ...drafted }
    return changed(await unit.open(victimNoticeRecord, 'disrupt.victimNoticeDrafted', body, options))
  })
}

/** The CSIRT or authority of a country in the register. */
async function csirtOf({ journal }: DisruptRoom, unit: Unit, country: string) {
  // Organisations stand in the register once, for all realms.
  const view = { reader: systemReader('disrupt.routes', ['live'], journal.home), realm: 'live' as const }
  const register = (await journal.reads.many(organisationRecord, view)).map(({ id, state }) => ({ ...state, id }))
  const found = routeTo(country, register)
  return (
    found ?? unit.refuse('nobody-to-tell', `The register has no CSIRT and no authority of ${country}: name one.`, '/to')
  )
}

async function listVictimNotices(
  { journal }: DisruptRoom,
  { operation }: InputOf<typeof api.listVictimNotices>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listVictimNotices>>> {
  const of = await journal.reads.one(operationRecord, view, operation)
  if (!of) return refuse('unknown', `There is no operation ${operation} that you may read.`)
  return done({ items: (await noticesOf(journal, view, operation)).map(shown) })
}

async function forEvent(
  unit: Unit,
  which: { id: string; version: number },
  event: NoticeEvent,
): Promise<Held<VictimNotice>> {
  const held = await take(unit, victimNoticeRecord, which)
  obey(unit, whyNot(noticeLife, held.state.state, event))
  return held
}

function approveVictimNotice(room: DisruptRoom, which: InputOf<typeof api.approveVictimNotice>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'approve')
    obey(unit, notAgain([state.draftedBy], unit.view.reader.person, 'drafted it'))
    const options = { expectedVersion: which.version }
    return changed(await unit.append(victimNoticeRecord, 'disrupt.victimNoticeApproved', which.id, {}, options))
  })
}

function noteVictimNoticeSent(
  room: DisruptRoom,
  { how, at, ...which }: InputOf<typeof api.noteVictimNoticeSent>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'send')
    const observedAt = momentFor(unit, at)
    if (observedAt < state.draftedAt) unit.refuse('impossible-times', 'It was drafted later than that.', '/at')
    const options = { expectedVersion: which.version, observedAt }
    return changed(await unit.append(victimNoticeRecord, 'disrupt.victimNoticeSent', which.id, { how }, options))
  })
}

function noteVictimNoticeReceived(
  room: DisruptRoom,
  { receipt, at, ...which }: InputOf<typeof api.noteVictimNoticeReceived>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'receive')
    const observedAt = momentFor(unit, at)
    if (state.sentAt !== null && observedAt < state.sentAt)
      unit.refuse('impossible-times', 'It was sent later than that.', '/at')
    const options = { expectedVersion: which.version, observedAt }
    return changed(
      await unit.append(victimNoticeRecord, 'disrupt.victimNoticeReceived', which.id, { receipt }, options),
    )
  })
}

function withdrawVictimNotice(
  room: DisruptRoom,
  { because, ...which }: InputOf<typeof api.withdrawVictimNotice>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    await forEvent(unit, which, 'withdraw')
    const options = { expectedVersion: which.version }
    return changed(
      await unit.append(victimNoticeRecord, 'disrupt.victimNoticeWithdrawn', which.id, { because }, options),
    )
  })
}
