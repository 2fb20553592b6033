// The data types of STIX 2.1 (section 2) as schemas. `says` is what a person reads where a value is not so, `section` where the
// standard says it; `open` names an open vocabulary, `refs` what an identifier may point to.
import Type, { type TSchema, type TSchemaOptions } from 'typebox'
import { type ClosedVocabulary, closedVocabularies, type OpenVocabulary } from './vocabularies.ts'

/** What a schema of this folder carries beside the words of JSON Schema. */
export interface Notes {
  says?: string
  section?: string
  open?: OpenVocabulary
  /** Types, or classes of them ('sdo', 'sco', 'sro'), that an identifier may point to. */
  refs?: readonly string[]
  /** Its value is judged by a rule of this name as well. */
  rule?: 'moment' | 'base64' | 'language' | 'lowerHyphen' | 'dictionary' | 'country' | 'semver'
}
const noted = (notes: Notes, more: TSchemaOptions = {}) => ({ ...notes, ...more })

export const text = Type.String(noted({ says: 'a text', section: '2.14' }))
export const flag = Type.Boolean(noted({ says: 'true or false', section: '2.2' }))
export const number = Type.Number(noted({ says: 'a number', section: '2.6' }))
const most = Number.MAX_SAFE_INTEGER
export const integer = Type.Integer({
  ...noted({ says: 'a whole number between -(2^53)+1 and (2^53)-1', section: '2.10' }),
  minimum: -most,
  maximum: most,
})
export const from0 = Type.Integer({
  ...noted({ says: 'a whole number from 0', section: '2.10' }),
  minimum: 0,
  maximum: most,
})
export function within(minimum: number, maximum: number, section: string) {
  return Type.Integer({
    ...noted({ says: `a whole number between ${minimum} and ${maximum}`, section }),
    minimum,
    maximum,
  })
}
export function degrees(most: number) {
  return Type.Number({
    ...noted({ says: `degrees between -${most} and ${most}`, section: '4.10' }),
    minimum: -most,
    maximum: most,
  })
}

export const timestamp = Type.String(
  noted(
    { says: 'a moment of RFC 3339 in UTC, as 2026-03-10T09:45:00.000Z', section: '2.15', rule: 'moment' },
    {
      pattern:
        '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:[.][0-9]{1,30})?Z$',
      maxLength: 60,
    },
  ),
)
export const binary = Type.String(noted({ says: 'bytes in base64 (RFC 4648)', section: '2.1', rule: 'base64' }))
export const hex = Type.String(
  noted({ says: 'an even number of hexadecimal digits', section: '2.8' }, { pattern: '^(?:[0-9a-fA-F]{2})+$' }),
)

const uuid = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}'
export const typeName = '[a-z0-9][a-z0-9-]{1,248}[a-z0-9]'
export const identifierPattern = `^${typeName}--${uuid}$`
/** An identifier; without `refs` it may point to anything. */
export function identifier(...refs: string[]) {
  const to = refs.length === 0 ? '' : ` of ${refs.join(' or ')}`
  return Type.String(
    noted(
      {
        says: `an identifier${to}: the type, two hyphens and a UUID`,
        section: '2.9',
        ...(refs.length ? { refs } : {}),
      },
      { pattern: identifierPattern, maxLength: 300 },
    ),
  )
}

/** A list is never empty: what has nothing in it is left out. */
export function list<S extends TSchema>(of: S) {
  return Type.Array(of, noted({ says: 'a list with at least one entry', section: '2.12' }, { minItems: 1 }))
}
export function open(name: OpenVocabulary) {
  return Type.String(noted({ says: 'a text', section: '2.13', open: name }))
}
export function closed(name: ClosedVocabulary) {
  return Type.Enum(
    [...closedVocabularies[name]],
    noted({ says: `one of ${closedVocabularies[name].join(', ')}`, section: '2.4' }),
  )
}
export function fixed(value: string, section: string) {
  return Type.Literal(value, noted({ says: `"${value}"`, section }))
}

/** Names of 1 to 250 letters, digits, hyphens and underscores; never empty. */
export function dictionary<S extends TSchema>(of: S) {
  return Type.Record(
    Type.String(),
    of,
    noted({ says: 'an object with at least one name', section: '2.3', rule: 'dictionary' }, { minProperties: 1 }),
  )
}
export const hashes = Type.Record(
  Type.String(),
  Type.String(noted({ says: 'a text', section: '2.7' }, { minLength: 1 })),
  noted({ says: 'hashes by the name of their algorithm', section: '2.7', rule: 'dictionary' }, { minProperties: 1 }),
)

export function object<P extends Record<string, TSchema>>(section: string, properties: P) {
  return Type.Object(properties, noted({ says: 'an object', section }))
}
export const maybe = Type.Optional

export const killChainPhases = list(
  object('2.11', {
    kill_chain_name: Type.String(noted({ says: 'a text', section: '2.11', rule: 'lowerHyphen' })),
    phase_name: Type.String(noted({ says: 'a text', section: '2.11', rule: 'lowerHyphen' })),
  }),
)
export const externalReferences = list(
  object('2.5', {
    source_name: text,
    description: maybe(text),
    url: maybe(text),
    hashes: maybe(hashes),
    external_id: maybe(text),
  }),
)
export const language = Type.String(
  noted({ says: 'a language as RFC 5646 spells it', section: '3.2', rule: 'language' }),
)
export const granularMarkings = list(
  object('7.2.3.1', {
    lang: maybe(language),
    marking_ref: maybe(identifier('marking-definition')),
    selectors: list(text),
  }),
)
export const extensions = Type.Record(
  Type.String(),
  Type.Record(Type.String(), Type.Unknown(), noted({ says: 'an object', section: '7.3' })),
  noted({ says: 'an object by the ids of extensions', section: '7.3' }, { minProperties: 1 }),
)
export const anything = Type.Unknown()
