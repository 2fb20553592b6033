// The language stage: two detectors vote on the title and the beginning of the text; unsure is `und`.
import type { Language, LanguageVote } from '../model.ts'
import type { LanguageTools } from './tools.ts'

export const languageVersion = 'language-1'

/** The 24 official languages of the Union, Ukrainian and Russian. */
export const LANGUAGES = 'bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv uk ru'.split(' ')

const KNOWN = new Set(LANGUAGES)
const SAMPLE_CHARS = 600
// Languages that eld does not have (ga, mt) or confuses (cs and sk): there the word of cld3 counts.
const CLD3_DECIDES = new Set(['ga', 'mt', 'cs', 'sk'])
const MIN_LETTERS = 12

export function detectLanguage(title: string, text: string, tools: LanguageTools): Language {
  const sample = sampleOf(title, text)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (letters < MIN_LETTERS) return { code: 'und', votes: [], why: 'too few letters to tell' }
  // Headlines and bodies vote together: a headline alone is too short for either detector.
  const ranked = tools.eld(sample)
  const eld = ranked[0] ?? null
  const cld3 = tools.cld3(sample)
  const votes: LanguageVote[] = []
  if (eld !== null) votes.push({ by: 'eld', code: eld.code, confidence: round(eld.confidence) })
  if (cld3 !== null) votes.push({ by: 'cld3', code: cld3.code, confidence: round(cld3.confidence) })
  return { ...decide(votes, ranked), votes }
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
