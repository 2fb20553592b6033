// A product from a crisis file, with no node and no database: what the command line draws.
import { Compile } from 'typebox/compile'
import { type CrisisFile, CrisisFile as CrisisFileSchema } from '#coordinate/model/crisis-file.ts'
import { nilId } from '#kernel/id.ts'
import { type Marking, type Tlp, tlpRank } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { documentFormats, type ProductFormat } from '../../model/product.ts'
import { type Language, ProductContent, type Removed } from '../../model/product-content.ts'
import { draftProduct } from '../../rules/drafting/draft.ts'
import { recordsIn } from '../../rules/drafting/records.ts'
import { tearLine } from '../../rules/drafting/tear-line.ts'
import { nameOfFile, printed } from '../../rules/products/printed.ts'
import { readProductData } from '../../store/templates.ts'
import { drawProduct } from '../draw.ts'
import { endings, fileOf, fingerprintOf } from '../index.ts'

export interface ReportAsk {
  /** Read as JSON; checked here. */
  crisis: unknown
  previous: unknown
  template: string
  tlp: Tlp | null
  releasableTo: string[] | null
  format: ProductFormat
  language: Language
  title: string | null
  lines: readonly string[]
  anonymised: boolean
}

export interface ReportMade {
  /** A name for it. */
  name: string
  bytes: Uint8Array
  marking: string
  title: string
  asOf: string
  fingerprint: string
  missing: string[]
  removed: Removed[]
}

/** Whoever works at a terminal signs with no name that this node could know. */
const nobody = `person:${nilId}`

/**
 * The product as a file. What it says was known at the moment of the crisis file, so the same file gives the same bytes. Refuses
 * what is no crisis file, an unknown template, and as drafting does. `dataDir` holds templates of one's own.
 */
export async function reportFrom(ask: ReportAsk, dataDir: string | null): Promise<Reply<ReportMade>> {
  const crisis = crisisIn(ask.crisis)
  if (!crisis.ok) return crisis
  const data = readProductData(dataDir)
  const template = data.templates.get(ask.template)
  if (!template)
    return refuse(
      'no-such-template',
      `There is no template ${ask.template}. There are: ${[...data.templates.keys()].join(', ')}.`,
    )
  const file = crisis.value
  const marking = markingOf(file.crisis.marking, ask)
  const previous = previousIn(ask.previous, marking)
  if (!previous.ok) return previous
  const signed = (text: string) => ({ text, by: nobody })
  const input = {
    ...{ file, template, now: file.asOf, language: ask.language, vocabulary: data.vocabulary },
    marking,
    wording: data.wordingIn(ask.language),
    ...(ask.title === null ? {} : { title: signed(ask.title) }),
    ...(ask.lines.length === 0 ? {} : { lines: ask.lines.map(signed) }),
    variant: ask.anonymised ? ('anonymised' as const) : null,
    previous: previous.value,
  }
  // What it does not have is told against as much of the file as one product can hold: whoever has the file may read all of it.
  const whole = draftProduct({ ...input, marking: widest(file), previous: null })
  const drafted = whole.ok ? tearLine(whole.value, input) : draftProduct(input)
  if (!drafted.ok) return drafted
  const [content, removed] =
    'removed' in drafted.value ? [drafted.value.content, drafted.value.removed] : [drafted.value, []]
  const paper = printed({
    ...{ content, standing: null, fingerprint: fingerprintOf(content) },
    short: template.mostWords !== null,
  })
  const bytes = await fileOf(ask.format, paper, [...documentFormats, ...template.formats], drawProduct)
  if (!bytes.ok) return bytes
  const { fingerprint } = paper
  return done({
    ...{ name: nameOfFile(paper, endings[ask.format]), bytes: bytes.value, fingerprint, removed },
    marking: paper.marking,
    ...{ title: content.title.text, asOf: content.asOf, missing: content.missing.map(({ what }) => what) },
  })
}

export function crisisIn(given: unknown): Reply<CrisisFile> {
  const check = Compile(CrisisFileSchema)
  if (check.Check(given)) return done(given)
  const fault = check.Errors(given)[0]
  const where = fault ? `${fault.instancePath || '/'} ${fault.message}` : 'it is something else'
  return refuse('bad-input', `This is no crisis file: ${where}. Make one with \`tocsin coordinate export-crisis\`.`)
}

/**
 * The content of a product out of its JSON file, which holds it without the circle of its marking: whoever compares with it says by
 * that that it went to those who get this one.
 */
function previousIn(given: unknown, { owner, audience, persons }: Marking): Reply<ProductContent | null> {
  if (given === null) return done(null)
  const filed = isObject(given) && isObject(given.content) ? given.content : given
  const marking = isObject(filed) && isObject(filed.marking) ? filed.marking : {}
  const said = JSON.parse(JSON.stringify(filed).replaceAll('"by":"person"', `"by":"${nobody}"`))
  const content = { ...said, marking: { owner, audience, persons, ...marking } }
  if (Compile(ProductContent).Check(content)) return done(content)
  return refuse('bad-input', 'The previous product is no JSON file of a product.')
}

/** Of the markings in the file the one under which most of it may be told. */
function widest(file: CrisisFile): Marking {
  const all = recordsIn(file).map(({ marking }) => marking)
  const distinct = new Map(all.map((marking) => [JSON.stringify(marking), marking]))
  let best = { marking: file.crisis.marking, holds: -1 }
  for (const marking of distinct.values()) {
    const holds = all.filter((one) => staysWithin(marking, one)).length
    if (holds > best.holds) best = { marking, holds }
  }
  return best.marking
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The circle of the crisis as far as the label has one: a lower label reaches more people, a higher one has to be named. */
export function markingOf(crisis: Marking, { tlp, releasableTo }: Pick<ReportAsk, 'tlp' | 'releasableTo'>): Marking {
  const label = tlp ?? crisis.tlp
  const { owner, audience, persons, pap, reason, reviewOn } = crisis
  const circle = tlpRank(label) >= tlpRank('AMBER')
  return {
    ...{ tlp: label, owner, audience: circle ? audience : [], persons: label === 'RED' ? persons : [] },
    releasableTo: releasableTo ?? (label === 'CLEAR' ? [] : crisis.releasableTo),
    ...(pap === undefined ? {} : { pap }),
    ...(label === 'RED' && reason !== undefined && reviewOn !== undefined ? { reason, reviewOn } : {}),
  }
}
