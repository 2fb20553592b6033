// The table of techniques against what the detector can say, and what an export makes of it.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkObject } from '#federate/rules/stix/check-object.ts'
import { canonicalJson } from '../../../platform/journal/proof/canonical-json.ts'
import { readVectors } from '../../../sense/tally/vectors.ts'
import { readAttackTechniques } from '../../store/attack-techniques.ts'
import { marked } from '../../testdata/filed.ts'
import { knockedOver } from '../../testdata/knocked-over.ts'
import { stixBundle } from './stix-bundle.ts'
import { techniqueOf, toldTechnique } from './stix-techniques.ts'

const techniques = readAttackTechniques()
const digest = { canonical: canonicalJson, sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest() }

test('every kind of amplification, and every flood that counters tell, has one technique', () => {
  for (const { id } of readVectors().amplification)
    expect([id, techniqueOf(id, techniques)?.id]).toEqual([id, 'T1498.002'])
  const floods = [
    'syn-flood',
    'ack-flood',
    'rst-flood',
    'null-flood',
    'udp-flood',
    'icmp-flood',
    'carpet-bombing',
    'http-flood',
  ]
  for (const one of [...floods, 'syn-ack-reflection'])
    expect([one, techniqueOf(one, techniques) !== undefined]).toEqual([one, true])
  const named = techniques.flatMap(({ vectors }) => vectors)
  expect(new Set(named).size).toBe(named.length)
})

test('what is not known is not guessed', () => {
  for (const one of ['unknown', 'amplification', '', 'syn-flood-2']) expect(toldTechnique(one, techniques)).toEqual({})
  expect(toldTechnique('syn-flood', [])).toEqual({})
})

test('an exported attack names its technique as ATT&CK publishes it, and keeps to the standard', () => {
  const { objects } = stixBundle(knockedOver(), marked('GREEN'), digest, 2, techniques)
  const told = objects.filter(({ type }) => type === 'attack-pattern')
  expect(told.length).toBeGreaterThan(0)
  const ids = told.flatMap(
    (one) => (one.external_references as { external_id: string; url: string }[] | undefined) ?? [],
  )
  expect(ids.length).toBeGreaterThan(0)
  for (const { external_id: id, url } of ids)
    expect(url).toBe(`https://attack.mitre.org/techniques/${id.replace('.', '/')}`)
  for (const one of told) expect(checkObject(one, { digest })).toEqual([])
})
