// Contracts: plans to move names to another resolver, what is allowed without asking, and failovers.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { ShownControl } from '../model/controls.ts'
import { Failover, FailoverState, Plan, PreAuthorisation } from '../model/failover.ts'
import { PlanFile } from '../model/plan-file.ts'
import { closed, Label, orNull } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, held, reading, switching, Version } from './shown.ts'

const optional = Type.Optional
const Reason = Type.String({ minLength: 3, maxLength: 400 })
const ShownPlan = held(Plan)
const ShownFailover = held(Failover)

const exampleUpstream = { transport: 'udp', unionBased: false } as const
const examplePlan = {
  name: 'Resolver of the city',
  control: 'city-unbound',
  usual: [{ ...exampleUpstream, name: 'Provider', address: '192.0.2.53' }],
  fallback: [{ ...exampleUpstream, name: 'Union-based', address: '198.51.100.53', unionBased: true }],
  questions: [{ name: 'portal.example.org', type: 'A', expect: 'answers', compare: true }],
} as const

export const addPlan = contract({
  name: 'sustain.addPlan',
  does: 'action',
  summary:
    'Plan where names go when the usual upstreams of one resolver fail; what is left out takes standard values, and one that follows a guideline starts at rest',
  input: Type.Object({ ...PlanFile.properties, organisation: optional(Id), marking: optional(MarkingChoice) }, closed),
  output: ShownPlan,
  refusals: refusing('person-needed', 'no-organisation', 'bad-plan', 'no-such-control', 'drills-only'),
  policy: switching,
  arguments: ['name', 'control'],
  example: {
    ...examplePlan,
    usual: [...examplePlan.usual],
    fallback: [...examplePlan.fallback],
    questions: [...examplePlan.questions],
  },
})

export const changePlan = contract({
  name: 'sustain.changePlan',
  does: 'action',
  summary: 'Change a plan, put it to rest or wake it; whatever changes what it does ends the permission to do it alone',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      ...Type.Partial(PlanFile).properties,
      active: optional(Type.Boolean()),
    },
    closed,
  ),
  output: ShownPlan,
  refusals: refusing('person-needed', 'nothing-to-change', 'bad-plan', 'no-such-control', 'drills-only'),
  policy: switching,
  arguments: ['id'],
  example: { id: anId, version: 1, everySeconds: 2 },
})

export const listPlans = contract({
  name: 'sustain.listPlans',
  does: 'query',
  summary: 'Plans that you may read, the newest first, and the failover of each that is open',
  input: Type.Object(
    {
      active: optional(Type.Boolean()),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      plans: Type.Array(
        Type.Object(
          {
            ...ShownPlan.properties,
            open: orNull(
              Type.Object(
                {
                  ...{ id: Id, version: Type.Integer(), state: FailoverState, drill: Type.Boolean() },
                  /** The resolver was found not to stand as the move left it. */
                  astray: Type.Boolean(),
                },
                closed,
              ),
            ),
          },
          closed,
        ),
      ),
      /** What this node can change; a plan names one of them. */
      controls: Type.Array(ShownControl),
      /** Why the file of controls cannot be used; null: it can, or none is named. */
      controlsFault: orNull(Type.String()),
      next: orNull(Id),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const getPlan = contract({
  name: 'sustain.getPlan',
  does: 'query',
  summary: 'A plan, what its resolver stands on at this moment (asked of itself), and what speaks against moving it',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      plan: ShownPlan,
      control: orNull(ShownControl),
      /** Read from the resolver now; null: it could not be read, or this is the past. */
      stands: orNull(Type.Object({ upstreams: Type.Array(Type.String()), moved: Type.Boolean() }, closed)),
      /** What speaks against it, in sentences. */
      against: Type.Array(Type.String()),
      open: orNull(ShownFailover),
      /** Why a move would be asked for; null: it may move by itself. */
      asks: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

const allowed = Type.Pick(PreAuthorisation, ['until', 'mostMovesPerDay', 'rollBack', 'only']).properties

export const preAuthorise = contract({
  name: 'sustain.preAuthorise',
  does: 'action',
  summary: 'Allow a plan to move by itself, under your name, until a day, so often a day, for these verdicts',
  input: Type.Object({ id: Id, version: Version, ...allowed }, closed),
  output: ShownPlan,
  refusals: refusing('person-needed', 'bad-permission'),
  policy: switching,
  arguments: ['id'],
  example: {
    id: anId,
    version: 1,
    until: '2027-01-31T00:00:00.000Z',
    mostMovesPerDay: 2,
    rollBack: true,
    only: ['failing', 'lying'],
  },
})

export const withdrawPreAuthorisation = contract({
  name: 'sustain.withdrawPreAuthorisation',
  does: 'action',
  summary: 'From now on somebody decides each move of this plan',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: ShownPlan,
  refusals: refusing('person-needed', 'nothing-to-change'),
  policy: switching,
  arguments: ['id'],
  example: { id: anId, version: 2, reason: 'Maintenance of the fallback until Friday' },
})

export const proposeFailover = contract({
  name: 'sustain.proposeFailover',
  does: 'action',
  summary: 'Propose a move by hand, with a reason; nothing is changed until somebody says go',
  input: Type.Object({ plan: Id, reason: Reason }, closed),
  output: ShownFailover,
  refusals: refusing('person-needed', 'already-open', 'plan-at-rest'),
  policy: switching,
  arguments: ['plan'],
  example: { plan: anId, reason: 'The provider announced that it stops at midnight' },
})

export const goFailover = contract({
  name: 'sustain.goFailover',
  does: 'action',
  summary: 'Say go: the resolver is pointed to its fallback, asked, and put back at once if it does not answer',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: ShownFailover,
  refusals: refusing('person-needed', 'no-such-control', 'drills-only', 'plan-at-rest'),
  policy: switching,
  arguments: ['id'],
  example: { id: anId, version: 1 },
})

export const moveAgain = contract({
  name: 'sustain.moveAgain',
  does: 'action',
  summary:
    'Set the same move once more on a resolver that forgot it, or that somebody changed; what stood before stays kept',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: ShownFailover,
  refusals: refusing('person-needed', 'no-such-control', 'drills-only', 'nothing-to-change'),
  policy: switching,
  arguments: ['id'],
  example: { id: anId, version: 5 },
})

export const dismissFailover = contract({
  name: 'sustain.dismissFailover',
  does: 'action',
  summary: 'Not now: nothing is changed, and the same is not proposed again for a while',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: ShownFailover,
  refusals: refusing('person-needed'),
  policy: switching,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'Planned maintenance, back in five minutes' },
})

export const rollBackFailover = contract({
  name: 'sustain.rollBackFailover',
  does: 'action',
  summary: 'Put back exactly what stood before; if names do not resolve then, they go to the fallback again',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      /** Leave it so even if names do not resolve then. */
      force: optional(Type.Boolean()),
    },
    closed,
  ),
  output: ShownFailover,
  refusals: refusing('person-needed', 'no-such-control', 'drills-only'),
  policy: switching,
  arguments: ['id'],
  example: { id: anId, version: 4 },
})

export const startDrill = contract({
  name: 'sustain.startDrill',
  does: 'action',
  summary: 'Drill a plan: there and back on a resolver made for drills, and on any other one without touching it',
  input: Type.Object({ plan: Id, reason: Reason }, closed),
  output: ShownFailover,
  refusals: refusing('person-needed', 'already-open', 'no-such-control', 'drills-only'),
  policy: switching,
  arguments: ['plan'],
  example: { plan: anId, reason: 'Drill of the quarter' },
})

export const listFailovers = contract({
  name: 'sustain.listFailovers',
  does: 'query',
  summary: 'Failovers that you may read, the newest first',
  input: Type.Object(
    {
      plan: optional(Id),
      state: optional(FailoverState),
      drill: optional(Type.Boolean()),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    closed,
  ),
  output: Type.Object({ failovers: Type.Array(ShownFailover), next: orNull(Id) }, closed),
  refusals: {},
  policy: reading,
  example: { state: 'proposed' },
})

export const getFailover = contract({
  name: 'sustain.getFailover',
  does: 'query',
  summary: 'A failover: evidence, reasons, who decided, and every step with what came back',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      failover: ShownFailover,
      planName: orNull(Label),
      /** What can be done with it now. */
      can: Type.Array(Type.Enum(['go', 'dismiss', 'again', 'back'])),
      /** When whoever looks should look again at the latest, while something is under way. */
      lookAgainAt: orNull(Instant),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})
