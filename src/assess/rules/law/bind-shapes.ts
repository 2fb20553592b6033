// The shapes of the files of the law, by the folder that they stand in; and what keeps a hostile file from being read long.
import Type, { type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import * as law from '../../model/law.ts'
import type { LawFault } from '../../model/law-book.ts'
import { shapeReasons } from './check-shape.ts'

export type { LawFault }

/** File name relative to the folder of the law, to its parsed JSON. */
export type LawFiles = Record<string, unknown>

export const maxFiles = 400
export const maxFaults = 200
const maxValues = 300_000
const maxDepth = 60

const closed = { additionalProperties: false } as const
const verification = {
  verified: Type.Optional(Type.Boolean()),
  evidence: Type.Optional(Type.String({ maxLength: 400 })),
}
/** A form stands in a file of its own: templates/<regime>.json. */
const { template: _form, ...regimeFields } = law.Regime.properties
const { regime: _actOfFile, ...ruleFields } = law.Rule.properties
const {
  version: _made,
  facts: _facts,
  rules: _rules,
  overlays: _overlays,
  entityTypes: _types,
  ...lawFields
} = law.Law.properties

export const LawFile = Type.Object(
  {
    ...lawFields,
    checkedAsOf: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}$' }),
    regimes: Type.Array(law.RegimeId, { maxItems: 200 }),
  },
  closed,
)
export const EntityTypesFile = Type.Object({ entityTypes: Type.Array(law.EntityType, { maxItems: 500 }) }, closed)
export const FactsFile = Type.Object({ ...verification, facts: Type.Array(law.Fact, { maxItems: 1_000 }) }, closed)
export const RulesFile = Type.Object(
  {
    regime: law.Rule.properties.regime,
    ...verification,
    rules: Type.Array(Type.Object(ruleFields, closed), { maxItems: 2_000 }),
  },
  closed,
)
export const OverlaysFile = Type.Object({ overlays: Type.Array(law.Overlay, { maxItems: 200 }) }, closed)

export type LawFile = Static<typeof LawFile>
export type EntityTypesFile = Static<typeof EntityTypesFile>
export type FactsFile = Static<typeof FactsFile>
/** The conditions of a rule and the deadlines of an overlay have no type of their own in a schema: it comes from the model. */
export type RulesFile = Omit<Static<typeof RulesFile>, 'rules'> & { rules: Omit<law.Rule, 'regime'>[] }
export interface OverlaysFile {
  overlays: law.Overlay[]
}

/** Kinds of file; null for a name that has no place among them. */
export function kindOf(file: string): keyof typeof shapes | null {
  if (file === 'law.json' || file === 'entity-types.json') return file
  const folder = /^(facts|rules|regimes|templates|overlays)[/][A-Za-z0-9@._-]{1,100}[.]json$/.exec(file)?.[1]
  return folder === undefined ? null : (folder as keyof typeof shapes)
}

const shapes = {
  'law.json': LawFile,
  'entity-types.json': EntityTypesFile,
  facts: FactsFile,
  rules: RulesFile,
  regimes: Type.Object(regimeFields, closed),
  templates: law.Template,
  overlays: OverlaysFile,
} satisfies Record<string, TSchema>

// Compiled at first use: a command that never reads the law does not wait for it.
const compiled = new Map<string, ReturnType<typeof Compile<TSchema>>>()

function validatorOf(kind: keyof typeof shapes): ReturnType<typeof Compile<TSchema>> {
  const known = compiled.get(kind)
  if (known) return known
  const made = Compile(shapes[kind] as TSchema)
  compiled.set(kind, made)
  return made
}

/** Faults of one file against the shape of its kind; none when it is as it must be. */
export function shapeFaults(file: string, kind: keyof typeof shapes, content: unknown): LawFault[] {
  const validator = validatorOf(kind)
  if (validator.Check(content)) return []
  const reasons = shapeReasons(file, shapes[kind], content)
  if (reasons.length > 0) return reasons
  return [...validator.Errors(content)]
    .slice(0, 5)
    .map((one) => ({ file, field: one.instancePath || '/', reason: one.message }))
}

/** Counts values and depth without recursion; the reason why it is too much, or null. */
export function tooMuch(files: LawFiles): LawFault | null {
  const names = Object.keys(files)
  if (names.length > maxFiles)
    return { file: '', field: '/', reason: `There are ${names.length} files; the law may have ${maxFiles}.` }
  let values = 0
  for (const file of names) {
    const rest: { value: unknown; depth: number }[] = [{ value: files[file], depth: 0 }]
    for (let next = rest.pop(); next; next = rest.pop()) {
      if (++values > maxValues)
        return { file, field: '/', reason: `All files together may hold ${maxValues} values; here they are exceeded.` }
      if (next.depth > maxDepth)
        return {
          file,
          field: '/',
          reason: `Values are nested more than ${maxDepth} deep; write the condition flatter.`,
        }
      if (typeof next.value !== 'object' || next.value === null) continue
      for (const value of Object.values(next.value)) rest.push({ value, depth: next.depth + 1 })
    }
  }
  return null
}
