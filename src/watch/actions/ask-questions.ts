// What persons do with a question: ask and change it, add hypotheses and evidence, mark cells, take notes, close it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type * as api from '../api/questions.ts'
import { claimRecord } from '../events/claim.ts'
import { questionRecord } from '../events/question.ts'
import { mostHypotheses, mostRows, type Question } from '../model/hypotheses.ts'
import { type Changed, changed, personIn, seenAt } from './ledger.ts'
import type { WatchRoom } from './room.ts'

const mostNotes = 2000
const mostMarks = 50_000
const mostKeys = 9999

/** The question as it may be worked on. Without a version, for what does not get into the way of others. */
export async function questionAt(
  unit: Unit,
  id: Id,
  version?: number,
  status: Question['status'] = 'open',
): Promise<Held<Question>> {
  const held = await unit.read(questionRecord, id)
  if (!held) return unit.refuse('unknown', `There is no question ${id} that you may read.`)
  personIn(unit)
  if (version !== undefined) seenAt(unit, held, version)
  if (held.state.status !== status)
    unit.refuse('wrong-state', `It is ${held.state.status}; this needs a question that is ${status}.`)
  return held
}

export function standingHypothesis(unit: Unit, { hypotheses }: Question, key: string, where: string) {
  const found = hypotheses.find((one) => one.key === key && one.dropped === null)
  return found ?? unit.refuse('no-such-key', `There is no hypothesis ${key} that is still considered.`, where)
}

export function askQuestion(
  room: WatchRoom,
  { marking, about = [], hypotheses = [], ...asked }: InputOf<typeof api.askQuestion>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const body = { ...asked, about, hypotheses: onceEach(hypotheses), person: personIn(unit) }
    return done(changed(await unit.open(questionRecord, 'watch.questionAsked', body, marking ? { marking } : {})))
  })
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

function onceEach(texts: readonly string[]): string[] {
  return [...new Map(texts.map((text) => [folded(text), text])).values()]
}

/** Two analysts accepted an attribution for just these incidents: nobody moves it to others alone. */
function mustNotCarryAttribution(unit: Unit, { attribution }: Question): void {
  if (attribution && attribution.acceptances.length > 0)
    unit.refuse('wrong-state', 'An attribution was accepted as it is; drop it first.')
}

export function changeQuestion(
  room: WatchRoom,
  { id, version, ...asked }: InputOf<typeof api.changeQuestion>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await questionAt(unit, id, version)
    const text = asked.text === state.text ? undefined : asked.text
    const about = JSON.stringify(asked.about) === JSON.stringify(state.about) ? undefined : asked.about
    if (text === undefined && about === undefined) return unit.refuse('nothing-to-change')
    mustNotCarryAttribution(unit, state)
    const body = {
      ...(text === undefined ? {} : { text }),
      ...(about === undefined ? {} : { about }),
      person: personIn(unit),
    }
    return done(
      changed(await unit.append(questionRecord, 'watch.questionChanged', id, body, { expectedVersion: version })),
    )
  })
}

export function addHypothesis(
  room: WatchRoom,
  { id, text }: InputOf<typeof api.addHypothesis>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.addHypothesis>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await questionAt(unit, id)
    const same = state.hypotheses.find((one) => folded(one.text) === folded(text))
    if (same) return unit.refuse('already-there', `It is ${same.key}.`)
    mustHaveRoom(unit, state, state.hypotheses.filter(({ dropped }) => dropped === null).length < mostHypotheses)
    const after = await unit.append(questionRecord, 'watch.hypothesisAdded', id, { text, person: personIn(unit) })
    return done({ ...changed(after), key: `h${after.held.state.keys}` })
  })
}

function mustHaveRoom(unit: Unit, { keys, hypotheses, rows }: Question, more: boolean): void {
  if (!more || keys >= mostKeys || hypotheses.length >= 200 || rows.length >= 1000) unit.refuse('board-full')
}

export function changeHypothesis(
  room: WatchRoom,
  { id, version, key, text, dropped, reason }: InputOf<typeof api.changeHypothesis>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await questionAt(unit, id, version)
    const now = state.hypotheses.find((one) => one.key === key)
    if (!now) return unit.refuse('no-such-key', `There is no hypothesis ${key}.`, '/key')
    const newText = text === now.text ? undefined : text
    const turn = dropped === (now.dropped !== null) ? undefined : dropped
    if (newText === undefined && turn === undefined) return unit.refuse('nothing-to-change')
    if (state.attribution?.hypothesis === key) mustNotCarryAttribution(unit, state)
    if (turn === false)
      mustHaveRoom(unit, state, state.hypotheses.filter((one) => one.dropped === null).length < mostHypotheses)
    const body = {
      key,
      ...(newText === undefined ? {} : { text: newText }),
      ...(turn === undefined ? {} : { dropped: turn ? reason : null }),
      person: personIn(unit),
      reason,
    }
    return done(
      changed(await unit.append(questionRecord, 'watch.hypothesisChanged', id, body, { expectedVersion: version })),
    )
  })
}

export function layEvidence(
  room: WatchRoom,
  { id, claim, text, because }: InputOf<typeof api.layEvidence>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.layEvidence>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await questionAt(unit, id)
    if ((claim === undefined) === (text === undefined))
      return unit.refuse(
        'bad-input',
        'Name a claim of the ledger, or say what else is known: one of the two.',
        '/claim',
      )
    if (text !== undefined && because === undefined)
      return unit.refuse('bad-input', 'Say why this is evidence: it stands behind no claim.', '/because')
    if (claim !== undefined) await mustStand(unit, claim)
    const standing = state.rows.filter(({ dropped }) => dropped === null)
    const same = standing.find((row) => (claim === undefined ? row.text === text : row.claim === claim))
    if (same) return unit.refuse('already-there', `It is the row ${same.key}.`)
    mustHaveRoom(unit, state, standing.length < mostRows)
    const body = { claim: claim ?? null, text: text ?? null, because: because ?? null, person: personIn(unit) }
    const after = await unit.append(questionRecord, 'watch.evidenceLaid', id, body)
    return done({ ...changed(after), key: `e${after.held.state.keys}` })
  })
}

async function mustStand(unit: Unit, id: Id): Promise<void> {
  const claim = await unit.read(claimRecord, id)
  if (!claim) return unit.refuse('no-such-claim', `There is no claim ${id} that you may read.`, '/claim')
  if (claim.state.status !== 'standing') unit.refuse('wrong-state', 'The claim was retracted.', '/claim')
}

export function takeEvidenceAway(
  room: WatchRoom,
  { id, version, key, reason }: InputOf<typeof api.takeEvidenceAway>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await questionAt(unit, id, version)
    const row = await rowSeen(unit, state, key)
    if (!row) return unit.refuse('no-such-key', `There is no row ${key}.`, '/key')
    const body = { row: key, reason, person: personIn(unit) }
    return done(
      changed(await unit.append(questionRecord, 'watch.evidenceTakenAway', id, body, { expectedVersion: version })),
    )
  })
}

/** A row whose claim may not be read is as if it were not there. */
async function rowSeen(unit: Unit, { rows }: Question, key: string) {
  const row = rows.find((one) => one.key === key && one.dropped === null)
  return row && (row.claim === null || (await unit.read(claimRecord, row.claim))) ? row : undefined
}

/** Raters do not stand in each other's way: no version is asked for, and each changes only their own marks. */
export function markCells(
  room: WatchRoom,
  { id, marks }: InputOf<typeof api.markCells>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await questionAt(unit, id)
    for (const [at, { row, hypothesis }] of marks.entries()) {
      standingHypothesis(unit, state, hypothesis, `/marks/${at}/hypothesis`)
      if (!(await rowSeen(unit, state, row)))
        return unit.refuse('no-such-key', `There is no row ${row}.`, `/marks/${at}/row`)
    }
    mustHaveRoomForMarks(unit, state, marks.length)
    const given = marks.map(({ because = null, ...one }) => ({ ...one, because }))
    return done(
      changed(await unit.append(questionRecord, 'watch.cellsMarked', id, { person: personIn(unit), marks: given })),
    )
  })
}

function mustHaveRoomForMarks(unit: Unit, state: Question, more: number): void {
  if (state.marks.length + more > mostMarks) unit.refuse('wrong-state', 'The board carries as many marks as it can.')
}

export function noteOnQuestion(
  room: WatchRoom,
  { id, text }: InputOf<typeof api.noteOnQuestion>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await questionAt(unit, id)
    if (state.notes.length >= mostNotes) return unit.refuse('board-full')
    return done(changed(await unit.append(questionRecord, 'watch.questionNoted', id, { text, person: personIn(unit) })))
  })
}

export function turnQuestion(
  room: WatchRoom,
  event: 'close' | 'reopen',
  { id, version, reason }: { id: Id; version: number; reason: string },
  call: Call,
): Promise<Reply<Changed>> {
  const kind = event === 'close' ? 'watch.questionClosed' : 'watch.questionReopened'
  return room.journal.commit(call.writer, async (unit) => {
    await questionAt(unit, id, version, event === 'close' ? 'open' : 'closed')
    const body = { person: personIn(unit), reason }
    return done(changed(await unit.append(questionRecord, kind, id, body, { expectedVersion: version })))
  })
}
