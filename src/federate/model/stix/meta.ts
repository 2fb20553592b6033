// Relationships (section 5) and objects about objects (section 7): languages, markings, extensions.
import Type from 'typebox'
import * as is from './parts.ts'

const { maybe, list, text, timestamp, identifier } = is

export const relationships = {
  relationship: {
    section: '5.1',
    properties: {
      relationship_type: Type.String({
        ...text,
        says: 'letters in lower case, digits and hyphens',
        section: '5.1.1',
        pattern: '^[a-z0-9-]{1,250}$',
      }),
      description: maybe(text),
      source_ref: identifier('sdo', 'sco'),
      target_ref: identifier('sdo', 'sco'),
      start_time: maybe(timestamp),
      stop_time: maybe(timestamp),
    },
  },
  sighting: {
    section: '5.2',
    properties: {
      description: maybe(text),
      first_seen: maybe(timestamp),
      last_seen: maybe(timestamp),
      count: maybe(is.within(0, 999_999_999, '5.2.1')),
      sighting_of_ref: identifier('sdo'),
      observed_data_refs: maybe(list(identifier('observed-data'))),
      where_sighted_refs: maybe(list(identifier('identity', 'location'))),
      summary: maybe(is.flag),
    },
  },
} as const

export const languageContent = {
  section: '7.1',
  properties: {
    object_ref: identifier(),
    object_modified: maybe(timestamp),
    contents: is.dictionary(Type.Record(Type.String(), Type.Unknown(), { says: 'an object', section: '7.1.1' })),
  },
}

export const markingDefinition = {
  section: '7.2.1',
  properties: {
    name: maybe(text),
    definition_type: maybe(text),
    definition: maybe(Type.Record(Type.String(), Type.Unknown(), { says: 'an object', section: '7.2.1.1' })),
  },
}

export const extensionDefinition = {
  section: '7.3.1',
  properties: {
    name: text,
    description: maybe(text),
    schema: text,
    version: { ...text, rule: 'semver' as const },
    extension_types: list(is.closed('extension-type-enum')),
    extension_properties: maybe(list(text)),
  },
}
