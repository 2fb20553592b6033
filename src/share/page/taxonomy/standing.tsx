// Where a version stands: its status, and its day against the day of the framework.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { say, sayCount } from '#web/say.ts'
import type { getTaxonomy } from '../../api/taxonomy.ts'
import type { Standing, TaxonomyStatus } from '../../model/taxonomy.ts'

export type VersionShown = OutputOf<typeof getTaxonomy>

export const statusWords: Record<TaxonomyStatus, { word: string; tone: Tone }> = {
  draft: { word: 'Draft', tone: 'plain' },
  proposed: { word: 'Put forward', tone: 'accent' },
  adopted: { word: 'Adopted', tone: 'good' },
  superseded: { word: 'Superseded', tone: 'quiet' },
  withdrawn: { word: 'Withdrawn', tone: 'quiet' },
}

export function StatusShown({ status }: { status: TaxonomyStatus }): ReactNode {
  return <Badge tone={statusWords[status].tone}>{say(statusWords[status].word)}</Badge>
}

export function StandingShown({ standing: { state, days } }: { standing: Standing }): ReactNode {
  const count = sayCount(days, '{n} day', '{n} days')
  if (state === 'in-time') return <Badge tone="good">{say('Adopted in time, {count} before', { count })}</Badge>
  if (state === 'late') return <Badge tone="bad">{say('Adopted {count} late', { count })}</Badge>
  if (state === 'overdue') return <Badge tone="bad">{say('Not adopted, {count} over', { count })}</Badge>
  return <Badge tone="warn">{say('Not adopted, {count} left', { count })}</Badge>
}
