// One story once: which items tell of one event. The one module for everybody who asks that; see stories/ for its parts.
import type { Item } from '../model.ts'
import { type Background, compileBackground, freshBackground, learn } from './stories/background.ts'
import { type Constraints, clusterSketches } from './stories/cluster.ts'
import { weigh } from './stories/likeness.ts'
import { sketchOf, termsOf } from './stories/sketch.ts'

export * from './stories/background.ts'
export { askedTerms, type Constraints, clusterSketches, WINDOW_MILLISECONDS } from './stories/cluster.ts'
export { factChanges } from './stories/fact-diff.ts'
export * from './stories/join.ts'
export { SUGGEST, SURE, type Weighed, weigh } from './stories/likeness.ts'
export * from './stories/links.ts'
export { type Sketch, sketchOf, sketchVersion, termsOf } from './stories/sketch.ts'
export * from './stories/timeline.ts'
export * from './stories/wire.ts'

export const storiesVersion = 'stories-2'

/** Knows no common words: enough for tests of form, too little for real texts. */
const noBackground = compileBackground({
  source: '',
  licence: '',
  date: '',
  version: 'none',
  unseen: 0.002,
  agencies: [],
  stop: {},
  common: {},
})

/** The items by event: a partition of their places in the list, each once, in order. */
export function clusterItems(
  items: readonly Item[],
  background: Background = noBackground,
  constraints: Constraints = {},
): number[][] {
  const model = freshBackground(background)
  const sketches = items.map((item) => sketchOf(item, model))
  for (const sketch of sketches) learn(model, termsOf(sketch))
  return clusterSketches(
    sketches.map((sketch, i) => ({
      weighed: weigh(sketch, model),
      at: momentOf(items[i]?.publishedAt ?? null),
      key: items[i]?.contentHash ?? '',
    })),
    constraints,
  )
}

function momentOf(at: string | null): number | null {
  const moment = at === null ? Number.NaN : Date.parse(at)
  return Number.isNaN(moment) ? null : moment
}
