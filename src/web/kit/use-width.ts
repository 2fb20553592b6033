// How wide something may be drawn, so that its words stay as large as all others on any screen.
import { type RefObject, useEffect, useState } from 'react'

const least = 240

/** In pixels, and `usual` until it is known. */
export function useWidth(element: RefObject<HTMLElement | null>, usual: number, padding = 0): number {
  const [width, setWidth] = useState(usual)
  useEffect(() => {
    const watched = element.current
    if (!watched) return
    const observer = new ResizeObserver(() => setWidth(Math.max(least, Math.round(watched.clientWidth - padding))))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element, padding])
  return width
}
