// Showing the ledger: lists with filters, and one claim with all that is known of it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { getClaim as getContract, listClaims as listContract } from '../api/claims.ts'
import { claimRecord } from '../events/claim.ts'
import { questionRecord } from '../events/question.ts'
import { storyRecord } from '../events/story.ts'
import { documentRecord } from '../events.ts'
import type { LedgerClaim } from '../model/ledger.ts'
import { claimPage } from '../store/ledger.ts'
import { questionsWithClaim } from '../store/questions.ts'
import { shownClaims } from './join-claims.ts'
import type { WatchRoom } from './room.ts'
import { noPlace, placeIn } from './show-facts.ts'

export async function listClaims(
  room: WatchRoom,
  { after, limit = 50, question, story, item, ...filter }: InputOf<typeof listContract>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof listContract>>> {
  const place = placeIn(after)
  if (place === null) return noPlace
  const ids = question === undefined ? {} : { ids: await claimsOnBoard(room, view, question) }
  const within = story === undefined ? item : await itemsOfStory(room, view, story, item)
  const asked = { ...filter, ...ids, ...(within === undefined ? {} : { item: within }) }
  const { items, total } = await claimPage(room.journal, view, asked, place, limit + 1)
  const page = items.slice(0, limit)
  const next = items.length > limit ? (page.at(-1)?.id ?? null) : null
  return done({ items: await shownClaims(room, view, page), next, total })
}

async function itemsOfStory(room: WatchRoom, view: View, story: Id, among: readonly Id[] | undefined): Promise<Id[]> {
  const items = (await room.journal.reads.one(storyRecord, view, story))?.state.items ?? []
  return among === undefined ? items : items.filter((id) => among.includes(id))
}

async function claimsOnBoard(room: WatchRoom, view: View, question: Id): Promise<Id[]> {
  const held = await room.journal.reads.one(questionRecord, view, question)
  return (held?.state.rows ?? []).flatMap(({ claim, dropped }) => (claim !== null && dropped === null ? [claim] : []))
}

export async function getClaim(
  room: WatchRoom,
  input: InputOf<typeof getContract>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof getContract>>> {
  const held = await room.journal.reads.one(claimRecord, view, input.id)
  if (!held) return refuse('unknown', `There is no claim ${input.id} that you may read.`)
  const [shown, boards, context] = await Promise.all([
    shownClaims(room, view, [held]),
    questionsWithClaim(room.journal, view, held.id),
    contextOf(room, view, held),
  ])
  const [claim] = shown
  if (!claim) throw new Error('one claim in, one claim out')
  const questions = boards.flatMap(({ id, state }) => {
    const row = state.rows.find((one) => one.claim === held.id && one.dropped === null)
    return row ? [{ id, text: state.text, row: row.key }] : []
  })
  return done({ ...claim, questions, context })
}

const contextChars = 300

async function contextOf(room: WatchRoom, view: View, { state }: Held<LedgerClaim>) {
  const document = state.from && (await room.journal.reads.one(documentRecord, view, state.from.document))
  if (!state.from || !document) return null
  const { start, end } = state.from.span
  const { text } = document.state
  return {
    before: text.slice(Math.max(0, start - contextChars), start),
    text: text.slice(start, end),
    after: text.slice(end, end + contextChars),
  }
}
