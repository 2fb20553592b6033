// Whether a template is what it may be: fixed words with named places, and nothing that a program could read as its own.
import { places, type Template } from '../../model/template.ts'
import { isPlace, placePattern } from './places.ts'

/** What cannot be used: where it stands, as a JSON pointer, and why. */
interface TemplateFault {
  where: string
  why: string
}

const looksLikeCode: readonly [RegExp, string][] = [
  [/\{\{\s*[#/^>!&=]/, 'a section or a partial of a template language'],
  [/\{\{\{|\}\}\}/, 'three braces'],
  [/\{%|%\}|<%|%>|<\?|\?>/, 'a tag of a template language'],
  [/\$\{|\$\(|#\{/, 'an expression'],
  [/`/, 'a backtick'],
  [/=>|\bfunction\s*\(|\beval\s*\(|\bimport\s*\(|\brequire\s*\(|\bnew Function\b/, 'a piece of a program'],
  [/<\/?[a-zA-Z!]|&#?[a-zA-Z0-9]+;/, 'markup'],
  [/javascript:|data:text\/html|vbscript:/i, 'an address that runs something'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  [/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/, 'a character that cannot be seen'],
]

/** Faults of the words and of the sections. The shape itself is checked by the schema before. */
export function faultsOf(template: Template): TemplateFault[] {
  return [...wordFaults(template, ''), ...sectionFaults(template)]
}

function wordFaults(value: unknown, where: string): TemplateFault[] {
  if (typeof value === 'string') return textFaults(value, where)
  if (Array.isArray(value)) return value.flatMap((one, n) => wordFaults(one, `${where}/${n}`))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, one]) => wordFaults(one, `${where}/${key}`))
}

function textFaults(text: string, where: string): TemplateFault[] {
  const code = looksLikeCode.find(([pattern]) => pattern.test(text))
  if (code) return [{ where, why: `holds ${code[1]}; a template is fixed words with places, and runs nothing` }]
  const unknown = [...text.matchAll(placePattern)].flatMap(([, name = '']) => (isPlace(name) ? [] : [name]))
  if (unknown.length > 0) {
    return [{ where, why: `names the place ${unknown[0]}, which there is not; there are ${places.join(', ')}` }]
  }
  if (!/[{}]/.test(text.replace(placePattern, ''))) return []
  return [{ where, why: 'holds a brace that belongs to no place; a place is written {{crisis.title}}' }]
}

function sectionFaults({ sections }: Template): TemplateFault[] {
  return sections.flatMap(({ id }, n): TemplateFault[] => {
    const where = `/sections/${n}/id`
    if (id === 'head' || id === 'next-report') return [{ where, why: `the name ${id} is taken by the product itself` }]
    const twice = sections.findIndex((one) => one.id === id) < n
    return twice ? [{ where, why: `the section ${id} is there twice` }] : []
  })
}
