// The job that lets days pass: what has its last day behind it ends, and whoever answers for agreements is reminded of reviews, once.
import type { Realm } from '#kernel/realm.ts'
import { done } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Held } from '#platform/journal/index.ts'
import type { Agreement } from '../../model/agreement.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import { dayOf, reviewDay } from '../../rules/agreements/days.ts'
import { whyNot } from '../../rules/agreements/lifecycle.ts'
import { agreementReviewMail } from '../../rules/agreements/review-mail.ts'
import { agreementsOf, realmsWithAgreements } from '../../store/agreements/agreements.ts'
import { forgetSimulations } from '../../store/agreements/simulations.ts'
import { type AgreementRoom, nodeView } from './room.ts'

const verb = 'federate.passDays'
const keepShownDays = 7

export async function passDays(it: AgreementRoom): Promise<void> {
  const { journal, clock } = it.room
  const now = clock.now()
  await forgetSimulations(journal.sql, instant(new Date(now.getTime() - keepShownDays * 86_400_000)))
  for (const realm of await realmsWithAgreements(journal.sql)) {
    const today = dayOf(instant(clock.in(realm)))
    const held = await agreementsOf(journal.reads, nodeView(it.room, realm, verb))
    for (const one of held) await endIfOver(it, one, today)
    await remind(it, realm, today)
  }
}

async function endIfOver({ room }: AgreementRoom, { id, realm, state }: Held<Agreement>, today: string): Promise<void> {
  if (state.terms.endsOn === null || today <= state.terms.endsOn || whyNot(state, 'day-passed')) return
  await room.journal.commit({ view: nodeView(room, realm, verb), verb }, async (unit) => {
    const now = await unit.read(agreementRecord, id)
    const endsOn = now?.state.terms.endsOn ?? null
    if (!now || endsOn === null || dayOf(unit.now) <= endsOn || whyNot(now.state, 'day-passed')) return done(null)
    const body = { side: 'ours' as const, reason: `Its last day was ${endsOn}.` }
    await unit.append(agreementRecord, 'federate.agreementEnded', id, body)
    return done(null)
  })
}

/** Due today or before, and nobody was told of that day yet. */
function owed({ state }: Held<Agreement>, today: string): boolean {
  const day = reviewDay(state)
  return (state.status === 'in-force' || state.status === 'suspended') && day <= today && state.reminded !== day
}

async function remind({ room }: AgreementRoom, realm: Realm, today: string): Promise<void> {
  const view = nodeView(room, realm, verb)
  const due = (await agreementsOf(room.journal.reads, view)).filter((one) => owed(one, today)).slice(0, 200)
  if (due.length === 0) return
  const told = room.outbox.canMail ? await toTell(room) : []
  await room.journal.commit({ view, verb }, async (unit) => {
    const still = (
      await unit.some(
        agreementRecord,
        due.map(({ id }) => id),
      )
    ).filter((one) => owed(one, today))
    if (still.length === 0) return done(null)
    const days = still.map(({ state }) => reviewDay(state))
    for (const one of still)
      await unit.append(agreementRecord, 'federate.reviewReminded', one.id, { day: reviewDay(one.state) })
    const mail = agreementReviewMail({ days, realm, today, origin: room.settings.origin })
    for (const { id, email } of told)
      room.outbox.put(unit, 'federate.agreement', `review/${realm}/${today}/${id}`, {
        channel: 'mail',
        to: email,
        ...mail,
      })
    return done(null)
  })
}

async function toTell({ people, journal }: AgreementRoom['room']) {
  const colleagues = await people.colleaguesOf(journal.home)
  return colleagues.filter(({ reader }) => reader.roles.includes('liaison') || reader.roles.includes('crisis-manager'))
}
