// Leading an exercise: its clock, and what those who direct can tell it.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { storyTime } from '#kernel/story-time.ts'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useSecond, utc } from '#web/kit/Time.tsx'
import { usePlace, useRealm } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import * as api from '../api/exercises.ts'
import { speedWord, tone, word } from './words.ts'

export type Shown = OutputOf<typeof api.getExercise>
/** What a dialog is open for. */
export type Doing = 'jump' | 'inject' | 'end' | 'again' | 'invite' | 'nodes' | 'leave'

export function Clock({ shown, onDo }: { shown: Shown; onDo: (what: Doing) => void }): ReactNode {
  const { exercise, clock, storyNow } = shown
  const second = useSecond()
  const may = useMay()
  const { state } = exercise
  const now = clock ? storyTime(clock, new Date(second)).toISOString() : storyNow
  return (
    <Card title={say('Clock of the story')} aside={<Badge tone={tone(state)}>{word(state)}</Badge>}>
      <p className="exercise-clock">
        {now ? `${now.slice(0, 10)} ${now.slice(11, 19)} UTC` : utc(exercise.scenario.startsAt)}
      </p>
      <p className="quiet">
        {speedWord(exercise.speed)} · {word(exercise.autoplay)}
        {exercise.jumpTo ? ` · ${say('goes ahead to {moment}', { moment: utc(exercise.jumpTo) })}` : ''}
        {shown.waitedMilliseconds > 1_000
          ? ` · ${say('the story waited {n} s for its deliveries', { n: Math.round(shown.waitedMilliseconds / 1_000) })}`
          : ''}
      </p>
      {exercise.endedBecause ? <p>{say('Ended: {why}', { why: exercise.endedBecause })}</p> : null}
      {may(api.startExercise) ? <Leading shown={shown} onDo={onDo} /> : null}
      <Joining shown={shown} />
    </Card>
  )
}

function Leading({ shown, onDo }: { shown: Shown; onDo: (what: Doing) => void }): ReactNode {
  const { exercise } = shown
  const { state } = exercise
  const led = exercise.shared?.part === 'follows'
  const begin = useTell(api.startExercise)
  const pause = useTell(api.pauseExercise)
  const resume = useTell(api.resumeExercise)
  const setSpeed = useTell(api.setSpeed)
  const it = { exercise: exercise.slug }
  const tell = (act: Promise<unknown>) => void act.catch(() => {})
  // The clock is that of the node that leads; what comes to the people of this node is its own.
  if (led && state === 'ended') return null
  if (led)
    return (
      <div className="row exercise-leading">
        <Button onPress={() => onDo('inject')}>{say('Bring something in')}</Button>
      </div>
    )
  if (state === 'ended')
    return (
      <p className="row">
        <Button onPress={() => onDo('again')}>{say('Play it again')}</Button>
      </p>
    )
  return (
    <>
      <div className="row exercise-leading">
        {state === 'planned' ? (
          <Button kind="first" icon="play" isPending={begin.pending} onPress={() => tell(begin.tell(it))}>
            {say('Start')}
          </Button>
        ) : null}
        {state === 'running' ? (
          <Button icon="pause" onPress={() => tell(pause.tell(it))}>
            {say('Pause')}
          </Button>
        ) : null}
        {state === 'paused' ? (
          <Button kind="first" icon="play" onPress={() => tell(resume.tell(it))}>
            {say('Go on')}
          </Button>
        ) : null}
        <SelectField
          label={say('Speed')}
          hideLabel
          value={String(exercise.speed)}
          onChange={(value) => tell(setSpeed.tell({ ...it, speed: Number(value) }))}
          choices={[...new Set([exercise.speed, 1, 10, 60, 600, 1800, 3600, 0])].map((one) => ({
            value: String(one),
            label: speedWord(one),
          }))}
        />
        {state === 'planned' ? null : <Button onPress={() => onDo('jump')}>{say('Jump ahead')}</Button>}
        <Button onPress={() => onDo('inject')}>{say('Bring something in')}</Button>
        <Button kind="danger" onPress={() => onDo('end')}>
          {say('End it')}
        </Button>
      </div>
      <Problem error={begin.error} />
      <Problem error={pause.error} />
      <Problem error={resume.error} />
      <Problem error={setSpeed.error} />
    </>
  )
}

function Joining({ shown }: { shown: Shown }): ReactNode {
  const { exercise, realm } = shown
  const me = useMe()
  const may = useMay()
  const here = usePlace().realm
  const changeRealm = useRealm()
  const join = useTell(api.putInCell)
  if (here === realm) return null
  if (me.realms.includes(realm))
    return (
      <p className="row">
        <Button onPress={() => changeRealm(realm)}>{say('Go into the exercise')}</Button>
      </p>
    )
  if (!may(api.putInCell) || exercise.state === 'ended') return null
  const sit = () => void join.tell({ exercise: exercise.slug, person: me.id, cell: 'control' }).catch(() => {})
  return (
    <>
      <p className="row">
        <Button isPending={join.pending} onPress={sit}>
          {say('Sit in the control cell')}
        </Button>
      </p>
      <Problem error={join.error} />
    </>
  )
}

export function EndDialog({ exercise, onClose }: { exercise: string; onClose: () => void }): ReactNode {
  const ending = useTell(api.endExercise)
  const [because, setBecause] = useState('')
  async function send(): Promise<void> {
    await ending.tell({ exercise, because: because.trim() })
    onClose()
  }
  return (
    <Dialog title={say('End the exercise')} open onClose={onClose}>
      <Form submit={say('End it')} danger pending={ending.pending} error={ending.error} onSubmit={send}>
        <p>{say('Nothing more can be written in its realm. Everything in it can still be read.')}</p>
        <TextField label={say('Why')} value={because} onChange={setBecause} required maxLength={500} />
      </Form>
    </Dialog>
  )
}

/** Moments of the story are typed in UTC, as the clock shows them. */
export function JumpDialog({ shown, onClose }: { shown: Shown; onClose: () => void }): ReactNode {
  const { exercise, storyNow } = shown
  const jumping = useTell(api.jumpTo)
  const [to, setTo] = useState((storyNow ?? exercise.scenario.startsAt).slice(0, 16))
  async function send(): Promise<void> {
    await jumping.tell({ exercise: exercise.slug, to: `${to}:00.000Z` })
    onClose()
  }
  return (
    <Dialog title={say('Jump ahead')} open onClose={onClose}>
      <Form submit={say('Jump')} pending={jumping.pending} error={jumping.error} onSubmit={send}>
        <p>{say('What lies between is played as fast as it goes; nothing is left out. The clock never goes back.')}</p>
        <TextField
          label={say('To which moment of the story (UTC)')}
          type="datetime-local"
          value={to}
          onChange={setTo}
          required
        />
      </Form>
    </Dialog>
  )
}

export function AgainDialog({
  exercise,
  onClose,
  onMade,
}: {
  exercise: string
  onClose: () => void
  onMade: (slug: string) => void
}): ReactNode {
  const resetting = useTell(api.resetExercise)
  const [into, setInto] = useState(`${exercise}-again`)
  const [because, setBecause] = useState('')
  async function send(): Promise<void> {
    const made = await resetting.tell({ exercise, into: into.trim(), because: because.trim() })
    onMade(made.exercise.slug)
  }
  return (
    <Dialog title={say('Play it again')} open onClose={onClose}>
      <Form submit={say('Plan it again')} pending={resetting.pending} error={resetting.error} onSubmit={send}>
        <p>{say('The same script and the same people, in a new realm. The old one stays as it is.')}</p>
        <TextField label={say('Name of the new one')} value={into} onChange={setInto} required maxLength={64} />
        <TextField label={say('Why')} value={because} onChange={setBecause} required maxLength={500} />
      </Form>
    </Dialog>
  )
}
