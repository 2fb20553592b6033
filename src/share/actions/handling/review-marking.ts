// A marking is looked at again on its day, and kept with a new reason and a new day; and whoever set it is reminded of that day.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { mayRead } from '#kernel/may-read.ts'
import { systemReader } from '#kernel/reader.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Colleague } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/handling.ts'
import { refusesMarking } from '../../rules/handling/check-guideline.ts'
import { reviewMail } from '../../rules/handling/review-mail.ts'
import { type DueReview, noteTold, reviewsToTell } from '../../store/handling/marking-counts.ts'
import { choiceOf, readable } from './propose-release.ts'
import { type HandlingRoom, inForce, refuseClassified } from './room.ts'

export function reviewMarking(
  room: HandlingRoom,
  { id, version, reason, reviewOn }: InputOf<typeof api.reviewMarking>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.reviewMarking>>> {
  return room.journal.commit(call.writer, async (unit) => {
    refuseClassified(unit, room, { '/reason': reason })
    const [it] = await readable(room, unit, [id])
    const kind = it && room.kinds.get(it.record)
    if (!it || !kind) return unit.refuse('unknown', `There is no record with the id ${id} that you may read.`)
    const day = Date.parse(reviewOn)
    const real = !Number.isNaN(day) && new Date(day).toISOString().startsWith(reviewOn)
    if (!real || reviewOn <= unit.now.slice(0, 10))
      unit.refuse('impossible-day', 'The next day of review comes after today.', '/reviewOn')
    const { text } = await inForce(room, unit.view.realm)
    const choice = { ...choiceOf(it.marking), reviewOn, reason: reason.slice(0, 500) }
    const why = refusesMarking({ ...choice, ...it.marking, reviewOn, reason }, text.rules, unit.now)
    if (why) unit.refuse('impossible-day', why, '/reviewOn')
    const { entry, held } = await unit.remark(kind, id, choice, reason.slice(0, 500), version)
    return done({ id, version: held.version, entry })
  })
}

const atOnce = 200
const officers = ['duty-officer', 'crisis-manager'] as const

/** One mail for each person and turn, and each day of review once. In an exercise the outbox keeps it. */
export async function remindOfReviews(room: HandlingRoom): Promise<void> {
  const due = await reviewsToTell(room.journal, room.clock, atOnce)
  for (const realm of new Set(due.map((one) => one.realm))) {
    const mine = due.filter((one) => one.realm === realm)
    const today = room.clock.in(realm).toISOString().slice(0, 10)
    const view = { reader: systemReader('share.remindOfReviews', [realm], room.journal.home), realm }
    await room.journal.commit({ view, verb: 'share.remindOfReviews' }, async (unit) => {
      const told = new Map<string, { to: Colleague; reviews: DueReview[] }>()
      for (const review of mine) {
        for (const to of await whomToTell(room, review)) {
          const known = told.get(to.id) ?? { to, reviews: [] }
          told.set(to.id, { to, reviews: [...known.reviews, review] })
        }
      }
      if (room.outbox.canMail) {
        for (const { to, reviews } of told.values()) {
          const mail = reviewMail({ reviews, realm, today, origin: room.settings.origin })
          const [first] = reviews
          room.outbox.put(unit, 'share.markingReview', `${to.id} ${first?.subject} ${first?.reviewOn}`, {
            channel: 'mail',
            to: to.email,
            ...mail,
          })
        }
      }
      unit.also((db) => noteTold(db, mine, unit.now))
      return done(null)
    })
  }
}

/** Whoever marked it, while they work here and may read it; else those of its owner who hold the duty and may read it. */
async function whomToTell({ people }: HandlingRoom, { markedBy, marking, realm }: DueReview): Promise<Colleague[]> {
  const may = ({ reader }: Colleague) => mayRead(reader, realm, marking)
  const author = markedBy.startsWith('person:') ? await people.colleague(markedBy.slice(7)) : undefined
  if (author && may(author)) return [author]
  const members = await people.colleaguesOf(marking.owner)
  return members.filter((one) => may(one) && one.reader.roles.some((role) => officers.some((it) => it === role)))
}
