// What priorities, states of alerts and questions are called on the screen.
import type { ReactNode } from 'react'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { Vocabulary } from '#web/vocabulary.ts'
import type { alertStatuses, Query } from '../../api.ts'
import { topicWord } from '../words.ts'

type AlertStatus = (typeof alertStatuses)[number]
const statuses: Record<AlertStatus, string> = { open: 'Open', 'taken up': 'Taken up', 'set aside': 'Set aside' }

export function alertWord(status: AlertStatus): string {
  return say(statuses[status])
}

export const alertTones: Record<AlertStatus, Tone> = { open: 'bronze', 'taken up': 'good', 'set aside': 'quiet' }

const priorityTones: Record<number, Tone> = { 1: 'bad', 2: 'warn', 3: 'plain' }

export function PriorityMark({ priority }: { priority: number }): ReactNode {
  return <Badge tone={priorityTones[priority] ?? 'plain'}>{say('Priority {n}', { n: priority })}</Badge>
}

/** What a question looks for, a line for each thing that must hold. */
export function queryLines(query: Query, { country, sector }: Vocabulary): string[] {
  const lines: [string, readonly string[]][] = [
    [say('Topic'), (query.topics ?? []).map(topicWord)],
    [say('Sector'), (query.sectors ?? []).map(sector)],
    [say('Country'), (query.countries ?? []).map(country)],
    [say('Name'), query.names ?? []],
    [say('Words'), (query.words ?? []).map((word) => `"${word}"`)],
  ]
  return [
    ...lines
      .filter(([, values]) => values.length > 0)
      .map(([what, values]) => `${what}: ${values.join(` ${say('or')} `)}`),
    ...(query.incident ? [say('Only what tells of an incident')] : []),
  ]
}
