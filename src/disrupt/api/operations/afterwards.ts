// Contracts: pages that are known as seizures, sinkholes, what was obtained, and what was promised.
import Type from 'typebox'
import { Instant } from '#kernel/time.ts'
import { ObtainedSaid, PageSaid, ReleaseSaid } from '../../events/operations.ts'
import { Obtained, Operation, Release } from '../../model/operations/operation.ts'
import { Key } from '../../model/words.ts'
import { optional } from '../shown.ts'
import { changing } from './acting.ts'

export const addSeizurePage = changing({
  name: 'disrupt.addSeizurePage',
  summary:
    'Say how the page is known that stands in place of a seized one: by phrases, or by a page to take the fingerprint of',
  fields: {
    name: PageSaid.properties.name,
    phrases: PageSaid.properties.phrases,
    page: optional(Type.String({ maxLength: 500_000, description: 'The page as HTML; only its fingerprint is kept' })),
    agreed: PageSaid.properties.agreed,
  },
  refusals: ['too-many-parts', 'no-such-part', 'says-too-little'],
  example: { name: 'Seizure notice', phrases: ['this domain has been seized'], agreed: ['p1'] },
})

export const agreeSeizurePage = changing({
  name: 'disrupt.agreeSeizurePage',
  summary: 'Write down that a partner agrees with how a seizure page is known',
  fields: { page: Key, partner: Key },
  refusals: ['no-such-part', 'nothing-to-change'],
  example: { page: 'f1', partner: 'p2' },
})

export const nameSinkholes = changing({
  name: 'disrupt.nameSinkholes',
  summary: 'Name the addresses of sinkholes that the partners run',
  fields: { sinkholes: Operation.properties.sinkholes },
  refusals: ['no-target'],
  example: { sinkholes: ['192.0.2.1'] },
})

export const noteObtained = changing({
  name: 'disrupt.noteObtained',
  summary: 'Write down what was obtained, as a count and where the sealed original lies; never the data itself',
  fields: {
    kind: ObtainedSaid.properties.kind,
    count: ObtainedSaid.properties.count,
    country: optional(Obtained.properties.country),
    sealed: ObtainedSaid.properties.sealed,
    sha256: optional(Obtained.properties.sha256),
    heldBy: ObtainedSaid.properties.heldBy,
    at: optional(Instant),
  },
  refusals: ['too-many-parts', 'no-such-part', 'impossible-times'],
  example: { kind: 'customers', count: 10_000_000, sealed: 'Exhibit 14', heldBy: 'p1' },
})

export const promiseRelease = changing({
  name: 'disrupt.promiseRelease',
  summary: 'Write down what was promised to the public or to partners, and by when',
  fields: {
    what: ReleaseSaid.properties.what,
    to: ReleaseSaid.properties.to,
    due: ReleaseSaid.properties.due,
    at: optional(Instant),
  },
  refusals: ['too-many-parts', 'impossible-times'],
  example: { what: 'Details of the operation', to: 'the public', due: '2025-01-30T18:00:00.000Z' },
})

export const keepRelease = changing({
  name: 'disrupt.keepRelease',
  summary: 'Write down that what was promised was published, and where it stands',
  fields: { release: Key, where: Release.properties.where, at: optional(Instant) },
  refusals: ['no-such-part', 'impossible-times'],
  example: { release: 'r1', where: 'Press release of 30 January' },
})
