// The wall of clocks: every report that is owed, by when it is due, counting down.
import '../law.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { UtcSwitch } from '../Moment.tsx'
import { useMinute } from '../ticking.ts'
import { useLaw } from '../use-law.ts'
import { ClockFilters } from './ClockFilters.tsx'
import { ClockList } from './ClockList.tsx'
import { DutyDrawer } from './DutyDrawer.tsx'
import { Totals } from './Totals.tsx'
import { useDrafts } from './use-drafts.ts'
import { filterKeys, useWall } from './use-wall.ts'
import { wallRows } from './wall-rows.ts'

export function ClocksPage(): ReactNode {
  const [choice, choose] = useChoices(...filterKeys, 'duty')
  const wall = useWall()
  const { words } = useLaw()
  const drafts = useDrafts()
  const now = useMinute()
  const filtered = filterKeys.some((key) => choice[key] !== undefined)
  const clear = () => choose(Object.fromEntries(filterKeys.map((key) => [key, undefined])))
  const empty = !wall.pending && wall.clocks.length === 0 && !wall.error
  return (
    <Page
      title={say('Clocks')}
      wide
      lead={say('Reports that the law asks for, by when they are due. Times are local to each organisation.')}
      actions={<UtcSwitch />}
    >
      <div className="stack">
        <Totals totals={wall.totals} />
        <ClockFilters words={words} onClear={filtered ? clear : undefined} />
        <Problem error={wall.error} onAgain={wall.again} />
        {wall.pending ? <Skeleton lines={6} tall /> : null}
        {empty && filtered ? (
          <Empty
            icon="search"
            title={say('No clock fits these filters')}
            action={<Button onPress={clear}>{say('Clear filters')}</Button>}
          />
        ) : null}
        {empty && !filtered ? (
          <Empty
            icon="check"
            title={say('No clock runs')}
            action={
              <Link to="/assess" className={buttonClass('first')}>
                {say('Assess something')}
              </Link>
            }
          >
            {say('A clock begins when an assessment finds that a report is owed, or may be.')}
          </Empty>
        ) : null}
        {wall.clocks.length > 0 ? (
          <ClockList
            rows={wallRows(wall.clocks, now)}
            total={wall.totals?.all ?? wall.clocks.length}
            words={words}
            drafts={drafts}
            more={wall.more}
            loadingMore={wall.loadingMore}
            onOpen={(duty) => choose({ duty }, 'push')}
          />
        ) : null}
      </div>
      {choice.duty ? <DutyDrawer id={choice.duty} words={words} onClose={() => choose({ duty: undefined })} /> : null}
    </Page>
  )
}
