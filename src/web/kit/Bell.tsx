// The mark: a tocsin, ringing.
import type { ReactNode } from 'react'

export function Bell({ size = 28 }: { size?: number }): ReactNode {
  return (
    <svg className="bell" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <g fill="currentColor">
        <path d="M16 3.600c1 0 1.7.7 1.7 1.600v.5c3.7.8 6 3.9 6 8 0 4.1 1 6.1 2.4 7.6.9 1 .3 2.2-.9 2.200H6.800c-1.2 0-1.8-1.2-.9-2.2 1.4-1.5 2.4-3.5 2.4-7.6 0-4.1 2.3-7.2 6-8v-.5c0-.9.7-1.6 1.7-1.600z" />
        <circle cx="16" cy="26.3" r="2.4" />
      </g>
      <g fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round">
        <path d="M4.2 14.200c0-3.8 1.5-7 4-9.1" />
        <path d="M27.8 14.200c0-3.8-1.5-7-4-9.1" />
      </g>
    </svg>
  )
}
