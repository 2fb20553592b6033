// Playbooks that sustain makes of a guideline are sound CACAO 2.0, and say what the guideline says.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Guideline } from '#sustain/model/guideline.ts'
import type { KnownResolver } from '#sustain/model/resolvers.ts'
import { cacaoOf } from '#sustain/rules/guideline/cacao.ts'
import { indexResolvers } from '#sustain/rules/resolvers/known.ts'
import { checkPlaybook } from './check-playbook.ts'
import { playbookContent } from './playbook-content.ts'

const data = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../../data/sustain/${name}`, import.meta.url), 'utf8'))
const known = indexResolvers((data('resolvers.json') as { resolvers: KnownResolver[] }).resolvers)
const released = data('guidelines/union-dns-failover.json') as Guideline

function uuid(name: string): string {
  let hash = 0n
  for (const sign of name) hash = (hash * 1_000_003n + BigInt(sign.codePointAt(0) ?? 0)) % 2n ** 96n
  const hex = hash.toString(16).padStart(24, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 24)}000000`
}

function made(id: string) {
  const variant = released.variants.find((one) => one.id === id)
  if (!variant) throw new Error(id)
  const at = '2026-11-23T00:00:00.000Z'
  return cacaoOf(
    released,
    { variant, uuid, created: at, modified: at, tlp: 'CLEAR', createdBy: { id: uuid('us'), name: 'Us' } },
    known,
  )
}

test.each(released.variants.map(({ id }) => id))('the variant %s is a sound CACAO 2.0 playbook', (id) => {
  expect(checkPlaybook(made(id)).findings).toEqual([])
})

test('it checks from each vantage point at once, asks for a decision, and knows the way back for each kind of resolver', () => {
  const { steps } = playbookContent(made('full'))
  const parallel = steps.find(({ type }) => type === 'parallel')
  expect(parallel?.next.filter(({ when }) => when === 'at once')).toHaveLength(released.vantage.points.length)
  const texts = steps.flatMap(({ commands }) => commands.map(({ text }) => text)).join('\n')
  expect(texts).toContain('forward-addr: 86.54.11.100@853#unfiltered.joindns4.eu')
  expect(texts).toContain('86.54.11.100:853", tls="openssl", subjectName="unfiltered.joindns4.eu"')
  expect(texts).toContain('policy.TLS_FORWARD({{"86.54.11.100@853", hostname="unfiltered.joindns4.eu"}')
  for (const kind of released.variants[0]?.controls ?? [])
    for (const name of ['Save what stands', 'Move', 'Verify', 'Go back', 'Put back what was there'])
      expect(steps.map((one) => one.name)).toContain(`${name}: ${kind}`)
})

test('the same guideline gives the same playbook', () => {
  expect(made('full')).toEqual(made('full'))
})
