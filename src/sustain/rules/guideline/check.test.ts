// Contradictions in guidelines, each just there and just not; the released one holds together; plans are what it says. That its playbooks are sound is asked where playbooks are checked, in federate.
import { readFileSync } from 'node:fs'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { markdownOf } from '#kernel/paper-markdown.ts'
import { controlKinds } from '../../model/failover.ts'
import { Guideline, guidelineStates } from '../../model/guideline.ts'
import { PlanFile } from '../../model/plan-file.ts'
import type { KnownResolver } from '../../model/resolvers.ts'
import { faultsOfResolvers, indexResolvers } from '../resolvers/known.ts'
import { checkGuideline } from './check.ts'
import { lifecycle, whyNot } from './lifecycle.ts'
import { paperOf } from './paper.ts'
import { planFrom } from './plan-from.ts'

const data = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../../data/sustain/${name}`, import.meta.url), 'utf8'))
const { resolvers } = data('resolvers.json') as { resolvers: KnownResolver[] }
const known = indexResolvers(resolvers)
const released = data('guidelines/union-dns-failover.json') as Guideline

type Edit = (it: Guideline) => void
const edited = (edit: Edit) => {
  const copy = structuredClone(released)
  edit(copy)
  return checkGuideline(copy, known)
}
const rules = (edit: Edit) => edited(edit).map(({ rule, where }) => `${rule} ${where}`)

test('the released guideline is as its schema says and holds together', () => {
  expect(Compile(Guideline).Check(released)).toBe(true)
  const findings = checkGuideline(released, known)
  expect(findings.filter(({ level }) => level === 'error')).toEqual([])
  // The variant in plain is there on purpose, and said to be so.
  expect(findings.map(({ rule }) => rule)).toEqual(['plain'])
})

test('the list of known resolvers has no address twice, and only operators of Member States are Union-based', () => {
  expect(faultsOfResolvers(resolvers, new Set(['CZ', 'SE', 'CY']))).toEqual([])
  expect(faultsOfResolvers(resolvers, new Set(['CZ', 'SE'])).join()).toContain('adguard')
  expect(faultsOfResolvers([...resolvers, ...resolvers.slice(0, 1)], new Set(['CZ', 'SE', 'CY'])).join()).toContain(
    'twice',
  )
})

const contradictions: [string, Edit, string][] = [
  [
    'a way back before the least stay',
    (it) => {
      it.rollBack.firstLookSeconds = 599
    },
    'return-before-least-stay /rollBack/firstLookSeconds',
  ],
  [
    'a quorum larger than the vantage points',
    (it) => {
      it.vantage.quorum = { least: 2, of: 4 }
    },
    'quorum /vantage/quorum/of',
  ],
  [
    'a quorum that can never say so',
    (it) => {
      it.vantage.quorum = { least: 4, of: 3 }
    },
    'quorum /vantage/quorum',
  ],
  [
    'one vantage point that decides',
    (it) => {
      it.vantage.quorum = { least: 1, of: 3 }
    },
    'one-decides /vantage/quorum/least',
  ],
  [
    'more samples than ever come',
    (it) => {
      it.health.thresholds.leastSamples = 26
    },
    'never-enough /health/thresholds/leastSamples',
  ],
  [
    'slower than is waited for',
    (it) => {
      it.health.thresholds.slowMilliseconds = 1500
    },
    'never-slow /health/thresholds/slowMilliseconds',
  ],
  [
    'a threshold of nothing',
    (it) => {
      it.health.thresholds.mostFailed = 0
    },
    'always /health/thresholds/mostFailed',
  ],
  [
    'a window shorter than a round',
    (it) => {
      it.health.everySeconds = 11
    },
    'window /health/thresholds/windowSeconds',
  ],
  [
    'no question that could show a lie',
    (it) => {
      for (const one of it.health.questions) one.compare = false
    },
    'never-lying /health/questions',
  ],
  [
    'the root excluded',
    (it) => {
      it.exclusions.push({ zone: '.', why: 'x' })
    },
    'all-excluded /exclusions/5',
  ],
  [
    'a probe in an excluded zone',
    (it) => {
      it.exclusions.push({ zone: 'europa.eu', why: 'x' })
    },
    'probe-excluded /exclusions/5',
  ],
  [
    'a group moved after the first may go back',
    (it) => {
      it.staggering.push({ group: 'Last', afterSeconds: 600 })
    },
    'back-before-there /staggering',
  ],
  [
    'groups out of order',
    (it) => {
      it.staggering.reverse()
    },
    'order /staggering/1/afterSeconds',
  ],
  [
    'an unknown resolver',
    (it) => {
      it.variants[0]?.fallback.push({ resolver: 'nobody', transport: 'dot' })
    },
    'unknown-resolver /variants/0/fallback/2',
  ],
  [
    'a filter where answers must stay',
    (it) => {
      it.variants[0]?.fallback.push({ resolver: 'quad9', transport: 'dot' })
    },
    'other-answers /variants/0/fallback/2',
  ],
  [
    'HTTPS from unbound',
    (it) => {
      it.variants[0]?.fallback.push({ resolver: 'google', transport: 'doh' })
    },
    'cannot-forward /variants/0/fallback/2',
  ],
  [
    'a single target',
    (it) => {
      it.variants[0]?.fallback.pop()
    },
    'single-target /variants/0/fallback',
  ],
  [
    'no Union-based target',
    (it) => {
      for (const one of it.variants) one.fallback = [{ resolver: 'google', transport: 'udp' }]
    },
    'no-union-resolver /variants',
  ],
  [
    'well called from samples of the failure',
    (it) => {
      it.rollBack.hysteresis.wellSeconds = 9
    },
    'well-before-seen /rollBack/hysteresis/wellSeconds',
  ],
]

test.each(contradictions)('%s is found', (_name, edit, wanted) => {
  expect(rules(edit)).toContain(wanted)
})

test('one less, and it is no contradiction', () => {
  expect(
    rules((it) => {
      it.rollBack.firstLookSeconds = 600
    }),
  ).toEqual(rules(() => {}))
  expect(
    rules((it) => {
      it.health.thresholds.leastSamples = 25
    }),
  ).toEqual(rules(() => {}))
  expect(
    rules((it) => {
      it.health.thresholds.slowMilliseconds = 1499
    }),
  ).toEqual(rules(() => {}))
  expect(
    rules((it) => {
      it.staggering.push({ group: 'Last', afterSeconds: 599 })
    }),
  ).toEqual(rules(() => {}))
})

/** Any name to some UUID: unlike names, unlike UUIDs. */
function uuid(name: string): string {
  let hash = 0n
  for (const sign of name) hash = (hash * 1_000_003n + BigInt(sign.codePointAt(0) ?? 0)) % 2n ** 96n
  const hex = hash.toString(16).padStart(24, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 24)}000000`
}

describe('as a plan', () => {
  const asked = (id: string, more = {}) => {
    const variant = released.variants.find((one) => one.id === id)
    if (!variant) throw new Error(id)
    const given = {
      name: 'Offices',
      organisation: uuid('o'),
      control: 'office',
      controlKind: null,
      variant,
      usual: [],
      zones: ['Corp.example'],
      group: null,
      families: 'both' as const,
    }
    return planFrom(released, { ...given, ...more }, known)
  }

  test('targets come in the order of the variant, with the names on their certificates; nothing is allowed', () => {
    const { plan } = asked('full', { families: 'ipv4' })
    expect(plan.fallback.map(({ address, tlsName }) => [address, tlsName])).toEqual([
      ['86.54.11.100', 'unfiltered.joindns4.eu'],
      ['86.54.11.200', 'unfiltered.joindns4.eu'],
      ['193.17.47.1', 'odvr.nic.cz'],
      ['185.43.135.1', 'odvr.nic.cz'],
    ])
    expect(plan).toMatchObject({
      guideline: { id: 'union-dns-failover', version: '1.0' },
    })
    expect(plan.exclusions).toContain('Corp.example')
  })

  test('a plan with its usual resolver is as the schema of plans says', () => {
    const usual = [{ name: 'Usual', transport: 'udp' as const, address: '192.0.2.1', unionBased: false }]
    const { organisation: _, ...plan } = asked('full', { usual }).plan
    expect([...Compile(PlanFile).Errors(plan)]).toEqual([])
  })

  test('what a kind of resolver cannot ask is left out and said', () => {
    const { plan, notes } = asked('mixed', { controlKind: 'unbound' })
    expect(plan.fallback.every(({ transport }) => transport === 'dot')).toBe(true)
    expect(notes.join()).toContain('unbound cannot ask over doh: dns4eu-unfiltered was left out.')
  })

  test('a group comes in its turn', () => {
    expect(asked('full', { group: 'All others' }).plan.staggerSeconds).toBe(120)
    expect(asked('full', { group: 'Nobody' }).notes.join()).toContain('no group "Nobody"')
  })
})

test('the document says who decides, what is asked and who sees it', () => {
  const findings = edited((it) => {
    it.rollBack.firstLookSeconds = 0
  })
  const paper = paperOf(
    {
      guideline: released,
      standing: 'Version 1.0',
      marking: 'TLP:CLEAR',
      exercise: true,
      digest: '0'.repeat(64),
      at: '2026-11-23T00:00:00.000Z',
      findings,
    },
    known,
  )
  const text = markdownOf(paper)
  for (const words of [
    'EXERCISE',
    'Duty officer; in their absence Crisis manager',
    'dnssec\\-failed.org',
    'Contradiction',
    'Article 28',
    'At least 2 of 3',
  ])
    expect(text.replaceAll('\\-', '-')).toContain(words.replaceAll('\\-', '-'))
})

test('the life of a guideline has every cell, and nobody approves what they wrote', () => {
  for (const state of guidelineStates) expect(Object.keys(lifecycle[state])).toEqual(['edit', 'approve', 'withdraw'])
  expect(whyNot({ state: 'draft', authors: ['a'] }, 'approve', 'a')?.refusal).toBe('second-person-needed')
  expect(whyNot({ state: 'draft', authors: ['a'] }, 'approve', 'b')).toBeNull()
  expect(whyNot({ state: 'approved', authors: ['a'] }, 'approve', 'b')?.refusal).toBe('wrong-state')
  expect(whyNot({ state: 'withdrawn', authors: ['a'] }, 'edit', 'a')?.refusal).toBe('wrong-state')
})

test('commands of every kind are there for the variants that name it', () => {
  expect(new Set(released.variants.flatMap(({ controls }) => controls))).toEqual(new Set(controlKinds))
})
