// Contracts: what is seen of a service from outside, when somebody asks for it, and what of that goes onto the map.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { AskedResolver, Proposal, SeenName } from '../model/observed.ts'
import { Part } from '../model/parts.ts'
import { DnsName, Port } from '../model/resolvers.ts'
import { closed } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, held, Version, working } from './shown.ts'

const optional = Type.Optional

export const observeService = contract({
  name: 'sustain.observeService',
  does: 'action',
  onlyLive: true,
  summary: 'Look at host names over DNS and TLS, now and once, and propose parts and needs; nothing is written',
  input: Type.Object(
    {
      /** Host names. Left out: the other names of the part that are host names. */
      names: optional(Type.Array(DnsName, { minItems: 1, maxItems: 20, uniqueItems: true })),
      part: optional(Id),
      /** Where TLS is spoken; left out: 443. */
      port: optional(Port),
      /** Who is asked; left out: the resolvers of this machine. */
      resolver: optional(AskedResolver),
    },
    closed,
  ),
  output: Type.Object({ seen: Type.Array(SeenName), proposals: Type.Array(Proposal) }, closed),
  refusals: refusing('person-needed', 'nothing-to-observe', 'resolver-closed'),
  policy: working,
  example: { names: ['portal.example.org'] },
})

export const acceptObserved = contract({
  name: 'sustain.acceptObserved',
  does: 'action',
  summary: 'Put proposals of an observation onto the map that a person chose: parts, and what needs them',
  input: Type.Object(
    { part: Id, version: Version, chosen: Type.Array(Proposal, { minItems: 1, maxItems: 100 }) },
    closed,
  ),
  output: Type.Object({ part: held(Part), added: Type.Array(Id) }, closed),
  refusals: refusing('person-needed', 'no-such-part', 'contradictory-need'),
  policy: working,
  arguments: ['part'],
  example: {
    part: anId,
    version: 1,
    chosen: [
      {
        name: 'example.net',
        kind: 'provider',
        layer: 'dns',
        alias: 'dns:example.net',
        need: 'Names',
        holds: { likely: 60 },
        weight: 1,
        seenFor: 'portal.example.org',
        seenAt: '2026-03-10T09:45:00.000Z',
        because: 'ns1.example.net answers for example.org',
        part: null,
      },
    ],
  },
})
