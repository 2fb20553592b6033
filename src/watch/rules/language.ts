// The language stage: one detector, and a second where the first is in doubt; unsure is `und`.
import type { Language, LanguageVote } from '../model.ts'
import type { LanguageTools } from './tools.ts'

export const languageVersion = 'language-2'

/** The 24 official languages of the Union, Ukrainian and Russian. */
export const LANGUAGES = 'bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv uk ru'.split(' ')

const KNOWN = new Set(LANGUAGES)
const SAMPLE_CHARS = 600
// Near relatives that eld mixes up, and the Balkan and Nordic neighbours of them: there cld3 is asked as well.
const CONFUSED = new Set(['cs', 'sk', 'hr', 'sl', 'sr', 'bs', 'da', 'no', 'nb'])
// Languages that eld does not have (ga, mt) or confuses most (cs and sk): there the word of cld3 counts.
const CLD3_DECIDES = new Set(['ga', 'mt', 'cs', 'sk'])
const MIN_LETTERS = 12
// eld stays below 0.6 on languages it does not know; a clear lead over the second leaves nothing for cld3 to settle.
const SURE = 0.66
const LEAD = 0.1

export function detectLanguage(title: string, text: string, tools: LanguageTools): Language {
  const sample = sampleOf(title, text)
  if (!ENOUGH.test(sample)) return { code: 'und', votes: [], why: 'too few letters to tell' }
  // Headlines and bodies vote together: a headline alone is too short for either detector.
  const ranked = tools.eld(sample)
  const eld = ranked[0] ?? null
  const votes: LanguageVote[] = []
  if (eld !== null) votes.push({ by: 'eld', code: eld.code, confidence: round(eld.confidence) })
  if (eld !== null && isSure(ranked)) return { code: eld.code, votes, why: 'eld is sure and far ahead of the second' }
  // cld3 costs three times as much as eld, so it is asked only where eld leaves a doubt.
  const cld3 = tools.cld3(sample)
  if (cld3 !== null) votes.push({ by: 'cld3', code: cld3.code, confidence: round(cld3.confidence) })
  return { ...decide(votes, ranked), votes }
}

const ENOUGH = new RegExp(`(?:\\p{L}[^\\p{L}]*){${MIN_LETTERS}}`, 'u')

function isSure(ranked: readonly { code: string; confidence: number }[]): boolean {
  const [first, second] = ranked
  if (first === undefined || !KNOWN.has(first.code) || CONFUSED.has(first.code)) return false
  return first.confidence >= SURE && first.confidence - (second?.confidence ?? 0) >= LEAD
}

function decide(votes: LanguageVote[], ranked: { code: string; confidence: number }[]): { code: string; why: string } {
  const eld = votes.find((vote) => vote.by === 'eld')
  const cld3 = votes.find((vote) => vote.by === 'cld3')
  if (cld3 !== undefined && CLD3_DECIDES.has(cld3.code) && cld3.confidence >= 0.7) {
    return { code: cld3.code, why: `cld3 decides on ${cld3.code}` }
  }
  if (eld === undefined) {
    return cld3 !== undefined && cld3.confidence >= 0.9 && KNOWN.has(cld3.code)
      ? { code: cld3.code, why: 'cld3 alone is sure' }
      : { code: 'und', why: 'no detector is sure' }
  }
  if (eld.code === cld3?.code) return { code: eld.code, why: 'both detectors agree' }
  if (!KNOWN.has(eld.code)) {
    // Norwegian for Danish, Serbian for Croatian: cld3 or the best known language near the top may still be right.
    if (cld3 !== undefined && KNOWN.has(cld3.code) && cld3.confidence >= 0.8) {
      return { code: cld3.code, why: `cld3 is sure of ${cld3.code}; eld's ${eld.code} is not a language we cover` }
    }
    return eld.confidence >= 0.5 ? { code: eld.code, why: 'eld alone' } : { code: 'und', why: 'no detector is sure' }
  }
  const second = ranked[1]?.confidence ?? 0
  if (eld.confidence >= 0.35 && eld.confidence - second >= 0.04) return { code: eld.code, why: 'eld has a clear lead' }
  if (
    cld3 !== undefined &&
    cld3.confidence >= 0.85 &&
    KNOWN.has(cld3.code) &&
    ranked.slice(0, 3).some((one) => one.code === cld3.code)
  ) {
    return { code: cld3.code, why: 'cld3 is sure and eld has it near the top' }
  }
  if (eld.confidence >= 0.45) return { code: eld.code, why: 'eld is fairly sure' }
  return { code: 'und', why: 'the detectors disagree and neither is sure' }
}

function sampleOf(title: string, text: string): string {
  const body = text.startsWith(title) ? text.slice(title.length) : text
  return `${title}\n${body.slice(0, SAMPLE_CHARS)}`
    .replace(/https?:\/\/\S{1,2000}/g, ' ')
    .replace(/[\d@#<>{}|\\^~[\]]+/g, ' ')
    .trim()
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
