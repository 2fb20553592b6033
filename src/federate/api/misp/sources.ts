// MISP feeds and servers that are followed, what goes back to them, and by which UUIDs MISP knows organisations: the operations.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { MispRemarkKind, MispUuid } from '../../model/misp/kept.ts'
import { anId, aUuid, Count, closed, Limit, may, optional, orNull, settling, writing } from './parts.ts'

const Name = Type.String({ minLength: 1, maxLength: 200 })
const EverySeconds = Type.Integer({ minimum: 300, maximum: 604_800, default: 3_600 })
const Source = Type.Object(
  {
    id: Id,
    kind: Type.Enum(['feed', 'server']),
    name: Name,
    url: Type.String(),
    signed: Type.Boolean(),
    ours: Type.Boolean(),
    organisation: Id,
    everySeconds: EverySeconds,
    paused: Type.Boolean(),
    addedBy: Type.String(),
    addedAt: Instant,
    nextAt: Instant,
    failures: Count,
    lastAttempt: orNull(Instant),
    lastSuccess: orNull(Instant),
    lastError: orNull(Type.String()),
    lastIntake: orNull(Id),
    taken: Count,
    /** Whether what our people say about its events goes back to it, and how much did; what came from it of that kind. */
    sends: Type.Boolean(),
    sent: Count,
    lastSent: orNull(Instant),
    remarks: Count,
  },
  closed,
)

export const followMisp = contract({
  name: 'federate.followMisp',
  does: 'action',
  summary: 'Follow a MISP feed, or a MISP server by a key: what is new or changed is fetched at an interval',
  input: Type.Object(
    {
      kind: Type.Enum(['feed', 'server']),
      url: Type.String({ minLength: 8, maxLength: 2_000 }),
      name: optional(Name),
      key: optional(Type.String({ minLength: 8, maxLength: 500, description: 'Authentication key of the server' })),
      openpgp: optional(
        Type.String({ minLength: 100, maxLength: 100_000, description: 'Armoured public key that signs the manifest' }),
      ),
      everySeconds: optional(EverySeconds),
      ours: optional(Type.Boolean({ description: 'Our own MISP: it may bring events that belong to us' })),
      sends: optional(
        Type.Boolean({ description: 'Sightings and proposals of your people about its events go back to that server' }),
      ),
    },
    closed,
  ),
  output: Type.Object({ id: Id }, closed),
  refusals: may(
    'bad-address',
    'address-not-allowed',
    'key-needed',
    'bad-key',
    'person-needed',
    'too-many-sources',
    'cannot-send',
  ),
  policy: settling,
  answersSecret: true,
  example: { kind: 'feed', url: 'https://feeds.example.org/misp', everySeconds: 3_600 },
})

export const listMispSources = contract({
  name: 'federate.listMispSources',
  does: 'query',
  summary: 'MISP feeds and servers that are followed, and how it goes; organisations that MISP knows by another UUID',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      items: Type.Array(Source),
      organisations: Type.Array(Type.Object({ organisation: Id, uuid: MispUuid }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: writing,
  example: {},
})

export const pauseMisp = contract({
  name: 'federate.pauseMisp',
  does: 'action',
  summary: 'Pause a MISP feed or server that is followed, or go on with it',
  input: Type.Object({ id: Id, paused: Type.Boolean() }, closed),
  output: Type.Object({ id: Id, paused: Type.Boolean() }, closed),
  refusals: {},
  policy: settling,
  arguments: ['id'],
  example: { id: anId, paused: true },
})

export const unfollowMisp = contract({
  name: 'federate.unfollowMisp',
  does: 'action',
  summary: 'Follow a MISP feed or server no more; its key is forgotten, its events stay',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: {},
  policy: settling,
  arguments: ['id'],
  example: { id: anId },
})

export const pollMisp = contract({
  name: 'federate.pollMisp',
  does: 'action',
  summary: 'Ask a MISP feed or server now, without waiting for its turn',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      outcome: Type.Enum(['taken', 'unchanged', 'failed']),
      error: orNull(Type.String()),
      fetched: Count,
      new: Count,
      changed: Count,
      refused: Count,
      /** Sightings and proposals: that came, and that went back. */
      heard: Count,
      sent: Count,
    },
    closed,
  ),
  refusals: {},
  policy: writing,
  arguments: ['id'],
  example: { id: anId },
})

export const nameMispOrganisation = contract({
  name: 'federate.nameMispOrganisation',
  does: 'action',
  summary: 'Say under which UUID MISP knows an organisation of the register: only then its events count as its own',
  input: Type.Object({ organisation: Id, uuid: orNull(MispUuid) }, closed),
  output: Type.Object({ organisation: Id, uuid: orNull(MispUuid) }, closed),
  refusals: may('uuid-taken'),
  policy: settling,
  arguments: ['organisation'],
  example: { organisation: anId, uuid: aUuid },
})

export const answerMisp = contract({
  name: 'federate.answerMisp',
  does: 'action',
  summary: 'Let what your people say about the events of a MISP server go back to it, or stop that',
  input: Type.Object({ id: Id, sends: Type.Boolean() }, closed),
  output: Type.Object({ id: Id, sends: Type.Boolean() }, closed),
  refusals: may('cannot-send'),
  policy: settling,
  arguments: ['id'],
  example: { id: anId, sends: true },
})

export const listMispSent = contract({
  name: 'federate.listMispSent',
  does: 'query',
  summary: 'Sightings and proposals that went to a MISP server, those that wait, and those that it would not have',
  input: Type.Object({ id: Id, limit: optional(Limit) }, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            remark: Id,
            event: MispUuid,
            kind: MispRemarkKind,
            text: Type.String(),
            at: orNull(Instant),
            refused: Type.Boolean(),
            error: orNull(Type.String()),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: writing,
  arguments: ['id'],
  example: { id: anId },
})

export const checkMisp = contract({
  name: 'federate.checkMisp',
  does: 'action',
  onlyLive: true,
  summary: 'Ask a MISP feed or server what it has and what its key may do, before it is followed; nothing is taken in',
  input: Type.Object(
    {
      kind: Type.Enum(['feed', 'server']),
      url: Type.String({ minLength: 8, maxLength: 2_000 }),
      key: optional(Type.String({ minLength: 8, maxLength: 500 })),
      openpgp: optional(Type.String({ minLength: 100, maxLength: 100_000 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      /** As the server names itself; null for a feed. */
      version: orNull(Type.String()),
      organisation: orNull(Type.String()),
      events: Count,
      newest: orNull(Instant),
      /** What the key may: null for a feed. */
      mayRead: orNull(Type.Boolean()),
      maySight: orNull(Type.Boolean()),
      mayWrite: orNull(Type.Boolean()),
      /** Of a feed: whether its manifest is signed by the key that was given; null where none was. */
      signed: orNull(Type.Boolean()),
      remarks: Type.Array(Type.String()),
    },
    closed,
  ),
  refusals: may('bad-address', 'address-not-allowed', 'key-needed', 'bad-key', 'not-reached'),
  policy: settling,
  answersSecret: true,
  example: { kind: 'feed', url: 'https://feeds.example.org/misp' },
})
