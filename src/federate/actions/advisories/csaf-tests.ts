// The tests of the CSAF standard over one document: those of the validating library, and those of CSAF 2.1 that it lacks.
/// <reference path="./csaf-validator.d.ts" />
import { createRequire } from 'node:module'
import { type Checked, type CsafVersion, type Finding, mostFindings } from '../../model/advisories/findings.ts'
import { csaf21Tests } from '../../rules/advisories/csaf21-tests.ts'

interface Said {
  message?: string
  instancePath?: string
}
interface Outcome {
  isValid?: boolean
  errors?: Said[]
  warnings?: Said[]
  infos?: Said[]
}
type Test = (document: unknown) => Outcome | Promise<Outcome>
type Kind = Finding['kind']
interface Named {
  name: string
  kind: Kind
  test: Test
}

export type Scope = 'mandatory' | 'all'

const asksOthers = 'It asks other hosts; a node checks documents without telling anybody which.'
const spells = 'It needs a spelling checker on the machine of the node.'
/** Informative tests that are left out in every version. */
const leftOut: Record<string, string> = { '6.3.6': asksOthers, '6.3.7': asksOthers, '6.3.8': spells }
const noRegistry = 'It needs the register of SSVC decision points, which is not part of this node.'
const inSchema = 'Carried out together with the schema.'

const loaded = new Map<string, Promise<Named[]>>()

/** Loading takes seconds, as the library makes its own code then; each set is loaded once, when it is first asked for. */
function testsOf(version: CsafVersion, kind: Kind): Promise<Named[]> {
  const key = `${version} ${kind}`
  const known = loaded.get(key) ?? load(version, kind)
  loaded.set(key, known)
  return known
}

/**
 * The library compiles some two hundred schemas of its own when it is loaded, and has each of them checked against the schema of schemas
 * first: nine tenths of ten seconds of work, for constants. Documents are checked as before; only that check of constants is left out.
 */
function trustItsSchemas(): void {
  const ofLibrary = createRequire(createRequire(import.meta.url).resolve('@secvisogram/csaf-validator-lib/validate.js'))
  const { prototype } = (ofLibrary('ajv/dist/core.js') as { default: { prototype: { validateSchema(): boolean } } })
    .default
  prototype.validateSchema = () => true
}

async function load(version: CsafVersion, kind: Kind): Promise<Named[]> {
  if (loaded.size === 0) trustItsSchemas()
  const found = Object.entries(await modules[version][kind]())
  const wanted = kind === 'schema' ? found.filter(([name]) => name.endsWith('_strict')) : found
  const named = wanted.flatMap(([name, test]): Named[] => {
    if (typeof test !== 'function') return []
    return [{ name: kind === 'schema' ? 'schema' : numberOf(name), kind, test: test as Test }]
  })
  const own = version === '2.1' && kind === 'mandatory' ? csaf21Tests.map(ownTest) : []
  return [...named.filter(({ name }) => !(name in leftOut)), ...own].toSorted(byNumber)
}

const modules: Record<CsafVersion, Record<Kind, () => Promise<object>>> = {
  '2.0': {
    schema: () => import('@secvisogram/csaf-validator-lib/schemaTests.js'),
    mandatory: () => import('@secvisogram/csaf-validator-lib/mandatoryTests.js'),
    optional: () => import('@secvisogram/csaf-validator-lib/optionalTests.js'),
    informative: () => import('@secvisogram/csaf-validator-lib/informativeTests.js'),
  },
  '2.1': {
    schema: () => import('@secvisogram/csaf-validator-lib/csaf_2_1/schemaTests.js'),
    mandatory: () => import('@secvisogram/csaf-validator-lib/csaf_2_1/mandatoryTests.js'),
    optional: () => import('@secvisogram/csaf-validator-lib/csaf_2_1/recommendedTests.js'),
    informative: () => import('@secvisogram/csaf-validator-lib/csaf_2_1/informativeTests.js'),
  },
}

/** 'mandatoryTest_6_1_27_3' is '6.1.27.3'. */
const numberOf = (name: string) => name.slice(name.indexOf('_') + 1).replaceAll('_', '.')

function byNumber(one: Named, other: Named): number {
  const [a, b] = [one.name, other.name].map((name) => name.split('.').map(Number))
  for (let at = 0; at < 5; at++) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function ownTest({ name, test }: (typeof csaf21Tests)[number]): Named {
  return {
    ...{ name, kind: 'mandatory' },
    test(document) {
      const faults = test(document)
      const errors = faults.map(({ message, where }) => ({ message, instancePath: where }))
      return { isValid: faults.length === 0, errors }
    },
  }
}

/**
 * Runs the schema and all mandatory tests; with `all` the optional (in 2.1: recommended) and informative ones, too. `running` hears each
 * name before the test begins, so that one that does not end can be named.
 */
export async function runTests(
  document: unknown,
  csafVersion: CsafVersion,
  scope: Scope,
  running: (test: string) => void,
): Promise<Checked> {
  const kinds: Kind[] = scope === 'all' ? ['schema', 'mandatory', 'optional', 'informative'] : ['schema', 'mandatory']
  const tally = { ran: 0, errors: 0, warnings: 0, infos: 0, schemaValid: true, valid: true }
  const findings: Finding[] = []
  for (const kind of kinds) {
    running(`loading the ${kind} tests`)
    for (const named of await testsOf(csafVersion, kind)) {
      running(named.name)
      const outcome = await outcomeOf(named, document)
      tally.ran += 1
      if (outcome.isValid === false) {
        tally.valid = false
        if (kind === 'schema') tally.schemaValid = false
      }
      for (const level of ['error', 'warning', 'info'] as const) {
        const all = outcome[`${level}s`] ?? []
        tally[`${level}s`] += all.length
        for (const one of all.slice(0, mostFindings - findings.length)) findings.push(finding(named, level, one))
      }
    }
  }
  return { csafVersion, ...tally, findings, notRun: notRun(csafVersion, scope) }
}

/** A test that stumbles over a document has not been passed. */
async function outcomeOf({ test }: Named, document: unknown): Promise<Outcome> {
  try {
    return await test(document)
  } catch (error) {
    const message = `The test could not be carried out: ${error instanceof Error ? error.message : String(error)}`
    return { isValid: false, errors: [{ message, instancePath: '' }] }
  }
}

function finding({ name, kind }: Named, level: Finding['level'], { message, instancePath }: Said): Finding {
  return {
    ...{ test: name, kind, level },
    message: plain(message ?? '', 500),
    where: plain(instancePath ?? '', 500),
  }
}

/** Messages repeat what stands in the document. */
const plain = (text: string, most: number) => text.slice(0, most).replace(/[\p{Surrogate}\p{Cc}]/gu, ' ')

function notRun(version: CsafVersion, scope: Scope): Checked['notRun'] {
  const own =
    version === '2.1'
      ? [
          { test: '6.1.46', why: inSchema },
          { test: '6.1.48', why: noRegistry },
        ]
      : []
  const informative = scope === 'all' ? Object.entries(leftOut).map(([test, why]) => ({ test, why })) : []
  return [...own, ...informative]
}
