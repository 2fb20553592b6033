// What a signature under a playbook proves: every answer, and what each of them does not say.
import { expect, test } from 'vitest'
import { type Believed, type Held, judgeSignature } from './judge-signature.ts'

const playbook = { id: 'playbook--1', modified: '2026-01-02T00:00:00.000Z' }
const print = 'a'.repeat(64)
const signature = {
  ...{ signee: 'A neighbour', algorithm: 'Ed25519', created: '2026-01-03T00:00:00.000Z' },
  ...{ related_to: 'playbook--1', related_version: '2026-01-02T00:00:00.000Z' },
}
const believed: Believed[] = [{ name: 'The CSIRT of a neighbour', fingerprint: print, endedAt: null }]
const gone: Believed[] = [{ name: 'The CSIRT of a neighbour', fingerprint: print, endedAt: '2026-01-04T00:00:00.000Z' }]
const now = '2026-02-01T00:00:00.000Z'
const holds: Held = { ok: true, fingerprint: print }
const fails = (refusal: string): Held => ({ ok: false, refusal, detail: 'The reason.' })

test.each<[string, object, Held, Believed[], string, string | null]>([
  ['by a believed key', {}, holds, believed, 'proven', 'The CSIRT of a neighbour'],
  ['by a key that nobody compared', {}, holds, [], 'unknown-key', null],
  ['of another document', {}, fails('not-intact'), believed, 'not-intact', null],
  ['in an algorithm of others', {}, fails('unknown-algorithm'), believed, 'not-checked', null],
  ['without a key', {}, fails('no-key'), believed, 'not-checked', null],
  ['that was revoked', { revoked: true }, holds, believed, 'ended', 'The CSIRT of a neighbour'],
  ['that has ended', { valid_until: '2026-02-01T00:00:00.000Z' }, holds, believed, 'ended', 'The CSIRT of a neighbour'],
  [
    'that lasts a moment longer',
    { valid_until: '2026-02-01T00:00:00.001Z' },
    holds,
    believed,
    'proven',
    believed[0]?.name ?? '',
  ],
  [
    'that has not begun',
    { valid_from: '2026-02-01T00:00:00.001Z' },
    holds,
    believed,
    'ended',
    'The CSIRT of a neighbour',
  ],
  ['whose end cannot be read', { valid_until: 'soon' }, holds, believed, 'ended', 'The CSIRT of a neighbour'],
  ['by a key that is believed no more', {}, holds, gone, 'ended', 'The CSIRT of a neighbour'],
  ['for another playbook', { related_to: 'playbook--2' }, holds, believed, 'not-intact', null],
  ['for another version', { related_version: '2026-01-01T00:00:00.000Z' }, holds, believed, 'not-intact', null],
])('a signature %s', (_title, more, held, keys, verdict, signer) => {
  const judged = judgeSignature(playbook, { ...signature, ...more }, held, keys, now)
  expect(judged).toMatchObject({ verdict, signer, says: 'A neighbour' })
  expect(judged.why).not.toBe('')
})
