// What the contracts of assessments and duties have in common: refusals in plain words, and shapes that several answer with.
import Type from 'typebox'
import type { Policy, RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { DutyChanges } from '../model/assessment.ts'
import { Verdict } from '../model/verdict.ts'

export const closed = { additionalProperties: false } as const
export const optional = Type.Optional
export function orNull<T extends Type.TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
export const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })
export const Cursor = Type.String({ maxLength: 500, description: '`next` of the page before' })
/** A version of the law: '2026-08.0123456789'. */
export const LawVersion = Type.String({ minLength: 1, maxLength: 100 })
export const reading: Policy = { who: 'signed-in' }
export const working: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
export const anId = '01980f3c-8a00-7000-8000-000000000001'
export const another = '01980f3c-8a00-7000-8000-000000000002'

/** What every change of an assessment answers with, so that a screen need not ask again. */
export const Judged = Type.Object(
  { id: Id, version: Version, entry: Id, verdict: Verdict, duties: DutyChanges },
  closed,
)

const meanings = {
  'impossible-facts': {
    status: 422,
    title: 'These facts cannot be true together, or a fact cannot have this value',
    whatToDo: 'The detail names the field, the rule and the reason; correct it. Nothing was kept.',
  },
  'unknown-fact': {
    status: 422,
    title: 'The law asks for no such fact',
    whatToDo: 'Use an id that assess.law lists; the detail names the nearest one.',
  },
  'unknown-service': {
    status: 422,
    title: 'The assessment names no such service',
    whatToDo: 'Name it with assess.setServices first.',
  },
  'unknown-law': {
    status: 404,
    title: 'No law of that version was ever in force here',
    whatToDo: 'Choose one of the versions that assess.lawVersions lists.',
  },
  'unknown-regime': {
    status: 422,
    title: 'The law has no such regime',
    whatToDo: 'Choose one of the regimes of the verdict.',
  },
  'would-leak': {
    status: 409,
    title: 'That would show the incident to more people',
    whatToDo:
      'Give the assessment a title of its own and answers in your own name, or a marking no wider than that of the incident.',
  },
  'not-proposed': {
    status: 422,
    title: 'The record does not say that',
    whatToDo:
      'Take a proposal as assess.getAssessment shows it now, or answer in your own name (source kind "person").',
  },
  'no-organisation': {
    status: 422,
    title: 'You belong to no organisation on this node',
    whatToDo: 'Name the organisation, or ask an administrator to enter yours.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
  'duties-run': {
    status: 409,
    title: 'Reports are still owed',
    whatToDo:
      'Hand them in and record it, or answer the facts by which they are not owed. A clock cannot be closed away.',
  },
  'impossible-times': {
    status: 422,
    title: 'These times cannot be',
    whatToDo: 'See the detail, and correct the one that is wrong.',
  },
  'not-conditional': {
    status: 422,
    title: 'The act names no condition by which this report could be left out',
    whatToDo: 'Answer the facts of the assessment: a verdict of no ends it by the words of the law.',
  },
  'not-on-request': {
    status: 422,
    title: 'This report is owed without being asked for',
    whatToDo: 'Only reports that an authority may ask for can be asked for.',
  },
} satisfies Record<string, RefusalMeaning>

export function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
