// What must hold between the properties of one domain object or relationship (sections 4 and 5).

import { stixKinds, typeOfId } from '../../model/stix/kinds.ts'
import { commonRelations, relations } from '../../model/stix/relations.ts'
import { isLater } from './moments.ts'
import { type Findings, quoted } from './pointer.ts'

type Given = Readonly<Record<string, unknown>>
export type TypeRule = (object: Given, out: Findings) => void

/** The second must not be before the first; `strictly`: it must be later. */
function inOrder(first: string, second: string, section: string, strictly = false): TypeRule {
  return (object, out) => {
    const wrong = strictly
      ? typeof object[first] === 'string' &&
        typeof object[second] === 'string' &&
        !isLater(object[second], object[first])
      : isLater(object[first], object[second])
    if (wrong) out.error([second], section, `${second} must be ${strictly ? 'later than' : 'at or after'} ${first}.`)
  }
}
const seenInOrder = (section: string) => inOrder('first_seen', 'last_seen', section)
const has = (object: Given, name: string) => object[name] !== undefined

export const domainRules: Readonly<Record<string, TypeRule>> = {
  campaign: seenInOrder('4.2.1'),
  infrastructure: seenInOrder('4.8.1'),
  'intrusion-set': seenInOrder('4.9.1'),
  'threat-actor': seenInOrder('4.17.1'),
  sighting: seenInOrder('5.2.1'),
  malware(object, out) {
    seenInOrder('4.11.1')(object, out)
    if (object.is_family === true && !has(object, 'name'))
      out.error(['name'], '4.11.1', 'A malware family must have a name.')
  },
  indicator: inOrder('valid_from', 'valid_until', '4.7.1', true),
  location,
  'malware-analysis'(object, out) {
    if (!has(object, 'result') && !has(object, 'analysis_sco_refs'))
      out.error([], '4.12.1', 'It must have a result or analysis_sco_refs.')
  },
  'observed-data': observedData,
  identity(object, out) {
    if (!has(object, 'identity_class'))
      out.warn(['identity_class'], '4.5.1', 'It should say what kind of identity it is.')
  },
  report(object, out) {
    if (!has(object, 'report_types')) out.warn(['report_types'], '4.16.1', 'It should say what it reports on.')
  },
  relationship,
}

function location(object: Given, out: Findings): void {
  const both = has(object, 'latitude') && has(object, 'longitude')
  if (has(object, 'latitude') !== has(object, 'longitude'))
    out.error([has(object, 'latitude') ? 'longitude' : 'latitude'], '4.10.1', 'Latitude and longitude come together.')
  if (!both && !has(object, 'region') && !has(object, 'country'))
    out.error([], '4.10.1', 'It must have a region, a country, or latitude and longitude.')
  if (has(object, 'precision') && !both) out.error(['precision'], '4.10.1', 'A precision needs latitude and longitude.')
}

function observedData(object: Given, out: Findings): void {
  inOrder('first_observed', 'last_observed', '4.14.1')(object, out)
  if (has(object, 'objects') === has(object, 'object_refs'))
    out.error([], '4.14.1', 'It must have either object_refs or objects, and not both.')
  if (has(object, 'objects'))
    out.warn(['objects'], '4.14.1', 'objects is deprecated: refer to observables by object_refs.')
  const refs = Array.isArray(object.object_refs) ? object.object_refs : []
  const observable = refs.some((ref) => {
    const kind = typeof ref === 'string' ? stixKinds.get(typeOfId(ref)) : undefined
    return kind === undefined || kind.class === 'sco'
  })
  if (refs.length > 0 && !observable)
    out.error(['object_refs'], '4.14.1', 'At least one of them must be an observable.')
}

function relationship(object: Given, out: Findings): void {
  inOrder('start_time', 'stop_time', '5.1.1', true)(object, out)
  const { source_ref: from, target_ref: to, relationship_type: type } = object
  if (typeof from !== 'string' || typeof to !== 'string' || typeof type !== 'string') return
  if (from === to) out.warn(['target_ref'], '5.1', 'It relates an object to itself.')
  const [source, target] = [typeOfId(from), typeOfId(to)]
  if (!stixKinds.has(source) || !stixKinds.has(target)) return
  if (commonRelations.includes(type)) {
    if (type !== 'related-to' && source !== target)
      out.warn(['target_ref'], '5.1', `${type} is between two objects of one type.`)
    return
  }
  const targets = relations.get(source)?.get(type)
  if (!targets)
    out.warn(['relationship_type'], '5.1', `The standard names no relationship ${quoted(type)} from ${source}.`)
  else if (!targets.has(target) && !targets.has(stixKinds.get(target)?.class ?? ''))
    out.warn(['target_ref'], '5.1', `The standard names no relationship ${type} from ${source} to ${target}.`)
}
