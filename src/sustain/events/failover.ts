// The entries of plans and failovers. What a duty officer must hear of: `sustain.failoverProposed`, `sustain.failoverStranded`, and
// `sustain.failoverAstray`.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Astray, Failover, FailoverStep, Plan, PreAuthorisation } from '../model/failover.ts'
import { closed, orNull } from '../model/words.ts'
import { after } from '../rules/dns/failover-lifecycle.ts'

const Reasons = Type.Array(Type.String({ maxLength: 400 }), { maxItems: 40 })
const Steps = Type.Array(FailoverStep, { maxItems: 200 })
const By = Type.Object({ by: orNull(Id) }, closed)
const Ended = Type.Object({ steps: Steps }, closed)

/** Fields that change nothing of what a plan does. */
const words = new Set(['name', 'note'])

/** Whatever changes what was allowed ends the permission: it was given for that plan and no other one. */
export const planRecord = recordKind({
  name: 'sustain.plan',
  state: Plan,
  kinds: {
    'sustain.planAdded': opening(
      // `active` false: at rest until somebody wakes it, as one made from a guideline is.
      Type.Object(
        { ...Type.Omit(Plan, ['active', 'preAuthorised']).properties, active: Type.Optional(Type.Boolean()) },
        closed,
      ),
      (body): Plan => ({ ...body, active: body.active ?? true, preAuthorised: null }),
    ),
    'sustain.planChanged': change(
      Type.Partial(Type.Omit(Plan, ['organisation', 'preAuthorised']), closed),
      (state: Plan, body): Plan => ({
        ...state,
        ...body,
        preAuthorised: Object.keys(body).every((field) => words.has(field)) ? state.preAuthorised : null,
      }),
    ),
    'sustain.planPreAuthorised': change(
      PreAuthorisation,
      (state: Plan, body): Plan => ({ ...state, preAuthorised: body }),
    ),
    'sustain.planPermissionEnded': change(
      Type.Object({ reason: Type.String({ maxLength: 500 }) }, closed),
      (state: Plan): Plan => ({ ...state, preAuthorised: null }),
    ),
  },
  index: ({ name, control, note, usual, fallback }) => ({
    title: name,
    words: [control, ...usual.map((one) => one.name), ...fallback.map((one) => one.name), note ?? ''].join('\n'),
  }),
})

const mostSteps = 200

function withSteps(state: Failover, steps: readonly FailoverStep[]): Failover {
  return { ...state, steps: [...state.steps, ...steps].slice(-mostSteps) }
}

export const failoverRecord = recordKind({
  name: 'sustain.failover',
  state: Failover,
  /** The configuration that stood before. */
  file: 'before',
  kinds: {
    'sustain.failoverProposed': opening(
      Type.Pick(Failover, ['plan', 'planVersion', 'drill', 'failingSince', 'evidence', 'because'], closed),
      (body, entry): Failover => ({
        ...body,
        state: 'proposed',
        proposedAt: entry.recordedAt,
        decidedBy: null,
        decidedAt: null,
        before: null,
        moved: null,
        switchedAt: null,
        returnedAt: null,
        wayBack: null,
        astray: null,
        restoredAfterMilliseconds: null,
        steps: [],
      }),
    ),
    'sustain.failoverDismissed': change(
      Type.Object({ by: orNull(Id), reason: Type.String({ maxLength: 400 }) }, closed),
      (state: Failover, body, entry): Failover => ({
        ...state,
        state: after(state.state, 'dismiss'),
        decidedBy: body.by,
        decidedAt: entry.recordedAt,
        because: [...state.because, body.reason].slice(-40),
      }),
    ),
    'sustain.failoverStarted': change(
      By,
      (state: Failover, body, entry): Failover => ({
        ...state,
        state: after(state.state, 'go'),
        decidedBy: body.by,
        decidedAt: entry.recordedAt,
      }),
    ),
    /** Before anything is changed: from here on there is a way back. */
    'sustain.failoverSaved': change(
      Type.Object({ before: Type.String({ pattern: '^[0-9a-f]{64}$' }), steps: Steps }, closed),
      (state: Failover, body): Failover => ({ ...withSteps(state, body.steps), before: body.before }),
    ),
    'sustain.failoverStepped': change(Ended, (state: Failover, body): Failover => withSteps(state, body.steps)),
    'sustain.failoverSwitched': change(
      Type.Object({ steps: Steps, verifiedAt: Instant, moved: Failover.properties.moved }, closed),
      (state: Failover, body): Failover => ({
        ...withSteps(state, body.steps),
        state: after(state.state, 'switched'),
        switchedAt: body.verifiedAt,
        moved: body.moved,
        astray: null,
        // The first time counts: what is set again was restored before.
        restoredAfterMilliseconds:
          state.restoredAfterMilliseconds ??
          (state.failingSince ? Math.max(0, Date.parse(body.verifiedAt) - Date.parse(state.failingSince)) : null),
      }),
    ),
    'sustain.failoverFailed': change(
      Ended,
      (state: Failover, body): Failover => ({ ...withSteps(state, body.steps), state: after(state.state, 'failed') }),
    ),
    'sustain.failoverStranded': change(
      Ended,
      (state: Failover, body): Failover => ({ ...withSteps(state, body.steps), state: after(state.state, 'stranded') }),
    ),
    'sustain.failoverReturnProposed': change(
      Type.Object({ because: Reasons }, closed),
      (state: Failover, body, entry): Failover => ({
        ...state,
        state: after(state.state, 'propose-return'),
        wayBack: { at: entry.recordedAt, because: body.because },
      }),
    ),
    /** Nobody here did it: the resolver stands otherwise than the move left it. */
    'sustain.failoverAstray': change(
      Type.Omit(Astray, ['at'], closed),
      (state: Failover, body, entry): Failover => ({ ...state, astray: { ...body, at: entry.recordedAt } }),
    ),
    'sustain.failoverStandsAgain': change(
      Type.Object({}, closed),
      (state: Failover): Failover => ({ ...state, astray: null }),
    ),
    /** The same move once more, over what the resolver forgot. */
    'sustain.failoverSetAgain': change(
      By,
      (state: Failover, body, entry): Failover => ({
        ...state,
        state: after(state.state, 'again'),
        decidedBy: body.by,
        decidedAt: entry.recordedAt,
        astray: null,
      }),
    ),
    'sustain.failoverReturning': change(
      By,
      (state: Failover): Failover => ({ ...state, state: after(state.state, 'back'), astray: null }),
    ),
    'sustain.failoverReturned': change(
      Ended,
      (state: Failover, body, entry): Failover => ({
        ...withSteps(state, body.steps),
        state: after(state.state, 'returned'),
        returnedAt: entry.recordedAt,
      }),
    ),
    'sustain.failoverKept': change(
      Ended,
      // Counted anew from here: a way back that did not work is not tried again the next moment.
      (state: Failover, body, entry): Failover => ({
        ...withSteps(state, body.steps),
        state: after(state.state, 'kept'),
        switchedAt: entry.recordedAt,
        wayBack: null,
      }),
    ),
  },
  index: ({ state, drill, because }) => ({
    title: drill ? `DRILL: failover, ${state}` : `Failover, ${state}`,
    words: because.join('\n'),
  }),
})
