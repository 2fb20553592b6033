// Promises: what somebody says they will do, and by when.
import type { Promised, Span, TimeFact } from '../../model.ts'
import type { LanguageIndex } from './data.ts'

const WILL: Record<string, RegExp> = {
  en: /^(?:that )?(?:(?:he|she|it|they|we|i|the (?:company|group|firm|agency|ministry|bank|platform|government|city|airline|club|party|team|police|authority|operator|network|service|hospital|university|council|commission))(?: also| now| soon)?(?:'ll| will| would| shall| plans? to| intends? to| is going to| are going to)|will|would) (?!be (?:a|an|the|no|too|able)\b|have\b|not be\b|take place|cost|need)/i,
  de: /^(?:dass )?(?:(?:er|sie|es|man|wir|ich|das unternehmen|der konzern) (?:werde|werden|wolle|wollen|würde)\b|(?:werde|wolle)\b)/i,
  fr: /^(?:que |qu')?(?:il|elle|ils|elles|nous|je|on) (?:va|vont|allons|[a-zéè]{2,20}(?:ra|rait|ront|raient|rons)\b)/i,
  es: /^(?:que )?(?:[a-zé]{2,20}(?:rá|rán|ría|rían|remos)\b|va a|van a|vamos a)/i,
}
const OWN: Record<string, RegExp> = {
  en: /^/,
  de: /^/,
  fr: /^/,
  es: /^/,
}

/** Whether the words of a statement promise something in its holder's own name, or that more will be told. */
export function promises(content: string, language: LanguageIndex): boolean {
  const head = content.slice(0, 160)
  if ((WILL[language.code] ?? NEVER).test(head) && (OWN[language.code] ?? NEVER).test(head)) return true
  const words = head.toLowerCase().split(/[^\p{L}]+/u)
  if (!words.some((word) => language.details.has(word))) return false
  return /\b(?:to follow|will follow|would follow|will be|would be|to be|werden|würden|folgen|seront|suivront|serán|seguirán|within|shortly|soon)\b/i.test(
    content.slice(0, 300),
  )
}

const NEVER = /^\b$/
const DEADLINE =
  /\b(?:within|innerhalb von|binnen|dans les|sous|en|in den nächsten|in the next|over the next|en las próximas|dans un délai de) (\d{1,4}|one|two|three|four|five|six|seven|a|an) (hours?|days?|weeks?|months?|stunden?|tagen?|wochen?|monaten?|heures?|jours?|semaines?|mois|horas?|días?|semanas?|meses|mes)\b/i
const NUMBERS: Record<string, string> = {
  one: '1',
  a: '1',
  an: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
}

/** When a promise falls due: the deadline in its words as the times stage reads it; null when none is given. */
export function dueOf(text: string, span: Span, times: readonly TimeFact[]): Promised {
  const inside = times.filter((time) => time.span.start >= span.start && time.span.end <= span.end)
  const limit = inside.find((time) => time.kind === 'deadline') ?? inside.find((time) => ahead(text, time))
  if (limit !== undefined) return { due: limit.value ?? limit.shape, dueSpan: limit.span }
  const hit = DEADLINE.exec(text.slice(span.start, Math.min(span.end, span.start + 1_500)))
  if (hit === null) return { due: null, dueSpan: null }
  const count = NUMBERS[(hit[1] ?? '').toLowerCase()] ?? hit[1] ?? ''
  const start = span.start + hit.index
  return { due: periodOf(count, (hit[2] ?? '').toLowerCase()), dueSpan: { start, end: start + hit[0].length } }
}

/** "by Friday", "before 12 March", "next week": a time that lies ahead of the speaker. */
function ahead(text: string, time: TimeFact): boolean {
  if (time.kind === 'vague') return false
  const before = text.slice(Math.max(0, time.span.start - 12), time.span.start)
  return (
    /\b(?:by|before|until|within|in|on|bis|vor|am|avant|d'ici|le|antes del?|el) (?:the )?$/i.test(before) ||
    /^(?:by|within|before|next|until)/i.test(time.text)
  )
}

function periodOf(count: string, unit: string): string {
  if (/^(?:hour|stunde|heure|hora)/.test(unit)) return `PT${count}H`
  if (/^(?:day|tag|jour|día)/.test(unit)) return `P${count}D`
  if (/^(?:week|woche|semaine|semana)/.test(unit)) return `P${count}W`
  return `P${count}M`
}
