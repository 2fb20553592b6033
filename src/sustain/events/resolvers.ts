// The entries of who uses which resolvers, and of guidelines.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { DnsUse } from '../model/dns-use.ts'
import { Guideline, OwnGuideline } from '../model/guideline.ts'
import { closed } from '../model/words.ts'

export const dnsUseRecord = recordKind({
  name: 'sustain.dnsUse',
  state: DnsUse,
  kinds: {
    'sustain.dnsUseAdded': opening(
      Type.Omit(DnsUse, ['active'], closed),
      (body): DnsUse => ({ ...body, active: true }),
    ),
    'sustain.dnsUseChanged': change(
      Type.Partial(Type.Omit(DnsUse, ['organisation']), closed),
      (state: DnsUse, body): DnsUse => ({ ...state, ...body }),
    ),
  },
  index: ({ network, resolvers, internalZones, note }) => ({
    title: `Resolvers of ${network}`,
    words: [
      ...resolvers.flatMap(({ name, address, tlsName }) => [name, address ?? '', tlsName ?? '']),
      ...(internalZones ?? []).map(({ name }) => name),
      note ?? '',
    ].join('\n'),
  }),
})

const withAuthor = (authors: readonly string[], person: string) => [...new Set([...authors, person])].slice(-200)
const Author = { person: OwnGuideline.properties.authors.items }

export const guidelineRecord = recordKind({
  name: 'sustain.guideline',
  state: OwnGuideline,
  kinds: {
    'sustain.guidelineDrafted': opening(
      Type.Object({ organisation: OwnGuideline.properties.organisation, text: Guideline, ...Author }, closed),
      ({ organisation, text, person }): OwnGuideline => ({
        ...{ organisation, state: 'draft', text, authors: [person], inForce: null, withdrawnBecause: null },
      }),
    ),
    'sustain.guidelineChanged': change(
      Type.Object({ text: Type.Partial(Guideline), ...Author }, closed),
      (state: OwnGuideline, { text, person }): OwnGuideline => ({
        ...state,
        state: 'draft',
        text: { ...state.text, ...text },
        authors: withAuthor(state.state === 'approved' ? [] : state.authors, person),
      }),
    ),
    'sustain.guidelineApproved': change(
      Type.Object(Author, closed),
      (state: OwnGuideline, { person }, { recordedAt }): OwnGuideline => ({
        ...state,
        state: 'approved',
        inForce: { text: state.text, approvedBy: person, approvedAt: recordedAt },
      }),
    ),
    'sustain.guidelineWithdrawn': change(
      Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }), ...Author }, closed),
      (state: OwnGuideline, { reason }): OwnGuideline => ({
        ...state,
        state: 'withdrawn',
        inForce: null,
        withdrawnBecause: reason,
      }),
    ),
  },
  index: ({ text }) => ({ title: text.title, words: text.summary }),
})
