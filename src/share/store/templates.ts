// Templates of products and the words around them, out of data/share and the node's own folder. What cannot be used is refused whole,
// with its place and the reason.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import { BadDataset, checkDataset, readDataset } from '#platform/dataset.ts'
import { packageRoot } from '#platform/worker.ts'
import { frameWords, type Language, languages } from '../model/product-content.ts'
import { headingWords, Template, Wording } from '../model/template.ts'
import { faultsOf } from '../rules/drafting/check-template.ts'
import type { ProductWording, Vocabulary } from '../rules/drafting/input.ts'
import { readVocabulary } from './vocabulary.ts'

const folder = 'share/products'

export interface ProductData {
  /** By id; a template of the node's own stands in the place of the one that came with the program. */
  templates: ReadonlyMap<string, Template>
  wordingIn(language: Language): ProductWording
  vocabulary: Vocabulary
}

/**
 * `dataDir` is the data folder of the node: templates of one's own stand there as data/share/products/*.json. Null: only those that
 * came with the program. Throws BadDataset.
 */
export function readProductData(dataDir: string | null): ProductData {
  const templates = readTemplates(dataDir)
  const wording = readWording()
  const inLanguage = new Map(languages.map((language) => [language, wording(language)]))
  return {
    templates,
    wordingIn: (language) => inLanguage.get(language) ?? wording('en'),
    vocabulary: readVocabulary(),
  }
}

function readTemplates(dataDir: string | null): ReadonlyMap<string, Template> {
  const found = new Map<string, Template>()
  const shipped = join(packageRoot(), 'data', folder)
  const own = dataDir === null ? null : join(dataDir, 'data', folder)
  for (const [place, path] of [
    [shipped, folder],
    [own, `../${own}`],
  ] as const) {
    if (place === null || !existsSync(place)) continue
    const seen = new Set<string>()
    for (const name of readdirSync(place)
      .filter((one) => one.endsWith('.json'))
      .sort()) {
      const template = templateOf(readFileSync(join(place, name), 'utf8'), `${path}/${name}`)
      if (seen.has(template.id)) throw new BadDataset(`data/${path}/${name}: there are two templates ${template.id}.`)
      seen.add(template.id)
      found.set(template.id, template)
    }
  }
  if (found.size === 0) throw new BadDataset(`data/${folder} holds no template. Put the released files back.`)
  return found
}

/** A template out of its text. Throws BadDataset with the place and the reason of each fault. */
export function templateOf(text: string, path: string): Template {
  const template = checkDataset(Template, path, text)
  const faults = faultsOf(template)
  if (faults.length === 0) return template
  const told = faults.slice(0, 5).map(({ where, why }) => `${where} ${why}`)
  throw new BadDataset(`data/${path} is no template: ${told.join('; ')}. Correct it, or put the released file back.`)
}

const wordsOf = <W extends string>(words: readonly W[]) =>
  Type.Object(Object.fromEntries(words.map((word) => [word, Wording])) as Record<W, typeof Wording>, {
    additionalProperties: false,
  })

function readWording(): (language: Language) => ProductWording {
  const file = readDataset(
    Type.Object({ frame: wordsOf(frameWords), headings: wordsOf(headingWords) }),
    'share/product-words.json',
  )
  const inLanguage = <W extends string>(from: Record<W, Wording>, language: Language) =>
    Object.fromEntries(
      Object.entries<Wording>(from).map(([word, wording]) => [word, wording[language] ?? wording.en]),
    ) as Record<W, string>
  return (language) => ({ frame: inLanguage(file.frame, language), headings: inLanguage(file.headings, language) })
}
