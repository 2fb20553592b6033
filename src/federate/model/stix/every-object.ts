// The common properties (section 3.2): which class of object must, may or cannot have which.
import * as is from './parts.ts'

const version = is.fixed('2.1', '3.2')
const marked = {
  object_marking_refs: is.maybe(is.list(is.identifier('marking-definition'))),
  granular_markings: is.maybe(is.granularMarkings),
}
const described = {
  labels: is.maybe(is.list(is.text)),
  external_references: is.maybe(is.externalReferences),
}

/** Domain objects and relationships. */
export const ofDomain = {
  spec_version: version,
  id: is.identifier(),
  created_by_ref: is.maybe(is.identifier('identity')),
  created: is.timestamp,
  modified: is.timestamp,
  revoked: is.maybe(is.flag),
  confidence: is.maybe(is.within(0, 100, '3.2')),
  lang: is.maybe(is.language),
  ...described,
  ...marked,
  extensions: is.maybe(is.extensions),
}

/** Observables are no statements of somebody: they have no author, no versions and no references. */
export const ofObservable = {
  spec_version: is.maybe(version),
  id: is.identifier(),
  ...marked,
  defanged: is.maybe(is.flag),
  extensions: is.maybe(is.extensions),
}

export const ofLanguage = {
  spec_version: version,
  id: is.identifier(),
  created_by_ref: is.maybe(is.identifier('identity')),
  created: is.timestamp,
  modified: is.timestamp,
  revoked: is.maybe(is.flag),
  confidence: is.maybe(is.within(0, 100, '3.2')),
  ...described,
  ...marked,
  extensions: is.maybe(is.extensions),
}

export const ofMarking = {
  spec_version: version,
  id: is.identifier(),
  created_by_ref: is.maybe(is.identifier('identity')),
  created: is.timestamp,
  external_references: is.maybe(is.externalReferences),
  ...marked,
  extensions: is.maybe(is.extensions),
}

export const ofExtension = {
  spec_version: version,
  id: is.identifier(),
  created_by_ref: is.identifier('identity'),
  created: is.timestamp,
  modified: is.timestamp,
  revoked: is.maybe(is.flag),
  ...described,
  ...marked,
}

/** Names that belong to some class: on another class one of them is out of place, not a property of its own. */
export const commonNames: ReadonlySet<string> = new Set([...Object.keys(ofDomain), 'defanged', 'type'])
