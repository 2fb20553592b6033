// Incident reviews: drafted from the record, written in, handed in, approved by somebody who did not write, and made into files.
import { isDeepStrictEqual } from 'node:util'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { markingFrom } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/reviews.ts'
import { followUpRecord } from '../../events/follow-up.ts'
import { reviewRecord } from '../../events/review.ts'
import type { Review } from '../../model/review.ts'
import { notAgain, type ReviewEvent, reviewLife, whyNot } from '../../rules/lifecycles.ts'
import { anonymise, leftIn, mapTexts, replacements, textsOf } from '../../rules/review/anonymise.ts'
import { draftReview as drafted } from '../../rules/review/draft.ts'
import { forOthers } from '../../rules/review/paper.ts'
import { listed } from '../../store/records.ts'
import {
  changed,
  choiceOf,
  movesOf,
  namedPerson,
  obey,
  pastOrOthers,
  placed,
  reachesNobodyNew,
  shown,
  take,
} from '../desk.ts'
import type { RecoverRoom } from '../room.ts'
import { groundsFor, namesIn } from './grounds.ts'

type Changed = Promise<Reply<OutputOf<typeof api.submitReview>>>

export function draftReview(
  room: RecoverRoom,
  { crisis: id, requestedBy, marking: asked }: InputOf<typeof api.draftReview>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const person = namedPerson(unit)
    const { crisis, options } = await placed(room, unit, { crisis: id, marking: asked })
    if (!crisis) return unit.refuse('unknown')
    const owner = options.owner ?? room.journal.home
    const marking = markingFrom(options.marking ?? choiceOf(crisis.marking), owner, person)
    // Its title and its summary go into the text: they must not reach anybody new by it.
    if (!reachesNobodyNew(marking, crisis.marking, unit.view.reader))
      return unit.refuse('not-allowed', 'Mark the review at least as high as the crisis.', '/marking')
    const grounds = await groundsFor(room, unit.view, id, marking)
    if (!grounds) return unit.refuse('unknown', `There is no crisis ${id} that you may read.`, '/crisis')
    const text = drafted(grounds)
    const body = {
      ...{ crisis: id, incidents: grounds.file.incidents.map((one) => one.id).slice(0, 100), text },
      requestedBy: requestedBy ?? null,
      replaced: replacements(namesIn(grounds.file), textsOf(text)),
    }
    return changed(
      await unit.open(reviewRecord, 'recover.reviewDrafted', body, { ...options, marking: choiceOf(marking) }),
    )
  })
}

export async function listReviews(
  { journal }: RecoverRoom,
  filter: InputOf<typeof api.listReviews>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listReviews>>> {
  const found = await listed(journal, view, reviewRecord, filter)
  return done({
    items: found.map(({ id, version, marking, since, title, state }) => ({
      ...{ id, version, marking, since, title, state: state.state },
    })),
  })
}

/** As it would go to others: without what is exploited and not mitigated, and with each name replaced. */
export function versionForOthers({ text, replaced }: Pick<Review, 'text' | 'replaced'>) {
  const { text: told, withheld, hidden } = forOthers(text)
  const list = [
    ...replaced,
    ...hidden.map((cve) => ({ kind: 'reference' as const, text: cve, instead: 'a vulnerability' })),
  ]
  const anonymised = mapTexts(told, (one) => anonymise(one, list))
  return { anonymised, withheld, left: leftIn(textsOf(anonymised), list) }
}

const events = ['change', 'submit', 'return', 'approve', 'withdraw'] as const
function whyNotReview(state: Review, event: ReviewEvent, person: string | null) {
  const no = whyNot(reviewLife, state.state, event)
  return no || event !== 'approve' ? no : notAgain(state.authors, person, 'wrote in it')
}

export async function getReview(
  room: RecoverRoom,
  { id }: InputOf<typeof api.getReview>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getReview>>> {
  const held = await room.journal.reads.one(reviewRecord, call.view, id)
  if (!held) return refuse('unknown', `There is no review ${id} that you may read.`)
  const why = (event: ReviewEvent) => whyNotReview(held.state, event, call.reader.person)
  return done({
    ...shown(held),
    ...versionForOthers(held.state),
    moves: movesOf(events, pastOrOthers(room, held, call), why),
  })
}

async function forEvent(unit: Unit, which: { id: string; version: number }, event: ReviewEvent): Promise<Held<Review>> {
  namedPerson(unit)
  const held = await take(unit, reviewRecord, which)
  obey(unit, whyNotReview(held.state, event, unit.view.reader.person))
  return held
}

export function changeReview(
  room: RecoverRoom,
  { text = {}, replaced, ...which }: InputOf<typeof api.changeReview>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'change')
    const whole = { ...state.text, ...text }
    const list = replacements(replaced ?? state.replaced, textsOf(whole))
    if (isDeepStrictEqual([whole, list], [state.text, state.replaced])) return unit.refuse('nothing-to-change')
    const body = { text, replaced: list }
    const options = { expectedVersion: which.version }
    return changed(await unit.append(reviewRecord, 'recover.reviewChanged', which.id, body, options))
  })
}

export function submitReview(room: RecoverRoom, which: InputOf<typeof api.submitReview>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    await forEvent(unit, which, 'submit')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(reviewRecord, 'recover.reviewSubmitted', which.id, {}, options))
  })
}

export function returnReview(
  room: RecoverRoom,
  { reason, ...which }: InputOf<typeof api.returnReview>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    await forEvent(unit, which, 'return')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(reviewRecord, 'recover.reviewReturned', which.id, { reason }, options))
  })
}

/** With the approval its recommendations become follow-ups, each once, marked like the review. */
export function approveReview(room: RecoverRoom, which: InputOf<typeof api.approveReview>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state, marking } = await forEvent(unit, which, 'approve')
    const options = { expectedVersion: which.version }
    const approved = await unit.append(reviewRecord, 'recover.reviewApproved', which.id, {}, options)
    const of = { record: reviewRecord.name, id: which.id }
    const before = await listed(room.journal, unit.view, followUpRecord, { of: which.id })
    const there = new Set(before.map((one) => one.state.what))
    for (const { text, owner, due } of state.text.recommendations) {
      const what = text.slice(0, 300)
      if (there.has(what)) continue
      there.add(what)
      const body = { kind: 'recommendation' as const, what, to: null, owner, crisis: state.crisis, of, due }
      const placedLike = { marking: choiceOf(marking), owner: marking.owner, cause: [approved.entry] }
      await unit.open(followUpRecord, 'recover.followUpPromised', body, placedLike)
    }
    return changed(approved)
  })
}

export function withdrawReview(
  room: RecoverRoom,
  { reason, ...which }: InputOf<typeof api.withdrawReview>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    await forEvent(unit, which, 'withdraw')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(reviewRecord, 'recover.reviewWithdrawn', which.id, { reason }, options))
  })
}
