// Addresses as people write them, and what is none.
import { expect, test } from 'vitest'
import { endpointOf } from './endpoint-of.ts'

test.each([
  ['https://a.example/x?y=1', { kind: 'http', host: 'a.example', path: '/x?y=1' }],
  ['http://a.example:8080/', { kind: 'http', host: 'a.example', port: 8080, path: '/', plain: true }],
  ['https://[2001:db8::1]/', { kind: 'http', host: '2001:db8::1', path: '/' }],
  ['tcp://a.example:25', { kind: 'tcp', host: 'a.example', port: 25 }],
  ['dns://a.example', { kind: 'dns', host: 'a.example' }],
])('%s is read', (text, endpoint) => {
  expect(endpointOf(text)).toEqual({ ok: true, value: endpoint })
})

test('with a size, a page becomes a transfer', () => {
  expect(endpointOf('https://a.example/', 100_000)).toMatchObject({ value: { kind: 'throughput', bytes: 100_000 } })
})

test.each([
  'ftp://a.example/',
  'a.example',
  'https://me:secret@a.example/',
  'tcp://',
  `https://a/${'x'.repeat(2000)}`,
  '',
])('%s is refused', (text) => {
  expect(endpointOf(text).ok).toBe(false)
})
