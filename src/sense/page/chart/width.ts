// How wide the charts may be, so that their words stay as large as all others on any screen.
import { type RefObject, useEffect, useState } from 'react'
import { standardWidth } from './frame.ts'

const padding = 26

export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(standardWidth)
  useEffect(() => {
    const watched = element.current
    if (!watched) return
    const observer = new ResizeObserver(() => setWidth(Math.max(240, Math.round(watched.clientWidth - padding))))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return width
}
