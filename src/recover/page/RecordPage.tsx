// One record of recovery: which kind an id is decides the page.
import './recover.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { findRecord } from '../api/board.ts'
import { BreachParts } from './record/BreachParts.tsx'
import { FollowUpParts } from './record/FollowUpParts.tsx'
import { GoalParts } from './record/GoalParts.tsx'
import { LessonParts } from './record/LessonParts.tsx'
import { ReserveParts } from './record/ReserveParts.tsx'
import { ReviewParts } from './record/ReviewParts.tsx'
import { StandDownParts } from './record/StandDownParts.tsx'

const parts: Record<string, (props: { id: string }) => ReactNode> = {
  'recover.standDown': StandDownParts,
  'recover.goal': GoalParts,
  'recover.breach': BreachParts,
  'recover.followUp': FollowUpParts,
  'recover.review': ReviewParts,
  'recover.reserveUse': ReserveParts,
  'recover.lesson': LessonParts,
}

export function RecordPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(findRecord, { id }, { keep: true })
  const Parts = asked.data ? parts[asked.data.record] : undefined
  return (
    <Page title={asked.data?.title ?? say('Recovery')} above={<Link to="/recover">← {say('Recovery')}</Link>}>
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={6} tall /> : null}
      {Parts ? <Parts id={id} /> : null}
      {asked.data && !Parts ? <p>{say('It is shown with the stand-down of its crisis.')}</p> : null}
    </Page>
  )
}
