// Small line icons, drawn for this product. Always beside a word, or with the word in the button's label.
import type { ReactNode } from 'react'

const paths = {
  picture: 'M3 5.5 9 3.500l6 2 6-2v15l-6 2-6-2-6 2zM9 3.500v15M15 5.500v15',
  dns: 'M12 3.500a8.5 8.500 0 1 1 0 17 8.5 8.500 0 0 1 0-17zM3.500 12h17M12 3.500c4.500 5 4.500 12 0 17M12 3.500c-4.500 5-4.500 12 0 17',
  sustain: 'M9 3.500h6v5H9zM3 15.500h6v5H3zM15 15.500h6v5h-6zM12 8.500v3.500M6 15.500V12h12v3.500',
  sense: 'M2.5 13h4l2.500-7.500 4 14 3.500-10 1.5 3.500h3.500',
  watch:
    'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.300a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.400z',
  incidents: 'M12 3.5 21.5 20h-19zM12 10v4.500M12 17.200v.1',
  crises: 'M4 20h16M7 20v-5a5 5 0 0 1 10 0v5M12 3v4M4.500 7 7 9.500M19.500 7 17 9.500',
  recover: 'M5 12a7 7 0 1 1 2 5M5 17.500v-4h4M12 8.500V12l2.5 2',
  report: 'M6 3.500h9l4 4v13H6zM15 3.500v4h4M9 12h7M9 15.500h7',
  assess: 'M12 4v16M8 20h8M5 7h14M5 7l-2.500 6h5zM19 7l-2.500 6h5zM2.5 13a2.5 2 0 0 0 5 0M16.5 13a2.5 2 0 0 0 5 0',
  law: 'M7 3.500h9a3 3 0 0 1 3 3v14H8a3 3 0 0 1-3-3v-11.5a2.5 2.500 0 0 1 2-2.500zM5 17.500a2.5 2.500 0 0 1 2.5-2H19M9.5 8h5.500M9.5 11.500h5.500',
  authority: 'M3 9.500 12 4l9 5.500zM5 20h14M6 9.500V20M10 9.500V20M14 9.500V20M18 9.500V20',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3 20.5 20.5',
  manual: 'M4 5c3-1 5.5-.8 8 1 2.5-1.8 5-2 8-1v14c-3-1-5.5-.8-8 1-2.5-1.8-5-2-8-1zM12 6v14',
  api: 'm8 7-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14',
  account: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20.500c.8-4 4-6 8-6s7.2 2 8 6',
  administration: 'M12 3.5 20 6.500v5.500c0 4.5-3.3 7.3-8 9-4.7-1.7-8-4.5-8-9V6.500zM9 12l2.2 2.200L15.2 10',
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4',
  moon: 'M20 14.500A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500z',
  auto: 'M12 3.500a8.5 8.5 0 1 0 0 17zM12 3.500a8.5 8.5 0 0 1 0 17',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  down: 'M5.5 9.5 12 16l6.5-6.5',
  play: 'M7 4.500v15l12-7.500z',
  pause: 'M8 5v14M16 5v14',
  clock: 'M12 3.500a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.500V12l3 2',
  check: 'm4.5 12.5 5 5 10-11',
  file: 'M6 3.500h8l4 4v13H6zM14 3.500v4h4',
  upload: 'M12 16V4.500M7 9l5-4.500L17 9M4.5 16v4h15v-4',
  feed: 'M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14M6.5 17.500h.1',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  out: 'M14 4.500h5.500V20H14M10 8l-4 4 4 4M6 12h9',
  keys: 'M3 7h18v10H3zM7 10.500h.1M11 10.500h.1M15 10.500h.1M8 14h8',
  copy: 'M8.5 8.500h11v11h-11zM15.5 8.500v-4h-11v11h4',
  print: 'M7 8V3.500h10V8M5 16H3.500V8h17v8H19M7 13.500h10v7H7z',
  warning: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v5M12 15.800v.1',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 20 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
