// Tells a canvas when the colours changed: by the switch of this product, or with the system.
import { useSyncExternalStore } from 'react'

function subscribe(watcher: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(watcher)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  dark.addEventListener('change', watcher)
  return () => {
    observer.disconnect()
    dark.removeEventListener('change', watcher)
  }
}

/** Another text for each look of the page. */
export function useColours(): string {
  return useSyncExternalStore(
    subscribe,
    () => `${document.documentElement.dataset.theme ?? 'auto'} ${matchMedia('(prefers-color-scheme: dark)').matches}`,
  )
}
