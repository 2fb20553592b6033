// What `sustain dns use` and `sustain guideline` do: configurations, observations and guidelines as files, without a node.
import { createWriteStream, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Compile } from 'typebox/compile'
import { type GuidelineForm, guidelineFile, readResolverData } from '#sustain/index.ts'
import { Guideline } from '#sustain/model/guideline.ts'
import type { ConfigurationForm, ReadConfiguration } from '#sustain/model/resolver-configuration.ts'
import { readConfiguration } from '#sustain/rules/configuration/read.ts'
import { checkGuideline } from '#sustain/rules/guideline/check.ts'
import { type ReadObservation, readObservation } from '#sustain/rules/observation/read.ts'
import { answer, say } from './print-to.ts'

export interface UseOptions {
  json?: boolean
  form?: ConfigurationForm
  observed?: boolean
}

/** Exit code 0; 1 where the file cannot be read as what it is said to be. */
export function readUse(file: string, { json, form, observed }: UseOptions): number {
  const { known } = readResolverData()
  const text = readFileSync(file === '-' ? 0 : file, 'utf8')
  const name = basename(file)
  const read = observed ? readObservation(name, text, known) : readConfiguration({ name, text, form }, known)
  if (!read.ok) {
    if (json) answer(JSON.stringify({ refusal: 'bad-file', detail: read.why }))
    say(`${file}: ${read.why}`)
    return 1
  }
  if (json) answer(JSON.stringify(read.value))
  else answer(('form' in read.value ? configurationInWords(read.value) : observationInWords(read.value)).join('\n'))
  return 0
}

function configurationInWords(it: ReadConfiguration): string[] {
  return [
    `Read as ${it.form}: ${it.readTotal} lines counted, ${it.notReadTotal} were left out.`,
    ...it.resolvers.map(
      ({ name, address, transport, role, operator, country, unionBased }) =>
        `  ${role === 'used' ? 'asks' : 'falls back to'} ${name}${address && address !== name ? ` ${address}` : ''} over ${transport}, ` +
        `${operator ?? 'nobody knows whose'}${country ? ` (${country})` : ''}, Union-based: ${yesNo(unionBased)}`,
    ),
    `  validates: ${yesNo(it.validates)}; found by: ${it.bootstrap ?? 'not known'}`,
    ...it.internalZones.map(({ name, servers }) => `  zone of its own: ${name} ${servers.join(' ')}`),
    ...it.notRead.map(({ line, text, means }) => `  not read, line ${line}: ${text}: ${means}`),
    ...it.remarks.map((one) => `  ${one}`),
  ].map(printable)
}

function observationInWords({ total, resolvers, notTold, leftOut, leftOutTotal }: ReadObservation): string[] {
  return [
    `${total} questions went to ${resolvers.length} resolvers.`,
    ...resolvers.map(
      ({ address, transport, share, known }) =>
        `  ${(share * 100).toFixed(1)} % ${known ?? 'not known'} ${address} over ${transport}`,
    ),
    ...(notTold.rows > 0 ? [`  ${notTold.rows} rows of port 443 to others are the web, and were not counted.`] : []),
    ...leftOut.slice(0, 20).map(({ line, why }) => `  left out, line ${line}: ${why}`),
    ...(leftOutTotal > 20 ? [`  and ${leftOutTotal - 20} more.`] : []),
  ].map(printable)
}

const yesNo = (value: boolean | null) => (value === null ? 'not known' : value ? 'yes' : 'no')
/** A foreign text must not move the cursor of a terminal. */
const printable = (text: string) => text.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')

export interface GuidelineOptions {
  json?: boolean
  form?: GuidelineForm
  variant?: string
  out?: string
}

/** A file, or the name of a released guideline; null: neither, so that a node has to be asked. */
export function localGuideline(which: string): { text: Guideline } | { why: string } | null {
  const released = readResolverData().guidelines.get(which)
  if (released) return { text: released }
  if (which !== '-' && !/[./\\]/.test(which)) return null
  try {
    const value: unknown = JSON.parse(readFileSync(which === '-' ? 0 : which, 'utf8'))
    const validator = Compile(Guideline)
    if (validator.Check(value)) return { text: value }
    const [fault] = validator.Errors(value)
    return { why: `It is not as a guideline must be: ${fault?.instancePath || '/'} ${fault?.message}.` }
  } catch (error) {
    return { why: error instanceof Error ? error.message : 'It cannot be read.' }
  }
}

/** Exit code 1 where it contradicts itself. */
export function checkGuidelineAtTerminal(text: Guideline, { json }: GuidelineOptions): number {
  const findings = checkGuideline(text, readResolverData().known)
  const errors = findings.filter(({ level }) => level === 'error').length
  if (json) answer(JSON.stringify({ id: text.id, version: text.version, sound: errors === 0, findings }))
  else {
    const verdict = errors === 0 ? 'It holds together' : 'It contradicts itself'
    const lines = findings.map(({ level, where, says }) => `${level} ${where}: ${says}`)
    answer(
      [
        `${text.title} (${text.id} ${text.version})`,
        ...lines,
        `${verdict}: ${errors} errors, ${findings.length - errors} warnings.`,
      ]
        .map(printable)
        .join('\n'),
    )
  }
  return errors === 0 ? 0 : 1
}

export async function exportGuidelineAtTerminal(text: Guideline, options: GuidelineOptions): Promise<number> {
  const { form = 'pdf', variant, out } = options
  const filed = {
    ...{ text, form, variant, standing: `Version ${text.version}`, tlp: 'CLEAR' as const, exercise: false, by: null },
    at: `${text.checkedOn}T00:00:00.000Z`,
  }
  const made = await guidelineFile(filed, readResolverData().known)
  if (!made.ok) {
    say(made.detail ?? made.refusal)
    return 1
  }
  const { name, bytes } = made.value
  const whole = bytes instanceof Uint8Array ? Readable.from([bytes]) : bytes
  if (out === '-') await pipeline(whole, process.stdout, { end: false })
  else await pipeline(whole, createWriteStream(out ?? name))
  if (out !== '-') say(`Wrote ${out ?? name}.`)
  return 0
}
