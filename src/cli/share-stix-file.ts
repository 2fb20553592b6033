// What `share export-stix` does with a crisis. Loaded only when it runs.
import { readFileSync, writeFileSync } from 'node:fs'
import type { Tlp } from '#kernel/marking.ts'
import { stixFromCrisis } from '#share/export/at-terminal/stix/index.ts'
import { answer, say } from './print-to.ts'
import { BadUsage, type CommonOptions } from './program.ts'
import { type FetchCrisis, isCrisisFile } from './share-ask.ts'

export type StixOptions = CommonOptions & {
  tlp?: Tlp
  relTo?: string[]
  tlpVersion: string
  incidents?: string[]
  attacks?: string[]
  claims?: string[]
}

const mostBytes = 256_000_000

/** Exit code 0, or 1 where there is no bundle: with the reason. Throws BadUsage where a file holds no JSON. */
export async function exportCrisisAsStix(named: string, options: StixOptions, fetch: FetchCrisis): Promise<number> {
  const { realm, relTo, tlp } = options
  const asked = { product: '', format: 'json', language: 'en', realm, ...(options.json ? { json: true } : {}) }
  const crisis = isCrisisFile(named) ? jsonIn(named) : await fetch(named, asked)
  if (crisis === null) return 1
  const made = stixFromCrisis({
    crisis,
    tlp: tlp ?? null,
    releasableTo: relTo ?? null,
    tlpVersion: options.tlpVersion === '1' ? 1 : 2,
  })
  if (!made.ok) {
    const { refusal, detail = refusal } = made
    if (options.json) answer(JSON.stringify({ refusal, detail }))
    say(detail)
    return 1
  }
  const { bundle, name, marking } = made.value
  const out = options.out ?? name
  const text = JSON.stringify(bundle)
  if (out === '-') process.stdout.write(text)
  else writeFileSync(out, text, { mode: 0o600 })
  const about = { file: out, objects: bundle.objects.length, marking, bundle: bundle.id }
  if (options.json && out !== '-') answer(JSON.stringify(about))
  else if (out !== '-') say(`Written to ${out}: ${bundle.objects.length} objects, TLP:${marking}.`)
  return 0
}

function jsonIn(file: string): unknown {
  const bytes = readFileSync(file === '-' ? 0 : file)
  if (bytes.byteLength > mostBytes)
    throw new BadUsage(`${file} has ${bytes.byteLength} bytes; at most ${mostBytes} are read.`)
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    throw new BadUsage(`${file} holds no JSON: ${error instanceof Error ? error.message : 'unreadable'}.`)
  }
}
