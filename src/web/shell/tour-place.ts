// Where somebody is in the guided tour of an exercise: kept in the browser, so that it can be left and taken up again.
import { useSyncExternalStore } from 'react'

export interface TourPlace {
  step: number
  open: boolean
}

const watchers = new Set<() => void>()
const keyOf = (exercise: string) => `tocsin-tour:${exercise}`

export function readPlace(text: string | null): TourPlace | undefined {
  const [, open, step] = /^(open|left):(\d{1,4})$/.exec(text ?? '') ?? []
  return step === undefined ? undefined : { step: Number(step), open: open === 'open' }
}

export function goInTour(exercise: string, { step, open }: TourPlace): void {
  localStorage.setItem(keyOf(exercise), `${open ? 'open' : 'left'}:${step}`)
  for (const watcher of watchers) watcher()
}

/** Where it was left, or from its start. */
export function takeUpTour(exercise: string): void {
  goInTour(exercise, { step: readPlace(localStorage.getItem(keyOf(exercise)))?.step ?? 0, open: true })
}

/** undefined: never begun. */
export function useTourPlace(exercise: string): TourPlace | undefined {
  const text = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => localStorage.getItem(keyOf(exercise)),
  )
  return readPlace(text)
}
