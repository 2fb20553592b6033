// Advisories of others, followed providers and used products as records: what they are is what their entries add up to.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import * as is from '../../model/advisories/advisory.ts'

const closed = { additionalProperties: false } as const

/** What one document brings. */
const Brought = Type.Pick(is.Advisory, ['content', 'file', 'bytes', 'source', 'integrity', 'check'])

export const advisoryRecord = recordKind({
  name: 'federate.advisory',
  state: is.Advisory,
  file: 'file',
  kinds: {
    'federate.advisoryTaken': opening(
      Brought,
      (body, entry): is.Advisory => ({ ...body, takenAt: entry.recordedAt, changedAt: entry.recordedAt }),
    ),
    'federate.advisoryRevised': change(
      Brought,
      (before: is.Advisory, body, entry): is.Advisory => ({ ...before, ...body, changedAt: entry.recordedAt }),
    ),
  },
  index: ({ content }) => ({
    title: `${content.trackingId}: ${content.title}`.slice(0, 500),
    words: [apart(content.trackingId), ...content.vulnerabilities.map(({ name }) => apart(name)), ...namesIn(content)]
      .join('\n')
      .slice(0, 100_000),
  }),
})

/** Ids as words: a search takes '-2026' for a number below zero. */
const apart = (id: string) => id.replace(/[^\p{L}\p{N}]+/gu, ' ')

function namesIn({ lines, publisher }: is.Advisory['content']): Set<string> {
  return new Set([
    publisher.name,
    ...lines.flatMap(({ vendor, product, name }) => [vendor, product, name].filter((one) => one !== null)),
  ])
}

export const productRecord = recordKind({
  name: 'federate.product',
  state: is.Product,
  kinds: {
    'federate.productAdded': opening(
      is.UsedProduct,
      (body, entry): is.Product => ({
        ...body,
        removed: false,
        addedAt: entry.recordedAt,
        changedAt: entry.recordedAt,
      }),
    ),
    'federate.productChanged': change(
      is.UsedProduct,
      (before: is.Product, body, entry): is.Product => ({ ...before, ...body, changedAt: entry.recordedAt }),
    ),
    'federate.productRemoved': change(
      Type.Object({}, closed),
      (before: is.Product, _body, entry): is.Product => ({ ...before, removed: true, changedAt: entry.recordedAt }),
    ),
  },
  index: ({ name, vendor, version }) => ({
    title: [vendor, name, version].filter((one) => one !== null).join(' '),
    words: '',
  }),
})

const Followed = Type.Pick(is.Provider, ['asked', 'facts', 'since'])

export const providerRecord = recordKind({
  name: 'federate.provider',
  state: is.Provider,
  kinds: {
    'federate.providerFollowed': opening(
      Followed,
      (body, entry): is.Provider => ({
        ...body,
        ...{ offered: [], status: 'following', followedAt: entry.recordedAt, changedAt: entry.recordedAt },
      }),
    ),
    /** Followed once more: the keys that it shows now are believed from here on. */
    'federate.providerFollowedAgain': change(
      Followed,
      (before: is.Provider, body, entry): is.Provider => ({
        ...before,
        ...body,
        ...{ offered: [], status: 'following', changedAt: entry.recordedAt },
      }),
    ),
    /** What it says of itself now; new keys are not believed by that. */
    'federate.providerChanged': change(
      Type.Pick(is.Provider, ['facts', 'offered']),
      (before: is.Provider, body, entry): is.Provider => ({ ...before, ...body, changedAt: entry.recordedAt }),
    ),
    'federate.providerStopped': change(
      Type.Object({}, closed),
      (before: is.Provider, _body, entry): is.Provider => ({
        ...before,
        status: 'stopped',
        changedAt: entry.recordedAt,
      }),
    ),
  },
  index: ({ asked, facts }) => ({ title: facts.publisher.name || asked, words: asked }),
})
