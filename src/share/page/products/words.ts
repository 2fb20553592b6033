// The words for a product: where it stands, what it can be made into, what can be done with it.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { ProductEvent, ProductFormat, ProductRelease, ProductStatus } from '../../model/product.ts'
import type { SentenceStanding } from '../../model/product-content.ts'

export const statusTones: Record<ProductStatus, Tone> = {
  draft: 'bronze',
  'for-approval': 'warn',
  approved: 'accent',
  released: 'good',
  withdrawn: 'quiet',
}

export function statusWord(status: ProductStatus): string {
  return {
    draft: say('Draft'),
    'for-approval': say('Waits for approval'),
    approved: say('Approved'),
    released: say('Released'),
    withdrawn: say('Withdrawn'),
  }[status]
}

export const formatWords: Record<ProductFormat, string> = {
  ...{ pdf: 'PDF', docx: 'Word', html: 'HTML', md: 'Markdown', json: 'JSON' },
  ...{ 'edxl-sitrep': 'EDXL-SitRep', cap: 'CAP' },
}

export function eventWord(event: ProductEvent): string {
  return {
    edit: say('Draft it again'),
    'put-forward': say('Put it forward'),
    approve: say('Approve it'),
    return: say('Give it back'),
    release: say('Release it'),
    receive: say('Record a receipt'),
    withdraw: say('Withdraw it'),
  }[event]
}

export function standingWord(standing: SentenceStanding): string {
  return {
    known: say('on record'),
    claimed: say('claimed: the record says who says so'),
    disputed: say('disputed: somebody contests it'),
    unknown: say('not known'),
    agreed: say('an agreed public line'),
    fixed: say('fixed words'),
  }[standing]
}

export const releaseTones: Record<ProductRelease['state'], Tone> = {
  ...{ waiting: 'warn', sent: 'good', failed: 'bad', held: 'quiet' },
}

export function releaseWord(state: ProductRelease['state']): string {
  return {
    waiting: say('waits to leave'),
    sent: say('released'),
    failed: say('failed'),
    held: say('held: nothing leaves an exercise'),
  }[state]
}
