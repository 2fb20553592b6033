// The handling guideline: editions drafted, proposed and adopted by somebody who did not write them.
import { isDeepStrictEqual } from 'node:util'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Appended, Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/guidelines.ts'
import type { Guideline, GuidelineEvent, GuidelineText } from '../../model/guideline.ts'
import { contradictionIn } from '../../rules/handling/check-guideline.ts'
import { punctual, whyNotGuideline } from '../../rules/handling/guideline-lifecycle.ts'
import { guidelineRecord } from '../../rules/handling/guideline-record.ts'
import { guidelines } from '../../store/handling/kept.ts'
import { choiceOf } from './propose-release.ts'
import { type HandlingRoom, inForce, refuseClassified, seen } from './room.ts'

type Moved = OutputOf<typeof api.editGuideline>

function moved({ entry, held }: Appended<Guideline>): Moved {
  return { id: held.id, version: held.version, entry, status: held.state.status }
}

export async function listGuidelines(
  room: HandlingRoom,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.listGuidelines>>> {
  const { deadline, text: first } = room.guideline
  const held = await guidelines(room.journal, view)
  const { id, text } = await inForce(room, view.realm)
  // The rules are what everybody is checked by. Which edition they are from is shown to those who may read it.
  const known = held.some((one) => one.id === id)
  return done({
    items: held.map(({ id: of, version, marking, state: { authors: _authors, text: words, ...state } }) => ({
      id: of,
      version,
      marking,
      state: { ...state, title: words.title, edition: words.edition },
      punctual: state.adopted && punctual(state.adopted.on, deadline),
    })),
    deadline,
    today: punctual((view.asOf ?? now).slice(0, 10), deadline),
    inForce: { id: known ? id : null, title: text.title, edition: text.edition, rules: text.rules },
    first,
  })
}

export async function getGuideline(
  { journal }: HandlingRoom,
  { id }: InputOf<typeof api.getGuideline>,
  { reader, view }: Call,
): Promise<Reply<OutputOf<typeof api.getGuideline>>> {
  const held = await journal.reads.one(guidelineRecord, view, id)
  if (!held) return refuse('unknown', `No guideline with the id ${id} that you may read.`)
  const { version, marking, since, state } = held
  return done({ id, version, marking, since, state, whyNotAdopt: whyNotGuideline(state, 'adopt', reader)?.why ?? null })
}

export function draftGuideline(
  room: HandlingRoom,
  { from, text, marking }: InputOf<typeof api.draftGuideline>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    if (unit.view.reader.organisation !== room.journal.home) unit.refuse('home-only')
    const earlier = from ? await unit.read(guidelineRecord, from) : undefined
    if (from && !earlier) unit.refuse('unknown', `No guideline with the id ${from} that you may read.`, '/from')
    const words = text ?? earlier?.state.text ?? room.guideline.text
    refuseText(unit, room, words)
    // Without a choice it is marked like the edition that its words come from.
    const chosen = marking ?? (earlier && choiceOf(earlier.marking))
    const body = { text: words, basedOn: earlier?.id ?? null }
    return done(
      moved(await unit.open(guidelineRecord, 'share.guidelineDrafted', body, chosen ? { marking: chosen } : {})),
    )
  })
}

/** The guideline speaks of classified information; a text that carries it is another matter, so only its own marks are looked for. */
function refuseText(unit: Unit, room: HandlingRoom, { sections, rules, title }: GuidelineText): void {
  const fault = contradictionIn({ sections, rules, title, edition: '1' })
  if (fault) unit.refuse('bad-guideline', fault, '/text')
  refuseClassified(unit, room, { '/text/title': title })
}

async function guidelineFor(unit: Unit, id: Id, version: number, event: GuidelineEvent): Promise<Held<Guideline>> {
  const held = await unit.read(guidelineRecord, id)
  if (!held) return unit.refuse('unknown', `No guideline with the id ${id} that you may read.`)
  seen(unit, held, version)
  const why = whyNotGuideline(held.state, event, unit.view.reader)
  if (why) unit.refuse(why.refusal, why.why)
  return held
}

export function editGuideline(
  room: HandlingRoom,
  { id, version, text }: InputOf<typeof api.editGuideline>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await guidelineFor(unit, id, version, 'edit')
    refuseText(unit, room, text)
    if (isDeepStrictEqual(text, state.text)) unit.refuse('nothing-to-change')
    const options = { expectedVersion: version }
    return done(moved(await unit.append(guidelineRecord, 'share.guidelineEdited', id, { text }, options)))
  })
}

export function proposeGuideline(
  room: HandlingRoom,
  { id, version }: InputOf<typeof api.proposeGuideline>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await guidelineFor(unit, id, version, 'propose')
    const options = { expectedVersion: version }
    return done(moved(await unit.append(guidelineRecord, 'share.guidelineProposed', id, {}, options)))
  })
}

export function adoptGuideline(
  room: HandlingRoom,
  { id, version, decider, reason, on: asked }: InputOf<typeof api.adoptGuideline>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.adoptGuideline>>> {
  return room.journal.commit(call.writer, async (unit) => {
    await guidelineFor(unit, id, version, 'adopt')
    refuseClassified(unit, room, { '/decider': decider, '/reason': reason })
    const today = unit.now.slice(0, 10)
    const on = asked ?? today
    if (!isDay(on) || on > today) unit.refuse('impossible-day', `Today is ${today}.`, '/on')
    const body = { on, decider, reason }
    const adopted = await unit.append(guidelineRecord, 'share.guidelineAdopted', id, body, { expectedVersion: version })
    const superseded = await supersedeOthers(room, unit, id, adopted.entry)
    return done({ ...moved(adopted), punctual: punctual(on, room.guideline.deadline), superseded })
  })
}

async function supersedeOthers({ journal }: HandlingRoom, unit: Unit, by: Id, cause: Id): Promise<Id[]> {
  const others = (await guidelines(journal, unit.view)).filter(
    ({ id, state, marking }) => id !== by && state.status === 'adopted' && marking.owner === journal.home,
  )
  for (const { id } of others)
    await unit.append(guidelineRecord, 'share.guidelineSuperseded', id, { by }, { cause: [cause] })
  return others.map(({ id }) => id)
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

export function returnGuideline(
  room: HandlingRoom,
  input: InputOf<typeof api.returnGuideline>,
  call: Call,
): Promise<Reply<Moved>> {
  return back(room, input, call, 'return', 'share.guidelineReturned')
}

export function withdrawGuideline(
  room: HandlingRoom,
  input: InputOf<typeof api.withdrawGuideline>,
  call: Call,
): Promise<Reply<Moved>> {
  return back(room, input, call, 'withdraw', 'share.guidelineWithdrawn')
}

function back(
  room: HandlingRoom,
  { id, version, reason }: InputOf<typeof api.returnGuideline>,
  call: Call,
  event: 'return' | 'withdraw',
  kind: 'share.guidelineReturned' | 'share.guidelineWithdrawn',
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await guidelineFor(unit, id, version, event)
    refuseClassified(unit, room, { '/reason': reason })
    return done(moved(await unit.append(guidelineRecord, kind, id, { reason }, { expectedVersion: version })))
  })
}
