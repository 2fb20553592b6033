// Showing agreements: lists, one with all that belongs to it, and what they are made of.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/agreements.ts'
import type { Agreement, AgreementSignature } from '../../model/agreement.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import { reviewDay, reviewOverdue } from '../../rules/agreements/days.ts'
import { otherParty } from '../../rules/agreements/parties.ts'
import { whatHappened } from '../../rules/agreements/told.ts'
import { agreementPage, agreementsOf } from '../../store/agreements/agreements.ts'
import { fingerprint } from '../../wire/fingerprint.ts'
import type { AgreementRoom } from './room.ts'

type Shown = OutputOf<typeof api.listAgreements>['items'][number]

async function shower({ room, standing }: AgreementRoom, now: Instant): Promise<(held: Held<Agreement>) => Shown> {
  const sides = new Map((await standing.sides()).map((side) => [side.peer.id, side]))
  const node = room.journal.nodeId
  return ({ id, version, marking, since, state }) => {
    const side = sides.get(state.peer)
    // A peer that is gone still has the name by which it signed.
    const name = side?.name ?? otherParty(state.terms, node).name
    return {
      ...{ id, version, marking, since, state, node },
      peer: { id: state.peer, name, trusted: side?.trusted ?? false },
      ...{ reviewOn: reviewDay(state), overdue: reviewOverdue(state, now) },
    }
  }
}

export async function listAgreements(
  it: AgreementRoom,
  { overdue, status, ...filter }: InputOf<typeof api.listAgreements>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.listAgreements>>> {
  const { reads } = it.room.journal
  const shown = await shower(it, now)
  const all = (await agreementsOf(reads, view)).filter(({ state }) => reviewOverdue(state, now))
  if (overdue) {
    const due = all.filter(({ state }) => !filter.peer || state.peer === filter.peer).map(shown)
    due.sort((one, other) => (one.reviewOn < other.reviewOn ? -1 : 1))
    return done({ items: due.slice(0, filter.limit ?? 50), next: null, overdue: all.length })
  }
  const asked = { ...filter, limit: filter.limit ?? 50, ...(status ? { status: [status] } : {}) }
  const { items, next } = await agreementPage(reads, view, asked)
  return done({ items: items.map(shown), next, overdue: all.length })
}

export async function getAgreement(
  it: AgreementRoom,
  { id }: InputOf<typeof api.getAgreement>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.getAgreement>>> {
  const { reads } = it.room.journal
  const held = await reads.one(agreementRecord, view, id)
  if (!held) return refuse('unknown', `No agreement with the id ${id} that you may read.`)
  const shown = (await shower(it, now))(held)
  const { terms, signatures, next } = held.state
  const entries = await reads.entriesOf(view, id)
  return done({
    ...shown,
    fingerprints: [
      ...signatures.map((one) => printOf(one, terms.version)),
      ...(next?.signatures ?? []).map((one) => printOf(one, next?.terms.version ?? terms.version)),
    ],
    changes: entries
      .map(({ kind, body, actor, recordedAt }) => ({
        at: recordedAt,
        kind,
        ...whatHappened(kind, body, actor, held.state),
      }))
      .reverse(),
  })
}

function printOf({ node, at, signs }: AgreementSignature, version: number) {
  return { node, version, at, fingerprint: fingerprint(signs) }
}

export async function agreementForms({
  kinds,
  models,
}: AgreementRoom): Promise<Reply<OutputOf<typeof api.agreementForms>>> {
  const { severities, formats } = kinds
  return done({ models: [...models], kinds: kinds.kinds, severities, formats })
}
