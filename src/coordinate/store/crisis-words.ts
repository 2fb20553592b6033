// Domains of a hybrid campaign and roles in a crisis, out of data/, and the thresholds of the picture.
import Type, { type Static } from 'typebox'
import { type Priority, priorities } from '#assess/model.ts'
import type { Thresholds } from '#assess/rules/picture-facts.ts'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { DomainId } from '../model/crisis.ts'
import { Verification } from '../model/words.ts'

const Text = Type.String({ minLength: 1 })
const Word = Type.Object({ id: DomainId, label: Text, description: Type.String() })
const Words = Type.Array(Word, { minItems: 1, maxItems: 100 })
const told = { source: Text, verification: Verification }

export interface WordList {
  source: string
  verification: string
  items: Static<typeof Words>
}

export interface CrisisWords {
  domains: WordList
  roles: WordList
}

/** Throws BadDataset: nobody sorts a campaign by a list that cannot be read. */
export function readCrisisWords(): CrisisWords {
  const domains = readDataset(Type.Object({ ...told, domains: Words }), 'coordinate/domains.json')
  const roles = readDataset(Type.Object({ ...told, roles: Words }), 'coordinate/crisis-roles.json')
  if (!domains.domains.some((one) => one.id === 'cyber'))
    throw new BadDataset('data/coordinate/domains.json: the domain cyber must be there; incidents stand in it.')
  return {
    domains: list('coordinate/domains.json', domains.source, domains.verification, domains.domains),
    roles: list('coordinate/crisis-roles.json', roles.source, roles.verification, roles.roles),
  }
}

function list(path: string, source: string, verification: string, items: Static<typeof Words>): WordList {
  const twice = items.find((one, at) => items.findIndex((other) => other.id === one.id) < at)
  if (twice) throw new BadDataset(`data/${path}: ${twice.id} is there twice.`)
  return { source, verification, items: items.map(({ id, label, description }) => ({ id, label, description })) }
}

const Minutes = Type.Integer({ minimum: 1 })

/** How fresh a number of the picture is, as assess has it too. Throws BadDataset. */
export function readPictureThresholds(): Thresholds {
  const byPriority = Object.fromEntries(priorities.map((name) => [name, Minutes])) as Record<Priority, typeof Minutes>
  const { freshness, triageMinutes } = readDataset(
    Type.Object({
      freshness: Type.Object({ freshMinutes: Minutes, ageingMinutes: Minutes }),
      triageMinutes: Type.Object(byPriority),
    }),
    'assess/picture-thresholds.json',
  )
  const { freshMinutes, ageingMinutes } = freshness
  const { urgent, high, normal, low } = triageMinutes
  return { freshMinutes, ageingMinutes, triageMinutes: { urgent, high, normal, low } }
}
