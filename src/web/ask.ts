// Asking and telling from a page: queries that hear the live stream, and actions that a double click does not repeat.
import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import { type CallOptions, call, freshKey, send } from './client.ts'
import { usePlace } from './place.ts'

export interface AskOptions {
  /** Ask only when true. */
  when?: boolean
  /** Kinds of record whose changes make the answer old; prefixes. The room of the contract when left out. */
  hears?: readonly string[]
  /** Keep showing the last answer while a new one (another moment, another filter) is on its way. */
  keep?: boolean
  /** Ask about the present, whatever moment the page shows. */
  present?: boolean
  /** The answer does not change with realm or moment: sessions, settings. */
  timeless?: boolean
  /** Ask again by itself after so many seconds: for what changes without an entry in the journal. */
  everySeconds?: number
}

/** The answer to a query in the realm and at the moment that the address names. */
export function useAsk<C extends Contract>(
  contract: C,
  input: InputOf<C>,
  options: AskOptions = {},
): UseQueryResult<OutputOf<C>> {
  const place = usePlace()
  const asOf = options.present ? undefined : place.asOf
  const where = options.timeless ? {} : { realm: place.realm, asOf }
  return useQuery({
    queryKey: [contract.name, input, where],
    queryFn: ({ signal }) => call(contract, input, { ...where, signal }),
    enabled: options.when ?? true,
    meta: { hears: options.hears ?? [`${contract.name.split('.')[0]}.`], past: Boolean(asOf) && !options.timeless },
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    ...(options.everySeconds ? { refetchInterval: options.everySeconds * 1000 } : {}),
  })
}

export interface Telling<C> {
  /** Runs the action. While one is on its way, a second click gets the first one's answer. */
  tell(input: InputOf<C>, options?: CallOptions): Promise<OutputOf<C>>
  pending: boolean
  error: unknown
  forget(): void
}

/**
 * An action. The idempotency key belongs to the input: trying the same again after a lost connection cannot do it
 * twice; a new input, or a repeat after success, is a new command.
 */
export function useTell<C extends Contract>(contract: C): Telling<C> {
  const place = usePlace()
  const queries = useQueryClient()
  const sent = useRef<{ text: string; key: string; answer: Promise<OutputOf<C>> | null } | null>(null)
  const mutation = useMutation({
    mutationFn: (it: { input: InputOf<C>; options: CallOptions }) =>
      call(contract, it.input, { realm: place.realm, ...it.options }),
    onSuccess: () => queries.invalidateQueries({ predicate: (query) => sameRoom(contract, query.queryKey[0]) }),
  })
  function tell(input: InputOf<C>, options: CallOptions = {}): Promise<OutputOf<C>> {
    const text = JSON.stringify([input, options.version])
    if (sent.current?.answer && sent.current.text === text) return sent.current.answer
    const key = sent.current?.text === text ? sent.current.key : freshKey()
    const answer = mutation.mutateAsync({ input, options: { ...options, idempotencyKey: key } })
    sent.current = { text, key, answer }
    answer.then(
      () => {
        sent.current = null
      },
      () => {
        if (sent.current) sent.current.answer = null
      },
    )
    return answer
  }
  return { tell, pending: mutation.isPending, error: mutation.error, forget: mutation.reset }
}

export interface Sending<C> {
  send(input: InputOf<C>, file: Blob, onProgress?: (share: number) => void): Promise<OutputOf<C>>
  pending: boolean
  error: unknown
  forget(): void
}

/** An upload: the file as the raw body. */
export function useSend<C extends Contract>(contract: C): Sending<C> {
  const place = usePlace()
  const queries = useQueryClient()
  const mutation = useMutation({
    mutationFn: (it: { input: InputOf<C>; file: Blob; onProgress?: ((share: number) => void) | undefined }) =>
      send(contract, it.input, it.file, { realm: place.realm, onProgress: it.onProgress, idempotencyKey: freshKey() }),
    onSuccess: () => queries.invalidateQueries({ predicate: (query) => sameRoom(contract, query.queryKey[0]) }),
  })
  return {
    send: (input, file, onProgress) => mutation.mutateAsync({ input, file, onProgress }),
    pending: mutation.isPending,
    error: mutation.error,
    forget: mutation.reset,
  }
}

function sameRoom(contract: Contract, key: unknown): boolean {
  const room = contract.name.split('.')[0]
  return typeof key === 'string' && key.split('.')[0] === room
}
