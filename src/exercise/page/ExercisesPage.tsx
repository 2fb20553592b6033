// Exercises that were played, are played and can be played.
import './exercise.css'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { presentInstant, utc } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listExercises, planExercise } from '../api/exercises.ts'
import { listJointExercises } from '../api/joint.ts'
import { getScenario, listScenarios } from '../api/scenarios.ts'
import { autoplays } from '../model/exercise.ts'
import { InvitedTo } from './Invited.tsx'
import { speedWord, tone, word } from './words.ts'

export function ExercisesPage(): ReactNode {
  const [{ plan }, choose] = useChoices('plan')
  const may = useMay()
  const held = useAsk(listExercises, {}, { timeless: true, keep: true, hears: ['exercise.'] })
  const scenarios = useAsk(listScenarios, {}, { timeless: true, keep: true, hears: ['exercise.'] })
  return (
    <Page
      title={say('Exercises')}
      lead={say('Played in this tool, in a realm and on a clock of their own. Nothing of them leaves.')}
      actions={<Link to="/exercises/programme">{say('Programme')}</Link>}
    >
      <Card title={say('Planned, running and played')}>
        <Problem error={held.error} onAgain={() => void held.refetch()} />
        {held.isPending ? <Skeleton lines={2} tall /> : null}
        {held.data?.items.length === 0 ? (
          <Empty title={say('No exercise is planned.')}>
            {may(planExercise)
              ? say('Choose a scenario below and play it.')
              : say('Those who direct exercises plan them, and put you into a cell.')}
          </Empty>
        ) : null}
        <ul className="plain-list">
          {held.data?.items.map(({ id, exercise, storyNow, myCell }) => (
            <li key={id} className="stack tight">
              <p className="row">
                <Link to="/exercises/$slug" params={{ slug: exercise.slug }} className="title-link" data-row>
                  {exercise.name}
                </Link>
                <Badge tone={tone(exercise.state)}>{word(exercise.state)}</Badge>
                {myCell ? <Badge>{say('you: {cell}', { cell: myCell })}</Badge> : null}
              </p>
              <p className="small quiet">
                {exercise.scenario.title}
                {storyNow ? ` · ${say('in the story it is {moment}', { moment: utc(storyNow) })}` : ''}
              </p>
            </li>
          ))}
        </ul>
      </Card>
      {may(listJointExercises) ? <InvitedTo /> : null}
      <Card title={say('Scenarios')}>
        <Problem error={scenarios.error} onAgain={() => void scenarios.refetch()} />
        {scenarios.isPending ? <Skeleton lines={3} tall /> : null}
        <ul className="plain-list">
          {scenarios.data?.items.map(({ card, ships }) => (
            <li key={card.ref} className="stack tight">
              <p className="row">
                <strong>{card.title}</strong>
                <Badge>{word(card.difficulty)}</Badge>
                {ships ? <Badge tone="quiet">{say('comes with Tocsin')}</Badge> : null}
                {may(planExercise) ? (
                  <Button
                    small
                    icon="plus"
                    onPress={() => choose({ plan: card.ref })}
                    aria-label={say('Play it: {title}', { title: card.title })}
                  >
                    {say('Play it')}
                  </Button>
                ) : null}
                {may(getScenario) ? (
                  <Link
                    to="/exercises/scenarios/$ref/edit"
                    params={{ ref: card.ref }}
                    className={buttonClass('plain', true)}
                    aria-label={say('Edit {title}', { title: card.title })}
                  >
                    {say('Edit')}
                  </Link>
                ) : null}
              </p>
              <p className="small quiet">
                {sayCount(card.minutes, '{n} minute alone', '{n} minutes alone')} ·{' '}
                {sayCount(card.injects, '{n} inject', '{n} injects')} ·{' '}
                {sayCount(card.expected, '{n} thing expected', '{n} things expected')} ·{' '}
                {say('from {from} to {to}', { from: utc(card.startsAt), to: utc(card.endsAt) })}
              </p>
              <ul className="exercise-objectives">
                {card.objectives.map(({ id, title }) => (
                  <li key={id}>{title}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </Card>
      {plan && may(planExercise) ? <PlanDialog scenario={plan} onClose={() => choose({ plan: undefined })} /> : null}
    </Page>
  )
}

const speeds = ['1', '60', '600', '0']

function PlanDialog({ scenario, onClose }: { scenario: string; onClose: () => void }): ReactNode {
  const planning = useTell(planExercise)
  const navigate = useNavigate()
  const [slug, setSlug] = useState(`${scenario}-${presentInstant().slice(0, 10)}`)
  const [speed, setSpeed] = useState('60')
  const [autoplay, setAutoplay] = useState('empty-seats')

  async function send(): Promise<void> {
    const who = autoplays.find((one) => one === autoplay) ?? 'empty-seats'
    const made = await planning.tell({ scenario, exercise: slug.trim(), speed: Number(speed), autoplay: who })
    await navigate({ to: '/exercises/$slug', params: { slug: made.exercise.slug } })
  }

  return (
    <Dialog title={say('Plan an exercise')} open onClose={onClose}>
      <Form submit={say('Plan it')} pending={planning.pending} error={planning.error} onSubmit={send}>
        <TextField
          label={say('Name')}
          hint={say('Small letters, digits and hyphens: it names the realm.')}
          value={slug}
          onChange={setSlug}
          required
          maxLength={64}
        />
        <SelectField
          label={say('How fast the story goes')}
          value={speed}
          onChange={setSpeed}
          choices={speeds.map((value) => ({ value, label: speedWord(Number(value)) }))}
        />
        <SelectField
          label={say('Who acts besides people')}
          value={autoplay}
          onChange={setAutoplay}
          choices={autoplays.map((value) => ({ value, label: word(value) }))}
        />
      </Form>
    </Dialog>
  )
}
