// The after-action review of a crisis, or of a whole exercise: the picture at any moment as known by whom, and decisions beside it.
import '../recover.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listCrises } from '#coordinate/api/crises.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { exportAfterAction, showAfterAction } from '../../api/after-action.ts'
import { stopsOf } from '../../rules/after-action/known-at.ts'
import { Files } from '../record/Files.tsx'
import { Course } from './Course.tsx'
import { Decisions } from './Decisions.tsx'
import { Learnt } from './Learnt.tsx'
import { Moment } from './Moment.tsx'
import { Picture } from './Picture.tsx'

export type Shown = OutputOf<typeof showAfterAction>
const hears = ['recover.', 'coordinate.', 'assess.']

export function AfterActionPage(): ReactNode {
  const { crisis } = useParams({ strict: false })
  const { realm } = usePlace()
  const whole = realm !== 'live'
  const above = crisis ? (
    <Link to="/crises/$id" params={{ id: crisis }}>
      ← {say('The crisis')}
    </Link>
  ) : (
    <Link to="/recover">← {say('Recovery')}</Link>
  )
  return (
    <Page
      title={say('After-action review')}
      lead={say('What stood in the record at each moment, who could read it then, and what was decided on it.')}
      above={above}
      actions={
        crisis || whole ? (
          <Files
            contract={exportAfterAction}
            {...(crisis ? { id: crisis, by: 'crisis' as const } : {})}
            forms={['pdf', 'docx', 'html', 'md']}
          />
        ) : undefined
      }
    >
      {crisis || whole ? <Review crisis={crisis} /> : <Which />}
    </Page>
  )
}

/** In the live realm a review is of one crisis. */
function Which(): ReactNode {
  const asked = useAsk(listCrises, { limit: 200 }, { keep: true, hears: ['coordinate.crisis'] })
  return (
    <Card title={say('Of which crisis?')}>
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.data?.items.length === 0 ? (
        <Empty icon="crises" title={say('There is no crisis')}>
          {say('Exercises are reviewed in their own realm, as a whole or crisis by crisis.')}
        </Empty>
      ) : null}
      <ul className="recover-criteria">
        {(asked.data?.items ?? []).map(({ id, reference, title }) => (
          <li key={id}>
            <Link to="/recover/after-action/$crisis" params={{ crisis: id }}>
              {reference} {title}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Review({ crisis }: { crisis: string | undefined }): ReactNode {
  const asked = useAsk(showAfterAction, crisis ? { crisis } : {}, { keep: true, hears })
  const [chosen, choose] = useChoices('at', 'by')
  if (asked.isPending) return <Skeleton lines={6} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const review = asked.data
  const stops = stopsOf(review)
  const wanted = chosen.at ?? review.until
  const at = stops.findLast((stop) => stop <= wanted) ?? review.from
  const place = review.knowers.findIndex(({ id }) => id === chosen.by)
  const by = place < 0 ? null : place
  return (
    <div className="stack">
      <h2>{review.title}</h2>
      {review.withheld > 0 ? (
        <p className="note warn">{say('{n} records of the crisis you may not read.', { n: review.withheld })}</p>
      ) : null}
      <Moment
        review={review}
        stops={stops}
        at={at}
        by={by}
        onChoose={(next) =>
          choose({ ...('at' in next ? { at: next.at } : {}), ...('by' in next ? { by: next.by } : {}) })
        }
      />
      <Picture review={review} at={at} by={by} />
      <Course review={review} at={at} by={by} />
      <Decisions review={review} at={at} onShow={(next) => choose(next)} />
      <Learnt review={review} crisis={crisis} />
    </div>
  )
}
