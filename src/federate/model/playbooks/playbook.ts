// Playbooks of CACAO 2.0 as people read them: steps with what leads where. Their commands are text here, and are never carried out.
import Type, { type Static } from 'typebox'
import { Instant } from '#kernel/time.ts'
import { Sha256 } from '../advisories/advisory.ts'

const closed = { additionalProperties: false } as const
const text = (maxLength: number) => Type.String({ maxLength })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const count = Type.Integer({ minimum: 0 })

export const stepTypes = [
  'start',
  'end',
  'action',
  'playbook-action',
  'parallel',
  'if-condition',
  'while-condition',
  'switch-condition',
] as const
export const StepType = Type.Enum(stepTypes)
export type StepType = Static<typeof StepType>

export const playbookLimits = { bytes: 2 * 1024 * 1024, steps: 1000, commands: 50, commandText: 8000 } as const

/** Where a step leads, and when: 'done', 'success', 'failure', 'true', 'false', 'at once', or the value of a case. */
export const StepLink = Type.Object({ to: text(120), when: text(300) }, closed)
export type StepLink = Static<typeof StepLink>

export const PlaybookStep = Type.Object(
  {
    id: text(120),
    type: StepType,
    name: text(500),
    description: orNull(text(4000)),
    commands: Type.Array(Type.Object({ type: text(60), text: text(8000), activity: orNull(text(120)) }, closed), {
      maxItems: playbookLimits.commands,
    }),
    /** The condition, the variable that is switched on, or the playbook that is called. */
    about: orNull(text(2000)),
    agent: orNull(text(300)),
    targets: Type.Array(text(300), { maxItems: 50 }),
    timeoutMilliseconds: orNull(Type.Integer({ minimum: 0 })),
    next: Type.Array(StepLink, { maxItems: 200 }),
  },
  closed,
)
export type PlaybookStep = Static<typeof PlaybookStep>

export const PlaybookContent = Type.Object(
  {
    playbookId: text(120),
    name: text(500),
    description: orNull(text(8000)),
    types: Type.Array(text(60), { maxItems: 30 }),
    activities: Type.Array(text(120), { maxItems: 100 }),
    createdBy: text(120),
    created: text(40),
    modified: text(40),
    revoked: Type.Boolean(),
    validFrom: orNull(text(40)),
    validUntil: orNull(text(40)),
    labels: Type.Array(text(120), { maxItems: 100 }),
    start: text(120),
    exception: orNull(text(120)),
    steps: Type.Array(PlaybookStep, { maxItems: playbookLimits.steps }),
    variables: Type.Array(
      Type.Object({ name: text(210), type: text(60), value: orNull(text(1000)), external: Type.Boolean() }, closed),
      { maxItems: 300 },
    ),
    /** Labels of the Traffic Light Protocol, as they are written. */
    tlp: Type.Array(text(40), { maxItems: 20 }),
    statements: Type.Array(text(1000), { maxItems: 20 }),
    /** They are kept with the document; whether they hold is for who signed to say. */
    signatures: Type.Array(Type.Object({ by: text(300), algorithm: text(60), created: text(40) }, closed), {
      maxItems: 50,
    }),
  },
  closed,
)
export type PlaybookContent = Static<typeof PlaybookContent>

export const PlaybookFinding = Type.Object(
  { rule: text(60), level: Type.Enum(['error', 'warning']), message: text(500), where: text(300) },
  closed,
)
export type PlaybookFinding = Static<typeof PlaybookFinding>

export const mostPlaybookFindings = 200
export const PlaybookChecked = Type.Object(
  {
    valid: Type.Boolean(),
    errors: count,
    warnings: count,
    findings: Type.Array(PlaybookFinding, { maxItems: mostPlaybookFindings }),
  },
  closed,
)
export type PlaybookChecked = Static<typeof PlaybookChecked>

/** The state of federate.playbook; its newest version. */
export const Playbook = Type.Object(
  {
    content: PlaybookContent,
    check: PlaybookChecked,
    file: Sha256,
    bytes: Type.Integer({ minimum: 1 }),
    source: text(300),
    takenAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Playbook = Static<typeof Playbook>
