// Does a site that is up belong to a family of sites that were taken down? By content, certificate, name and infrastructure, each with
// its reason. A score is a hint for people to look at; nothing is listed or taken by it.
import type { Sighting } from '../../model/monitors/sighting.ts'
import type { TargetStatus } from '../../model/targets/target.ts'
import { skeletonOf } from '../targets/names.ts'
import { differingBits, type Simhash, simhashFrom } from './simhash.ts'

export interface Site {
  id: string
  name: string
  reads: string
  status: TargetStatus
  /** How it looked while it was up, and how it looks now. */
  first: Sighting | null
  last: Sighting | null
}
export interface FamilyLimits {
  likelyFrom: number
  possibleFrom: number
}
export interface Alike {
  score: number
  because: string[]
}
export interface Reemerged extends Alike {
  candidate: string
  candidateName: string
  like: string
  likeName: string
  verdict: 'likely' | 'possible'
}

const down: readonly TargetStatus[] = ['seizure-page', 'sinkholed', 'gone', 'moved']

export function reemerged(sites: readonly Site[], limits: FamilyLimits): Reemerged[] {
  const family = sites.filter((one) => down.includes(one.status) && one.first !== null)
  const candidates = sites.filter((one) => one.status === 'up' || one.status === 'back')
  const found: Reemerged[] = []
  for (const candidate of candidates) {
    for (const member of family) {
      const { score, because } = alike(candidate, member)
      if (score < limits.possibleFrom) continue
      found.push({
        ...{ candidate: candidate.id, candidateName: candidate.reads, like: member.id, likeName: member.reads },
        ...{ score, because, verdict: score >= limits.likelyFrom ? 'likely' : 'possible' },
      })
    }
  }
  return found.sort((a, b) => b.score - a.score).slice(0, 500)
}

export function alike(candidate: Site, member: Site): Alike {
  const now = candidate.last ?? candidate.first
  const then = member.first
  if (now === null || then === null) return { score: 0, because: [] }
  const signs: [weight: number, because: string][] = []
  const content = contentAlike(now, then)
  if (content > 0) signs.push([0.6 * content, `The text is the same by ${Math.round(content * 100)} %.`])
  if (now.title !== '' && now.title === then.title) signs.push([0.15, `Both are called “${now.title}”.`])
  if (now.key !== null && now.key === then.key) signs.push([0.6, 'The certificates have the same key.'])
  const name = nameAlike(candidate.reads, member.reads)
  if (name !== null) signs.push([0.25, name])
  const shared = now.addresses.filter((address) => then.addresses.includes(address))
  if (shared.length > 0) signs.push([0.2, `Both are at ${shared.join(', ')}.`])
  // Independent hints: what is left of doubt is what each leaves of it.
  const doubt = signs.reduce((left, [weight]) => left * (1 - weight), 1)
  return { score: Math.round((1 - doubt) * 1_000) / 1_000, because: signs.map(([, because]) => because) }
}

/** 1: the same fingerprint. 0 from 16 differing bits on: pages of different sites differ in some 32. */
function contentAlike(a: Pick<Sighting, 'simhash'>, b: Pick<Sighting, 'simhash'>): number {
  if (a.simhash === null || b.simhash === null) return 0
  return closeness(differingBits(simhashFrom(a.simhash), simhashFrom(b.simhash)))
}
const closeness = (bits: number) => Math.max(0, 1 - bits / 16)

function nameAlike(a: string, b: string): string | null {
  const one = stemOf(a)
  const two = stemOf(b)
  if (one.length < 4 || two.length < 4) return null
  if (one === two) return `Both are called ${one}.`
  if (one.includes(two) || two.includes(one)) return `${one} and ${two}: one name is in the other.`
  return distance(one, two) <= (Math.max(one.length, two.length) >= 8 ? 2 : 1) ? `${one} is written like ${two}.` : null
}

/** What a name is called without its ending and its hyphens, as it looks to somebody who reads quickly. */
function stemOf(name: string): string {
  const labels = skeletonOf(name).split('.')
  return (
    (labels.length > 1 ? labels.slice(0, -1) : labels)
      .filter((label) => label !== 'www')
      .at(-1)
      ?.replaceAll('-', '') ?? ''
  )
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      )
    row = next
  }
  return row[b.length] ?? 0
}

/** Which of many pages are like one: their places, the most alike first. Made for a hundred thousand pages in a moment. */
export function pagesLike(one: Simhash, many: readonly Simhash[], mostBits: number): { at: number; bits: number }[] {
  const found: { at: number; bits: number }[] = []
  for (let at = 0; at < many.length; at++) {
    const bits = differingBits(one, many[at] as Simhash)
    if (bits <= mostBits) found.push({ at, bits })
  }
  return found.sort((a, b) => a.bits - b.bits)
}
