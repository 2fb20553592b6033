// Contracts: vantage points and what they say of the upstreams of plans.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Plan } from '../model/failover.ts'
import { Health, Verdict } from '../model/resolvers.ts'
import { closed, Label } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, held, reading } from './shown.ts'

const optional = Type.Optional

export const reportVantage = contract({
  name: 'sustain.reportVantage',
  does: 'action',
  summary:
    'What a vantage point elsewhere makes of the upstreams of a plan; give it a token with the scopes sustain.reportVantage and sustain.listVerdicts',
  input: Type.Object(
    {
      plan: Id,
      vantage: Label,
      verdicts: Type.Array(Type.Omit(Verdict, ['vantage'], closed), { minItems: 1, maxItems: 40 }),
    },
    closed,
  ),
  output: Type.Object(
    {
      changed: Type.Integer({ description: 'Upstreams of which it says something else than before' }),
      planVersion: Type.Integer({ description: 'When it grows, the plan is to be fetched again' }),
    },
    closed,
  ),
  refusals: refusing('not-a-vantage-of-plan', 'vantage-taken', 'not-an-upstream'),
  policy: { who: ['administrator', 'analyst', 'duty-officer'] },
  maxBytes: 512 * 1024,
  example: {
    plan: anId,
    vantage: 'Office in Tallinn',
    verdicts: [
      {
        ...{ upstream: 'Provider', at: '2025-02-10T09:00:00.000Z', health: 'failing' },
        because: ['Without use: 100 % of 20 questions, limit 50 % (20 timeout).'],
        figures: {
          ...{ samples: 20, failed: 1, servfail: 0, nxdomain: 0, slow: 0, disagreeing: 0 },
          ...{ medianMilliseconds: null, p95Milliseconds: null, validates: null },
        },
      },
    ],
  },
})

/** What several vantage points say of upstreams that stand in for each other. */
export const JudgedUpstreams = Type.Object(
  {
    says: Type.Enum(['well', 'slow', 'failing', 'lying', 'undecided']),
    because: Type.Array(Type.String()),
    votes: Type.Array(Type.Object({ vantage: Label, health: Health }, closed)),
    unheard: Type.Array(Label),
  },
  closed,
)

export const listVerdicts = contract({
  name: 'sustain.listVerdicts',
  does: 'query',
  summary:
    'What each vantage point says now of the upstreams of each plan that is at work, what that adds up to, and how it changed',
  input: Type.Object(
    {
      plan: optional(Id),
      /** How far back changes are shown, in hours. */
      hours: optional(Type.Integer({ minimum: 1, maximum: 2160, default: 24 })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      at: Instant,
      plans: Type.Array(
        Type.Object(
          {
            plan: held(Plan),
            usual: JudgedUpstreams,
            fallback: JudgedUpstreams,
            /** `at` is when this node heard it. */
            verdicts: Type.Array(Verdict),
            /** The newest first. */
            changes: Type.Array(
              Type.Object(
                { vantage: Label, upstream: Label, at: Instant, health: Health, because: Type.Array(Type.String()) },
                closed,
              ),
            ),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})
