// All notices, the newest change first.
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listNotices, openNotice } from '../../api/duties.ts'
import { noticeStatuses } from '../../model/notice.ts'
import { NoticeRows } from './NoticeRows.tsx'
import { OpenNoticeDialog } from './OpenNoticeDialog.tsx'

const words = { open: say('Open'), done: say('Told'), dropped: say('Dropped') }

export function NoticesTab(): ReactNode {
  const [{ notices: chosen, after }, choose] = useChoices('notices', 'after')
  const status = noticeStatuses.find((one) => one === chosen)
  const may = useMay()
  const [opening, setOpening] = useState(false)
  const asked = useAsk(
    listNotices,
    { ...(status ? { status: [status] } : {}), ...(after ? { after } : {}), limit: 50 },
    { keep: true, hears: ['coordinate.notice', 'coordinate.ladder'] },
  )
  if (asked.isPending) return <Skeleton lines={4} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { items, next } = asked.data
  return (
    <div className="stack">
      <div className="row apart no-print">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Which notices')} className="segments wraps">
          {[undefined, ...noticeStatuses].map((one) => (
            <button
              key={one ?? 'all'}
              type="button"
              aria-pressed={status === one}
              onClick={() => choose({ notices: one, after: undefined })}
            >
              {one ? words[one] : say('All')}
            </button>
          ))}
        </div>
        {may(openNotice) ? (
          <Button kind="first" icon="plus" onPress={() => setOpening(true)}>
            {say('Open a notice')}
          </Button>
        ) : null}
      </div>
      {items.length === 0 ? (
        <Empty title={say('No such notice.')}>
          {say('Open one when something happens that the framework wants others to know.')}
        </Empty>
      ) : (
        <div className="card">
          <NoticeRows items={items} />
        </div>
      )}
      {next ? (
        <div className="row no-print">
          <Button onPress={() => choose({ after: next }, 'push')}>{say('Older ones')}</Button>
        </div>
      ) : null}
      {opening ? <OpenNoticeDialog onClose={() => setOpening(false)} /> : null}
    </div>
  )
}
