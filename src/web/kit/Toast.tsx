// Short messages at the edge of the screen: what was just done, and where it went. Never for errors in forms.
import { type ReactNode, useSyncExternalStore } from 'react'
import { say } from '../say.ts'
import { Button } from './Button.tsx'

interface Toast {
  id: number
  text: string
  action?: { label: string; onPress: () => void } | undefined
}

let toasts: readonly Toast[] = []
let last = 0
const watchers = new Set<() => void>()

function become(next: readonly Toast[]): void {
  toasts = next
  for (const watcher of watchers) watcher()
}

function drop(id: number): void {
  become(toasts.filter((toast) => toast.id !== id))
}

/** Says something for eight seconds; with an action, longer. */
export function toast(text: string, action?: Toast['action']): void {
  const id = ++last
  become([...toasts.slice(-2), { id, text, action }])
  setTimeout(() => drop(id), action ? 15_000 : 8_000)
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export function Toasts(): ReactNode {
  const shown = useSyncExternalStore(subscribe, () => toasts)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((it) => (
        <div key={it.id} className="toast">
          <span>{it.text}</span>
          {it.action ? (
            <Button
              small
              kind="quiet"
              onPress={() => {
                it.action?.onPress()
                drop(it.id)
              }}
            >
              {it.action.label}
            </Button>
          ) : null}
          <Button small kind="quiet" bare icon="close" aria-label={say('Dismiss')} onPress={() => drop(it.id)} />
        </div>
      ))}
    </div>
  )
}
