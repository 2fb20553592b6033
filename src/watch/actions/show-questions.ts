// Showing questions: lists, and one with its board, reckoned from the claims that this reader may read.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type {
  BoardShown,
  getQuestion as getContract,
  listQuestions as listContract,
  QuestionShown,
} from '../api/questions.ts'
import { claimRecord } from '../events/claim.ts'
import { questionRecord } from '../events/question.ts'
import { type EvidenceRow, mostHypotheses, type Question } from '../model/hypotheses.ts'
import type { LedgerClaim } from '../model/ledger.ts'
import { boardOf, reckon } from '../rules/hypotheses/board.ts'
import { sensitivityOf } from '../rules/hypotheses/sensitivity.ts'
import { type AdmiraltyData, weightOf } from '../rules/hypotheses/weights.ts'
import { questionPage } from '../store/questions.ts'
import { briefsOf } from './brief-items.ts'
import { claimBrief } from './join-claims.ts'
import type { WatchRoom } from './room.ts'
import { noPlace, placeIn } from './show-facts.ts'

function shownQuestion({ id, version, marking, since, state }: Held<Question>): QuestionShown {
  const { text, kind, about, status, statusBecause, askedBy, askedAt, hypotheses, attribution } = state
  return {
    id,
    version,
    marking,
    since,
    text,
    kind,
    about,
    status,
    statusBecause,
    askedBy,
    askedAt,
    hypotheses,
    attribution,
  }
}

export async function listQuestions(
  room: WatchRoom,
  { after, limit = 50, ...filter }: InputOf<typeof listContract>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof listContract>>> {
  const place = placeIn(after)
  if (place === null) return noPlace
  const { items, total } = await questionPage(room.journal, view, filter, place, limit + 1)
  const page = items.slice(0, limit)
  return done({ items: page.map(shownQuestion), next: items.length > limit ? (page.at(-1)?.id ?? null) : null, total })
}

export async function getQuestion(
  room: WatchRoom,
  input: InputOf<typeof getContract>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof getContract>>> {
  const held = await room.journal.reads.one(questionRecord, view, input.id)
  if (!held) return refuse('unknown', `There is no question ${input.id} that you may read.`)
  const { rows, marks, notes } = held.state
  const claims = await room.journal.reads.some(
    claimRecord,
    view,
    rows.flatMap(({ claim }) => claim ?? []),
  )
  const claimOf = new Map(claims.map((claim) => [claim.id, claim]))
  const items = await briefsOf(
    room.journal,
    view,
    claims.map(({ state }) => state.item),
  )
  const seen = rows.filter(({ claim }) => claim === null || claimOf.has(claim))
  const keys = new Set(seen.map(({ key }) => key))
  const shownRows = seen.map(({ claim: id, ...row }) => {
    const claim = id === null ? undefined : claimOf.get(id)
    return { ...row, claim: claim ? claimBrief(claim, items) : null, counts: counts(row, claim) }
  })
  return done({
    ...shownQuestion(held),
    rows: shownRows,
    marks: marks.filter(({ row }) => keys.has(row)),
    notes,
    board: boardShown(held.state, seen, claimOf, room.admiralty),
  })
}

/** A row counts while it lies on the board and its claim stands. */
function counts({ dropped }: Pick<EvidenceRow, 'dropped'>, claim: Held<LedgerClaim> | undefined): boolean {
  return dropped === null && (claim === undefined || claim.state.status === 'standing')
}

function boardShown(
  { hypotheses, marks }: Question,
  seen: readonly EvidenceRow[],
  claims: ReadonlyMap<string, Held<LedgerClaim>>,
  data: AdmiraltyData,
): BoardShown {
  const standing = hypotheses.filter(({ dropped }) => dropped === null).slice(0, mostHypotheses)
  const rows = seen.flatMap((row) => {
    const claim = row.claim === null ? undefined : claims.get(row.claim)
    return counts(row, claim) ? [{ key: row.key, weight: weightOf(claim?.state.ratings ?? [], data) }] : []
  })
  const all = reckon(
    standing.map(({ key }) => key),
    rows,
    marks,
    data,
  )
  return { ...boardOf(all), sensitivity: sensitivityOf(all), limits: data.limits, references: data.references }
}
