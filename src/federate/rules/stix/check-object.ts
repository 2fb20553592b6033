// Checks one object of STIX 2.1 by the whole standard: types, vocabularies, rules across properties, extensions, markings, ids.
import Type from 'typebox'
import { commonNames, ofDomain, ofObservable } from '../../model/stix/every-object.ts'
import type { Finding } from '../../model/stix/finding.ts'
import { type StixClass, type StixKind, stixKinds, typeOfId } from '../../model/stix/kinds.ts'
import { typeName } from '../../model/stix/parts.ts'
import { overBudget } from './budget.ts'
import { checkExtensions, type Extended } from './check-extensions.ts'
import { checkMarkings, checkMeta } from './check-meta.ts'
import { checkSchema } from './check-schema.ts'
import { isLater } from './moments.ts'
import { type Digest, observableId } from './observable-id.ts'
import { checkPattern } from './patterns/check-pattern.ts'
import { type Findings, findings, quoted } from './pointer.ts'
import { domainRules } from './rules-of-domain.ts'
import { observableRules } from './rules-of-observables.ts'

export interface CheckOptions {
  /** With it, ids of observables are compared with what the standard makes of their properties. */
  digest?: Digest
  /** For taking in: warnings refuse nothing, and in a large file there are many. */
  errorsOnly?: boolean
}

/** Nothing found: the object keeps to the standard. Never throws, whatever it is given. */
export function checkObject(value: unknown, options: CheckOptions = {}): Finding[] {
  const beyond = overBudget(value)
  if (beyond) return [beyond]
  const out = findings(!options.errorsOnly)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    out.error([], '3.1', `${quoted(value)} is no object.`)
    return out.all
  }
  const object = value as Record<string, unknown>
  const { type } = object
  if (typeof type !== 'string' || !typeForm.test(type)) {
    out.error(['type'], '3.2', 'The type is missing, or has other characters than a to z, 0 to 9 and hyphens.')
    return out.all
  }
  checkTyped(type, object, options, out)
  return out.all
}

const typeForm = new RegExp(`^${typeName}$`)
const asDomain = Type.Object(ofDomain)
const asObservable = Type.Object(ofObservable)

function checkTyped(type: string, object: Record<string, unknown>, options: CheckOptions, out: Findings): void {
  const kind = stixKinds.get(type)
  const extended = checkExtensions(kind, object.extensions, out)
  const of = kind?.class ?? customClass(object, extended)
  if (kind) checkSchema(kind.schema, object, out)
  else checkCustom(type, object, of, extended, out)
  checkNames(kind, object, extended, out)
  checkId(type, object, of, out)
  if (isLater(object.created, object.modified)) out.error(['modified'], '3.2', 'modified must not be before created.')
  const rule = Object.hasOwn(domainRules, type) ? domainRules[type] : observableRules[type]
  if (kind && rule) rule(object, out)
  if (of === 'smo') checkMeta(type, object, out)
  checkReferences(object, out)
  checkMarkings(object, out)
  if (type === 'indicator') checkIndicator(object, out)
  if (kind && options.digest && out.warns) checkObservableId(kind, object, options.digest, out)
}

function customClass(object: Record<string, unknown>, { newClass }: Extended): StixClass {
  return newClass ?? (object.created === undefined && object.modified === undefined ? 'sco' : 'sdo')
}

function checkCustom(
  type: string,
  object: Record<string, unknown>,
  of: StixClass,
  { newClass }: Extended,
  out: Findings,
): void {
  checkSchema(of === 'sco' ? asObservable : asDomain, object, out)
  if (newClass) return
  const says = 'The standard knows no such type, and no extension of the object says what it is.'
  out.warn(
    ['type'],
    '11.2',
    `${quoted(type)}: ${says}${type.startsWith('x-') ? '' : ' Its name should begin with x-.'}`,
  )
}

/** Names that the type does not have: of another class, or somebody's own. */
function checkNames(
  kind: StixKind | undefined,
  object: Record<string, unknown>,
  extended: Extended,
  out: Findings,
): void {
  const known = kind ? kind.schema.properties : undefined
  for (const name of Object.keys(object)) {
    if (known ? Object.hasOwn(known, name) : commonNames.has(name)) continue
    if (!/^[a-z0-9_]{3,250}$/.test(name)) {
      out.error([name], '11.1', 'A name has 3 to 250 characters of a to z, 0 to 9 and underscore.')
      continue
    }
    if (!out.warns) continue
    if (commonNames.has(name) && kind) out.warn([name], '3.2', `${name} does not apply to ${kind.type}.`)
    else if (kind && !extended.toplevel)
      out.warn(
        [name],
        '11.1',
        `${kind.type} has no property ${quoted(name)}, and no extension of the object brings it.`,
      )
  }
}

function checkId(type: string, { id }: Record<string, unknown>, of: StixClass, out: Findings): void {
  if (typeof id !== 'string' || !id.includes('--')) return
  if (typeOfId(id) !== type) out.error(['id'], '2.9', `The id must begin with the type: ${type}--.`)
  const version = id.at(-22)
  if (of === 'sco' ? version !== '5' && version !== '4' : version !== '4' && version !== '5')
    out.warn(['id'], '2.9', 'The UUID should be of version 4, or of version 5 for what is made from its content.')
}

function checkObservableId(kind: StixKind, object: Record<string, unknown>, digest: Digest, out: Findings): void {
  if (kind.class !== 'sco' || typeof object.id !== 'string' || object.id.at(-22) !== '5') return
  const made = observableId(object, digest)
  if (made && made !== object.id) out.warn(['id'], '2.9', `From its properties the standard makes ${made}.`)
}

/** Section 2.5: a name of the source alone says nothing. */
function checkReferences({ external_references: references }: Record<string, unknown>, out: Findings): void {
  if (!Array.isArray(references)) return
  for (const [i, one] of references.entries()) {
    if (typeof one !== 'object' || one === null) continue
    if (!['description', 'url', 'external_id'].some((name) => Object.hasOwn(one, name)))
      out.error(['external_references', i], '2.5', 'It must have a description, a url or an external_id.')
  }
}

function checkIndicator({ pattern, pattern_type: type }: Record<string, unknown>, out: Findings): void {
  if (type !== 'stix' || typeof pattern !== 'string') return
  for (const { level, says } of checkPattern(pattern)) {
    if (level === 'error') out.error(['pattern'], '9', says)
    else out.warn(['pattern'], '9', says)
  }
}
