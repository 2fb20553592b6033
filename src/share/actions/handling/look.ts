// Looking: advice on one record, what share is marked too high, what breaks the guideline, and days of review.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { mayRead, mayWrite } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/handling.ts'
import { findClassified } from '../../rules/handling/classified.ts'
import { guardedKinds, type MarkingCounts, tally } from '../../rules/handling/tally.ts'
import { gather } from '../../store/handling/gather.ts'
import {
  countAnswers,
  countOverTime,
  type FindingFilter,
  type FindingRow,
  findingPage,
  labelOf,
  reviewPage,
} from '../../store/handling/marking-counts.ts'
import { adviceFor, type HandlingRoom, inForce } from './room.ts'

export async function adviseOn(
  room: HandlingRoom,
  { id }: InputOf<typeof api.adviseMarking>,
  { reader, view }: Call,
): Promise<Reply<OutputOf<typeof api.adviseMarking>>> {
  if (view.asOf) return refuse('wrong-state', 'The adviser speaks of the present: leave the past first.')
  const [it] = await gather(room.journal.sql, room.handled, [id])
  if (!it || it.realm !== view.realm || !mayRead(reader, it.realm, it.marking))
    return refuse('unknown', `There is no record with the id ${id} that you may read and that is marked by somebody.`)
  const advice = adviceFor(room, await inForce(room, it.realm), it, reader)
  const { record, version, title, realm } = it
  return done({ id, record, version, title, realm, advice })
}

/** Whoever is responsible for how people mark sees figures for each of them. */
function seesPersons({ roles }: Reader): boolean {
  return roles.includes('administrator') || roles.includes('crisis-manager')
}

export async function overMarking(
  room: HandlingRoom,
  { room: asked, record, weeks = 12 }: InputOf<typeof api.overMarking>,
  { reader, view, now }: Call,
): Promise<Reply<OutputOf<typeof api.overMarking>>> {
  const kinds = kindsOf(room, asked, record)
  const at = view.asOf ?? now
  const moments = Array.from({ length: weeks + 1 }, (_, back) => weekBefore(at, weeks - back))
  const [rows, then] = await Promise.all([
    countAnswers(room.journal, view, kinds),
    countOverTime(room.journal, view, kinds, moments),
  ])
  const own = reader.person ? `person:${reader.person}` : null
  const free = seesPersons(reader)
  const guarded = free ? new Set<string>() : guardedKinds(rows, own)
  const names = [...new Set(rows.map((row) => row.record))].sort()
  const persons = [...new Set(rows.map(({ by }) => by))].filter(
    (by) => by.startsWith('person:') && (free || by === own),
  )
  const hidden = guarded.has('all')
  const readable = rows.reduce((sum, row) => sum + row.records, 0)
  const judged = rows.reduce((sum, row) => sum + (row.answer === 'none' ? 0 : row.records), 0)
  return done({
    at,
    all: hidden ? null : tally(rows),
    kinds: names.map((name) => ({
      record: name,
      counts: guarded.has(name) ? null : tally(rows.filter((row) => row.record === name)),
    })),
    persons: persons
      .map((by) => ({ by, counts: tally(rows.filter((row) => row.by === by)) }))
      .sort((a, b) => b.counts.over - a.counts.over || a.by.localeCompare(b.by)),
    overTime: hidden ? [] : moments.map((moment) => ({ at: moment, counts: atMoment(then, moment) })),
    readable,
    judged,
    complete: judged === readable,
  })
}

function atMoment(rows: Awaited<ReturnType<typeof countOverTime>>, moment: string): MarkingCounts {
  return tally(rows.filter(({ at }) => at === moment))
}

function kindsOf({ handled }: HandlingRoom, asked: string | undefined, record: string | undefined): string[] {
  return handled.filter((name) => (!asked || name.startsWith(`${asked}.`)) && (!record || name === record))
}

function weekBefore(at: string, weeks: number): string {
  return instant(new Date(Date.parse(at) - weeks * 7 * 86_400_000))
}

function shown(reader: Reader, row: FindingRow) {
  const { reviewOn: _reviewOn, enough, markedBy, ...rest } = row
  const own = reader.person !== null && markedBy === `person:${reader.person}`
  return { ...rest, enough: labelOf(enough), markedBy: own || seesPersons(reader) ? markedBy : null }
}

async function findings(room: HandlingRoom, filter: Omit<FindingFilter, 'kinds'> & { record?: string }, call: Call) {
  const { record, ...more } = filter
  const { items, next } = await findingPage(room.journal, call.view, {
    ...more,
    kinds: kindsOf(room, undefined, record),
  })
  return done({ items: items.map((row) => shown(call.reader, row)), next })
}

export function markingFindings(
  room: HandlingRoom,
  input: InputOf<typeof api.markingFindings>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.markingFindings>>> {
  return findings(room, input, call)
}

export function handlingFaults(
  room: HandlingRoom,
  { rule, ...input }: InputOf<typeof api.handlingFaults>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.handlingFaults>>> {
  return findings(room, { ...input, faults: rule ?? true }, call)
}

export async function markingReviews(
  room: HandlingRoom,
  { days = 30, ...page }: InputOf<typeof api.markingReviews>,
  { reader, view, now }: Call,
): Promise<Reply<OutputOf<typeof api.markingReviews>>> {
  const today = (view.asOf ?? now).slice(0, 10)
  const until = instant(new Date(Date.parse(today) + days * 86_400_000)).slice(0, 10)
  const { items, next } = await reviewPage(room.journal, view, { ...page, kinds: room.handled, until })
  return done({
    today,
    next,
    items: items.map(({ id, record, title, version, marking, reviewOn, markedBy, markedAt }) => ({
      id,
      record,
      title,
      version,
      marking,
      reviewOn: reviewOn ?? today,
      passed: (reviewOn ?? today) < today,
      markedBy,
      markedAt,
      mine: !view.asOf && mayWrite(reader, view.realm, marking, room.journal.home),
    })),
  })
}

export function checkText(
  room: HandlingRoom,
  { text }: InputOf<typeof api.checkText>,
): Promise<Reply<OutputOf<typeof api.checkText>>> {
  const { findings: found, truncated } = findClassified(text, room.marks)
  const has = (what: string) => found.some(({ is }) => is === what)
  const answer = has('mark') ? 'refuse' : has('ask') ? 'ask' : has('pointer') ? 'pointer' : 'clear'
  return Promise.resolve(done({ answer, findings: found, truncated }))
}
