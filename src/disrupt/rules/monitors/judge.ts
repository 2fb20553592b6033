// How does a target stand, by what was seen of it? Pure: the sighting, what it looked like at first, and what partners agreed on.
import type { Sighting } from '../../model/monitors/sighting.ts'
import type { SeizurePage } from '../../model/operations/operation.ts'
import type { TargetStatus } from '../../model/targets/target.ts'
import { differingBits, simhashFrom } from './simhash.ts'

export interface Known {
  seizurePages: readonly Pick<SeizurePage, 'key' | 'name' | 'simhash' | 'agreed'>[]
  sinkholes: readonly string[]
  /** How it looked while it was up: the first sighting that showed a site. */
  first: Sighting | null
  /** How it stood before. */
  before: TargetStatus
}
export interface Judged {
  status: TargetStatus
  because: string
}

/** Fingerprints that differ in at most so many of 64 bits are of one page. Unrelated pages differ in some 32. */
export const samePageBits = 8

const wasDown: readonly TargetStatus[] = ['seizure-page', 'sinkholed', 'gone']

export function judgeSighting(seen: Sighting, known: Known): Judged {
  const down = judgeDown(seen, known)
  if (down) return down
  if (seen.page === 'closed-address')
    return { status: 'undetermined', because: `It leads to an address that is not asked: ${seen.why}` }
  const moved = judgeMoved(seen, known)
  if (moved) return moved
  if (seen.page === 'answered' || seen.page === 'not-http') return judgeUp(seen, known)
  if (seen.page === 'refused' || seen.page === 'no-answer')
    return { status: 'gone', because: `Nothing answers there: ${seen.why}` }
  return { status: 'undetermined', because: seen.why || 'What was seen says nothing.' }
}

function judgeDown(seen: Sighting, { seizurePages, sinkholes, first }: Known): Judged | null {
  const page = seizurePages.find((one) => isPage(seen, one))
  if (page) return { status: 'seizure-page', because: `The page “${page.name}” stands there.` }
  const sink = seen.addresses.find((address) => sinkholes.includes(address))
  if (sink) return { status: 'sinkholed', because: `It leads to the sinkhole ${sink}.` }
  if (seen.dns === 'nxdomain') return { status: 'gone', because: 'The DNS says that there is no such name.' }
  if (seen.dns === 'failed') return { status: 'undetermined', because: `The DNS did not answer: ${seen.why}` }
  if (seen.wildcard && !(first && isSamePage(seen, first)))
    return { status: 'gone', because: 'Its zone answers for any name; nothing of the site is there.' }
  return null
}

/** Known by all its phrases, or by its fingerprint; only pages count that somebody agreed on. */
function isPage(seen: Sighting, { key, simhash, agreed }: Known['seizurePages'][number]): boolean {
  if (agreed.length === 0 || seen.page !== 'answered') return false
  if (seen.phrasesOf.includes(key)) return true
  if (simhash === null || seen.simhash === null) return false
  return differingBits(simhashFrom(seen.simhash), simhashFrom(simhash)) <= samePageBits
}

export function isSamePage(a: Pick<Sighting, 'simhash'>, b: Pick<Sighting, 'simhash'>): boolean {
  if (a.simhash === null || b.simhash === null) return false
  return differingBits(simhashFrom(a.simhash), simhashFrom(b.simhash)) <= samePageBits
}

function judgeMoved(seen: Sighting, { first }: Known): Judged | null {
  if (first === null || seen.page !== 'answered') return null
  if (seen.leadsTo !== null && seen.leadsTo !== first.leadsTo)
    return { status: 'moved', because: `It leads on to ${seen.leadsTo}.` }
  const elsewhere = seen.addresses.length > 0 && !seen.addresses.some((one) => first.addresses.includes(one))
  if (!elsewhere || first.addresses.length === 0) return null
  if (isSamePage(seen, first) || (seen.key !== null && seen.key === first.key))
    return { status: 'moved', because: `The same site answers at ${seen.addresses.join(', ')} now.` }
  return null
}

function judgeUp(seen: Sighting, { before, first }: Known): Judged {
  const status = seen.status === null ? 'It answers' : `It answers with ${seen.status}`
  const cut = seen.cut ? ', with more than is read' : ''
  if (wasDown.includes(before) || before === 'back') {
    const same = first && isSamePage(seen, first) ? ', and shows what it showed before' : ''
    return { status: 'back', because: `${status}${cut}${same}.` }
  }
  // Where it moved to stays known until it is down.
  if (before === 'moved' && first && !seen.addresses.some((one) => first.addresses.includes(one)))
    return { status: 'moved', because: `${status}${cut}, elsewhere than at first.` }
  return { status: 'up', because: `${status}${cut}.` }
}

/** A change counts when it was seen twice in a row: one lost packet is no takedown. What partners put there counts at once. */
export function isConfirmed(judged: Judged, before: TargetStatus, last: TargetStatus | null): boolean {
  if (judged.status === before) return false
  if (judged.status === 'seizure-page' || judged.status === 'sinkholed') return true
  if (before === 'undetermined' && judged.status === 'up') return true
  return judged.status === last
}
