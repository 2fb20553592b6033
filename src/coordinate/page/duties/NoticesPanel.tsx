// The duties to tell of one crisis, as a panel: what waits, what was told, and what nobody has thought of yet.
import './duties.css'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { dueDuties, listNotices, openNotice } from '../../api/duties.ts'
import { AskedList } from './AskedList.tsx'
import { NoticeRows } from './NoticeRows.tsx'
import { OpenNoticeDialog } from './OpenNoticeDialog.tsx'

const hears = ['coordinate.notice', 'coordinate.crisis', 'coordinate.ladder']

export function NoticesPanel({ crisis }: { crisis: string }): ReactNode {
  const notices = useAsk(listNotices, { crisis, limit: 100 }, { keep: true, hears, everySeconds: 60 })
  const due = useAsk(dueDuties, { crisis }, { keep: true, hears, everySeconds: 60 })
  const may = useMay()
  const [opening, setOpening] = useState<{ kind?: string } | null>(null)
  if (notices.isPending) return <Skeleton lines={3} />
  if (!notices.data) return <Problem error={notices.error} onAgain={() => void notices.refetch()} />
  const mayOpen = may(openNotice)
  const { items } = notices.data
  return (
    <div className="stack">
      <AskedList asked={due.data?.asked ?? []} onOpen={mayOpen ? (one) => setOpening({ kind: one.kind }) : undefined} />
      {items.length === 0 ? (
        <Empty title={say('Nobody has to be told yet.')} level={2}>
          {say('Open a notice when something happens that the framework wants others to know.')}
        </Empty>
      ) : (
        <NoticeRows items={items} />
      )}
      {mayOpen ? (
        <div className="row no-print">
          <Button icon="plus" onPress={() => setOpening({})}>
            {say('Open a notice')}
          </Button>
        </div>
      ) : null}
      {opening ? (
        <OpenNoticeDialog
          crisis={crisis}
          {...(opening.kind ? { kind: opening.kind } : {})}
          onClose={() => setOpening(null)}
        />
      ) : null}
    </div>
  )
}
