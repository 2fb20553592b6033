// The lines of a text as the split stage sees them: the role that each plays in the layout, and the names in it.
import type { Block } from '../../model.ts'
import { hasHeadlineShape, isByline, isFooter, isLabel, isProse, mayBeHeadline, readMarker } from '../headline.ts'

export interface Line extends Block {
  text: string
  /** The text without its number, hashes or label. */
  bare: string
  offset: number
  number: number | null
  names: Set<string>
  headed: boolean
  /** Leading role in the layout. */
  role: 'rule' | 'footer' | 'byline' | 'label' | 'headline' | 'prose' | 'other'
}

export interface Start {
  line: number
  why: string
}

export function readLine(text: string, block: Block, ordinary: Set<string>): Line {
  const whole = text.slice(block.start, block.end)
  const marker = readMarker(whole)
  const bare = whole
    .slice(marker.length)
    .replace(/\*\*:?$/, '')
    .replace(/\s#+$/, '')
  const headed = block.kind === 'heading' || marker.kind === 'field'
  const role = roleOf(whole, bare, block, headed)
  const names = namesOf(bare, ordinary)
  return { ...block, text: whole, bare, offset: marker.length, number: marker.number, names, headed, role }
}

function roleOf(whole: string, bare: string, block: Block, headed: boolean): Line['role'] {
  if (block.kind === 'rule') return 'rule'
  if (isLabel(whole) || isLabel(bare)) return 'label'
  if (isFooter(bare)) return 'footer'
  if (isByline(bare)) return 'byline'
  if (headed) return 'headline'
  if (block.kind !== 'list-item' && mayBeHeadline(bare)) return 'headline'
  if (isProse(bare)) return 'prose'
  return hasHeadlineShape(bare) && block.kind !== 'list-item' ? 'headline' : 'other'
}

/** Words that the text also writes small: beginning a sentence does not make a name of them. */
export function ordinaryWords(text: string): Set<string> {
  return new Set(text.slice(0, 400_000).match(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{N}-]{1,40}/gu) ?? [])
}

/** Capitalised words that the text never writes small: rough names, good enough to compare. */
function namesOf(text: string, ordinary: Set<string>): Set<string> {
  const names = new Set<string>()
  // A headline in capitals would make a name of each of its words.
  if (text === text.toUpperCase()) return names
  for (const found of text.slice(0, 3000).matchAll(/(?<![\p{L}\p{N}'-])\p{Lu}[\p{L}\p{N}-]{1,40}/gu)) {
    const name = found[0].toLowerCase()
    if (COMMON.has(name) || ordinary.has(name)) continue
    // Articles and prepositions of any language begin sentences with a capital letter.
    if (name.length <= 3 && found[0] !== found[0].toUpperCase() && begins(text, found.index)) continue
    names.add(name)
  }
  return names
}

function begins(text: string, at: number): boolean {
  return at === 0 || /[.!?:"(] ?$/.test(text.slice(Math.max(0, at - 2), at))
}

const COMMON = new Set(
  'a an and as at but by for from he her his how if in its not of on or she so some that their then there these they this those to we what when where while who why will with you after before both each every few last late many more most much new no now one only other our over since such two under until up was were monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december eu us uk europe european commission union u.s the ai it ceo der die das ein eine einer dem den des auch nach seit noch aber wenn wann wie mit von vom für aus bei les des une dans sur pour avec mais cette ils elle elles selon aux après depuis los las una unos con por para pero como desde según este esta tras del gli della dello degli nel nella per con non dopo anche questo questa een het voor met van deze maar dan naar przez dla oraz jest tym jak nie pan det den som för med att och har inte efter dette ikke oli hän että sekä mutta jotka egy hogy nem után ezt των της τον την στο στη για από και που δεν με σε при след като това той тя със във або для під він вона вони цей після про за от для как что это она они при после'.split(
    ' ',
  ),
)

export function lengthOf(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.text.length, 0)
}

export function bodyLength(lines: Line[], from: number, to: number): number {
  const head = lines[from]
  const long = head !== undefined && head.bare.length > 200 ? head.bare.length : 0
  return long + lengthOf(lines.slice(from + 1, to).filter((line) => line.role === 'prose' || line.role === 'other'))
}
