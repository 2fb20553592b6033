// What an organisation answers for on the network, as a record.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { NetworkHeld } from '../../model/abuse-event.ts'

const closed = { additionalProperties: false } as const
const { prefixes, asns, domains, mail } = NetworkHeld.properties

export const networkRecord = recordKind({
  name: 'federate.network',
  state: NetworkHeld,
  kinds: {
    'federate.networkRegistered': opening(NetworkHeld, (body) => body),
    'federate.networkChanged': change(
      Type.Object({ prefixes, asns, domains, mail }, closed),
      (before: NetworkHeld, body): NetworkHeld => ({ ...before, ...body }),
    ),
    'federate.networkEnded': change(
      Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) }, closed),
      (before: NetworkHeld): NetworkHeld => ({ ...before, ended: true }),
    ),
  },
  index: (state) => ({
    title: state.prefixes[0] ?? state.domains[0] ?? `AS${state.asns[0] ?? 0}`,
    words: [
      ...state.prefixes.slice(0, 200),
      ...state.domains.slice(0, 200),
      ...state.asns.map((asn) => `AS${asn}`),
    ].join(' '),
  }),
})
