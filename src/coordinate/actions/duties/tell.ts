// Checking whether a notice may go to a recipient, telling them, and what they answered.
import { Compile } from 'typebox/compile'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Marking } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import { Email } from '#people/model.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Delivery, Message } from '#platform/outbox/index.ts'
import type * as api from '../../api/duties.ts'
import type { Notice, NoticeRecipient, ToldText } from '../../model/notice.ts'
import { messageOf } from '../../rules/duties/message.ts'
import { whyNotTell } from '../../rules/duties/notice-lifecycle.ts'
import { noticeRecord } from '../../rules/duties/notice-record.ts'
import { checkRelease as checkText, whyNotChannel } from '../../rules/duties/release.ts'
import { addressesOf, partyOf, recipientOf } from './parties.ts'
import { changedNotice, type DutiesRoom, kindOf, momentNotAhead, noticeFor, ownView } from './room.ts'

export const noticeOrigin = 'coordinate.notice'
const sentBySystem = new Set(['email', 'webhook'])

export function checkRelease(
  room: DutiesRoom,
  { id, version, recipient, organisation, person }: InputOf<typeof api.checkRelease>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.checkRelease>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await noticeFor(unit, id, version, 'check')
    const one = recipientIn(unit, held.state, recipient)
    const before = one.party
    const stands = {
      name: before.name,
      ...(before.actor === null ? {} : { actor: before.actor }),
      ...asked('organisation', organisation, before.organisation),
      ...asked('person', person, organisation === undefined ? before.person : null),
    }
    const party = await partyOf(room, unit, stands, '')
    const answer = checkText(held.state, held.marking, held.realm, await recipientOf(room, unit.view, party))
    const body = { recipient, party, ...answer }
    const options = { expectedVersion: version }
    const appended = await unit.append(noticeRecord, 'coordinate.noticeReleaseChecked', id, body, options)
    const check = recipientIn(unit, appended.held.state, recipient).check
    if (!check) throw new Error('A check that was written down is gone.')
    return done({ ...changedNotice(appended), check })
  })
}

/** What was named now, else what was there; null takes it away. */
function asked(field: 'organisation' | 'person', now: string | null | undefined, before: string | null) {
  const value = now === undefined ? before : now
  return value === null ? {} : { [field]: value }
}

function recipientIn(unit: Unit, { recipients }: Notice, key: string): NoticeRecipient {
  return (
    recipients.find((one) => one.key === key) ?? unit.refuse('unknown', `It has no recipient ${key}.`, '/recipient')
  )
}

type Input = InputOf<typeof api.tellRecipient>

/** The check is made again in the same unit of work: markings and the register may have changed since somebody looked. */
export function tellRecipient(
  room: DutiesRoom,
  input: Input,
  call: Call,
): Promise<Reply<OutputOf<typeof api.tellRecipient>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { id, version, recipient, channel, to } = input
    const held = await noticeFor(unit, id, version, 'tell')
    const one = recipientIn(unit, held.state, recipient)
    const no = whyNotTell(held.state, one)
    if (no) unit.refuse(no.refusal, no.why)
    const text = await textFor(room, unit, held, one, input.text)
    const pap = whyNotChannel(markingOf(held, text), channel, room.framework.notices.papChannels)
    if (pap) unit.refuse('not-releasable', pap, '/channel')
    const message = await messageFor(room, unit, held, one, text, input)
    const body = {
      recipient,
      at: momentOf(unit, input),
      ...{ channel, to, text, receipt: input.receipt ?? null },
      state: message ? ('waiting' as const) : ('sent' as const),
    }
    const options = { expectedVersion: version, observedAt: body.at }
    const told = await unit.append(noticeRecord, 'coordinate.noticeTold', id, body, options)
    const { attempt } = recipientIn(unit, told.held.state, recipient).told ?? { attempt: 0 }
    if (message) room.outbox.put(unit, noticeOrigin, `${id}/${recipient}/${attempt}`, message)
    return done({ ...changedNotice(told), text })
  })
}

function markingOf({ marking, state }: Held<Notice>, text: ToldText): Marking {
  return text === 'tear-line' && state.tearLine ? state.tearLine.marking : marking
}

async function textFor(
  room: DutiesRoom,
  unit: Unit,
  held: Held<Notice>,
  { party }: NoticeRecipient,
  wanted: ToldText | undefined,
): Promise<ToldText> {
  const recipient = await recipientOf(room, unit.view, party)
  const now = checkText(held.state, held.marking, held.realm, recipient)
  if (now.text === 'none' || (wanted === 'full' && now.text === 'tear-line'))
    return unit.refuse('not-releasable', now.reasons.join(' '), '/text')
  if (wanted !== 'tear-line' || now.text === 'tear-line') return now.text
  const { tearLine } = held.state
  if (!tearLine) return unit.refuse('not-releasable', 'There is no tear-line.', '/text')
  // Whoever may have all of it need not be among those for whom the tear-line was made.
  const part = checkText({ tearLine: null, revision: 1 }, tearLine.marking, held.realm, recipient)
  return part.may ? 'tear-line' : unit.refuse('not-releasable', part.reasons.join(' '), '/text')
}

function momentOf(unit: Unit, { channel, at, receipt }: Input): string {
  if (!sentBySystem.has(channel)) return at === undefined ? unit.now : momentNotAhead(unit, at, '/at')
  if (at !== undefined) unit.refuse('impossible-times', 'Only what a person did has a time of its own.', '/at')
  if (receipt !== undefined)
    unit.refuse('impossible-times', 'Nobody can have answered yet: record the receipt when it came.', '/receipt')
  return unit.now
}

const isMail = Compile(Email)

/** What the outbox is given; null for what a person does. */
async function messageFor(
  room: DutiesRoom,
  unit: Unit,
  held: Held<Notice>,
  { party }: NoticeRecipient,
  which: ToldText,
  { channel, to }: Input,
): Promise<Message | null> {
  if (channel !== 'email' && channel !== 'webhook') return null
  if (channel === 'email') await mustReach(room, unit, party, to)
  else mustBeEncrypted(room, unit, to)
  const home = await room.journal.reads.one(organisationRecord, { ...ownView(room, 'live') }, room.journal.home)
  const { levels } = room.framework.notices
  const { subject, text, call } = messageOf({
    id: held.id,
    notice: held.state,
    kindTitle: kindOf(room, held.state.kind)?.title ?? held.state.kind,
    marking: held.marking,
    which,
    realm: held.realm,
    from: home?.state.name ?? 'this node',
    levelName: (level) => levels.find((one) => one.id === level)?.name ?? level,
  })
  return channel === 'email' ? { channel: 'mail', to, subject, text } : { channel: 'post', to, body: call }
}

/** Whoever the register knows is reached where it says: a slip of the finger must not send it to somebody else. */
async function mustReach(room: DutiesRoom, unit: Unit, party: NoticeRecipient['party'], to: string): Promise<void> {
  if (!isMail.Check(to)) unit.refuse('bad-address', `${to} is no mail address.`, '/to')
  if (!room.outbox.canMail) unit.refuse('no-mail-server', 'No mail server is configured.')
  if (party.organisation === null && party.person === null) return
  const known = await addressesOf(room, unit.view, party)
  if (known.some((one) => one.toLowerCase() === to.toLowerCase())) return
  const are = known.length > 0 ? `The register has ${known.join(', ')}.` : 'The register has none.'
  unit.refuse('bad-address', `${to} is no address of ${party.name}. ${are}`, '/to')
}

function mustBeEncrypted(room: DutiesRoom, unit: Unit, to: string): void {
  const url = URL.canParse(to) ? new URL(to) : unit.refuse('bad-address', `${to} is no address.`, '/to')
  if (url.username !== '' || url.password !== '')
    unit.refuse('bad-address', 'An address with a password in it would stand in the record.', '/to')
  const here = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(here && url.protocol === 'http:'))
    unit.refuse('bad-address', `${to} is not encrypted: a notice goes to an https address.`, '/to')
  const reachable = room.outbox.check(to)
  if (!reachable.ok) unit.refuse('bad-address', reachable.detail ?? `${to} cannot be called.`, '/to')
}

/** What the outbox tells, at least once each: it left, it failed, or an exercise held it. */
export async function noteDelivery(room: DutiesRoom, delivery: Delivery): Promise<void> {
  const [id = '', recipient = '', number = ''] = delivery.key.split('/')
  const attempt = Number(number)
  const writer = { view: ownView(room, delivery.realm), verb: 'coordinate.tellRecipient' }
  const reply = await room.journal.commit(writer, async (unit) => {
    const held = await unit.read(noticeRecord, id)
    const told = held?.state.recipients.find(({ key }) => key === recipient)?.told
    if (told?.attempt !== attempt || told.state !== 'waiting') return done(null)
    const { state, at } = delivery
    const error = state === 'failed' ? (delivery.answer?.slice(0, 1_000) ?? null) : null
    await unit.append(noticeRecord, 'coordinate.noticeDelivered', id, { recipient, attempt, state, at, error })
    return done(null)
  })
  if (!reply.ok) throw new Error(`The end of a notice to ${recipient} of ${id} could not be noted: ${reply.refusal}`)
}

export function recordNoticeReceipt(
  room: DutiesRoom,
  { id, version, recipient, text, at }: InputOf<typeof api.recordNoticeReceipt>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.changeNotice>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await noticeFor(unit, id, version, 'receive')
    const { told, party } = recipientIn(unit, state, recipient)
    if (!told || told.state === 'failed')
      return unit.refuse('wrong-state', `${party.name} was not told yet.`, '/recipient')
    const when = at === undefined ? unit.now : momentNotAhead(unit, at, '/at')
    if (when < told.at) unit.refuse('impossible-times', `They were told at ${told.at}, after that.`, '/at')
    const options = { expectedVersion: version, observedAt: when }
    const body = { recipient, text, at: when }
    return done(changedNotice(await unit.append(noticeRecord, 'coordinate.noticeReceipted', id, body, options)))
  })
}

export function skipRecipient(
  room: DutiesRoom,
  { id, version, recipient, reason }: InputOf<typeof api.skipRecipient>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.changeNotice>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await noticeFor(unit, id, version, 'skip')
    const { told, party } = recipientIn(unit, state, recipient)
    if (told && told.state !== 'failed') return unit.refuse('wrong-state', `${party.name} was told already.`)
    const options = { expectedVersion: version }
    const body = { recipient, reason }
    return done(changedNotice(await unit.append(noticeRecord, 'coordinate.noticeNotTold', id, body, options)))
  })
}
