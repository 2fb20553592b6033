// Extensions of an object (section 7.3): those of the standard by name, those of OASIS and ours by id, all others by their form.
import Type, { type TSchema } from 'typebox'
import type { StixKind } from '../../model/stix/kinds.ts'
import { incidentCoreExtension, tlp2Extension } from '../../model/stix/known-ids.ts'
import * as is from '../../model/stix/parts.ts'
import { closedVocabularies } from '../../model/stix/vocabularies.ts'
import { checkSchema } from './check-schema.ts'
import { type Findings, quoted } from './pointer.ts'
import { speakingExtensions } from './rules-of-observables.ts'

const refs = (type: string) => is.maybe(is.list(is.identifier(type)))
const property = is.fixed('property-extension', '7.3.3')
const score = is.object('7.3.3', { name: is.text, value: is.number, description: is.maybe(is.text) })

/** What is known of extensions of others, by id. */
const knownById: Readonly<Record<string, TSchema>> = {
  [tlp2Extension]: is.object('7.3.3', { extension_type: property, tlp_2_0: is.closed('tlp-2-0') }),
  [incidentCoreExtension]: is.object('7.3.3', {
    extension_type: property,
    determination: is.closed('incident-determination-enum'),
    investigation_status: is.open('incident-investigation-ov'),
    criticality: is.maybe(is.within(0, 100, '7.3.3')),
    incident_types: is.maybe(is.list(is.text)),
    impacted_entity_counts: is.maybe(is.dictionary(is.from0)),
    detection_methods: is.maybe(is.list(is.text)),
    recoverability: is.maybe(Type.Union([is.closed('recoverability-enum'), is.list(is.closed('recoverability-enum'))])),
    scores: is.maybe(is.list(score)),
    ...{ event_refs: refs('event'), impact_refs: refs('impact'), task_refs: refs('task') },
    ...{ sequence_refs: refs('sequence'), sequence_start_refs: refs('sequence') },
    other_object_refs: is.maybe(is.list(is.identifier())),
  }),
}

export interface Extended {
  /** A toplevel-property-extension stands behind names that the type does not have. */
  toplevel: boolean
  /** What a type that the standard does not know is said to be. */
  newClass: 'sdo' | 'sco' | 'sro' | null
}

const types: readonly string[] = closedVocabularies['extension-type-enum']

export function checkExtensions(kind: StixKind | undefined, extensions: unknown, out: Findings): Extended {
  const found: Extended = { toplevel: false, newClass: null }
  if (typeof extensions !== 'object' || extensions === null || Array.isArray(extensions)) return found
  for (const [name, given] of Object.entries(extensions)) {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) continue
    const at = ['extensions', name]
    const own = kind && Object.hasOwn(kind.extensions, name) ? kind.extensions[name] : undefined
    if (own) {
      checkSchema(own, given, out, at)
      if (speakingExtensions.has(name) && Object.keys(given).length === 0)
        out.error(at, kind?.section ?? '7.3', `${name} must have at least one property.`)
      continue
    }
    if (!name.startsWith('extension-definition--')) {
      const custom = /^[a-z0-9-]{3,250}$/.test(name)
      if (custom)
        out.warn(
          at,
          '11.3',
          `${quoted(name)} is no extension of ${kind?.type ?? 'this type'}; names of one's own are deprecated.`,
        )
      else
        out.error(at, '7.3', `${quoted(name)} is neither the id of an extension definition nor a name of the standard.`)
      continue
    }
    checkById(name, given as Record<string, unknown>, found, out)
  }
  return found
}

function checkById(id: string, given: Record<string, unknown>, found: Extended, out: Findings): void {
  const at = ['extensions', id]
  checkSchema(is.identifier('extension-definition'), id, out, at)
  const type = given.extension_type
  if (type === undefined) out.error([...at, 'extension_type'], '7.3', 'It must say of which type the extension is.')
  else if (typeof type !== 'string' || !types.includes(type))
    out.error([...at, 'extension_type'], '10.5', `${quoted(type)} must be one of ${types.join(', ')}.`)
  if (type === 'toplevel-property-extension') found.toplevel = true
  if (type === 'new-sdo' || type === 'new-sco' || type === 'new-sro')
    found.newClass = type.slice(4) as Extended['newClass']
  const known = Object.hasOwn(knownById, id) ? knownById[id] : undefined
  if (known) checkSchema(known, given, out, at)
}
