// The noun of a rota: who is on duty when, how the duty passes from one to the next, and which shifts were swapped.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Key, orNull, Reason, Title } from './words.ts'

export const Shift = Type.Object({ key: Key, person: Id, from: Instant, to: Instant }, closed)
export type Shift = Static<typeof Shift>

/**
 * How the duty passes. `when-accepted`: whoever has it keeps it until the next one says that they have it. `by-plan`: at the
 * minute that the plan names.
 */
export const Passes = Type.Enum(['when-accepted', 'by-plan'])
export type Passes = Static<typeof Passes>

export const Notes = Type.String({ maxLength: 5_000 })

export const HandOver = Type.Object(
  {
    key: Key,
    /** Who had the duty; null where nobody had it. */
    from: orNull(Id),
    to: Id,
    /** What the next one has to know. */
    notes: Notes,
    /** Null where the next one took it without being asked. */
    offeredBy: orNull(By),
    offeredAt: Instant,
    status: Type.Enum(['offered', 'accepted', 'declined', 'withdrawn']),
    answeredBy: orNull(By),
    answeredAt: orNull(Instant),
    words: Type.String({ maxLength: 2_000 }),
  },
  closed,
)
export type HandOver = Static<typeof HandOver>

export const Swap = Type.Object(
  {
    key: Key,
    shift: Key,
    /** Whose shift it is, and who is asked to take it. */
    from: Id,
    to: Id,
    /** The shift of `to` that `from` takes for it. */
    inReturn: orNull(Key),
    reason: Type.String({ maxLength: 2_000 }),
    askedBy: By,
    askedAt: Instant,
    status: Type.Enum(['asked', 'agreed', 'declined', 'withdrawn']),
    answeredBy: orNull(By),
    answeredAt: orNull(Instant),
    words: Type.String({ maxLength: 2_000 }),
  },
  closed,
)
export type Swap = Static<typeof Swap>

export const rotaStatuses = ['active', 'closed'] as const
export const RotaStatus = Type.Enum(rotaStatuses)
export type RotaStatus = Static<typeof RotaStatus>

export const mostShifts = 1_000
/** Answered hand-overs and swaps that the record shows; the journal keeps all of them. */
export const mostKept = 200

export const Rota = Type.Object(
  {
    name: Title,
    description: Type.String({ maxLength: 5_000 }),
    /** IANA, `Europe/Brussels`: the clock on the wall by which shifts begin. */
    timeZone: Type.String({ minLength: 1, maxLength: 60 }),
    members: Type.Array(Id, { maxItems: 200, uniqueItems: true }),
    passes: Passes,
    /** In the order in which they begin. */
    shifts: Type.Array(Shift, { maxItems: mostShifts }),
    /** Who took the duty last. Null: nobody has yet, and the first of the plan has it. */
    duty: orNull(Type.Object({ person: Id, since: Instant, handOver: Key }, closed)),
    handOvers: Type.Array(HandOver, { maxItems: mostKept + 1 }),
    swaps: Type.Array(Swap, { maxItems: mostKept + 1 }),
    status: RotaStatus,
    closed: orNull(Type.Object({ at: Instant, by: By, reason: Reason }, closed)),
    keys: Type.Integer({ minimum: 0 }),
    openedBy: By,
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Rota = Static<typeof Rota>

/** Who has the duty at a moment, and by what. */
export const Duty = Type.Object(
  {
    at: Instant,
    person: orNull(Id),
    because: Type.Enum(['plan', 'accepted', 'nobody']),
    since: orNull(Instant),
    /** The shift that the plan has then. */
    planned: orNull(Shift),
    /** The next shift of the plan after that one. */
    next: orNull(Shift),
    /** Who should have taken the duty by the plan and has not. */
    waitsFor: orNull(Id),
  },
  closed,
)
export type Duty = Static<typeof Duty>

/** What is wrong with a plan: nobody, two at once, or somebody who is not of the rota. */
export const RotaFault = Type.Object(
  {
    fault: Type.Enum(['hole', 'overlap', 'no-member']),
    from: Instant,
    to: Instant,
    shifts: Type.Array(Key, { maxItems: 2 }),
  },
  closed,
)
export type RotaFault = Static<typeof RotaFault>
