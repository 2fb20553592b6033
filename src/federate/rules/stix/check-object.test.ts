// Single objects against the standard: what breaks it, what it advises against, and what hostile input does.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../platform/journal/proof/canonical-json.ts'
import { anIndicator, good, uuid } from '../../testdata/stix-objects.ts'
import { checkObject } from './check-object.ts'
import { observableId } from './observable-id.ts'

const digest = { canonical: canonicalJson, sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest() }
const errorsOf = (object: unknown) => checkObject(object, { digest }).filter(({ level }) => level === 'error')
const wrongAt = (object: unknown) => errorsOf(object).map(({ at }) => at)
const warnedAt = (object: unknown) =>
  checkObject(object, { digest })
    .filter(({ level }) => level === 'warning')
    .map(({ at }) => at)

describe('objects that keep to the standard', () => {
  it.each(good.map((object) => [object.type, object] as const))('%s: nothing is found', (_type, object) => {
    expect(checkObject(object, { digest })).toEqual([])
  })

  it('every type of the standard is among them', async () => {
    const { stixKinds } = await import('../../model/stix/kinds.ts')
    expect(new Set(good.map(({ type }) => type))).toEqual(new Set(stixKinds.keys()))
  })
})

describe('many findings', () => {
  const own = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`x_own_${n}`, n]))

  it('no error is lost behind warnings', () => {
    const found = checkObject({ ...anIndicator, ...own, pattern: '[' }, { digest })
    expect(found.filter(({ level }) => level === 'warning')).toHaveLength(100)
    expect(wrongAt({ ...anIndicator, ...own, pattern: '[' })).toEqual(['/pattern'])
  })

  it('errors alone are those among all findings', () => {
    for (const object of [...good, { ...anIndicator, ...own, pattern: '[', labels: [] }])
      expect(checkObject(object, { errorsOnly: true })).toEqual(errorsOf(object))
  })
})

describe('what breaks the standard', () => {
  const cases: [title: string, object: Record<string, unknown>, at: string][] = [
    ['a required property is missing', without(anIndicator, 'pattern'), '/pattern'],
    ['another version of the standard', { ...anIndicator, spec_version: '2.0' }, '/spec_version'],
    ['no version of the standard', without(anIndicator, 'spec_version'), '/spec_version'],
    ['an id of another type', { ...anIndicator, id: `report--${uuid(1)}` }, '/id'],
    ['an id without a UUID', { ...anIndicator, id: 'indicator--1' }, '/id'],
    ['changed before it was made', { ...anIndicator, modified: '2026-03-09T00:00:00.000Z' }, '/modified'],
    ['a day that does not exist', { ...anIndicator, created: '2026-02-29T00:00:00.000Z' }, '/created'],
    ['a zone instead of Z', { ...anIndicator, created: '2026-03-10T10:00:00+01:00' }, '/created'],
    ['a space for the T', { ...anIndicator, created: '2026-03-10 10:00:00Z' }, '/created'],
    ['an empty list', { ...anIndicator, labels: [] }, '/labels'],
    ['a text for a list', { ...anIndicator, labels: 'one' }, '/labels'],
    ['null', { ...anIndicator, description: null }, '/description'],
    ['valid until before valid from', { ...anIndicator, valid_until: anIndicator.valid_from }, '/valid_until'],
    ['a pattern that cannot be read', { ...anIndicator, pattern: "[url:value = 'a'" }, '/pattern'],
    ['a confidence above 100', { ...anIndicator, confidence: 101 }, '/confidence'],
    ['an author that is no identity', { ...anIndicator, created_by_ref: `report--${uuid(1)}` }, '/created_by_ref'],
    [
      'a reference without a name',
      { ...anIndicator, external_references: [{ url: 'https://example.org' }] },
      '/external_references/0/source_name',
    ],
    [
      'a reference to a source and nothing of it',
      { ...anIndicator, external_references: [{ source_name: 'own' }] },
      '/external_references/0',
    ],
    [
      'a selector that leads nowhere',
      { ...anIndicator, granular_markings: [{ lang: 'en', selectors: ['labels.[3]'] }] },
      '/granular_markings/0/selectors/0',
    ],
    [
      'a granular marking of both kinds',
      {
        ...anIndicator,
        granular_markings: [{ lang: 'en', marking_ref: `marking-definition--${uuid(1)}`, selectors: ['pattern'] }],
      },
      '/granular_markings/0',
    ],
    [
      'an extension of no known type',
      { ...anIndicator, extensions: { [`extension-definition--${uuid(2)}`]: { extension_type: 'odd' } } },
      `/extensions/extension-definition--${uuid(2)}/extension_type`,
    ],
    ['a name with capitals', { ...anIndicator, MyField: 1 }, '/MyField'],
    ['a file without hashes and name', { type: 'file', spec_version: '2.1', id: `file--${uuid(1)}`, size: 1 }, ''],
    [
      'an odd number of digits in hex',
      { type: 'file', spec_version: '2.1', id: `file--${uuid(1)}`, name: 'a', magic_number_hex: 'abc' },
      '/magic_number_hex',
    ],
    [
      'a port beyond 65535',
      {
        type: 'network-traffic',
        spec_version: '2.1',
        id: `network-traffic--${uuid(1)}`,
        protocols: ['tcp'],
        dst_ref: `ipv4-addr--${uuid(1)}`,
        dst_port: 65_536,
      },
      '/dst_port',
    ],
    [
      'an address of five parts',
      { type: 'ipv4-addr', spec_version: '2.1', id: `ipv4-addr--${uuid(1)}`, value: '1.2.3.4.5' },
      '/value',
    ],
    [
      'observed data without an observable',
      {
        type: 'observed-data',
        ...head('observed-data'),
        first_observed: '2026-03-10T09:00:00Z',
        last_observed: '2026-03-10T09:00:00Z',
        number_observed: 1,
        object_refs: [`relationship--${uuid(1)}`],
      },
      '/object_refs',
    ],
    [
      'an observation that ends before it begins',
      {
        type: 'observed-data',
        ...head('observed-data'),
        first_observed: '2026-03-10T09:00:00.1Z',
        last_observed: '2026-03-10T09:00:00.09Z',
        number_observed: 1,
        object_refs: [`url--${uuid(1)}`],
      },
      '/last_observed',
    ],
    [
      'a relationship from a sighting',
      {
        type: 'relationship',
        ...head('relationship'),
        relationship_type: 'uses',
        source_ref: `sighting--${uuid(1)}`,
        target_ref: `tool--${uuid(1)}`,
      },
      '/source_ref',
    ],
    ['half a place', { type: 'location', ...head('location'), latitude: 5 }, '/longitude'],
    [
      'a label of TLP under an id of its own',
      {
        type: 'marking-definition',
        spec_version: '2.1',
        id: `marking-definition--${uuid(1)}`,
        created: '2026-01-01T00:00:00Z',
        definition_type: 'tlp',
        definition: { tlp: 'green' },
      },
      '/id',
    ],
    [
      'a marking that marks itself',
      {
        type: 'marking-definition',
        spec_version: '2.1',
        id: `marking-definition--${uuid(1)}`,
        created: '2026-01-01T00:00:00Z',
        definition_type: 'statement',
        definition: { statement: 'x' },
        object_marking_refs: [`marking-definition--${uuid(1)}`],
      },
      '/object_marking_refs',
    ],
  ]
  it.each(cases)('%s', (_title, object, at) => {
    expect(wrongAt(object)).toContain(at)
  })
})

describe('what the standard advises against is only a warning', () => {
  const cases: [title: string, object: Record<string, unknown>, at: string][] = [
    [
      'a word that the vocabulary does not have',
      { ...anIndicator, indicator_types: ['own-word'] },
      '/indicator_types/0',
    ],
    ['a property of one’s own', { ...anIndicator, x_own: 1 }, '/x_own'],
    ['a type of one’s own', { ...anIndicator, type: 'x-own', id: `x-own--${uuid(1)}` }, '/type'],
    [
      'a relationship that the standard does not name',
      {
        type: 'relationship',
        ...head('relationship'),
        relationship_type: 'uses',
        source_ref: `tool--${uuid(1)}`,
        target_ref: `campaign--${uuid(1)}`,
      },
      '/target_ref',
    ],
    [
      'a relationship to itself',
      {
        type: 'relationship',
        ...head('relationship'),
        relationship_type: 'related-to',
        source_ref: `tool--${uuid(1)}`,
        target_ref: `tool--${uuid(1)}`,
      },
      '/target_ref',
    ],
    [
      'an id of an observable that its content does not make',
      {
        type: 'url',
        spec_version: '2.1',
        id: `url--${'00000000-0000-5000-8000-000000000001'}`,
        value: 'https://example.org',
      },
      '/id',
    ],
  ]
  it.each(cases)('%s', (_title, object, at) => {
    expect(errorsOf(object)).toEqual([])
    expect(warnedAt(object)).toContain(at)
  })
})

describe('ids of observables', () => {
  // The first two stand in the standard; the others are what independent implementations make of these values.
  it.each([
    [{ type: 'ipv4-addr', value: '198.51.100.3' }, 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4'],
    [{ type: 'domain-name', value: 'example.com' }, 'domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7'],
    [
      { type: 'autonomous-system', number: 15_139, name: 'Slime Industries' },
      'autonomous-system--3aa27478-50b5-5ab8-9da9-cdc12b657fff',
    ],
    [{ type: 'mutex', name: '__CLEANSWEEP__' }, 'mutex--f93fe911-e545-5239-b9b0-597840d0c871'],
  ])('%j is %s', (object, id) => {
    expect(observableId(object, digest)).toBe(id)
  })

  it('of several hashes one counts, whatever their order', () => {
    const [md5, sha256] = ['a'.repeat(32), 'b'.repeat(64)]
    const one = observableId({ type: 'file', hashes: { MD5: md5 } }, digest)
    expect(observableId({ type: 'file', hashes: { 'SHA-256': sha256, MD5: md5 } }, digest)).toBe(one)
    expect(observableId({ type: 'file', hashes: { 'SHA-256': sha256 } }, digest)).not.toBe(one)
  })
})

describe('hostile input', () => {
  it('is refused with a reason: depth, names, half characters, numbers beyond 2^53', () => {
    let deep: unknown = 'x'
    for (let i = 0; i < 100_000; i++) deep = [deep]
    expect(errorsOf({ ...anIndicator, x_deep: deep })[0]?.says).toContain('nested deeper')
    expect(errorsOf(JSON.parse('{"type":"tool","__proto__":{"admin":true}}'))[0]?.says).toContain('__proto__')
    expect(errorsOf({ ...anIndicator, name: '\ud800' })[0]?.section).toBe('2.14')
    expect(wrongAt(JSON.parse('{"type":"tool","x_big":9007199254740993}'))).toEqual(['/x_big'])
    expect(errorsOf({ ...anIndicator, x_many: Array.from({ length: 300_000 }, () => 1) })).toHaveLength(1)
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })

  it('selectors never walk beyond the object’s own properties', () => {
    for (const selector of [
      'constructor',
      '__proto__',
      'toString',
      'labels.length',
      'labels.[99999999999]',
      `${'a.'.repeat(9_000)}a`,
    ]) {
      const marked = { ...anIndicator, labels: ['a'], granular_markings: [{ lang: 'en', selectors: [selector] }] }
      expect(wrongAt(marked)).toContain('/granular_markings/0/selectors/0')
    }
  })

  it('never throws, whatever stands where', () => {
    fc.assert(
      fc.property(fc.constantFrom(...good), fc.jsonValue({ maxDepth: 3 }), fc.nat(), (object, value, n) => {
        const names = Object.keys(object)
        const name = names[n % names.length] ?? 'type'
        expect(Array.isArray(checkObject({ ...object, [name]: value }, { digest }))).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('whatever is taken out of the required properties, it is no valid object any more', async () => {
    const { stixKinds } = await import('../../model/stix/kinds.ts')
    for (const object of good) {
      for (const name of stixKinds.get(object.type)?.schema.required ?? []) {
        expect(wrongAt(without(object, name)).length > 0, `${object.type} without ${name}`).toBe(true)
      }
    }
  })
})

function without(object: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name))
}

function head(type: string) {
  const at = '2026-03-10T09:00:00.000Z'
  return { spec_version: '2.1', id: `${type}--${uuid(9)}`, created: at, modified: at }
}
