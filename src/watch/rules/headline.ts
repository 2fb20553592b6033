// What a line is, judged by its shape alone: headline, footer, date line, separator label. No language is assumed.
const FOOTER =
  /^[([*_>\s-]{0,4}(?:read (?:the )?(?:more|full|rest|on|original)|full (?:story|article|text|report)|continue reading|more (?:at|on|from|here|information)|original (?:article|story)|sources?\s?:|via\s?:|link\s?:|url\s?:|see also|related\s?:|tags?\s?:|keywords?\s?:|image\s?:|photo\s?:|picture\s?:|credit\s?:|copyright|\(c\) |\u00a9|reporting by|editing by|additional reporting|edited by|category\s?:|filed under|share this|for more\b|click here|learn more|view (?:article|online|source)|article link|lire la suite|en savoir plus|weiterlesen|mehr (?:dazu|lesen|auf)|zum artikel|quelle\s?:|leer m\u00e1s|seguir leyendo|fuente\s?:|leggi (?:di pi\u00f9|tutto|l')|fonte\s?:|lees (?:meer|verder)|bron\s?:|czytaj (?:wi\u0119cej|dalej)|\u017ar\u00f3d\u0142o\s?:|ler mais|leia mais|l\u00e4s mer|k\u00e4lla\s?:|l\u00e6s mere|kilde\s?:|lue lis\u00e4\u00e4|l\u00e4hde\s?:)/i
const URL_LINE = /^[(<[]?(?:https?:\/\/|www\.)[^\s]{3,}[)>\]]?$/i
const BYLINE =
  /^(?:[Bb]y|BY|[Pp]ar|[Vv]on|[Pp]or|[Dd]i|[Dd]oor|[Oo]d|[Aa]f|[Aa]v) \p{Lu}[\p{L}.'-]+(?: (?:and|und|et|y|e|en|i|och|og|\p{Lu}[\p{L}.'-]*)){0,8},?(?: .{0,40})?$/u
const DATED =
  /^(?:(?:published|posted|updated|date|dated|released|last (?:updated|modified)|ver\u00f6ffentlicht|publi\u00e9|publicado|pubblicato)\s?(?:on|am|le|el|il)?\s?:?\s.{2,60}|(?:mon|tues|wednes|thurs|fri|satur|sun)day,? .{4,30}\d{4}.{0,30}|\d{1,2}(?:st|nd|rd|th|\.)? \p{L}{3,10},? \d{4}.{0,40}|\p{L}{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}.{0,40}|\d{4}-\d{2}-\d{2}.{0,40}|\d{1,2}[./]\d{1,2}[./]\d{2,4}.{0,40})$/iu
const LABEL =
  /^(?:article|story|item|news|no\.?|nr\.?|n\u00b0|#|artikel|meldung|noticia|notizia)\s?#?\d{1,3}(?:\s?(?:of|\/|von|de)\s?\d{1,3})?\s?[:.)-]?$/i
const NUMBERED =
  /^(?:[([]?(\d{1,3})[.)\]:]|(?:article|story|item|news|#|no\.?|artikel|meldung)\s?#?(\d{1,3})\s?[:.)\u2013-]|(\d{1,2}) [-\u2013|])\s+(?=\S)/i
const FIELD = /^(?:title|headline|subject|titel|titre|t\u00edtulo|titolo)\s?:\s+(?=\S)/i
const SENTENCE_END = /[.!\u2026;,](?:["')\]]{0,2})$/
// A full stop that belongs to the last word: "in the U.S.", "Acme Corp."
const ABBREVIATED = /(?:^|[\s("'])(?:(?:\p{Lu}\.){2,5}|(?:Inc|Corp|Ltd|Co|Jr|Sr|Bros|a\.m|p\.m)\.)["')\]]{0,2}$/u
const FINITE_SPEECH = /(?:["']|\b(?:said|says|told|added))\.?$/i

export function isUrlLine(text: string): boolean {
  return URL_LINE.test(text)
}

/** A line that closes an article: where to read on, its source, its address, its rights. */
export function isFooter(text: string): boolean {
  return (
    text.length <= 300 && (URL_LINE.test(text) || (FOOTER.test(text) && (text.length <= 160 || /https?:/i.test(text))))
  )
}

/** A line about the article: byline, date line, reading time. It stands under a headline or at the end. */
export function isByline(text: string): boolean {
  if (text.length > 120 || SENTENCE_END.test(text)) return false
  return BYLINE.test(text) || DATED.test(text) || /^\d{1,3} min(?:ute)?s? read$/i.test(text)
}

/** A label such as "Story 3 of 10" that stands alone over a headline. */
export function isLabel(text: string): boolean {
  return text.length <= 40 && LABEL.test(text)
}

export interface Marker {
  length: number
  number: number | null
  kind: 'number' | 'field' | 'markdown' | 'bold' | 'bullet' | 'none'
}

const NONE: Marker = { length: 0, number: null, kind: 'none' }

/** The mark in front of a headline ("3. ", "## ", "Title: "), which is not part of it. */
export function readMarker(text: string): Marker {
  const head = text.slice(0, 60)
  const hashes = /^#{1,6}\s+/.exec(head)
  if (hashes !== null) {
    const inner = readMarker(text.slice(hashes[0].length))
    return { length: hashes[0].length + inner.length, number: inner.number, kind: 'markdown' }
  }
  const numbered = NUMBERED.exec(head)
  if (numbered !== null) {
    const number = Number(numbered[1] ?? numbered[2] ?? numbered[3])
    return { length: numbered[0].length, number, kind: 'number' }
  }
  const field = FIELD.exec(head)
  if (field !== null) return { length: field[0].length, number: null, kind: 'field' }
  if (head.startsWith('**')) return { length: 2, number: null, kind: 'bold' }
  const bullet = /^[-*\u2022]\s+/.exec(head)
  return bullet === null ? NONE : { length: bullet[0].length, number: null, kind: 'bullet' }
}

export function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'.-]*/gu) ?? []
}

/** Short, one line, begins like a title and does not end like a sentence. */
export function hasHeadlineShape(text: string): boolean {
  if (text.length < 6 || text.length > 190) return false
  const words = wordsIn(text)
  if (words.length < 1 || words.length > 30) return false
  if (SENTENCE_END.test(text) && !ABBREVIATED.test(text)) return false
  if (text.endsWith(':') || FINITE_SPEECH.test(text)) return false
  if (!/^["'([\u00bf\u00a1]?[\p{Lu}\p{Lt}\p{Lo}\p{N}$\u20ac\u00a3]/u.test(text) && !/^[a-z][A-Z]/.test(text))
    return false
  return !isFooter(text) && !isByline(text) && !isLabel(text)
}

/** Prose: long enough to be the body of an article, or a whole sentence of some length. */
export function isProse(text: string): boolean {
  if (isFooter(text) || isByline(text)) return false
  const words = wordsIn(text).length
  if (words >= 28) return true
  // Finnish and Hungarian say in six long words what English says in ten.
  const enough = words >= 9 || (words >= 6 && text.length >= 48)
  return enough && /[.!?\u2026;\u037e]["')\]]{0,2}$/.test(text)
}

const MOST_HEADLINE_WORDS = 18

/** Ends in the full stop of an abbreviation: a headline or a short sentence, which only its neighbours can tell. */
export function mayBeHeadline(text: string): boolean {
  if (text.length > 190 || !ABBREVIATED.test(text) || !hasHeadlineShape(text)) return false
  const sentences = text.replace(/(?:\p{Lu}\.){2,5}/gu, 'X')
  return !/[.!?\u2026]["')\]]{0,2} \p{Lu}/u.test(sentences) && wordsIn(text).length <= MOST_HEADLINE_WORDS
}

const SUBHEAD =
  /^(?:background|context|analysis|overview|summary|introduction|conclusions?|outlook|reactions?|impact|timeline|details?|key (?:points|facts|takeaways|findings)|takeaways?|recommendations?|mitigations?|indicators of compromise|next steps|the (?:attack|background|context|impact|response|road ahead|bigger picture|bottom line|details|numbers|fallout|aftermath|problem|context|stakes|details|market|case|plan|deal|reaction)|what (?:happened|happens next|we know|is known|it means|comes next|this means|next|to do|to know|else|experts say|they say|is at stake|was taken|the .{2,40})|why (?:it matters|this matters|now|.{2,30} matters?)|how (?:it works|it happened|the .{2,40}|to .{2,40}|we .{2,30})|who (?:is|was|are) .{2,40}|a (?:growing|wider|bigger|long|history|pattern|wave|familiar) .{2,40}|in (?:brief|short|numbers|detail|context)|about .{2,40}|faq|questions and answers|q ?& ?a|hintergrund|reaktionen|ausblick|contexte|r\u00e9actions|contexto|antecedentes|reacciones|contesto|reazioni)\??$/i

/** A heading inside an article rather than over one. */
export function looksLikeSubheading(text: string): boolean {
  return (
    SUBHEAD.test(text.trim()) ||
    /^(?:what|how|why|who|when|where|which|is|are|can|should|will|did|does)\b.{3,120}\?$/i.test(text.trim())
  )
}
