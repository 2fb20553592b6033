// Whether a text carries a mark of classified information, which must not enter this system: only a pointer may.
import type { ClassifiedLevel } from '../../model/notice-kind.ts'

type Level = Pick<ClassifiedLevel, 'id' | 'name' | 'anyCase' | 'capitals'>

/** The level whose mark stands in the text, by the longest mark where one holds another; null where there is none. */
export function findClassified(
  text: string,
  levels: readonly Level[],
): { level: string; name: string; mark: string } | null {
  const plain = spelled(text)
  const upper = plain.toUpperCase()
  const found = levels.flatMap(({ id, name, anyCase, capitals }) => {
    const marks = [
      ...anyCase.filter((one) => stands(spelled(one).toUpperCase(), upper)),
      ...capitals.filter((one) => stands(one, plain)),
    ]
    return marks.map((mark) => ({ level: id, name, mark }))
  })
  return found.sort((a, b) => b.mark.length - a.mark.length)[0] ?? null
}

/** Without accents, with one kind of space and one kind of dash: marks are copied out of many programs. */
function spelled(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/ ?\/ ?/g, '/')
}

/** As words of its own: EU-CyCLONe does not hold the mark EU-C. */
function stands(mark: string, text: string): boolean {
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + mark.length])) return true
  }
  return false
}

function isLetter(one: string | undefined): boolean {
  return one !== undefined && /[\p{L}\p{N}]/u.test(one)
}
