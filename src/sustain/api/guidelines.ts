// Contracts: guidelines for moving names, the released ones and those of organisations, as data, documents and playbooks.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { ControlKind, Plan } from '../model/failover.ts'
import { Guideline, GuidelineFinding, GuidelineState, OwnGuideline } from '../model/guideline.ts'
import { PlanFile } from '../model/plan-file.ts'
import { DnsName, Upstream } from '../model/resolvers.ts'
import { closed, Label, orNull } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, held, reading, switching, Version, working } from './shown.ts'

const optional = Type.Optional
const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,59}$' })
/** The id of a record, or the name of a released guideline such as union-dns-failover. */
const Which = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{1,59}$',
  description: 'Id of a record, or name of a released guideline',
})

export const ShownGuideline = Type.Object(
  { ...held(OwnGuideline).properties, findings: Type.Array(GuidelineFinding) },
  closed,
)

export const listGuidelines = contract({
  name: 'sustain.listGuidelines',
  does: 'query',
  summary: 'Guidelines that came with this version, and those of organisations that you may read',
  input: Type.Object({ organisation: optional(Id), state: optional(GuidelineState) }, closed),
  output: Type.Object(
    {
      released: Type.Array(Type.Object({ text: Guideline, findings: Type.Array(GuidelineFinding) }, closed)),
      own: Type.Array(ShownGuideline),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const getGuideline = contract({
  name: 'sustain.getGuideline',
  does: 'query',
  summary:
    'A guideline with all that contradicts itself in it; by the id of a record, or by the name of a released one',
  input: Type.Object({ guideline: Which }, closed),
  output: Type.Object(
    { text: Guideline, findings: Type.Array(GuidelineFinding), own: orNull(held(OwnGuideline)) },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['guideline'],
  example: { guideline: 'union-dns-failover' },
})

export const draftGuideline = contract({
  name: 'sustain.draftGuideline',
  does: 'action',
  summary: "Begin an organisation's own guideline, from a released one or from a text",
  input: Type.Object(
    { from: optional(Slug), text: optional(Guideline), organisation: optional(Id), marking: optional(MarkingChoice) },
    closed,
  ),
  output: ShownGuideline,
  refusals: refusing('person-needed', 'no-organisation', 'no-such-guideline'),
  policy: working,
  arguments: ['from'],
  maxBytes: 2 * 1024 * 1024,
  example: { from: 'union-dns-failover' },
})

export const changeGuideline = contract({
  name: 'sustain.changeGuideline',
  does: 'action',
  summary: 'Write a new edition; what was approved last stays in force until the new one is approved',
  input: Type.Object({ id: Id, version: Version, text: Type.Partial(Guideline) }, closed),
  output: ShownGuideline,
  refusals: refusing('person-needed', 'nothing-to-change'),
  policy: working,
  arguments: ['id'],
  maxBytes: 2 * 1024 * 1024,
  example: { id: anId, version: 1, text: { title: 'Moving names of the ministry' } },
})

export const approveGuideline = contract({
  name: 'sustain.approveGuideline',
  does: 'action',
  summary: 'Put an edition into force: by a person who did not write in it, and only if it does not contradict itself',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: ShownGuideline,
  refusals: refusing('person-needed', 'second-person-needed', 'guideline-contradicts'),
  policy: switching,
  arguments: ['id'],
  example: { id: anId, version: 2 },
})

export const withdrawGuideline = contract({
  name: 'sustain.withdrawGuideline',
  does: 'action',
  summary: 'Say that a guideline holds no more, with the reason',
  input: Type.Object({ id: Id, version: Version, reason: Type.String({ minLength: 3, maxLength: 500 }) }, closed),
  output: ShownGuideline,
  refusals: refusing('person-needed'),
  policy: switching,
  arguments: ['id'],
  example: { id: anId, version: 3, reason: 'Replaced by the guideline of the ministry' },
})

export const planFrom = contract({
  name: 'sustain.planFrom',
  does: 'query',
  summary: 'The values of a plan for one resolver, made from a guideline; nothing is written',
  input: Type.Object(
    {
      guideline: Which,
      variant: Slug,
      control: Plan.properties.control,
      controlKind: optional(ControlKind),
      name: optional(Label),
      organisation: optional(Id),
      /** The network whose resolvers are the usual ones, and whose internal zones stay. */
      use: optional(Id),
      usual: optional(Type.Array(Upstream, { maxItems: 20 })),
      zones: optional(Type.Array(DnsName, { maxItems: 200 })),
      group: optional(Label),
      families: optional(Type.Enum(['both', 'ipv4', 'ipv6'])),
    },
    closed,
  ),
  output: Type.Object(
    { plan: Type.Object({ ...PlanFile.properties, organisation: Id }, closed), notes: Type.Array(Type.String()) },
    closed,
  ),
  refusals: refusing('no-such-guideline', 'no-such-variant'),
  policy: reading,
  example: { guideline: 'union-dns-failover', variant: 'full', control: 'office-unbound', controlKind: 'unbound' },
})

export const guidelineForms = ['pdf', 'html', 'md', 'json', 'cacao'] as const

export const exportGuideline = contract({
  name: 'sustain.exportGuideline',
  does: 'query',
  summary: 'A guideline as a file: PDF, HTML, Markdown, its own JSON, or a CACAO 2.0 playbook of one variant',
  input: Type.Object(
    {
      guideline: Which,
      form: optional(Type.Enum(guidelineForms)),
      /** For a playbook; the first one when left out. */
      variant: optional(Slug),
      /** What is in force, not the edition that is being written. */
      inForce: optional(Type.Boolean()),
    },
    closed,
  ),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: refusing('no-such-guideline', 'no-such-variant'),
  policy: reading,
  arguments: ['guideline'],
  download: true,
  example: { guideline: 'union-dns-failover', form: 'cacao' },
})
