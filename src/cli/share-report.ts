// What `share report` does. Loaded only when it runs.
import { readFileSync, writeFileSync } from 'node:fs'
import { type Tlp, tlpLabels } from '#kernel/marking.ts'
import type { Refused } from '#kernel/reply.ts'
import { BadDataset } from '#platform/dataset.ts'
import { type ReportMade, reportFrom } from '#share/export/at-terminal/index.ts'
import { type ProductFormat, productFormats } from '#share/model/product.ts'
import { type Language, languages } from '#share/model/product-content.ts'
import { answer, say } from './print-to.ts'
import { BadUsage } from './program.ts'
import { type FetchCrisis, isCrisisFile, type ReportOptions } from './share-ask.ts'

const mostBytes = 256_000_000

/** Exit code 0, or 1 where there is no product: with the reason and what to do. Throws BadUsage where a file holds no JSON. */
export async function report(
  named: string,
  options: ReportOptions,
  dataDir: string,
  fetch: FetchCrisis,
): Promise<number> {
  const crisis = isCrisisFile(named) ? jsonIn(named) : await fetch(named, options)
  if (crisis === null) return 1
  const made = await drafted(crisis, options, dataDir)
  if (!made.ok) return refused(made, options)
  const out = options.out ?? made.value.name
  if (out === '-') process.stdout.write(made.value.bytes)
  else writeFileSync(out, made.value.bytes, { mode: 0o600 })
  if (options.removed) for (const line of removedInWords(made.value)) say(line)
  if (options.json && out !== '-') answer(JSON.stringify({ ...about(made.value), file: out }))
  else if (out !== '-') say(`Written to ${out}: “${made.value.title}”, ${made.value.marking}.`)
  return 0
}

async function drafted(crisis: unknown, options: ReportOptions, dataDir: string) {
  const { product, tlp, relTo, format, language, title, line = [], anonymised = false, previous } = options
  try {
    return await reportFrom(
      {
        ...{ crisis, template: product, anonymised, lines: line, title: title ?? null, releasableTo: relTo ?? null },
        previous: previous === undefined ? null : jsonIn(previous),
        tlp: oneOf<Tlp>(tlpLabels, tlp),
        format: oneOf<ProductFormat>(productFormats, format) ?? 'pdf',
        language: oneOf<Language>(languages, language) ?? 'en',
      },
      dataDir,
    )
  } catch (error) {
    if (error instanceof BadDataset) return { ok: false as const, refusal: 'bad-template', detail: error.message }
    throw error
  }
}

/** Commander has checked the choice. */
function oneOf<T extends string>(choices: readonly T[], given: string | undefined): T | null {
  return choices.find((choice) => choice === given) ?? null
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

function refused({ refusal, detail = refusal, where }: Refused, { json }: ReportOptions): number {
  if (json) answer(JSON.stringify({ refusal, detail, ...(where === undefined ? {} : { where }) }))
  say(detail)
  const hint = where === undefined ? undefined : whatToDo[where]
  if (hint !== undefined) say(hint)
  return 1
}

/** Which option answers what is asked in the input of the contract. */
const whatToDo: Record<string, string> = {
  '/title': 'Give one with --title.',
  '/marking': 'Choose another one with --tlp.',
  '/format': 'Choose another one with --format.',
  '/variant': 'Leave --anonymised out.',
  '/previous': 'Leave --previous out, or name the last product at this marking.',
}

function about({ bytes, removed, ...made }: ReportMade) {
  return { ...made, bytes: bytes.byteLength, removed }
}

function removedInWords({ removed, marking }: ReportMade): string[] {
  if (removed.length === 0) return [`Nothing of the crisis is left out at ${marking}.`]
  return [
    `${removed.length} sentences are not in it, or are others, at ${marking}:`,
    ...removed.map(({ heading, text, because }) => {
      const why = because.map(({ label, marking: own }) => `${label} is TLP:${own.tlp}`).join('; ')
      return `  ${heading}: ${text}${why === '' ? '' : ` (${why})`}`
    }),
  ]
}
