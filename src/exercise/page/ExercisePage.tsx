// One exercise: its clock, and, for those who direct, what came, what is to come, and what became of what was expected.
import './exercise.css'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { utc } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import * as api from '../api/exercises.ts'
import { AgainDialog, Clock, EndDialog, JumpDialog } from './Direct.tsx'
import { InjectDialog } from './InjectDialog.tsx'
import { Invitations, InviteDialog } from './Invitations.tsx'
import { InviteNodeDialog, LeaveDialog, Nodes } from './Nodes.tsx'
import { Seats } from './Seats.tsx'
import { Timeline } from './Timeline.tsx'
import { word } from './words.ts'

export function ExercisePage(): ReactNode {
  const { slug } = useParams({ strict: false })
  const [{ do: doing }, choose] = useChoices('do')
  const exercise = slug ?? ''
  const may = useMay()
  const navigate = useNavigate()
  const asked = useAsk(
    api.getExercise,
    { exercise },
    { timeless: true, keep: true, hears: ['exercise.'], everySeconds: 5 },
  )
  const shown = asked.data
  const directs = may(api.showInjects)
  const close = () => choose({ do: undefined })
  return (
    <Page
      title={say('EXERCISE {name}', { name: shown?.exercise.name ?? exercise })}
      above={<Link to="/exercises">{say('Exercises')}</Link>}
      lead={shown?.exercise.scenario.title}
      actions={
        shown && (shown.exercise.state === 'ended' || shown.myCell === 'evaluators' || may(api.showInjects)) ? (
          <Link to="/exercises/$slug/evaluation" params={{ slug: exercise }}>
            {say('Evaluation')}
          </Link>
        ) : null
      }
      wide
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={6} tall /> : null}
      {shown ? (
        <>
          <Clock shown={shown} onDo={(what) => choose({ do: what })} />
          {directs ? <Timeline exercise={exercise} /> : <Reached exercise={exercise} />}
          {directs ? <Nodes shown={shown} onDo={(what) => choose({ do: what })} /> : null}
          <Seats shown={shown} />
          {directs ? <Invitations shown={shown} onInvite={() => choose({ do: 'invite' })} /> : null}
        </>
      ) : null}
      {shown && directs ? (
        <>
          {doing === 'end' ? <EndDialog exercise={exercise} onClose={close} /> : null}
          {doing === 'jump' ? <JumpDialog shown={shown} onClose={close} /> : null}
          {doing === 'inject' ? <InjectDialog shown={shown} onClose={close} /> : null}
          {doing === 'invite' ? <InviteDialog shown={shown} onClose={close} /> : null}
          {doing === 'nodes' ? <InviteNodeDialog shown={shown} onClose={close} /> : null}
          {doing === 'leave' ? <LeaveDialog exercise={exercise} onClose={close} /> : null}
          {doing === 'again' ? (
            <AgainDialog
              exercise={exercise}
              onClose={close}
              onMade={(made) => void navigate({ to: '/exercises/$slug', params: { slug: made } })}
            />
          ) : null}
        </>
      ) : null}
    </Page>
  )
}

function Reached({ exercise }: { exercise: string }): ReactNode {
  const asked = useAsk(
    api.whatReachedMe,
    { exercise },
    { timeless: true, keep: true, hears: ['exercise.'], everySeconds: 10 },
  )
  return (
    <Card title={say('What reached you')}>
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.data?.seat ? <p>{say('You sit for {name}.', { name: asked.data.seat.name })}</p> : null}
      {asked.data?.items.length === 0 ? <p className="quiet">{say('Nothing yet.')}</p> : null}
      <ol className="plain-list">
        {asked.data?.items.map(({ at, channel, from, says }) => (
          <li key={`${at} ${says}`}>
            <span className="quiet small">
              {utc(at)} · {word(channel)} {from ? `· ${from}` : ''}
            </span>
            <p>{says}</p>
          </li>
        ))}
      </ol>
    </Card>
  )
}
