// Where the page of a record is, and what the record is called.
import { useNavigate } from '@tanstack/react-router'
import { say } from '../say.ts'

export interface Pointer {
  id: string
  record: string
  /** The incident that it is a part of. */
  incident?: string | null
}

const words: Record<string, string> = {
  'assess.incident': 'Incident',
  'assess.report': 'Report by an operator',
  'assess.task': 'Task',
  'assess.note': 'Note',
  'assess.evidence': 'Evidence',
  'sense.target': 'Target',
  'sense.sensor': 'Sensor',
  'sense.attack': 'Attack',
  'sense.observation': 'Observation',
  'watch.item': 'Item',
  'watch.source': 'Feed',
  'watch.document': 'Text of an item',
  'watch.story': 'Story',
  'watch.claim': 'Claim',
  'watch.question': 'Board',
  'watch.followUp': 'Promise',
  'people.person': 'Person',
  'people.organisation': 'Organisation',
}

export function recordWord(record: string): string {
  return say(words[record] ?? record)
}

const tabs: Record<string, string> = { 'assess.task': 'tasks', 'assess.note': 'notes', 'assess.evidence': 'evidence' }

/** Path and choices of the page that shows a record; undefined where none does. */
export function pathOf(it: Pointer): { path: string; tab?: string } | undefined {
  if (it.record === 'assess.incident') return { path: `/incidents/${it.id}` }
  if (it.incident) {
    const tab = tabs[it.record]
    return { path: `/incidents/${it.incident}`, ...(tab ? { tab } : {}) }
  }
  if (it.record === 'assess.report') return { path: '/incidents', tab: 'reports' }
  if (it.record === 'sense.target') return { path: `/sense/targets/${it.id}` }
  if (it.record === 'sense.attack') return { path: `/sense/attacks/${it.id}` }
  if (it.record === 'sense.observation') return { path: '/sense', tab: 'observations' }
  if (it.record === 'sense.sensor') return { path: '/sense', tab: 'sensors' }
  if (it.record === 'watch.source') return { path: '/watch', tab: 'feeds' }
  if (it.record === 'watch.story') return { path: `/watch/stories/${it.id}` }
  if (it.record === 'watch.claim') return { path: `/watch/claims/${it.id}` }
  if (it.record === 'watch.question') return { path: `/watch/boards/${it.id}` }
  if (it.record === 'watch.followUp') return { path: '/watch', tab: 'trays' }
  if (it.record.startsWith('watch.')) return { path: `/watch/${it.id}` }
  if (it.record.startsWith('people.')) return { path: '/administration' }
  return undefined
}

export function useOpenRecord(): (it: Pointer) => void {
  const navigate = useNavigate()
  return (it) => {
    const at = pathOf(it)
    if (at) void navigate({ to: at.path, search: at.tab ? { tab: at.tab } : {} })
  }
}
