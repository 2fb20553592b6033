// Words as stories compare them: one spelling without accents, in Latin letters, cut to a stem that survives endings.
import { tokenise } from '../tokens.ts'

const LATIN: Record<string, string> = {}
const pairs =
  'аa бb вv гg дd еe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya їi іi єe ґg ' +
  'αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo ßss øo łl đd æae œoe þth ðd ıi'
for (const pair of pairs.split(' ')) LATIN[pair[0] ?? ''] = pair.slice(1)
const MARKS = /\p{M}+/gu
const FOREIGN = /[\u0080-\uffff]/g

/** Lower case, no accents, Latin letters: "Київ" and "Kyiv" come close, "Škoda" and "Skoda" are one. */
export function plainWord(word: string): string {
  const lower = word.toLowerCase()
  if (!/[\u0080-\uffff]/.test(lower)) return lower
  return lower
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(FOREIGN, (one) => LATIN[one] ?? one)
}

const STEM_CHARS = 6
const NAME_CHARS = 7

/** The beginning of a word: endings of all inflecting languages come after it. */
export function stem(plain: string): string {
  if (plain.length > STEM_CHARS) return plain.slice(0, STEM_CHARS)
  // Only a plural s of short words: "banks" and "bank", but not "ibis".
  return plain.length > 4 && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain
}

/** Names keep one letter more than words, since less of them is ending. */
export function nameStem(plain: string): string {
  return plain.length > NAME_CHARS ? plain.slice(0, NAME_CHARS) : plain
}

export interface Word {
  plain: string
  /** As it is written: "NATO", "Musk", "said". */
  text: string
  start: number
  end: number
}

/** Words and numbers of a text, those with a hyphen in their parts as well joined. */
export function wordsOf(text: string): Word[] {
  return tokenise(text).map(({ text: word, start, end }) => ({ text: word, plain: plainWord(word), start, end }))
}
