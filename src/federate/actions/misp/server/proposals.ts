// Proposals and reports that MISP peers send and ask for: kept as records of whoever says them. They change no event.
import type { MispFault } from '../../../model/misp/event.ts'
import { responseRecord } from '../../../rules/copies/response-record.ts'
import { reportsAt } from '../../../rules/misp/read-parts.ts'
import { remarkOfProposal, takingAt } from '../../../rules/misp/said.ts'
import { spellReport } from '../../../rules/misp/spelling.ts'
import { isJson, mispBudget, uuidOf, wholeOf } from '../../../rules/misp/taking.ts'
import { eventsWith, remarksOn } from '../../../store/misp/events.ts'
import { proposalsSince } from '../../../store/misp/remarks.ts'
import { mispIdFrom, secondsNow } from '../desk.ts'
import { keepRemarks, type NewRemark, organisationNamed, responseSubject } from '../keep-remarks.ts'
import {
  answer,
  eventFor,
  type MispAnswer,
  type MispCall,
  mayNot,
  mayWrite,
  notFound,
  refusal,
  speakerOf,
} from './call.ts'

/** Proposals, one or many: what somebody would change who may not. */
export async function addProposals(call: MispCall): Promise<MispAnswer> {
  if (!mayWrite(call.reader)) return mayNot(call)
  const { room } = call
  const word = call.path.words[1]?.toLowerCase()
  const part = word === 'edit' || word === 'delete' ? uuidOf(call.about) : null
  const event = part
    ? (await eventsWith(room.journal, call.view, { part, limit: 1 }))[0]
    : await eventFor(call, call.about)
  if (!event) return notFound(call)
  const list = Array.isArray(call.body) ? call.body : [call.body]
  if (list.length > mispBudget.proposals) return refusal(400, `At most ${mispBudget.proposals} at a time.`, call.url)
  const speaker = speakerOf(call)
  const desk = {
    ...{ event: event.state.event, types: room.types, now: secondsNow(room), idOf: mispIdFrom, part },
    ...{ by: await organisationNamed(room, speaker.organisation), deletes: word === 'delete' },
  }
  const faults: MispFault[] = []
  const remarks: NewRemark[] = []
  for (const [n, one] of list.entries()) {
    const inner = isJson(one) && isJson(one.ShadowAttribute) ? one.ShadowAttribute : one
    const read = remarkOfProposal(isJson(inner) ? inner : {}, `/${n}`, desk)
    if ('faults' in read) faults.push(...read.faults)
    else remarks.push(read)
  }
  if (remarks.length === 0 && faults[0]) return refusal(400, `${faults[0].at}: ${faults[0].why}`, call.url)
  const kept = await keepRemarks(room, speaker, event, remarks)
  if (!kept.ok) return refusal(403, kept.detail ?? kept.refusal, call.url)
  const message = `${kept.value.new} Proposal(s) added.`
  return answer(200, { success: true, counter: kept.value.new, message, ShadowAttribute: remarks[0]?.said ?? {} })
}

/** A peer reads on page by page until one is not full. What was settled here says that it is over: `deleted`. */
export async function listProposals(call: MispCall): Promise<MispAnswer> {
  const { asked, room, view } = call
  const limit = wholeOf(asked.limit ?? 1_000, 1, 10_000) ?? 1_000
  const page = wholeOf(asked.page ?? 1, 1, 100_000) ?? 1
  const since = wholeOf(asked.timestamp ?? 0, 0, 99_999_999_999) ?? 0
  const held = await proposalsSince(room.journal, view, { since, limit, offset: (page - 1) * limit })
  const responses = await room.journal.reads.some(
    responseRecord,
    view,
    held.map(({ id }) => responseSubject(id)),
  )
  const settled = new Map(responses.flatMap(({ state }) => (state.settled ? [[state.misp, state.settled.at]] : [])))
  const shown = held.map(({ id, state }) => {
    const over = settled.get(id)
    // Only what is newer than what it has counts with a peer.
    const end = over === undefined ? {} : { deleted: true, timestamp: String(Math.floor(Date.parse(over) / 1_000)) }
    return { ...state.said, event_uuid: state.event, ...end }
  })
  return answer(
    200,
    shown.map((ShadowAttribute) => ({ ShadowAttribute })),
    { 'x-result-count': String(shown.length) },
  )
}

export async function addReport(call: MispCall): Promise<MispAnswer> {
  if (!mayWrite(call.reader)) return mayNot(call)
  const event = await eventFor(call, call.about)
  if (!event) return notFound(call)
  const inner = isJson(call.body) && isJson(call.body.EventReport) ? call.body.EventReport : call.body
  const now = secondsNow(call.room)
  const seed = isJson(inner) ? JSON.stringify(inner).slice(0, 100_000) : ''
  const given = isJson(inner)
    ? { timestamp: now, ...inner, uuid: uuidOf(inner.uuid) ?? mispIdFrom(`report\n${now}\n${seed}`) }
    : inner
  const reading = { taking: takingAt(now), types: call.room.types }
  const [read] = reportsAt(reading, [given], '')
  if (!read) return refusal(400, reading.taking.faults[0]?.why ?? 'That is no report.', call.url)
  const said = spellReport(read)
  const remark = { kind: 'report' as const, uuid: read.uuid, attribute: null, said, at: read.timestamp || now }
  const text = read.name || read.content.slice(0, 200)
  const kept = await keepRemarks(call.room, speakerOf(call), event, [{ ...remark, text }])
  if (!kept.ok) return refusal(403, kept.detail ?? kept.refusal, call.url)
  return answer(200, { EventReport: { ...said, event_uuid: event.state.uuid } })
}

export async function listReports(call: MispCall): Promise<MispAnswer> {
  const event = await eventFor(call, call.about || call.asked.event_uuid || call.asked.event_id)
  if (!event) return answer(200, [])
  const remarks = await remarksOn(call.room.journal, call.view, [event.state.uuid])
  const said = remarks.filter(({ state }) => state.kind === 'report').map(({ state }) => state.said)
  const all = [...event.state.event.EventReport.filter((one) => !one.deleted).map(spellReport), ...said]
  return answer(
    200,
    all.map((EventReport) => ({ EventReport: { ...EventReport, event_uuid: event.state.uuid } })),
  )
}
