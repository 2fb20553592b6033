// Entries of a crisis and of what belongs to it in words: who did it is shown beside; here is what they did.
import { type Line, narrate as narrateAssess } from '#assess/rules/narrate.ts'
import type { Entry } from '#kernel/entry.ts'
import type { Marking } from '#kernel/marking.ts'
import type { BodyOf, KindOf } from '#kernel/record.ts'
import type { Beat, Crisis, Strand } from '../../model/crisis.ts'
import type { Party } from '../../model/words.ts'
import type { crisisRecord } from './crisis-record.ts'
import { actTellers } from './narrate-acts.ts'

type Tellers<R, S> = { [K in KindOf<R>]: (body: BodyOf<R, K>, before: S | undefined) => Line }

const nothing = '(none)'
const say = (text: string, changes: Line['changes'] = []): Line => ({ text, changes })
const quote = (text: string) => `“${text}”`
const because = (reason: string | null) => (reason ? `: ${reason}` : '')
const list = (values: readonly string[]) => (values.length > 0 ? values.join(', ') : nothing)
const many = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
/** As people write it: to the minute, in UTC. */
export const moment = (at: string | null) => (at === null ? 'no date' : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`)
const named = (party: Party | null) => party?.name ?? 'nobody'

function differ(what: string, from: string, to: string): Line['changes'] {
  return from === to ? [] : [{ what, from, to }]
}

function strandOf(state: Crisis | undefined, key: string): string {
  const found = state?.strands.find((one) => one.key === key)
  return found ? `${found.domain} strand ${quote(found.title)}` : `strand ${key}`
}

function beatOf(state: Crisis | undefined, key: string): string {
  return quote(state?.rhythm.find((one) => one.key === key)?.what ?? key)
}

function lineOf(state: Crisis | undefined, key: string, words = true): string {
  const found = state?.lines.find((one) => one.key === key)
  if (!found) return `line ${key}`
  return `line for ${found.audience} (${found.language})${words ? `: ${quote(found.text)}` : ''}`
}

const partyOf = (state: Crisis | undefined, key: string) =>
  named(state?.participants.find((one) => one.key === key)?.party ?? null)

function strandChanges(before: Strand | undefined, to: Partial<Strand>): Line['changes'] {
  const shown = (value: unknown) => (Array.isArray(value) ? list(value.map(String)) : String(value ?? nothing))
  const fields = ['domain', 'title', 'text', 'status', 'severity', 'startedAt', 'sectors', 'countries'] as const
  return fields.flatMap((field) =>
    to[field] === undefined ? [] : differ(`strand ${field}`, shown(before?.[field]), shown(to[field])),
  )
}

function recurring({ everyMinutes }: Pick<Beat, 'everyMinutes'>): string {
  if (everyMinutes === null) return 'once'
  if (everyMinutes % 1440 === 0) return `every ${many(everyMinutes / 1440, 'day')}`
  return everyMinutes % 60 === 0 ? `every ${many(everyMinutes / 60, 'hour')}` : `every ${everyMinutes} minutes`
}

const moved = { 'stand-down': 'stood the crisis down', close: 'closed the crisis', reopen: 'reopened the crisis' }

const ofCrisis: Tellers<typeof crisisRecord, Crisis> = {
  'coordinate.crisisOpened': (body) => {
    const from = body.incidents.length > 0 ? ` from ${many(body.incidents.length, 'incident')}` : ''
    return say(`opened ${body.reference}${from}: ${body.title}`, differ('title', nothing, body.title))
  },
  'coordinate.crisisDescribed': (body, before) => {
    const changes = (['title', 'summary', 'kind'] as const).flatMap((field) =>
      body[field] === undefined ? [] : differ(field, before?.[field] || nothing, body[field] || nothing),
    )
    return say(`rewrote the ${changes.map((one) => one.what).join(' and the ') || 'description'}`, changes)
  },
  'coordinate.crisisIncidentAdded': ({ reason }) => say(`took an incident into the crisis${because(reason)}`),
  'coordinate.crisisIncidentRemoved': ({ reason }) => say(`took an incident out of the crisis: ${reason}`),
  'coordinate.crisisLinked': ({ claims, questions }) => {
    const linked = [
      claims.length > 0 ? many(claims.length, 'claim') : '',
      questions.length > 0 ? many(questions.length, 'question') : '',
    ]
    return say(`linked ${linked.filter(Boolean).join(' and ')}`)
  },
  'coordinate.crisisUnlinked': ({ record, reason }, before) =>
    say(`took away a ${before?.questions.includes(record) ? 'question' : 'claim'}: ${reason}`),
  'coordinate.crisisMoved': ({ event, from, to, reason }) =>
    say(`${moved[event]}: ${reason}`, differ('status', from, to)),
  'coordinate.crisisStrandAdded': ({ domain, title, status }) =>
    say(`added the ${domain} strand ${quote(title)}, which is ${status}`),
  'coordinate.crisisStrandChanged': ({ key, to }, before) => {
    const was = before?.strands.find((one) => one.key === key)
    return say(`changed the ${strandOf(before, key)}`, strandChanges(was, to))
  },
  'coordinate.crisisStrandEnded': ({ key, at, reason }, before) =>
    say(`noted that the ${strandOf(before, key)} ended at ${moment(at)}: ${reason}`),
  'coordinate.crisisParticipantAdded': ({ party, roles }) => say(`took in ${party.name} as ${roles.join(', ')}`),
  'coordinate.crisisRolesChanged': ({ key, roles }, before) => {
    const was = before?.participants.find((one) => one.key === key)?.roles ?? []
    return say(`gave ${partyOf(before, key)} the role ${roles.join(', ')}`, differ('roles', list(was), list(roles)))
  },
  'coordinate.crisisParticipantLeft': ({ key, reason }, before) =>
    say(`noted that ${partyOf(before, key)} takes part no more: ${reason}`),
  'coordinate.crisisObjectiveSet': ({ text, owner }) =>
    say(`set the objective ${quote(text)}${owner ? ` for ${owner.name}` : ''}`),
  'coordinate.crisisObjectiveEnded': ({ key, status, outcome }, before) => {
    const text = before?.objectives.find((one) => one.key === key)?.text ?? key
    return say(`${status === 'met' ? 'noted as met' : 'dropped'} the objective ${quote(text)}: ${outcome}`)
  },
  'coordinate.crisisBeatAdded': (body) =>
    say(`put ${quote(body.what)} into the rhythm, ${recurring(body)}, first at ${moment(body.firstAt)}`),
  'coordinate.crisisBeatDone': ({ key, turn, note }, before) =>
    say(`did ${beatOf(before, key)} of ${moment(turn)}${because(note || null)}`),
  'coordinate.crisisBeatStopped': ({ key, reason }, before) =>
    say(`took ${beatOf(before, key)} out of the rhythm: ${reason}`),
  // Without its words: a draft is not read out, neither on a wall nor in a report.
  'coordinate.crisisLineWritten': ({ audience, language }) => say(`drafted a line for ${audience} (${language})`),
  'coordinate.crisisLineAgreed': ({ key }, before) => say(`agreed the ${lineOf(before, key)}`),
  'coordinate.crisisLineWithdrawn': ({ key, reason }, before) =>
    say(`withdrew the ${lineOf(before, key, false)}: ${reason}`),
}

// The bodies were checked against the schema of their kind when they were written, so each teller gets its own.
const tellers: Record<string, (body: never, before: never) => Line> = {
  ...ofCrisis,
  ...actTellers,
}

/** An entry as narration needs it. */
export type Told = Pick<Entry, 'kind' | 'body' | 'marking'>

/** `before`: the state that the record had before this entry, as far as the reader may know it. */
export function narrate(entry: Told, before: unknown, markedBefore?: Marking): Line {
  const tell = tellers[entry.kind]
  if (tell && entry.body !== null) return tell(entry.body as never, before as never)
  return narrateAssess(entry as Entry, before, markedBefore)
}
