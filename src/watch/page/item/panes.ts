// Scrolling inside a pane: what is pointed at comes into view, and the page around it stays where it is.

/** Where the pane does not scroll by itself (a narrow screen, a short text) nothing moves. */
export function bringIntoView(pane: HTMLElement | null, selector: string): void {
  const scroller = pane && scrollerIn(pane)
  const target = pane?.querySelector<HTMLElement>(selector)
  if (!scroller || !target) return
  const frame = scroller.getBoundingClientRect()
  const box = target.getBoundingClientRect()
  const edge = 48
  if (box.top >= frame.top + edge && box.bottom <= frame.bottom - edge) return
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  // What is taller than the pane is shown from its beginning.
  const offset = box.height > frame.height - 2 * edge ? edge : (frame.height - box.height) / 2
  scroller.scrollTo({ top: scroller.scrollTop + box.top - frame.top - offset, behavior: still ? 'auto' : 'smooth' })
}

function scrollerIn(pane: HTMLElement): HTMLElement | null {
  const scrolls = /auto|scroll/.test(getComputedStyle(pane).overflowY)
  return scrolls && pane.scrollHeight > pane.clientHeight + 1 ? pane : null
}
