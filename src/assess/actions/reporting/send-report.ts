// Sending an approved report: handed in by a person, or delivered by the outbox; its duty is fulfilled when it left.
import { Compile } from 'typebox/compile'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { actorOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import { Email } from '#people/model.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Delivery, Message } from '#platform/outbox/index.ts'
import type * as api from '../../api/duty-reports.ts'
import { fileOf, fingerprintOf, jsonOf, mediaTypes } from '../../export/index.ts'
import type { Channel, DutyReportDoc, Sending } from '../../model/duty-report.ts'
import { afterEvent } from '../../rules/assessing/duty-lifecycle.ts'
import { dutyRecord } from '../../rules/duty-record.ts'
import { dutyReport } from '../../rules/duty-report-record.ts'
import { submitDuty } from '../assessing/change-duty.ts'
import { momentNotAhead } from '../assessing/open-assessment.ts'
import { systemView } from '../assessing/room.ts'
import { exportedOf, nameOfFile } from './export-report.ts'
import { moved, type ReportingRoom, reportFor } from './room.ts'

type Input = InputOf<typeof api.sendDutyReport>
export const sendingOrigin = 'assess.dutyReport'
const dutyChannels = { download: 'portal', email: 'email', api: 'api' } as const

export async function sendDutyReport(
  room: ReportingRoom,
  input: Input,
  call: Call,
): Promise<Reply<OutputOf<typeof api.sendDutyReport>>> {
  const message = await messageFor(room, input, call)
  if (!message.ok) return message
  return room.journal.commit(call.writer, async (unit) => {
    const held = await reportFor(unit, input.id, input.version, 'send')
    const sending = sendingOf(unit, held, input)
    const options = { expectedVersion: input.version, observedAt: sending.at }
    const sent = await unit.append(dutyReport, 'assess.dutyReportSent', held.id, { sending }, options)
    if (message.value) room.outbox.put(unit, sendingOrigin, `${held.id}/${sending.id}`, message.value)
    const left = sending.state === 'sent' ? sending.at : null
    const submissionRecorded =
      left !== null && (await submitted(room, unit, sent.held, sending, left, input.lateBecause ?? null, sent.entry))
    return done({ ...moved(sent.held, sent.entry), sending, submissionRecorded })
  })
}

function sendingOf(unit: Unit, { state }: Held<DutyReportDoc>, { channel, to, at, receipt }: Input): Sending {
  if (at !== undefined && channel !== 'download')
    unit.refuse('impossible-times', 'Only what a person handed in has a time of its own.', '/at')
  const when = at === undefined ? unit.now : momentNotAhead(unit, at, '/at')
  const handedIn = channel === 'download'
  const by = actorOf(unit.view.reader)
  return {
    ...{ id: unit.newId(), at: when, by, channel, to, revision: state.revision, sha256: fingerprintOf(state) },
    ...{ state: handedIn ? 'sent' : 'waiting', error: null, sentAt: handedIn ? when : null },
    receipt: receipt === undefined ? null : { at: when, text: receipt, by, recordedAt: unit.now },
  }
}

/** What the outbox is given: null for what a person hands in. Made before the unit of work, since drawing pages takes a while. */
async function messageFor(room: ReportingRoom, input: Input, call: Call): Promise<Reply<Message | null>> {
  const { channel, to, id } = input
  if (channel === 'download') return done(null)
  const strange = whyNotTo(channel, to)
  if (strange) return refuse('bad-address', strange, '/to')
  if (channel === 'email' && !room.outbox.canMail) return refuse('no-mail-server', 'No mail server is configured.')
  const held = await room.journal.reads.one(dutyReport, call.view, id)
  if (!held) return refuse('unknown', `No report by law with the id ${id} that you may read.`)
  const exported = await exportedOf(room, call.view, held, false)
  if (channel === 'api') return done({ channel: 'post', to, body: jsonOf(exported) })
  const pdf = await fileOf('pdf', exported)
  if (!pdf.ok) return pdf
  const json = await fileOf('json', exported)
  if (!json.ok) return json
  const attachments = [
    { name: nameOfFile(held.state, 'pdf'), mediaType: mediaTypes.pdf, content: base64(pdf.value) },
    { name: nameOfFile(held.state, 'json'), mediaType: mediaTypes.json, content: base64(json.value) },
  ]
  const { marking, reference, exercise } = exported.paper
  const edge = `${exercise ? 'EXERCISE ' : ''}[${marking}]`
  const { reportName, regimeTitle, article } = exported.form
  const text = [
    edge,
    `${reportName} under ${regimeTitle}, ${article}.`,
    `From ${held.state.entityName}, reference ${reference}. ${exported.paper.standing}.`,
    'The report is attached as PDF, and as JSON for machines. Please confirm that it arrived.',
    edge,
  ].join('\n\n')
  return done({ channel: 'mail', to, subject: `${edge} ${reportName}, ${reference}`, text, attachments })
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const isMail = Compile(Email)

function whyNotTo(channel: Channel, to: string): string | null {
  if (channel === 'email') return isMail.Check(to) ? null : `${to} is no mail address.`
  const url = URL.canParse(to) ? new URL(to) : null
  if (url === null) return `${to} is no address.`
  if (url.username !== '' || url.password !== '') return 'An address with a password in it would stand in the record.'
  const here = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  return url.protocol === 'https:' || (here && url.protocol === 'http:')
    ? null
    : `${to} is not encrypted: a report goes to an https address.`
}

/** Records the submission where a duty is behind the report that can still be handed in. */
async function submitted(
  room: ReportingRoom,
  unit: Unit,
  held: Held<DutyReportDoc>,
  sending: Sending,
  at: Instant,
  lateBecause: string | null,
  cause: Id,
): Promise<boolean> {
  const duty = held.state.duty === null ? undefined : await unit.read(dutyRecord, held.state.duty)
  if (!duty || !afterEvent(duty.state.status, 'submit', 'running').ok) return false
  const channel = dutyChannels[sending.channel]
  const { to } = sending
  const handed = { at, channel, to, receipt: sending.receipt?.text ?? null, dutyReport: held.id, lateBecause }
  await submitDuty(room, unit, duty, handed, [cause])
  return true
}

/**
 * What the outbox tells, at least once each. A message that left, or was held in an exercise, fulfils the duty at that
 * moment. Where the assessment would contradict itself by it, the sending stands and says so.
 */
export async function noteSending(room: ReportingRoom, delivery: Delivery): Promise<void> {
  const [id = '', sendingId = ''] = delivery.key.split('/')
  const view = systemView(room, delivery.realm, 'assess.sendDutyReport')
  const writer = { view, verb: 'assess.sendDutyReport' }
  const left = delivery.state !== 'failed'
  const outcome = { sending: sendingId, state: left ? 'sent' : 'failed', sentAt: left ? delivery.at : null } as const
  const note = async (unit: Unit, error: string | null) => {
    const held = await unit.read(dutyReport, id)
    const sending = held?.state.sendings.find((one) => one.id === sendingId)
    if (!held || sending?.state !== 'waiting') return null
    const cut = error?.slice(0, 1_000) ?? null
    const noted = await unit.append(dutyReport, 'assess.dutyReportDelivered', id, { ...outcome, error: cut })
    return { ...noted, sending }
  }
  const reply = await room.journal.commit(writer, async (unit) => {
    const noted = await note(unit, delivery.state === 'sent' ? null : delivery.answer)
    if (noted && left) await submitted(room, unit, noted.held, noted.sending, delivery.at, null, noted.entry)
    return done(null)
  })
  if (reply.ok) return
  const why = `It left, but its submission could not be recorded: ${reply.detail ?? reply.refusal}`
  const again = await room.journal.commit(writer, async (unit) => done(void (await note(unit, why))))
  if (!again.ok) throw new Error(`The end of the sending ${sendingId} could not be noted: ${again.refusal}`)
}

export function recordReceipt(
  room: ReportingRoom,
  { id, version, sending, text, at }: InputOf<typeof api.recordReceipt>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.recordReceipt>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await reportFor(unit, id, version, 'receive')
    const known = state.sendings.find((one) => one.id === sending)
    if (!known) return unit.refuse('unknown', `It has no sending ${sending}.`, '/sending')
    const when = at === undefined ? unit.now : momentNotAhead(unit, at, '/at')
    if (Date.parse(when) < Date.parse(known.at))
      unit.refuse('impossible-times', `It was sent at ${known.at}, after that.`, '/at')
    const body = { sending, at: when, text }
    const options = { expectedVersion: version, observedAt: when }
    const { entry, held } = await unit.append(dutyReport, 'assess.dutyReportReceipted', id, body, options)
    return done(moved(held, entry))
  })
}
