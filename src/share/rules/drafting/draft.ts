// Drafting a product: what may be told at its marking, put under the headings of its template. Every sentence rests on records.
import { tlpRank } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import {
  type Block,
  type ContentSection,
  type LawfulContent,
  type Missing,
  type ProductContent,
  productContentFormat,
  type Sentence,
} from '../../model/product-content.ts'
import type { Template, TemplateSection } from '../../model/template.ts'
import { prose, sentencesOf } from './blocks.ts'
import { changesSince } from './changes.ts'
import { type Desk, fixed, fromCrisis } from './desk.ts'
import { fitted } from './fit.ts'
import type { DraftInput, DraftRefusal } from './input.ts'
import { nextProduct } from './next.ts'
import { fill, fixedLine, type PlaceValues, valuesOf, wordsIn } from './places.ts'
import { scrubber } from './scrub.ts'
import { draftSection } from './section-rules.ts'
import { type Told, within } from './within.ts'

/**
 * The product, or why there is none: one of `draftRefusals`, with what to do. Pure and total: the same file, template and marking
 * give the same content, and nothing above the marking has any part in it.
 */
export function draftProduct(input: DraftInput): Reply<ProductContent> {
  const { file, template, marking, title } = input
  const told = within(file, marking)
  const refused = refusalOf(input, told)
  if (refused) return refuse(...refused)
  if (isEmpty(told, input)) {
    return refuse(
      'nothing-to-report' satisfies DraftRefusal,
      `The crisis holds no incident, strand, claim, decision or task that may be told at TLP:${marking.tlp}. Put in what is known first.`,
    )
  }
  if (!told.crisis && !title) {
    return refuse(
      'title-needed' satisfies DraftRefusal,
      `The crisis is marked above TLP:${marking.tlp}, so its own title is not told. Give a title for this version: you sign for it.`,
      '/title',
    )
  }
  return done(contentOf(input, told, { ...deskOf(input, told), section: headSection(template) }))
}

/** Asks only what may be told: a refusal tells something too. */
function refusalOf(
  { template, marking, variant, previous }: DraftInput,
  told: Told,
): [DraftRefusal, string, string] | null {
  const { highest } = template
  if (highest !== null && tlpRank(marking.tlp) > tlpRank(highest)) {
    return [
      'marking-too-high',
      `“${template.name.en}” is for TLP:${highest} or less, not for TLP:${marking.tlp}.`,
      '/marking',
    ]
  }
  if (variant === 'anonymised' && !template.anonymised) {
    return [
      'not-anonymised',
      `There is no anonymised “${template.name.en}”: its contents cannot do without names.`,
      '/variant',
    ]
  }
  if (!previous) return null
  if (!staysWithin(marking, previous.marking)) {
    return [
      'previous-above',
      'The last product is marked above this one: the difference would tell what it said.',
      '/previous',
    ]
  }
  const other = previous.template !== template.id || previous.realm !== told.realm
  const references = [previous.crisisReference, told.crisis?.state.reference ?? null]
  const otherCrisis = !references.includes(null) && references[0] !== references[1]
  if (!other && !otherCrisis) return null
  return [
    'previous-other',
    'The last product is of another template, crisis or realm: there is nothing to compare.',
    '/previous',
  ]
}

/** Whether there is nothing to report on. A crisis with a title and nothing in it is none yet. */
function isEmpty(told: Told, { lines }: Pick<DraftInput, 'lines'>): boolean {
  const { crisis, ladder, incidents, claims, questions, attacks, observations, items, decisions, tasks, notices } = told
  const held = [incidents, claims, questions, attacks, observations, items, decisions, tasks, notices, lines ?? []]
  const own = [crisis?.state.strands ?? [], crisis?.state.lines ?? [], ladder?.state.steps ?? []]
  return [...held, ...own].every((one) => one.length === 0)
}

function headSection({ sections: [first] }: Template): TemplateSection {
  const words = { en: 'head' }
  return { rule: 'not-on-record', kind: 'prose', needed: false, heading: words, empty: words, ...first, id: 'head' }
}

function deskOf(
  { file, template, vocabulary, wording, language, lines }: DraftInput,
  told: Told,
): Omit<Desk, 'section'> {
  const given = lines ? { lines } : {}
  return { told, now: file.asOf, template, names: vocabulary, wording, language, given }
}

function contentOf(input: DraftInput, told: Told, head: Desk): ProductContent {
  const { template, marking, now, language, previous, variant = null, wording } = input
  const values = valuesOf(head, `TLP:${marking.tlp}`, input.title?.text)
  const scrub = scrubber(told, input)
  const drafted = template.sections.map((section) => sectionOf({ ...head, section }, values))
  const clean = drafted.map((one) => ({
    ...one,
    heading: scrub.text(one.heading),
    blocks: one.blocks.map(scrub.block),
  }))
  const { sections, leftOut } = fitted(clean, template, wording.frame)
  const nextDue = nextProduct({ ...head, section: { ...head.section, id: 'next-report' } })
  const content: ProductContent = {
    format: productContentFormat,
    template: template.id,
    templateVersion: template.version,
    variant,
    language,
    realm: told.realm,
    marking,
    title: scrub.sentence(titleOf(head, values, input)),
    kind: wordsIn(template.name, language),
    basis: { source: template.source, verification: template.verification },
    issuer: told.node.name,
    asOf: told.asOf,
    draftedAt: now,
    crisisReference: told.crisis?.state.reference ?? null,
    sections,
    changes: null,
    nextDue: nextDue && { ...nextDue, sentence: scrub.sentence(nextDue.sentence) },
    missing: missingIn(template, clean, language),
    lawful: lawfulIn(template, clean, language),
    leftOut,
    words: wording.frame,
  }
  return previous ? { ...content, changes: changesSince(previous, content, told) } : content
}

function titleOf(head: Desk, values: PlaceValues, { template, title }: DraftInput): Sentence {
  const text = fill(wordsIn(template.title, head.language), values)
  const { crisis } = head.told
  const sentence = fixed(head, 'title', text, 'fixed')
  if (title) return { ...sentence, by: title.by }
  return crisis ? { ...sentence, sources: [fromCrisis(crisis)], by: 'record' } : sentence
}

function sectionOf(desk: Desk, values: PlaceValues): ContentSection {
  const { section, language } = desk
  const drafted = draftSection[section.rule](desk)
  const intro = section.intro ? prose(fixedLine(desk, values, 'intro', section.intro, 'fixed')) : []
  const body: Block[] = drafted.length > 0 ? drafted : prose(fixedLine(desk, values, 'empty', section.empty, 'unknown'))
  return {
    id: section.id,
    heading: fill(wordsIn(section.heading, language), values),
    kind: section.kind,
    article: section.lawful?.article ?? null,
    blocks: [...intro, ...body],
  }
}

/** Whether the record has said something that is known, claimed or agreed, and not only that it is not known. */
function isAnswered({ blocks }: ContentSection): boolean {
  return blocks.some((block) =>
    sentencesOf(block).some(({ by, standing }) => by !== 'template' && standing !== 'unknown' && standing !== 'fixed'),
  )
}

function missingIn({ sections }: Template, drafted: readonly ContentSection[], language: Desk['language']): Missing[] {
  return sections.flatMap((section, n): Missing[] => {
    const found = drafted[n]
    if (!section.needed || !found || isAnswered(found)) return []
    const what = section.lawful ? wordsIn(section.lawful.asked, language) : wordsIn(section.heading, language)
    return [{ section: section.id, what, article: section.lawful?.article ?? null }]
  })
}

function lawfulIn(
  { sections }: Template,
  drafted: readonly ContentSection[],
  language: Desk['language'],
): LawfulContent[] {
  return sections.flatMap(({ id, lawful }, n): LawfulContent[] => {
    const found = drafted[n]
    if (!lawful || !found) return []
    const { article, asked, verification } = lawful
    return [{ id, section: id, article, asked: wordsIn(asked, language), verification, answered: isAnswered(found) }]
  })
}
