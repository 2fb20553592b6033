// Judging and arranging stories from the list and from their page: each step is said, and the last one can be taken back.
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import { call, freshKey } from '#web/client.ts'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { getStory, judgeStory, mergeStories, moveToStory, splitStory } from '../../api/stories.ts'
import { reopenItem } from '../../api.ts'

export interface StoryAt {
  id: string
  version: number
}

export interface Verdict {
  judgement: 'accept' | 'reject' | 'reopen'
  /** Undefined: what the rules found for each item. */
  signal?: boolean
  reason?: string
}

export interface Arranging {
  /** True when it was taken. */
  judge: (story: StoryAt, verdict: Verdict) => Promise<boolean>
  takeOut: (story: StoryAt, item: string) => Promise<boolean>
  merge: (into: StoryAt, from: readonly string[]) => Promise<boolean>
  undo: () => Promise<void>
  pending: boolean
  error: unknown
}

interface Step {
  realm: string
  back: () => Promise<unknown>
}

/** What was done here, last one last: kept over going to an item and coming back, and gone with the window. */
const steps: Step[] = []

export function useArranging(): Arranging {
  const { realm } = usePlace()
  const queries = useQueryClient()
  const busy = useRef(false)
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const tell = <C extends Contract>(contract: C, input: InputOf<C>): Promise<OutputOf<C>> =>
    call(contract, input, contract.does === 'query' ? { realm } : { realm, idempotencyKey: freshKey() })

  /** One at a time: a key that is held down does not do it twice. */
  async function run(work: () => Promise<void>): Promise<boolean> {
    if (busy.current) return false
    busy.current = true
    setPending(true)
    setError(null)
    try {
      await work()
      return true
    } catch (failed) {
      setError(failed)
      return false
    } finally {
      busy.current = false
      setPending(false)
      void queries.invalidateQueries({ predicate: (query) => String(query.queryKey[0]).startsWith('watch.') })
    }
  }

  function done(text: string, back: () => Promise<unknown>): void {
    steps.push({ realm, back })
    if (steps.length > 50) steps.shift()
    toast(text, { label: say('Take it back'), onPress: () => void undo() })
  }

  async function undo(): Promise<void> {
    const at = steps.findLastIndex((step) => step.realm === realm)
    const step = steps[at]
    if (!step) {
      toast(say('Nothing was done here that could be taken back.'))
      return
    }
    const taken = await run(async () => {
      await step.back()
      steps.splice(steps.indexOf(step), 1)
    })
    if (taken) toast(say('Taken back.'))
  }

  return {
    pending,
    error,
    undo,
    judge: (story, verdict) =>
      run(async () => {
        const { judged } = await tell(judgeStory, { ...story, ...verdict })
        const n = judged.length
        if (n === 0) {
          toast(say('All its items were judged so already.'))
          return
        }
        if (verdict.judgement === 'reopen') {
          toast(sayCount(n, '{n} item waits to be judged again.', '{n} items wait to be judged again.'))
          return
        }
        const text =
          verdict.judgement === 'accept'
            ? sayCount(n, '{n} item accepted.', '{n} items accepted.')
            : sayCount(n, '{n} item rejected. It stays findable.', '{n} items rejected. They stay findable.')
        done(text, async () => {
          for (const { id, version } of judged) await tell(reopenItem, { id, version })
        })
      }),
    takeOut: (story, item) =>
      run(async () => {
        await tell(splitStory, { ...story, items: [item] })
        done(say('It is a story of its own now, and no rule puts it back.'), () =>
          tell(moveToStory, { item, id: story.id }),
        )
      }),
    merge: (into, from) =>
      run(async () => {
        const before: { id: string; items: string[] }[] = []
        for (const id of from) {
          const { members } = await tell(getStory, { id })
          before.push({ id, items: members.map((member) => member.item) })
        }
        await tell(mergeStories, { ...into, from: [...from] })
        done(say('They are one story now, and no rule takes them apart again.'), async () => {
          for (const { id, items } of before) for (const item of items) await tell(moveToStory, { item, id })
        })
      }),
  }
}
