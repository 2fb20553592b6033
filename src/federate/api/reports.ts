// Abuse reports of others: the operations.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice, Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Country } from '#people/model.ts'
import { EventKind, KeptEvent, NetworkHeld } from '../model/abuse-event.ts'
import { RefusedObject } from '../model/objects.ts'
import { NoticeLanguage } from '../model/owner-notice.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const Count = Type.Integer({ minimum: 0 })
const signedIn: Policy = { who: 'signed-in' }
const working: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }

/** The most bytes of one file of events. */
export const eventsMaxBytes = 1_073_741_824

const EventFilter = {
  kind: optional(EventKind),
  organisation: optional(
    Type.Union([Id, Type.Literal('none')], { description: "Whose network; 'none': nobody's that is registered" }),
  ),
  cc: optional(Country),
  asn: optional(Type.Integer({ minimum: 0, maximum: 4_294_967_295 })),
  since: optional(Instant),
  until: optional(Instant),
  told: optional(Type.Boolean()),
}

export const importEvents = contract({
  name: 'federate.importEvents',
  does: 'action',
  summary: 'Take in a file of events: IntelMQ (JSON or CSV), n6, XARF, or one abuse report as a mail (RFC 5965, XARF)',
  input: Type.Object(
    {
      form: Type.Enum(['intelmq', 'n6', 'x-arf', 'mail']),
      name: Type.String({ minLength: 1, maxLength: 300, description: 'Name of the file, or of who sent it' }),
      tlp: optional(Tlp),
    },
    closed,
  ),
  output: Type.Object(
    {
      read: Count,
      added: Count,
      known: Count,
      refused: Count,
      reasons: Type.Array(RefusedObject, { maxItems: 200 }),
      intakes: Type.Array(Id, { maxItems: 1000 }),
    },
    closed,
  ),
  refusals: {
    'not-a-file': {
      status: 422,
      title: 'No file came',
      whatToDo: 'Send the file as the body of the request; it may have been broken off on the way.',
    },
    'no-events': {
      status: 422,
      title: 'The file holds no events of that form',
      whatToDo: 'See the detail; choose the form that the file is in.',
    },
  },
  policy: working,
  example: { form: 'intelmq', name: 'shadow-server.jsonl', tlp: 'AMBER' },
  upload: { maxBytes: eventsMaxBytes },
})

export const listEvents = contract({
  name: 'federate.listEvents',
  does: 'query',
  summary: 'Events of abuse, newest first',
  input: Type.Object(
    {
      ...EventFilter,
      after: optional(KeptEvent.properties.id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 500 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(KeptEvent), next: Type.Union([Type.String(), Type.Null()]) }, closed),
  refusals: {},
  policy: signedIn,
  example: { kind: 'infected-system', limit: 50 },
})

export const countEvents = contract({
  name: 'federate.countEvents',
  does: 'query',
  summary: 'How many events there are, by kind, organisation, country, system (AS), feed or day',
  input: Type.Object({ by: Type.Enum(['kind', 'organisation', 'cc', 'asn', 'feed', 'day']), ...EventFilter }, closed),
  output: Type.Object(
    {
      rows: Type.Array(
        Type.Object(
          { of: Type.Union([Type.String(), Type.Null()]), label: Type.String(), events: Count, seen: Count },
          closed,
        ),
        { maxItems: 400 },
      ),
    },
    closed,
  ),
  refusals: {},
  policy: signedIn,
  example: { by: 'kind' },
})

const networkRefusals = {
  'bad-network': {
    status: 422,
    title: 'That is no network, system or domain',
    whatToDo: 'See the detail; write networks as 198.51.100.0/24, systems as numbers, domains as example.org.',
  },
}

const NetworkInput = {
  prefixes: optional(NetworkHeld.properties.prefixes),
  asns: optional(NetworkHeld.properties.asns),
  domains: optional(NetworkHeld.properties.domains),
  mail: optional(NetworkHeld.properties.mail),
}

export const registerNetwork = contract({
  name: 'federate.registerNetwork',
  does: 'action',
  summary: 'Say for which networks, systems and domains an organisation answers, and where it is told of abuse',
  input: Type.Object({ organisation: Id, ...NetworkInput, marking: optional(MarkingChoice) }, closed),
  output: Type.Object({ id: Id, version: Type.Integer(), claimed: Count }, closed),
  refusals: networkRefusals,
  policy: { who: ['administrator', 'liaison', 'duty-officer'] },
  example: {
    organisation: '01980f3c-8a00-7000-8000-000000000001',
    prefixes: ['198.51.100.0/24'],
    mail: 'abuse@operator.example',
  },
})

export const changeNetwork = contract({
  name: 'federate.changeNetwork',
  does: 'action',
  summary: 'Change for what an organisation answers, or where it is told',
  input: Type.Object({ id: Id, version: Type.Integer({ minimum: 1 }), ...NetworkInput }, closed),
  output: Type.Object({ id: Id, version: Type.Integer(), claimed: Count }, closed),
  refusals: networkRefusals,
  policy: { who: ['administrator', 'liaison', 'duty-officer'] },
  example: { id: '01980f3c-8a00-7000-8000-000000000001', version: 1, domains: ['operator.example'] },
})

export const endNetwork = contract({
  name: 'federate.endNetwork',
  does: 'action',
  summary: 'An organisation no longer answers for these networks',
  input: Type.Object(
    { id: Id, version: Type.Integer({ minimum: 1 }), reason: Type.String({ minLength: 3, maxLength: 500 }) },
    closed,
  ),
  output: Type.Object({ id: Id, version: Type.Integer() }, closed),
  refusals: {},
  policy: { who: ['administrator', 'liaison', 'duty-officer'] },
  example: { id: '01980f3c-8a00-7000-8000-000000000001', version: 1, reason: 'Sold to another operator.' },
})

export const listNetworks = contract({
  name: 'federate.listNetworks',
  does: 'query',
  summary: 'Which organisation answers for which networks',
  input: Type.Object({ organisation: optional(Id) }, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object({ id: Id, version: Type.Integer(), name: Type.String(), ...NetworkHeld.properties }, closed),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: signedIn,
  example: {},
})

export const exportEvents = contract({
  name: 'federate.exportEvents',
  does: 'query',
  summary: 'Events as a file: CSV, IntelMQ, or XARF reports, one after the other',
  input: Type.Object({ format: Type.Enum(['csv', 'intelmq', 'x-arf']), ...EventFilter }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: {
    'too-many': {
      status: 422,
      title: 'That is more than one file takes',
      whatToDo: 'Ask for fewer: one organisation, one kind, or a shorter time. The detail names the limit.',
    },
    'no-reporter': {
      status: 409,
      title: 'Reports need somebody to answer to',
      whatToDo: 'Enter a mail address among the contacts of your own organisation first.',
    },
  },
  policy: signedIn,
  example: { format: 'csv', kind: 'infected-system' },
  download: true,
})

const ownerRefusals = {
  'no-address': {
    status: 409,
    title: 'Nobody knows where this organisation wants to be told',
    whatToDo: 'Enter a mail address with its networks.',
  },
  'nothing-to-tell': {
    status: 409,
    title: 'There is nothing that it was not told',
    whatToDo: 'Look at the events: those above the marking that may go to it are held back.',
  },
}
const ToOwner = Type.Object(
  {
    organisation: Id,
    highest: optional(Tlp),
    /** That of the country of the organisation where it is left out. */
    language: optional(NoticeLanguage),
  },
  closed,
)

export const ownerNotice = contract({
  name: 'federate.ownerNotice',
  does: 'query',
  summary: 'What an organisation would be told by mail now about abuse in its networks, word for word',
  input: ToOwner,
  output: Type.Object(
    {
      to: Type.String(),
      language: NoticeLanguage,
      subject: Type.String(),
      text: Type.String(),
      events: Count,
      heldBack: Count,
    },
    closed,
  ),
  refusals: ownerRefusals,
  policy: working,
  example: { organisation: '01980f3c-8a00-7000-8000-000000000001', language: 'de' },
})

export const tellOwner = contract({
  name: 'federate.tellOwner',
  does: 'action',
  summary: 'Tell an organisation by mail of what was reported about its networks and it was not told yet',
  input: ToOwner,
  output: Type.Object({ told: Count, heldBack: Count, to: Type.String() }, closed),
  refusals: {
    ...ownerRefusals,
    'no-mail': { status: 409, title: 'This node cannot send mail', whatToDo: 'An administrator sets TOCSIN_SMTP_URL.' },
  },
  policy: working,
  example: { organisation: '01980f3c-8a00-7000-8000-000000000001' },
})
