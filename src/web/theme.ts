// Light, dark, or as the system says; kept in this browser.
export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'tocsin.theme'

export function theme(): Theme {
  const kept = localStorage.getItem(key)
  return themes.find((one) => one === kept) ?? 'auto'
}

export function wear(next: Theme): void {
  if (next === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  localStorage.setItem(key, next)
}
