// The life of a version of the taxonomy: status by event, every cell filled; and who may take a step, with the reason where not.
import { personOf, type Reader } from '#kernel/reader.ts'
import type { Taxonomy, TaxonomyEvent, TaxonomyStatus } from '../../model/taxonomy.ts'

export type Step = { to: TaxonomyStatus } | { not: string }

const frozen = { not: 'It was adopted, and stays as it is. Draft a new version from it.' }
const replaced = { not: 'A newer version took its place.' }
const withdrawn = { not: 'It was withdrawn. Draft a new version.' }

export const lifecycle: Record<TaxonomyStatus, Record<TaxonomyEvent, Step>> = {
  draft: {
    edit: { to: 'draft' },
    'put-forward': { to: 'proposed' },
    return: { not: 'It is with those who write it already.' },
    adopt: { not: 'Nobody has put it forward yet.' },
    supersede: { not: 'It was never adopted.' },
    withdraw: { to: 'withdrawn' },
  },
  proposed: {
    edit: { not: 'It was put forward as it is. Give it back to change it.' },
    'put-forward': { not: 'It was put forward already.' },
    return: { to: 'draft' },
    adopt: { to: 'adopted' },
    supersede: { not: 'It was never adopted.' },
    withdraw: { to: 'withdrawn' },
  },
  adopted: {
    edit: frozen,
    'put-forward': { not: 'It is adopted already.' },
    return: frozen,
    adopt: { not: 'It is adopted already.' },
    supersede: { to: 'superseded' },
    withdraw: { not: 'What was adopted stays until a newer version takes its place.' },
  },
  superseded: {
    edit: replaced,
    'put-forward': replaced,
    return: replaced,
    adopt: replaced,
    supersede: replaced,
    withdraw: replaced,
  },
  withdrawn: {
    edit: withdrawn,
    'put-forward': withdrawn,
    return: withdrawn,
    adopt: withdrawn,
    supersede: withdrawn,
    withdraw: { not: 'It was withdrawn already.' },
  },
}

export interface No {
  refusal: 'wrong-state' | 'person-needed' | 'second-person-needed'
  why: string
}

type Who = Pick<Reader, 'person'>

/**
 * Null where the step may be taken. Adoption is written down by a named person who did not put the version forward: the body that
 * adopts stands outside, and two pairs of eyes see that it did.
 */
export function whyNot(state: Taxonomy, event: TaxonomyEvent, who: Who): No | null {
  const step = lifecycle[state.status][event]
  if ('not' in step) return { refusal: 'wrong-state', why: step.not }
  if (event !== 'adopt') return null
  if (who.person === null) return { refusal: 'person-needed', why: 'Only a named person can write down an adoption.' }
  if (personOf(state.putForward?.by ?? '') !== `person:${who.person}`) return null
  return {
    refusal: 'second-person-needed',
    why: 'You put this version forward. Somebody else has to write down that it was adopted.',
  }
}
