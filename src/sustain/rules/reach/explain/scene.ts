// All witnesses side by side: who sees what, in how many networks and countries, and who is left out.
import type { Explanation, ExplanationKind, Pattern } from '../../../model/reach.ts'
import { failedShare, type Witness } from '../pattern.ts'
import type { ReachData } from '../reach-data.ts'

export interface Scene {
  data: ReachData
  /** Those that can say something of the service: heard often enough, and with a way out of their own. */
  able: readonly Witness[]
  blind: readonly Witness[]
  /** Without doubt: hardly a probe fails. Who loses some is neither well nor bad. */
  well: readonly Witness[]
  bad: readonly Witness[]
  /** Networks among the able: two points in one network are one witness, and so are all points of one peer. */
  witnesses: number
}

export function sceneOf(all: readonly Witness[], data: ReachData): Scene {
  const able = all.filter(({ pattern }) => pattern !== 'too-little' && pattern !== 'blind')
  return {
    data,
    able,
    blind: all.filter(({ pattern }) => pattern === 'blind'),
    well: able.filter(({ pattern, view }) => pattern === 'well' && failedShare(view.service) < data.strainedShare),
    bad: able.filter(({ pattern }) => pattern !== 'well'),
    witnesses: networksOf(able),
  }
}

/** However many places and networks a peer names, it is one witness: all of them are its word. */
export function networksOf(witnesses: readonly Witness[]): number {
  const networkOf = ({ view }: Witness) => view.network ?? `at ${view.vantage}`
  const known = new Set(witnesses.filter(({ view }) => view.peer === undefined).map(networkOf))
  let count = known.size
  for (const peer of new Set(witnesses.flatMap(({ view }) => view.peer ?? []))) {
    const told = witnesses.filter(({ view }) => view.peer === peer).map(networkOf)
    if (told.some((network) => !known.has(network))) count += 1
    for (const network of told) known.add(network)
  }
  return count
}

/** Countries that are known; a witness that does not say where it stands adds none. */
export function countriesOf(witnesses: readonly Witness[]): string[] {
  return [...new Set(witnesses.flatMap(({ view }) => view.country ?? []))].sort()
}

export function withPattern({ able }: Scene, ...which: Pattern[]): Witness[] {
  return able.filter(({ pattern }) => which.includes(pattern))
}

/**
 * All of these stand in one country, none of the well do, and they are of at least two networks: what an order to the providers of a
 * country looks like. A single network says nothing about its country.
 */
export function aCountryOfItsOwn(some: readonly Witness[], { well }: Scene): string | null {
  const [country, ...more] = countriesOf(some)
  if (country === undefined || more.length > 0 || some.some(({ view }) => view.country === null)) return null
  return networksOf(some) >= 2 && !countriesOf(well).includes(country) ? country : null
}

export interface Weighed {
  weight: number
  says: string
}

/** What speaks for and against an explanation, each with how far it alone would convince. */
export interface Case {
  kind: ExplanationKind
  for: (Weighed | null | false)[]
  against: (Weighed | null | false)[]
  next: string
}

export function weigh({ kind, for: pro, against, next }: Case): Explanation {
  const yes = pro.filter((one): one is Weighed => Boolean(one))
  const no = against.filter((one): one is Weighed => Boolean(one))
  const left = (list: readonly Weighed[]) => list.reduce((rest, { weight }) => rest * (1 - weight), 1)
  const support = yes.length === 0 ? 0 : (1 - left(yes)) * left(no)
  return {
    kind,
    support: Math.round(support * 100) / 100,
    sure: 'unlikely',
    for: yes.map(({ says }) => says).slice(0, 20),
    against: no.map(({ says }) => says).slice(0, 20),
    next,
  }
}

export function when(holds: boolean, weight: number, says: string): Weighed | null {
  return holds ? { weight, says } : null
}

export function places(count: number): string {
  return count === 1 ? 'one network' : `${count} networks`
}
