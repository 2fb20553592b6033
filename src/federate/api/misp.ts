// MISP events, what others say about them, and the feeds and servers that are followed: the operations.
import Type from 'typebox'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { KeptMispEvent, MispRemark, MispRemarkKind, MispUuid } from '../model/misp/kept.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const reading: Policy = { who: 'signed-in' }
const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }
const settling: Policy = { who: ['administrator', 'liaison'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const aUuid = '5f0f1f5a-9f0c-4e4d-8c1b-2a3b4c5d6e7f'
const Cursor = Type.String({ maxLength: 500, description: '`next` of the page before' })
const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })
const Count = Type.Integer({ minimum: 0 })

const meanings = {
  'no-json': {
    status: 422,
    title: 'That is no MISP JSON',
    whatToDo: 'Export the event from MISP as “MISP JSON” and send that file.',
  },
  'bad-address': {
    status: 422,
    title: 'That is no address that can be followed',
    whatToDo: 'Give the address of the feed or of the server, such as https://misp.example.org.',
  },
  'address-not-allowed': {
    status: 422,
    title: 'This node may not fetch from there',
    whatToDo: 'Ask an administrator to allow that network (TOCSIN_FETCH_ALLOW), or give another address.',
  },
  'key-needed': {
    status: 422,
    title: 'A server is asked with a key',
    whatToDo: 'Give the authentication key that the server issued for this node.',
  },
  'bad-key': {
    status: 422,
    title: 'That is no OpenPGP public key',
    whatToDo: 'Give the armoured public key with which the manifest is signed.',
  },
  'uuid-taken': {
    status: 409,
    title: 'Another organisation goes by that UUID',
    whatToDo: 'Take the UUID away from the other organisation first, or correct it.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'too-many-sources': {
    status: 409,
    title: 'No more feeds and servers can be followed',
    whatToDo: 'End one that is not needed any more.',
  },
} satisfies Record<string, RefusalMeaning>
type Named = keyof typeof meanings
const may = (...names: Named[]): Record<string, RefusalMeaning> =>
  Object.fromEntries(names.map((name) => [name, meanings[name]]))

export const mispMaxBytes = 100 * 1024 * 1024

const Reason = Type.Object(
  {
    id: Type.String({ maxLength: 300 }),
    refusal: Type.String({ maxLength: 60 }),
    why: Type.String({ maxLength: 500 }),
    at: Type.String({ maxLength: 1_000 }),
  },
  closed,
)
const Taken = Type.Object(
  {
    intake: orNull(Id),
    events: Type.Array(
      Type.Object(
        {
          uuid: MispUuid,
          info: Type.String(),
          outcome: Type.Enum(['new', 'changed', 'known']),
          /** Parts that were left out, and attributes that have no equivalent in STIX: these stay in the event. */
          left: Count,
          without: Count,
        },
        closed,
      ),
    ),
    refused: Count,
    /** The first of those that were refused, each with a pointer into the file. */
    reasons: Type.Array(Reason),
    objects: Type.Object({ added: Count, known: Count, refused: Count }, closed),
  },
  closed,
)

export const importMisp = contract({
  name: 'federate.importMisp',
  does: 'action',
  summary: 'Take in MISP events from a file: each that can be taken, once, with the reasons of the others',
  input: Type.Object(
    { name: optional(Type.String({ minLength: 1, maxLength: 300, description: 'Name of the file' })) },
    closed,
  ),
  output: Taken,
  refusals: may('no-json'),
  policy: writing,
  upload: { maxBytes: mispMaxBytes },
  example: { name: 'misp.event.json' },
})

const Line = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    marking: Marking,
    ...Type.Omit(KeptMispEvent, ['event', 'values', 'parts']).properties,
  },
  closed,
)

export const listMisp = contract({
  name: 'federate.listMisp',
  does: 'query',
  summary: 'MISP events that you may read, the newest change first; by words, UUID or an exact value in them',
  input: Type.Object(
    { text: optional(Type.String({ minLength: 1, maxLength: 500 })), after: optional(Cursor), limit: optional(Limit) },
    closed,
  ),
  output: Type.Object({ items: Type.Array(Line), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: reading,
  example: { text: '203.0.113.7' },
})

export const exportMispEvent = contract({
  name: 'federate.exportMispEvent',
  does: 'query',
  summary: 'A MISP event as MISP JSON, with what others said about it as far as you may read that',
  input: Type.Object({ uuid: MispUuid }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: {},
  policy: reading,
  arguments: ['uuid'],
  download: true,
  example: { uuid: aUuid },
})

export const listMispRemarks = contract({
  name: 'federate.listMispRemarks',
  does: 'query',
  summary: 'Sightings, proposals and reports that others hung on MISP events, the newest first',
  input: Type.Object(
    {
      event: optional(MispUuid),
      kind: optional(MispRemarkKind),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(Type.Object({ id: Id, marking: Marking, since: Instant, state: MispRemark }, closed)),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { kind: 'sighting' },
})

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
    },
    closed,
  ),
  output: Type.Object({ id: Id }, closed),
  refusals: may('bad-address', 'address-not-allowed', 'key-needed', 'bad-key', 'person-needed', 'too-many-sources'),
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
