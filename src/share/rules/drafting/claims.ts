// Who claims what, on which evidence, and who disputes it. A claim is never said as if it were known.

import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { LedgerClaim } from '#watch/model/ledger.ts'
import { ratingView } from '#watch/rules/ledger/ratings.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { list, prose } from './blocks.ts'
import { beyondLine, type Desk, fromClaim, line, weightiest } from './desk.ts'
import { compare } from './incidents.ts'
import { asWritten, capital, many, quoted, timePoint } from './say.ts'

type FiledClaim = Filed<LedgerClaim>

const verbs: Record<LedgerClaim['class'], string> = {
  asserts: 'says',
  denies: 'denies',
  disputes: 'disputes',
  accuses: 'accuses',
  doubts: 'doubts',
  commits: 'promises',
  'declines to comment': 'declines to comment',
}

const roles: Partial<Record<LedgerClaim['role'], string>> = {
  anonymous: 'an anonymous source',
  expert: 'speaking as an expert',
  official: 'speaking officially',
}

export function holderOf({ holder, role }: LedgerClaim): string {
  if (holder === null) return role === 'anonymous' ? 'an unnamed source' : 'somebody who is not named'
  return roles[role] && role !== 'anonymous' ? `${holder} (${roles[role]})` : holder
}

/** For each claim those that dispute it, whichever of the two the relation was kept with. */
export function disputeIndex(desk: Pick<Desk, 'told'>): ReadonlyMap<string, FiledClaim[]> {
  const byId = new Map(desk.told.claims.map((one) => [one.id, one]))
  const found = new Map<string, Map<string, FiledClaim>>()
  const note = (disputed: string, by: string) => {
    const one = byId.get(by)
    if (one?.state.status !== 'standing' || disputed === by || !byId.has(disputed)) return
    const known = found.get(disputed) ?? new Map<string, FiledClaim>()
    found.set(disputed, known.set(by, one))
  }
  for (const { id, state } of desk.told.claims) {
    for (const { relation, direction, claim } of state.relations) {
      if (relation !== 'disputes') continue
      if (direction === 'to') note(claim, id)
      else note(id, claim)
    }
  }
  return new Map([...found].map(([id, by]) => [id, [...by.values()]]))
}

export function claims(desk: Desk): Block[] {
  const disputes = disputeIndex(desk)
  const ordered = [...desk.told.claims].sort(
    (a, b) =>
      (disputes.get(b.id)?.length ?? 0) - (disputes.get(a.id)?.length ?? 0) ||
      compare(a.state.saidAt ?? '9', b.state.saidAt ?? '9') ||
      compare(a.id, b.id),
  )
  const { shown, beyond } = weightiest(desk, ordered)
  return [
    ...list(shown.map((claim) => claimLines(desk, claim, disputes.get(claim.id) ?? []))),
    ...prose(beyondLine(desk, beyond.length, beyond.map(fromClaim), ['claim', 'claims'])),
  ]
}

function claimLines(desk: Desk, claim: FiledClaim, disputing: readonly FiledClaim[]): Sentence[] {
  const { id, state } = claim
  if (state.status === 'retracted') {
    const because = state.statusBecause ? `: ${asWritten(state.statusBecause)}` : '.'
    const text = `Taken back: ${holderOf(state)} had said ${quoted(state.proposition)}${because}`
    return [line(desk, `claim:${id}`, text, [fromClaim(claim)], { standing: 'claimed' })]
  }
  const standing = disputing.length > 0 ? 'disputed' : 'claimed'
  return [
    line(desk, `claim:${id}`, saidBy(state), [fromClaim(claim)], { standing }),
    line(desk, `evidence:${id}`, evidenceOf(state), [fromClaim(claim)], { standing: 'claimed' }),
    ...disputing.map((other) =>
      line(
        desk,
        `disputed:${id}:${other.id}`,
        `Disputed: ${lowerFirst(saidBy(other.state), other.state)}`,
        [fromClaim(claim), fromClaim(other)],
        {
          standing: 'disputed',
        },
      ),
    ),
    ...ratedLine(desk, claim),
  ]
}

function saidBy(state: LedgerClaim): string {
  const { proposition, saidAt, via, outlet } = state
  const how = [via && `to ${via}`, outlet && outlet !== via && `reported by ${outlet}`, saidAt && timePoint(saidAt)]
    .filter(Boolean)
    .join(', ')
  return `${capital(holderOf(state))} ${verbs[state.class]}: ${quoted(proposition)}${how ? ` (${how})` : ''}.`
}

function lowerFirst(text: string, { holder }: LedgerClaim): string {
  return holder === null ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text
}

function evidenceOf({ evidence }: LedgerClaim): string {
  const what = evidence.what ? `: ${quoted(evidence.what)}` : ''
  switch (evidence.kind) {
    case 'none offered':
      return 'No evidence was offered.'
    case 'withheld':
      return `Evidence is said to exist, and is not shown${what}.`
    case 'cited':
      return `Evidence that is cited${what}.`
    case 'not stated':
      return 'On what this rests is not said.'
  }
}

function ratedLine(desk: Desk, claim: FiledClaim): Sentence[] {
  const { code, ratedBy } = ratingView(claim.state.ratings)
  if (ratedBy === 0) return []
  const text = `Rated ${code} on the Admiralty scale by ${many(ratedBy, 'person', 'persons')}.`
  return [line(desk, `rated:${claim.id}`, text, [fromClaim(claim)])]
}
