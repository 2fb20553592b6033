// The tray of promises: what is due next first, what is overdue loud; ended with a word on what came of it.
import { type ReactNode, useState } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { type FollowUpShown, listFollowUps } from '../../api/follow-ups.ts'
import { Pages } from '../stories/Stories.tsx'
import { type Ending, EndPromise } from './EndPromise.tsx'
import { PromiseRow } from './PromiseRow.tsx'

const views = ['open', 'overdue', 'undated', 'ended'] as const
type View = (typeof views)[number]

const inputs: Record<View, InputOf<typeof listFollowUps>> = {
  open: {},
  overdue: { overdue: true },
  undated: { asksForDate: true },
  ended: { status: ['kept', 'broken', 'withdrawn'] },
}

export function Promises(): ReactNode {
  const [{ after, promises: which }, choose] = useChoices('after', 'promises')
  const [ending, setEnding] = useState<{ promise: FollowUpShown; ending: Ending } | null>(null)
  const view = views.find((it) => it === which) ?? 'open'
  const found = useAsk(listFollowUps, { ...inputs[view], limit: 50, ...(after ? { after } : {}) }, { keep: true })
  const rows = found.data?.items ?? []
  const words: Record<View, string> = {
    open: say('Open'),
    overdue: say('Overdue ({n})', { n: found.data?.overdue ?? 0 }),
    undated: say('Without a date ({n})', { n: found.data?.askForDate ?? 0 }),
    ended: say('Ended'),
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('Which promises')} className="segments wraps no-print">
        {views.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={view === one}
            onClick={() => choose({ promises: one === 'open' ? undefined : one, after: undefined })}
          >
            {words[one]}
          </button>
        ))}
      </div>
      <Problem error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Skeleton lines={4} tall /> : null}
      {found.data && rows.length === 0 ? (
        <Empty icon="clock" title={view === 'open' ? say('No promise is open') : say('No promise is here')}>
          {say(
            'When somebody promises something by a time ("details within 24 hours") and you accept that claim, it is followed up here.',
          )}
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <>
          <p className="small quiet">
            {sayCount(found.data?.total ?? 0, '{n} promise', '{n} promises')}
            {view === 'open' ? ` · ${say('what is due next stands first')}` : ''}
          </p>
          <ul className="item-list">
            {rows.map((promise) => (
              <PromiseRow key={promise.id} promise={promise} onEnd={(how) => setEnding({ promise, ending: how })} />
            ))}
          </ul>
          <Pages
            first={after === undefined}
            next={found.data?.next ?? null}
            onGo={(next) => choose({ after: next }, 'push')}
          />
        </>
      ) : null}
      {ending ? <EndPromise {...ending} onClose={() => setEnding(null)} /> : null}
    </>
  )
}
