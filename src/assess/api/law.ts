// What assess offers on the law itself: the one in force, those that were, what they differ in, and putting one in force.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Instant } from '#kernel/time.ts'
import * as is from '../model/law.ts'
import { LawDifference, LawFault, LawVersion, LawVersionId } from '../model/law-book.ts'
import { Reason } from '../model.ts'
import { closed, may, optional, orNull, reading } from './assessing-parts.ts'

/** Eight million characters of JSON are far more than a law has, and little enough to be read at once. */
const lawMaxBytes = 8 * 1024 * 1024
const keeping: Policy = { who: ['administrator', 'crisis-manager'] }

/** File name relative to the folder of the law, to the JSON that it holds. */
const Files = Type.Record(Type.String({ maxLength: 200 }), Type.Unknown(), {
  maxProperties: 400,
  description: "The files of a law by name: { 'law.json': {...}, 'rules/dora.json': {...} }",
})

// Conditions and deadlines hold each other, which not every reader of OpenAPI follows: they are named, not spelled out.
const open = (description: string) => Type.Object({}, { additionalProperties: true, description })
const shown = {
  ...is.Law.properties,
  rules: Type.Array(Type.Unsafe<is.Rule>(open('A rule, with its condition under `when`'))),
  regimes: Type.Array(Type.Unsafe<is.Regime>(open('A regime, with its reports, deadlines and form'))),
  overlays: Type.Array(Type.Unsafe<is.Overlay>(open('What national law changes of a regime'))),
}

export const law = contract({
  name: 'assess.law',
  does: 'query',
  summary: 'The law that verdicts are made by: regimes, rules, facts with their questions; in force now, or a version',
  input: Type.Object({ version: optional(LawVersionId) }, closed),
  output: Type.Object({ inForce: Type.Boolean(), law: Type.Object(shown, closed) }, closed),
  refusals: may('unknown-law'),
  policy: reading,
  arguments: ['version'],
  example: { version: '2026-08.0123456789' },
})

export const lawVersions = contract({
  name: 'assess.lawVersions',
  does: 'query',
  summary: 'Every version of the law that was put in force here, newest first, by whom and why',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      versions: Type.Array(Type.Object({ ...LawVersion.properties, inForce: Type.Boolean() }, closed)),
      /** The law that came with this version of Tocsin; with faults where it was refused. */
      shipped: Type.Object({ version: orNull(Type.String()), faults: Type.Array(LawFault) }, closed),
      since: orNull(Instant),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const compareLaw = contract({
  name: 'assess.compareLaw',
  does: 'query',
  summary: 'What two versions of the law differ in: each rule, report, deadline and question, from what to what',
  input: Type.Object(
    { from: LawVersionId, to: optional({ ...LawVersionId, description: 'The one in force, where it is left out' }) },
    closed,
  ),
  output: Type.Object({ ...LawDifference.properties, text: Type.String() }, closed),
  refusals: may('unknown-law'),
  policy: reading,
  arguments: ['from', 'to'],
  example: { from: '2026-08.0123456789' },
})

export const checkLaw = contract({
  name: 'assess.checkLaw',
  does: 'action',
  summary: 'Whether files make a law that can be used, and what it would change; nothing is kept',
  input: Type.Object({ files: Files }, closed),
  output: Type.Object(
    {
      version: orNull(LawVersionId),
      faults: Type.Array(LawFault),
      remarks: Type.Array(Type.String()),
      /** Against the law in force. */
      difference: orNull(LawDifference),
    },
    closed,
  ),
  refusals: {},
  policy: { who: ['administrator', 'crisis-manager', 'analyst', 'duty-officer'] },
  maxBytes: lawMaxBytes,
  example: { files: { 'law.json': {}, 'entity-types.json': {} } },
})

export const adoptLaw = contract({
  name: 'assess.adoptLaw',
  does: 'action',
  summary: 'Put a law in force: from now on verdicts are made by it, and those that are open are made again',
  input: Type.Object(
    {
      files: Files,
      reason: Reason,
      seen: optional({ ...LawVersionId, description: 'The version that you saw in force' }),
    },
    closed,
  ),
  output: Type.Object({ version: LawVersionId, after: orNull(LawVersionId), changes: Type.Integer() }, closed),
  refusals: {
    ...may('nothing-to-change'),
    'law-broken': {
      status: 422,
      title: 'This law cannot be used; the one in force stays',
      whatToDo: 'Mend what the detail names. assess.checkLaw lists all faults.',
    },
    'only-live': {
      status: 422,
      title: 'The law is one for all realms',
      whatToDo: 'Adopt it in the live realm, or not at all: an exercise is played by the law that holds.',
    },
  },
  policy: keeping,
  maxBytes: lawMaxBytes,
  example: {
    files: { 'law.json': {}, 'entity-types.json': {} },
    reason: 'The national act of transposition was read and its deadlines entered.',
  },
})

export const adoptShippedLaw = contract({
  name: 'assess.adoptShippedLaw',
  does: 'action',
  summary: 'Put the law in force that came with this version of Tocsin, in place of one of your own',
  input: Type.Object({ reason: Reason, seen: optional(adoptLaw.input.properties.seen) }, closed),
  output: adoptLaw.output,
  refusals: adoptLaw.refusals,
  policy: keeping,
  example: { reason: 'Compared: our own change is in the new files.' },
})
