// The life of a product: status by event, every cell filled; and who may take which step, with the reason where not.
import { personOf, type Reader } from '#kernel/reader.ts'
import type { Product, ProductEvent, ProductStatus } from '../../model/product.ts'

export type Step = { to: ProductStatus } | { not: string }

const edited = { to: 'draft' } as const
const unapproved = { not: 'It is not approved yet. A second person must approve it first.' }
const withdrawn = { not: 'It was withdrawn. Draft the next edition.' }

/** `approve` leads to `approved` with the last approval that is needed; before that it stays where it is. */
export const productLifecycle: Record<ProductStatus, Record<ProductEvent, Step>> = {
  draft: {
    edit: edited,
    'put-forward': { to: 'for-approval' },
    approve: { not: 'Nobody has put it forward for approval yet.' },
    return: { not: 'It is with those who write it already.' },
    release: unapproved,
    receive: { not: 'It was not released to anybody.' },
    withdraw: { to: 'withdrawn' },
  },
  'for-approval': {
    edit: edited,
    'put-forward': { not: 'It waits for approval already.' },
    approve: { to: 'approved' },
    return: { to: 'draft' },
    release: unapproved,
    receive: { not: 'It was not released to anybody.' },
    withdraw: { to: 'withdrawn' },
  },
  approved: {
    edit: edited,
    'put-forward': { not: 'It is approved already.' },
    approve: { not: 'It is approved already.' },
    return: { to: 'draft' },
    release: { to: 'released' },
    receive: { to: 'approved' },
    withdraw: { to: 'withdrawn' },
  },
  released: {
    edit: { not: 'It was released, and stays as it was read. Draft the next edition.' },
    'put-forward': { not: 'It was released. Draft the next edition.' },
    approve: { not: 'It was approved and released.' },
    return: { not: 'It was released. Withdraw it, or draft the next edition.' },
    release: { to: 'released' },
    receive: { to: 'released' },
    withdraw: { to: 'withdrawn' },
  },
  withdrawn: {
    edit: withdrawn,
    'put-forward': withdrawn,
    approve: withdrawn,
    return: withdrawn,
    release: withdrawn,
    receive: { to: 'withdrawn' },
    withdraw: { not: 'It was withdrawn already.' },
  },
}

export interface No {
  refusal: 'wrong-state' | 'person-needed' | 'second-person-needed'
  why: string
}

/** Null where the step may be taken. */
export function whyNot(product: Product, event: ProductEvent, { person }: Pick<Reader, 'person'>): No | null {
  const step = productLifecycle[product.status][event]
  if ('not' in step) return { refusal: 'wrong-state', why: step.not }
  if (event === 'approve') return whyNotApprove(product, person)
  if (event === 'return' && person === null)
    return { refusal: 'person-needed', why: 'Only a named person can give a product back.' }
  if (event === 'edit' || event === 'return') return whyNotChange(product)
  if (event === 'release' && product.supersededBy !== null)
    return { refusal: 'wrong-state', why: 'A newer edition was released. Release that one.' }
  if (event === 'receive' && product.releases.length === 0)
    return { refusal: 'wrong-state', why: 'It was not released to anybody.' }
  return null
}

/** Approved words that are on their way to somebody must not change under them. */
function whyNotChange({ releases }: Product): No | null {
  if (!releases.some(({ state }) => state === 'waiting')) return null
  return { refusal: 'wrong-state', why: 'It is on its way to somebody. Wait until it left, or failed.' }
}

/** Four eyes: whoever wrote words that nobody else approved yet is no second person, and nobody counts twice. */
function whyNotApprove({ authors, approvals }: Product, person: string | null): No | null {
  if (person === null) return { refusal: 'person-needed', why: 'Only a named person can approve a product.' }
  const who = `person:${person}`
  if (approvals.some(({ by }) => personOf(by) === who))
    return { refusal: 'second-person-needed', why: 'You have approved it already. Another person has to.' }
  if (!authors.includes(who)) return null
  const why = 'You wrote in it, or drafted it. Somebody who did not has to approve it.'
  return { refusal: 'second-person-needed', why }
}
