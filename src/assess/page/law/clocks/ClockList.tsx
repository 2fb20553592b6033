// The list of clocks: only the rows in sight are drawn, so that a hundred thousand clocks scroll like ten.
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '#web/kit/Button.tsx'
import { say } from '#web/say.ts'
import type { LawWords } from '../law-index.ts'
import { groupWord } from '../left.ts'
import { ClockRowShown } from './ClockRowShown.tsx'
import type { Draft } from './use-drafts.ts'
import type { WallRow } from './wall-rows.ts'

export interface ClockListProps {
  rows: readonly WallRow[]
  total: number
  words: LawWords
  drafts: ReadonlyMap<string, Draft>
  more: (() => void) | undefined
  loadingMore: boolean
  onOpen: (duty: string) => void
}

const headingHeight = 48
const rowHeight = 92
/** Rows before the end at which the next page is asked for. */
const ahead = 20

export function ClockList({ rows, total, words, drafts, more, loadingMore, onOpen }: ClockListProps): ReactNode {
  const list = useRef<HTMLOListElement>(null)
  const [top, setTop] = useState(0)
  const printing = usePrinting()
  useLayoutEffect(() => {
    const box = list.current?.getBoundingClientRect()
    if (box) setTop(box.top + window.scrollY)
  }, [])
  const keyOfRow = (row: WallRow | undefined, i: number) =>
    row === undefined ? i : 'heading' in row ? row.heading : row.clock.id
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (i) => (rows[i] && 'heading' in rows[i] ? headingHeight : rowHeight),
    getItemKey: (i) => keyOfRow(rows[i], i),
    overscan: 8,
    scrollMargin: top,
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && !loadingMore && last >= rows.length - ahead) more()
  }, [more, loadingMore, last, rows.length])
  const row = (it: WallRow) =>
    'heading' in it ? (
      <h2 className="clock-heading">
        {groupWord(it.heading)} <span className="count">{it.count}</span>
      </h2>
    ) : (
      <ClockRowShown clock={it.clock} words={words} draft={drafts.get(it.clock.id)} onOpen={onOpen} />
    )
  if (printing) {
    return (
      <ol className="clock-list">
        {rows.map((it, i) => (
          <li key={keyOfRow(it, i)}>{row(it)}</li>
        ))}
      </ol>
    )
  }
  return (
    <>
      <ol className="clock-list" ref={list} style={{ height: virtual.getTotalSize() }} aria-label={say('Clocks')}>
        {shown.map((item) => {
          const it = rows[item.index]
          if (!it) return null
          const heading = 'heading' in it
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="clock-place"
              style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
              {...(heading ? {} : { 'aria-setsize': total, 'aria-posinset': it.place })}
            >
              {row(it)}
            </li>
          )
        })}
      </ol>
      {more ? (
        <div className="row no-print">
          <Button isPending={loadingMore} onPress={more}>
            {say('More')}
          </Button>
        </div>
      ) : null}
    </>
  )
}

/** While paper is made, all rows that were loaded are drawn: paper does not scroll. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(false)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return printing
}
