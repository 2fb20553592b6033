// The job that keeps what the adviser finds: reads on in the entries, page by page, and judges each record that changed, what
// rests on a record that was marked anew, and everything again when the guideline changes.
import type { Id } from '#kernel/id.ts'
import { tlpRank } from '#kernel/marking.ts'
import { copied, remarked } from '#kernel/record.ts'
import { instant } from '#kernel/time.ts'
import {
  type AdviceRow,
  type Cursor,
  entriesAfter,
  judgeAgain,
  judgedOtherwise,
  keepAdvice,
  readCursor,
  realmsJudged,
} from '../../store/handling/advice-table.ts'
import { type Gathered, gather } from '../../store/handling/gather.ts'
import { adviceFor, bySomebody, type HandlingRoom, type InForce, inForce } from './room.ts'

const entriesPerPage = 500
const recordsPerPage = 200
/** A turn ends, so that a node can stop and others get on; the next one is soon. */
const pagesPerTurn = 20

export interface KeepAdvice {
  turn(): Promise<void>
  stop(): void
}

export function createKeepAdvice(room: HandlingRoom): KeepAdvice {
  // Something may have to be judged again by other rules: at the start nobody knows.
  let stale = true
  const stop = room.journal.onCommitted((batch) => {
    if (batch.length === 0 || batch.some(({ record }) => record === 'share.guideline')) stale = true
  })

  async function turn(): Promise<void> {
    const rules = rulesOnce(room)
    for (let page = 0; page < pagesPerTurn; page++) {
      const { more, touched } = await readOn(room, rules)
      if (touched) stale = true
      if (!more) break
    }
    if (!stale) return
    stale = false
    for (const realm of await realmsJudged(room.journal.sql)) {
      if (await judgeRealm(room, realm, rules)) stale = true
    }
  }
  return { turn, stop }
}

type Rules = (realm: string) => Promise<InForce>

function rulesOnce(room: HandlingRoom): Rules {
  const known = new Map<string, Promise<InForce>>()
  return (realm) => {
    const found = known.get(realm) ?? inForce(room, realm)
    known.set(realm, found)
    return found
  }
}

/** One page of entries: whether there may be more, and whether others must be judged again. */
async function readOn(room: HandlingRoom, rules: Rules): Promise<{ more: boolean; touched: boolean }> {
  const { sql } = room.journal
  const entries = await entriesAfter(sql, room.handled, await readCursor(sql), entriesPerPage)
  const last = entries.at(-1)
  if (!last) return { more: false, touched: false }
  // How copies are marked is for their owners to think about.
  const changed = entries.filter(({ known, kind }) => known && kind !== copied)
  const ids = [...new Set(changed.map(({ subject }) => subject))]
  const anew = changed.filter(({ kind }) => kind === remarked).map(({ subject }) => subject)
  const cursor: Cursor = { xid: last.xid, entry: last.id }
  await judge(room, rules, ids, null, cursor)
  const touched = (await judgeAgain(sql, anew)) > 0
  return { more: entries.length === entriesPerPage, touched }
}

/** True where there may be more of them. */
async function judgeRealm(room: HandlingRoom, realm: string, rules: Rules): Promise<boolean> {
  const { digest } = await rules(realm)
  for (let page = 0; page < pagesPerTurn; page++) {
    const ids = await judgedOtherwise(room.journal.sql, realm, digest, recordsPerPage)
    if (ids.length > 0) await judge(room, rules, ids, instant(room.clock.in(realm)), null)
    if (ids.length < recordsPerPage) return false
  }
  return true
}

/** `at`: since when the answer is so, where that is not the moment of the record's newest entry. */
async function judge(
  room: HandlingRoom,
  rules: Rules,
  ids: readonly Id[],
  at: string | null,
  cursor: Cursor | null,
): Promise<void> {
  const { sql } = room.journal
  for (let from = 0; from < ids.length; from += recordsPerPage) {
    const some = ids.slice(from, from + recordsPerPage)
    const found = await gather(sql, room.handled, some)
    const rows: AdviceRow[] = []
    for (const it of found) rows.push(rowOf(room, await rules(it.realm), it, at))
    const there = new Set(found.map(({ id }) => id))
    await keepAdvice(
      sql,
      rows,
      some.filter((id) => !there.has(id)),
      null,
    )
  }
  // Only when all of them are kept: what is read twice is kept twice, to the same effect.
  if (cursor) await keepAdvice(sql, [], [], cursor)
}

function rowOf(room: HandlingRoom, guideline: InForce, it: Gathered, at: string | null): AdviceRow {
  const advice = adviceFor(room, guideline, it, null)
  return {
    subject: it.id,
    record: it.record,
    realm: it.realm,
    version: it.version,
    marked_by: bySomebody(advice.markedBy),
    marked_at: advice.markedAt,
    how: advice.how,
    answer: advice.answer,
    enough: tlpRank(advice.enough),
    faults: [...new Set(advice.faults.map(({ rule }) => rule))],
    bases: [...new Set(it.bases.map(({ id }) => id))],
    review_on: it.marking.reviewOn ?? null,
    rules: guideline.digest,
    at: at ?? it.since,
  }
}
