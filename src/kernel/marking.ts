// Markings: Traffic Light Protocol 2.0 (FIRST, 2022), Permissible Actions Protocol, and who it may be released to.
// A marking travels inside the object; unmarked means TLP:AMBER+STRICT.
import Type, { type Static } from 'typebox'
import { Id } from './id.ts'

/** From least to most restrictive; the position is the rank used in SQL. */
export const tlpLabels = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const
export const Tlp = Type.Enum(tlpLabels)
export type Tlp = Static<typeof Tlp>

export const papLabels = ['CLEAR', 'GREEN', 'AMBER', 'RED'] as const
export const Pap = Type.Enum(papLabels)
export type Pap = Static<typeof Pap>

export const Marking = Type.Object(
  {
    tlp: Tlp,
    pap: Type.Optional(Pap),
    /** The organisation that the information belongs to. */
    owner: Id,
    /** Organisations beside the owner that received it (TLP:AMBER and AMBER+STRICT). */
    audience: Type.Array(Id, { maxItems: 500 }),
    /** The named recipients of TLP:RED. */
    persons: Type.Array(Id, { maxItems: 500 }),
    /** Countries (ISO 3166-1 alpha-2) or groups ('EU', 'NATO') it may go to; empty means that TLP alone decides. */
    releasableTo: Type.Array(Type.String({ pattern: '^[A-Z]{2,12}$' }), { maxItems: 100 }),
    /** Why it is marked above the default; asked for TLP:RED. */
    reason: Type.Optional(Type.String({ minLength: 3, maxLength: 500 })),
    /** The day by which the high marking is looked at again; asked for TLP:RED. */
    reviewOn: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  },
  { additionalProperties: false },
)
export type Marking = Static<typeof Marking>

/** What a caller may say about a marking; the owner is never theirs to choose. */
export const MarkingChoice = Type.Object(
  {
    tlp: Tlp,
    pap: Type.Optional(Pap),
    audience: Type.Optional(Marking.properties.audience),
    persons: Type.Optional(Marking.properties.persons),
    releasableTo: Type.Optional(Marking.properties.releasableTo),
    reason: Marking.properties.reason,
    reviewOn: Marking.properties.reviewOn,
  },
  { additionalProperties: false },
)
export type MarkingChoice = Static<typeof MarkingChoice>

export function tlpRank(tlp: Tlp): number {
  return tlpLabels.indexOf(tlp)
}

export function defaultMarking(owner: Id): Marking {
  return { tlp: 'AMBER+STRICT', owner, audience: [], persons: [], releasableTo: [] }
}

/** A choice made whole. The author of TLP:RED is always among its recipients, or it would vanish from their own desk. */
export function markingFrom(choice: MarkingChoice | undefined, owner: Id, author: Id | null): Marking {
  if (!choice) return defaultMarking(owner)
  const persons = new Set(choice.persons ?? [])
  if (choice.tlp === 'RED' && author) persons.add(author)
  return {
    tlp: choice.tlp,
    ...(choice.pap === undefined ? {} : { pap: choice.pap }),
    owner,
    audience: [...(choice.audience ?? [])],
    persons: [...persons],
    releasableTo: [...(choice.releasableTo ?? [])],
    ...(choice.reason === undefined ? {} : { reason: choice.reason }),
    ...(choice.reviewOn === undefined ? {} : { reviewOn: choice.reviewOn }),
  }
}

/** A marking above the default costs a reason and a day on which it is looked at again. */
export function lacksJustification(marking: Marking): boolean {
  return tlpRank(marking.tlp) > tlpRank('AMBER+STRICT') && (!marking.reason || !marking.reviewOn)
}
