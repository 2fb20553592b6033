// Joining: to which of the stories that are there a new item belongs. Average likeness to their items of the same week.
import { WINDOW_MILLISECONDS } from './cluster.ts'
import { likeness, likenessWhy, SUGGEST, SURE, type Weighed } from './likeness.ts'

export interface Candidate {
  /** The story; anything that names it. */
  story: string
  members: readonly { item: string; weighed: Weighed; at: number }[]
}

export interface Joined {
  story: string
  score: number
  sure: boolean
  why: string[]
}

/** The story most alike, the same whatever the order of the candidates; undefined when none is alike enough. */
export function bestStory(item: Weighed, at: number, candidates: readonly Candidate[]): Joined | undefined {
  let best: { score: number; candidate: Candidate; closest: Weighed } | undefined
  for (const candidate of candidates) {
    const near = candidate.members.filter((member) => Math.abs(member.at - at) <= WINDOW_MILLISECONDS)
    let sum = 0
    let top = -1
    let closest: Weighed | undefined
    for (const { weighed } of near) {
      const score = likeness(item, weighed)
      sum += score
      if (score > top) {
        top = score
        closest = weighed
      }
    }
    const score = near.length === 0 ? 0 : sum / near.length
    if (!closest || score < SUGGEST) continue
    if (!best || score > best.score || (score === best.score && candidate.story < best.candidate.story))
      best = { score, candidate, closest }
  }
  if (!best) return undefined
  return {
    story: best.candidate.story,
    score: Math.round(best.score * 1000) / 1000,
    sure: best.score >= SURE,
    why: likenessWhy(item, best.closest).why,
  }
}
