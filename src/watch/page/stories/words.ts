// How stories are spoken of: how many articles of how many independent sources, and how an item came to stand in one.
import { say, sayCount } from '#web/say.ts'
import type { Joining, StoryRow } from '../../api/stories.ts'

/** `5 articles, 2 independent sources`: copies of one wire text, and all that one outlet prints, are one source. */
export function sourcesWord({ items, sources }: Pick<StoryRow, 'items' | 'sources'>): string {
  return [
    sayCount(items, '{n} article', '{n} articles'),
    sayCount(sources, '{n} independent source', '{n} independent sources'),
  ].join(', ')
}

const joinings: Record<Joining, string> = {
  first: 'the first of them',
  sure: 'put here by the rules',
  suggested: 'only suggested by the rules: please look',
  'by-hand': 'put here by a person: this sticks',
}

export function joiningWord(joined: Joining): string {
  return say(joinings[joined])
}

const moments = { event: 'happened', published: 'published', fetched: 'came in' } as const

export function momentWord(is: keyof typeof moments): string {
  return say(moments[is])
}
