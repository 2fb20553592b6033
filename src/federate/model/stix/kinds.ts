// Every type of STIX 2.1: its class, its schema, its section, and what its id is made from.
import Type, { type TObject, type TSchema } from 'typebox'
import { domainObjects } from './domain.ts'
import { ofDomain, ofExtension, ofLanguage, ofMarking, ofObservable } from './every-object.ts'
import { extensionDefinition, languageContent, markingDefinition, relationships } from './meta.ts'
import { observables } from './observables.ts'
import { fixed } from './parts.ts'

export type StixClass = 'sdo' | 'sco' | 'sro' | 'smo'

export interface StixKind {
  type: string
  class: StixClass
  section: string
  schema: TObject
  /** Observables: the properties that the id is a digest of. */
  idFrom: readonly string[]
  /** Extensions that the standard names itself, by name. */
  extensions: Readonly<Record<string, TSchema>>
}

type Given = {
  section: string
  properties: Record<string, TSchema>
  idFrom?: readonly string[]
  extensions?: Record<string, TSchema>
}

function kind(type: string, of: StixClass, common: Record<string, TSchema>, given: Given): StixKind {
  const { section, properties, idFrom = [], extensions = {} } = given
  const schema = Type.Object({ type: fixed(type, section), ...common, ...properties }, { says: 'an object', section })
  return { type, class: of, section, schema, idFrom, extensions }
}

const all: StixKind[] = [
  ...Object.entries(domainObjects).map(([type, given]) => kind(type, 'sdo', ofDomain, given)),
  ...Object.entries(observables).map(([type, given]) => kind(type, 'sco', ofObservable, given as Given)),
  ...Object.entries(relationships).map(([type, given]) => kind(type, 'sro', ofDomain, given)),
  kind('language-content', 'smo', ofLanguage, languageContent),
  kind('marking-definition', 'smo', ofMarking, markingDefinition),
  kind('extension-definition', 'smo', ofExtension, extensionDefinition),
]

export const stixKinds: ReadonlyMap<string, StixKind> = new Map(all.map((one) => [one.type, one]))

/** Of an identifier: the type in front of the two hyphens. */
export function typeOfId(id: string): string {
  const end = id.indexOf('--')
  return end < 0 ? '' : id.slice(0, end)
}

/** An object as it came, once it is known to be one. */
export type StixObject = { type: string; id: string } & Record<string, unknown>
