// Opening a notice and changing what it says, who sees to it and by when.
import { incident as incidentRecord } from '#assess/index.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { lacksJustification, type Marking, type MarkingChoice, markingFrom, tlpRank } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import { type Held, newestEntries, ownerLike, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/duties.ts'
import type { Notice } from '../../model/notice.ts'
import type { KindOfNotice } from '../../model/notice-kind.ts'
import type { Party } from '../../model/words.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { findClassified } from '../../rules/duties/classified.ts'
import { noticeRecord } from '../../rules/duties/notice-record.ts'
import { dueOf } from '../../rules/duties/notice-timing.ts'
import { partyOf } from './parties.ts'
import {
  changedNotice,
  choiceOf,
  type DutiesRoom,
  evidenceOf,
  kindOf,
  momentNotAhead,
  noticeFor,
  ownerMay,
} from './room.ts'

type Input = InputOf<typeof api.openNotice>
type Moved = OutputOf<typeof api.changeNotice>

export function openNotice(room: DutiesRoom, input: Input, call: Call): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const kind = kindOf(room, input.kind)
    if (!kind) return unit.refuse('unknown-kind', `There is no kind ${input.kind}.`, '/kind')
    const actor = input.actor ?? kind.actors[0] ?? ''
    if (!room.framework.actors.has(actor)) unit.refuse('unknown-actor', `There is no actor ${actor}.`, '/actor')
    const { crisis, incident } = await linksOf(unit, input)
    const marked = markedFor(room, unit, input.marking, crisis ?? incident)
    const marking = markingFrom(marked.marking, marked.owner, unit.view.reader.person)
    const owner = input.owner ?? unit.view.reader.person
    await ownerMay(room, unit, owner, unit.view.realm, marking)
    const happenedAt = input.happenedAt === undefined ? null : momentNotAhead(unit, input.happenedAt, '/happenedAt')
    mustBeOpenText(room, unit, input)
    const body = {
      kind: kind.id,
      ...{ crisis: crisis?.id ?? null, incident: incident?.id ?? null, title: input.title, text: input.text ?? '' },
      tearLine: tearLineOf(unit, input.tearLine ?? null, marking),
      pointer: input.pointer ?? null,
      ...{ actor, obligations: kind.obligations, owner, happenedAt },
      due: input.due === undefined ? dueOf(kind.due, happenedAt ?? unit.now) : momentOf(unit, input.due, '/due'),
      ...{ source: kind.source, verification: kind.verification },
      evidence: await evidenceOf(room, unit, input.evidence ?? [], marking),
      recipients: await recipientsOf(room, unit, kind, input.recipients ?? []),
    }
    const led = [...(input.evidence ?? []), ...(crisis ? [crisis.id] : []), ...(incident ? [incident.id] : [])]
    const cause = await newestEntries(room.journal, unit.view, led)
    const opened = await unit.open(noticeRecord, 'coordinate.noticeOpened', body, { ...marked, cause })
    return done(changedNotice(opened))
  })
}

async function linksOf(unit: Unit, { crisis, incident }: Input) {
  const theirs = crisis === undefined ? undefined : await unit.read(crisisRecord, crisis)
  if (crisis !== undefined && !theirs) unit.refuse('no-such-link', `There is no crisis ${crisis}.`, '/crisis')
  const about = incident === undefined ? undefined : await unit.read(incidentRecord, incident)
  if (incident !== undefined && !about) unit.refuse('no-such-link', `There is no incident ${incident}.`, '/incident')
  return { crisis: theirs, incident: about }
}

/** As was asked; else like what it belongs to, where that is ours to change; else for one's own organisation. */
function markedFor(
  room: DutiesRoom,
  { view }: Unit,
  asked: MarkingChoice | undefined,
  about: Held<unknown> | undefined,
): { marking?: MarkingChoice; owner: Id } {
  const own = view.reader.organisation ?? room.journal.home
  if (asked) return { marking: asked, owner: own }
  if (about && mayWrite(view.reader, view.realm, about.marking, room.journal.home))
    return { marking: choiceOf(about.marking), owner: ownerLike(about, view.reader, room.journal.home) }
  return { owner: own }
}

async function recipientsOf(
  room: DutiesRoom,
  unit: Unit,
  kind: KindOfNotice,
  more: readonly api.PartyGiven[],
): Promise<{ party: Party; required: boolean }[]> {
  const { parties } = room.framework.notices
  const asked = kind.recipients.map(({ actor, required }) => {
    const name = parties.find((one) => one.actor === actor)?.name ?? room.framework.actors.get(actor) ?? actor
    return { party: { name, actor, organisation: null, person: null }, required }
  })
  const added: { party: Party; required: boolean }[] = []
  for (const [at, given] of more.entries())
    added.push({ party: await partyOf(room, unit, given, `/recipients/${at}`), required: false })
  return [...asked, ...added]
}

/** EU classified information never enters: not in a title, not in a text, not in a tear-line. */
function mustBeOpenText(
  room: DutiesRoom,
  unit: Unit,
  {
    title,
    text,
    tearLine,
    pointer,
  }: Pick<Input, 'text' | 'pointer'> & {
    title?: string
    tearLine?: Input['tearLine'] | null
  },
): void {
  const { levels } = room.framework.notices
  const said: [string, string | undefined][] = [
    ['/title', title],
    ['/text', text],
    ['/tearLine/text', tearLine?.text],
    ['/pointer/reference', pointer?.reference],
    ['/pointer/holder', pointer?.holder],
  ]
  for (const [where, words] of said) {
    const found = words === undefined ? null : findClassified(words, levels)
    if (found) unit.refuse('classified', `It carries the mark “${found.mark}” (${found.name}).`, where)
  }
  if (pointer && !levels.some(({ id }) => id === pointer.level))
    unit.refuse('classified', `There is no level ${pointer.level}.`, '/pointer/level')
}

/** The tear-line as it is kept. Everybody who may read the notice may read it, so it is never marked higher. */
function tearLineOf(
  unit: Unit,
  given: { text: string; marking: MarkingChoice } | null,
  marking: Marking,
): Notice['tearLine'] {
  if (given === null) return null
  const { reader } = unit.view
  if (reader.organisation !== marking.owner)
    unit.refuse('not-the-owner', 'The information belongs to another organisation.', '/tearLine')
  const own = markingFrom(given.marking, marking.owner, reader.person)
  if (tlpRank(own.tlp) > tlpRank(marking.tlp))
    unit.refuse('tear-line-above', `TLP:${own.tlp} reaches fewer than TLP:${marking.tlp}.`, '/tearLine/marking')
  if (lacksJustification(own)) unit.refuse('marking-needs-reason', undefined, '/tearLine/marking')
  return { text: given.text, marking: own }
}

export function changeNotice(
  room: DutiesRoom,
  { id, version, ...input }: InputOf<typeof api.changeNotice>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state, marking } = await noticeFor(unit, id, version, 'change')
    const { title, text, tearLine, pointer, evidence } = input
    mustBeOpenText(room, unit, {
      ...(title === undefined ? {} : { title }),
      ...(text === undefined ? {} : { text }),
      ...(pointer ? { pointer } : {}),
      tearLine: tearLine ?? null,
    })
    const body = {
      ...(title === undefined || title === state.title ? {} : { title }),
      ...(text === undefined || text === state.text ? {} : { text }),
      ...(tearLine === undefined ? {} : differs(state.tearLine, tearLineOf(unit, tearLine, marking), 'tearLine')),
      ...(pointer === undefined ? {} : differs(state.pointer, pointer, 'pointer')),
      ...(evidence === undefined
        ? {}
        : differs(state.evidence, await evidenceOf(room, unit, evidence, marking), 'evidence')),
    }
    if (Object.keys(body).length === 0) return unit.refuse('nothing-to-change')
    return done(
      changedNotice(
        await unit.append(noticeRecord, 'coordinate.noticeChanged', id, body, { expectedVersion: version }),
      ),
    )
  })
}

function differs<T, K extends string>(before: T, after: T, name: K): { [P in K]?: T } {
  return JSON.stringify(before) === JSON.stringify(after) ? {} : ({ [name]: after } as { [P in K]?: T })
}

export function assignNotice(
  room: DutiesRoom,
  { id, version, owner }: InputOf<typeof api.assignNotice>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state, marking, realm } = await noticeFor(unit, id, version, 'assign')
    if (state.owner === owner) return unit.refuse('nothing-to-change')
    await ownerMay(room, unit, owner, realm, marking)
    const options = { expectedVersion: version }
    return done(changedNotice(await unit.append(noticeRecord, 'coordinate.noticeOwnerChanged', id, { owner }, options)))
  })
}

export function setNoticeDue(
  room: DutiesRoom,
  { id, version, due, reason }: InputOf<typeof api.setNoticeDue>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await noticeFor(unit, id, version, 'date')
    const limit = due === null ? null : momentOf(unit, due, '/due')
    if (state.due === limit) return unit.refuse('nothing-to-change')
    const body = { due: limit, reason }
    const options = { expectedVersion: version }
    return done(changedNotice(await unit.append(noticeRecord, 'coordinate.noticeDueSet', id, body, options)))
  })
}

/** A moment in the one spelling, whenever it is. */
function momentOf(unit: Unit, at: Instant, where: string): Instant {
  const when = Date.parse(at)
  return Number.isNaN(when)
    ? unit.refuse('bad-input', `${at} is no moment of the calendar.`, where)
    : instant(new Date(when))
}

export function addRecipient(
  room: DutiesRoom,
  { id, version, party: given, required = false }: InputOf<typeof api.addRecipient>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.addRecipient>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await noticeFor(unit, id, version, 'add-recipient')
    if (state.recipients.length >= 100) return unit.refuse('too-large', 'A notice goes to 100 recipients at most.')
    const party = await partyOf(room, unit, given, '/party')
    const twice = state.recipients.find((one) => same(one.party, party))
    if (twice) return unit.refuse('bad-recipient', `${twice.party.name} is among them already.`, '/party')
    const body = { party, required }
    const options = { expectedVersion: version }
    const added = await unit.append(noticeRecord, 'coordinate.noticeRecipientAdded', id, body, options)
    return done({ ...changedNotice(added), recipient: added.held.state.recipients.at(-1)?.key ?? '' })
  })
}

function same(a: Party, b: Party): boolean {
  return (['name', 'actor', 'organisation', 'person'] as const).every((field) => a[field] === b[field])
}

export function dropNotice(
  room: DutiesRoom,
  { id, version, reason }: InputOf<typeof api.dropNotice>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await noticeFor(unit, id, version, 'drop')
    const options = { expectedVersion: version }
    return done(changedNotice(await unit.append(noticeRecord, 'coordinate.noticeDropped', id, { reason }, options)))
  })
}
