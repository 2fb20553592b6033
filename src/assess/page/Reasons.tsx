// The records behind a number of the picture, in a drawer, so that the picture stays in view.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Severity, StatusBadge } from '#web/kit/Badge.tsx'
import { buttonClass } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { recordWord } from '#web/shell/records.ts'
import { pictureReasons } from '../api.ts'

export interface ReasonsProps {
  title: string
  input: InputOf<typeof pictureReasons>
  onClose: () => void
}

export function Reasons({ title, input, onClose }: ReasonsProps): ReactNode {
  const reasons = useAsk(pictureReasons, { ...input, limit: 200 }, { hears: ['assess.', 'watch.'], keep: true })
  const list = listSearch(input)
  return (
    <Dialog title={title} open drawer onClose={onClose}>
      {reasons.isPending ? <Skeleton lines={6} tall /> : null}
      <Problem error={reasons.error} onAgain={() => void reasons.refetch()} />
      {reasons.data ? (
        <>
          <p className="quiet">
            {sayCount(reasons.data.total, '{n} record behind this number', '{n} records behind this number')}
          </p>
          {reasons.data.items.length === 0 ? (
            <Empty icon="check" title={say('Nothing here')}>
              {say('Nothing that you may read counts here at this moment.')}
            </Empty>
          ) : (
            <ol className="plain-list">
              {reasons.data.items.map((it) => (
                <li key={it.id}>
                  <RecordLink to={it} className="title-link">
                    {it.reference ? <span className="reference">{it.reference}</span> : null} {it.title}
                  </RecordLink>
                  <span className="row small">
                    {it.record === 'assess.incident' ? null : <span className="quiet">{recordWord(it.record)}</span>}
                    {it.status ? <StatusBadge status={it.status} /> : null}
                    {it.record === 'assess.incident' ? <Severity value={it.severity} brief /> : null}
                    {it.countries.length > 0 ? <span>{it.countries.join(' ')}</span> : null}
                    {it.users ? <span>{say('{n} users', { n: it.users.value.toLocaleString('en') })}</span> : null}
                    <span className="quiet">
                      <Time at={it.changedAt} />
                    </span>
                  </span>
                </li>
              ))}
            </ol>
          )}
          {list ? (
            <Link to="/incidents" search={list} className={buttonClass('plain')}>
              {say('Open as a list with filters')}
            </Link>
          ) : null}
        </>
      ) : null}
    </Dialog>
  )
}

/** The same choice as filters of the list of incidents, where the list can say it. */
function listSearch(input: InputOf<typeof pictureReasons>): Record<string, string> | undefined {
  if (input.what === 'signals' || input.what === 'changed' || input.what === 'reports' || input.from) return undefined
  return {
    open: 'true',
    ...(input.sector ? { sector: input.sector } : {}),
    ...(input.country ? { country: input.country } : {}),
    ...(input.severity ? { severity: input.severity } : {}),
    ...(input.what === 'overdue' ? { overdue: 'true' } : {}),
  }
}
