// What happened when, as exactly as the items of a story say it; when they were published and when they came in.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { exactly } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { getStory } from '../../api/stories.ts'
import { momentWord } from './words.ts'

export interface StoryTimelineProps {
  rows: OutputOf<typeof getStory>['timeline']
  /** Titles of the items: what came in when is told by them. */
  titles: ReadonlyMap<string, string>
}

export function StoryTimeline({ rows, titles }: StoryTimelineProps): ReactNode {
  if (rows.length === 0) return null
  return (
    <section className="stack tight">
      <h2 className="group-head">{say('Timeline')}</h2>
      <ol className="story-timeline small">
        {rows.map((row) => (
          <li key={`${row.at} ${row.is} ${row.text} ${row.items.join(' ')}`} data-is={row.is}>
            <time dateTime={row.at}>{momentText(row.at)}</time>
            <span className="quiet">{momentWord(row.is)}</span>
            <span>{row.text || row.items.map((item) => titles.get(item) ?? '').join(', ')}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** A day stays a day; only a moment is shown in UTC and where the reader is. */
export function momentText(at: string): string {
  return /T\d{2}:\d{2}.*(Z|[+-]\d{2}:\d{2})$/.test(at) ? exactly(new Date(at).toISOString()) : at.replace('T', ' ')
}
