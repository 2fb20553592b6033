// Organisations side by side: named where they agreed, otherwise by a letter, and not at all where a letter would name them.
import type { Id } from '#kernel/id.ts'
import type { ComparedOrganisation, MiddleTime } from '../../model/evaluation/comparison.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Followed } from '../run/course.ts'
import { metOf, wholeScore } from './evaluate.ts'
import { middleOf } from './times.ts'

/** Fewer than that, and whoever knows who took part knows who is meant. */
export const fewestOrganisations = 3

/** What one organisation was asked for in one run. */
export interface Part {
  organisation: Id
  followed: readonly Pick<Followed, 'expected' | 'state' | 'at' | 'from'>[]
}

/** Expected actions by whoever is to do them. What anybody may do, and what the house does, belongs to nobody. */
export function partsOf(
  scenario: Scenario,
  followed: readonly Followed[],
  organisationOf: (participant: string) => Id,
): Part[] {
  const participantOf = new Map(scenario.cast.map(({ id, participant }) => [id, participant]))
  const parts = new Map<Id, Followed[]>()
  for (const one of followed) {
    const { by, byItself } = one.expected
    if (by === undefined || byItself) continue
    const organisation = organisationOf(participantOf.get(by) ?? by)
    const list = parts.get(organisation)
    if (list) list.push(one)
    else parts.set(organisation, [one])
  }
  return [...parts].map(([organisation, all]) => ({ organisation, followed: all }))
}

export function middleTimes(followed: readonly Pick<Followed, 'expected' | 'at' | 'from'>[]): MiddleTime[] {
  const all = new Map<MiddleTime['what'], number[]>()
  for (const { expected, at, from } of followed) {
    if (at === null || from === null || expected.never) continue
    const list = all.get(expected.measure)
    if (list) list.push((at - from) / 1_000)
    else all.set(expected.measure, [(at - from) / 1_000])
  }
  return [...all].map(([what, seconds]) => ({ what, seconds: middleOf(seconds) ?? 0, of: seconds.length }))
}

export interface Naming {
  agreed: ReadonlySet<Id>
  nameOf(organisation: Id): string
  /** Whose reader asks: they know themselves. */
  own: Id | null
  /** Chance, by which the others are put into an order that tells nothing. */
  shuffle: ReadonlyMap<Id, string>
}

export function organisationsBeside(parts: readonly Part[], naming: Naming) {
  const all = new Map<Id, Part['followed'][number][]>()
  for (const { organisation, followed } of parts) all.set(organisation, [...(all.get(organisation) ?? []), ...followed])
  const row = (organisation: Id, name: string, named: boolean): ComparedOrganisation => {
    const followed = all.get(organisation) ?? []
    const asked = followed.filter(({ state }) => !['waiting', 'due', 'not-asked', 'elsewhere'].includes(state)).length
    return {
      ...{ name, named, yours: organisation === naming.own, score: wholeScore(followed), met: metOf(followed), asked },
      times: middleTimes(followed),
    }
  }
  const ids = [...all.keys()]
  const open = ids.filter((id) => id === naming.own || naming.agreed.has(id))
  const hidden = ids.filter((id) => !open.includes(id))
  const shown = open.map((id) => row(id, naming.nameOf(id), naming.agreed.has(id)))
  const withheld = whyWithheld(ids.length, hidden.length)
  const chance = (id: Id) => naming.shuffle.get(id) ?? ''
  const sorted = [...hidden].sort((a, b) => (chance(a) < chance(b) ? -1 : 1))
  const lettered = withheld === null ? sorted.map((id, at) => row(id, `organisation ${letter(at)}`, false)) : []
  return { organisations: [...shown, ...lettered], withheld }
}

/** A letter that only one can bear is a name. */
export function whyWithheld(all: number, hidden: number): string | null {
  if (hidden === 0) return null
  if (all < fewestOrganisations)
    return `Organisations that have not agreed to be named are left out: with fewer than ${fewestOrganisations} it would be known who they are.`
  if (hidden === 1)
    return 'One organisation has not agreed to be named and is left out: beside the others it would be known who it is.'
  return null
}

/** A to Z, AA, AB, and so on. */
export function letter(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : `${letter(Math.floor(at / 26) - 1)}${last}`
}
