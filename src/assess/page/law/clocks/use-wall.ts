// The clocks of the wall, page by page as one scrolls down, kept up by the live stream; and the choices in the address.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { call } from '#web/client.ts'
import { onChange } from '#web/live.ts'
import { listOf, useChoices, usePlace } from '#web/place.ts'
import { listDuties } from '../../../api/duties.ts'
import { dutyStatuses } from '../../../model/duty.ts'
import { heardNow } from '../ticking.ts'
import type { ClockPage, ClockRow } from './wall-rows.ts'

export const filterKeys = ['show', 'status', 'regime', 'organisation', 'assessment', 'incident', 'firm'] as const

/** What the first filter says: all that run, or only those that press. */
export const shows = ['all', 'overdue', '4', '24', '168'] as const

type Input = InputOf<typeof listDuties>
const pageSize = 100

export function wallInput(choice: Partial<Record<(typeof filterKeys)[number], string | undefined>>): Input {
  const show = shows.find((it) => it === choice.show) ?? 'all'
  const status = dutyStatuses.filter((it) => listOf(choice.status).includes(it))
  return {
    ...(show === 'overdue' ? { overdue: true } : show === 'all' ? {} : { withinHours: Number(show) }),
    ...(status.length > 0 ? { status } : {}),
    ...(choice.regime ? { regime: listOf(choice.regime) } : {}),
    ...(choice.organisation ? { organisation: choice.organisation } : {}),
    ...(choice.assessment ? { assessment: choice.assessment } : {}),
    ...(choice.incident ? { incident: choice.incident } : {}),
    ...(choice.firm === 'true' ? { tentative: false } : {}),
  }
}

export interface Wall {
  clocks: ClockRow[]
  totals: ClockPage['totals'] | undefined
  pending: boolean
  error: unknown
  again: () => void
  more: (() => void) | undefined
  loadingMore: boolean
}

export function useWall(): Wall {
  const [choice] = useChoices(...filterKeys)
  const { realm, asOf } = usePlace()
  const input = wallInput(choice)
  const pages = useInfiniteQuery({
    queryKey: [listDuties.name, input, { realm, asOf }],
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam ? { after: pageParam } : {}
      return call(listDuties, { ...input, limit: pageSize, ...after }, { realm, asOf, signal })
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    // It hears changes in its own measure, below: each of them would break off the page that is on its way.
    meta: { hears: [], past: Boolean(asOf) },
  })
  useChangesInMeasure(!asOf, pages.data?.pages.length ?? 1, pages.isFetching, () => void pages.refetch())
  const first = pages.data?.pages[0]
  const at = first?.at
  useEffect(() => {
    // In an exercise the node answers with the time of the story, which says nothing about this machine's clock.
    if (at && !asOf && realm === 'live' && !pages.isPlaceholderData) heardNow(at)
  }, [at, asOf, realm, pages.isPlaceholderData])
  return {
    clocks: pages.data?.pages.flatMap((page) => page.items) ?? [],
    totals: first?.totals,
    pending: pages.isPending,
    error: pages.error,
    again: () => void pages.refetch(),
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined,
    loadingMore: pages.isFetchingNextPage,
  }
}

const soonMs = 100
/** Refreshing asks for every page that was scrolled to, so the more there are, the more rarely. Milliseconds a page. */
const restPerPageMs = 1_000

/** Calls back soon after a clock changed, and then not again before a rest, however many change meanwhile. */
function useChangesInMeasure(on: boolean, pages: number, busy: boolean, refresh: () => void): void {
  const now = useRef({ pages, busy, refresh })
  now.current = { pages, busy, refresh }
  useEffect(() => {
    if (!on) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = 0
    function run(): void {
      timer = undefined
      if (now.current.busy) {
        timer = setTimeout(run, soonMs)
        return
      }
      last = Date.now()
      now.current.refresh()
    }
    const stop = onChange(({ record }) => {
      if (record !== 'assess.duty') return
      timer ??= setTimeout(run, Math.max(soonMs, last + restPerPageMs * now.current.pages - Date.now()))
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [on])
}
