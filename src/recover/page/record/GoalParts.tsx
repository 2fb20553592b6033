// A recovery goal: where it stands, its steps, its curve as a table, what blocks it, who was told; and what can be done to each.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { toTyped } from '#web/kit/moments.ts'
import { Problem } from '#web/kit/Problem.tsx'
import { present, Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import * as api from '../../api/goals.ts'
import { stepStates } from '../../model/goal.ts'
import { Curve } from '../board/Curve.tsx'
import { objectiveTones, objectiveWord, percent, stateWord } from '../words.ts'
import { Lines, Standing } from './Standing.tsx'

type Shown = OutputOf<typeof api.getGoal>

export function GoalParts({ id }: { id: string }): ReactNode {
  const asked = useAsk(api.getGoal, { id }, { keep: true, hears: ['recover.goal'] })
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  return <Whole shown={asked.data} />
}

function Whole({ shown }: { shown: Shown }): ReactNode {
  const { id, version, state, standing, marking, hangsOn } = shown
  const fixed = { id, version }
  const open = state.state === 'open'
  const objectives = [
    [say('Recovery time objective'), standing.rto],
    [say('Recovery point objective'), standing.rpo],
    [say('Maximum tolerable disruption'), standing.mtpd],
  ] as const
  const last = state.progress.at(-1)
  return (
    <div className="stack">
      <Standing state={state.state} marking={marking}>
        <strong>{say('{level} is back', { level: percent(standing.level) })}</strong>
        {state.owner ? <span className="quiet">{state.owner.name}</span> : null}
      </Standing>
      <Acts acts={open ? openActs(shown) : [reopening(fixed)]} />
      {state.endedBecause ? <p className="note">{state.endedBecause}</p> : null}
      <Card title={say('Where it stands')}>
        <Curve
          points={state.progress}
          minimum={state.minimumLevel}
          until={open ? new Date(present()).toISOString() : (last?.at ?? state.outageSince)}
          label={state.service}
        />
        <dl className="facts recover-facts">
          {objectives.map(([name, one]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Badge tone={objectiveTones[one.state] ?? 'plain'}>{objectiveWord(one.state)}</Badge> {one.because}{' '}
                {one.due ? <Time at={one.due} show="both" /> : null}
              </dd>
            </div>
          ))}
          {standing.expectedAt && open ? (
            <div>
              <dt>{say('At the pace of the last two levels')}</dt>
              <dd>
                <Time at={standing.expectedAt} show="both" />
              </dd>
            </div>
          ) : null}
        </dl>
      </Card>
      <Lines
        title={say('Steps')}
        aside={say('{done} of {all} done', { done: standing.stepsDone, all: standing.stepsAll })}
        lines={state.steps.map((one) => ({
          ...{ key: one.key, at: one.endedAt ?? one.due, text: one.text, state: one.state },
          more: [one.owner?.name, one.note].filter(Boolean).join(' · '),
          acts: open && one.state !== 'done' ? [moving(fixed, one.key, one.text)] : [],
        }))}
      />
      <Lines
        title={say('What stands in the way')}
        none={say('Nothing stands in the way.')}
        lines={state.blockers.map((one) => ({
          ...{ key: one.key, at: one.at, text: one.text, state: one.cleared ? 'cleared' : 'in the way' },
          more: one.cleared?.how ?? '',
          acts: open && !one.cleared ? [clearing(fixed, one.key, one.text)] : [],
        }))}
      />
      <Lines
        title={say('Progress')}
        lines={state.progress
          .map((one) => ({ key: one.at + one.level, at: one.at, text: `${percent(one.level)} ${one.note}` }))
          .reverse()}
      />
      <Lines
        title={say('Who was told')}
        lines={state.told.map((one) => ({
          ...{ key: one.key, at: one.at, text: `${one.party.name}: ${one.words}`, more: one.how },
        }))}
      />
      {hangsOn.length > 0 ? (
        <Lines
          title={say('What it hangs on')}
          lines={hangsOn.map((one) => ({ key: one.id, at: null, text: one.title, more: one.says }))}
        />
      ) : null}
    </div>
  )
}

type Fixed = { id: string; version: number }

function openActs({ id, version, state, standing }: Shown): Act[] {
  const fixed = { id, version }
  const minutes = (n: number | null) => (n === null ? '' : String(n))
  return [
    {
      ...{ label: say('Report progress'), contract: api.reportProgress, fixed, kind: 'first' },
      asks: [
        { name: 'level', label: say('Level now, %'), as: 'percent', start: String(Math.round(standing.level * 100)) },
        { name: 'note', label: say('What works, what does not'), as: 'text', optional: true },
        { name: 'at', label: say('Since'), as: 'moment', optional: true },
      ],
    },
    {
      ...{ label: say('Plan a step'), contract: api.planGoalStep, fixed },
      asks: [
        { name: 'text', label: say('What is done') },
        { name: 'owner', label: say('Who does it'), as: 'party', optional: true },
        { name: 'due', label: say('By when'), as: 'moment', optional: true },
      ],
    },
    {
      ...{ label: say('Name a blocker'), contract: api.nameBlocker, fixed },
      asks: [{ name: 'text', label: say('What stands in the way') }],
    },
    {
      ...{ label: say('Somebody was told'), contract: api.tellOfGoal, fixed },
      asks: [
        { name: 'party', label: say('Who'), as: 'party' },
        { name: 'how', label: say('How'), start: say('telephone') },
        { name: 'words', label: say('In which words'), as: 'text' },
      ],
    },
    {
      ...{ label: say('Change the goal'), contract: api.changeGoal, fixed },
      asks: [
        {
          name: 'rtoMinutes',
          label: say('Recovery time objective, minutes'),
          as: 'number',
          optional: true,
          start: minutes(state.rtoMinutes),
        },
        {
          name: 'rpoMinutes',
          label: say('Recovery point objective, minutes'),
          as: 'number',
          optional: true,
          start: minutes(state.rpoMinutes),
        },
        {
          name: 'mtpdMinutes',
          label: say('Maximum tolerable disruption, minutes'),
          as: 'number',
          optional: true,
          start: minutes(state.mtpdMinutes),
        },
        {
          name: 'goodDataUntil',
          label: say('Data are good until'),
          as: 'moment',
          optional: true,
          start: toTyped(state.goodDataUntil),
        },
        {
          name: 'minimumLevel',
          label: say('Minimum level of service, %'),
          as: 'percent',
          start: String(Math.round(state.minimumLevel * 100)),
        },
        {
          name: 'targetLevel',
          label: say('Goal, %'),
          as: 'percent',
          start: String(Math.round(state.targetLevel * 100)),
        },
        { name: 'owner', label: say('Who owns it'), as: 'party', optional: true, start: state.owner?.name ?? '' },
      ],
    },
    {
      ...{ label: say('The goal has ended'), contract: api.endGoal, fixed },
      asks: [
        {
          ...{ name: 'to', label: say('How'), as: 'choice', start: 'met' },
          choices: [
            { value: 'met', label: say('It is met') },
            { value: 'given-up', label: say('It is given up') },
          ],
        },
        { name: 'because', label: say('Why'), as: 'text' },
      ],
    },
  ]
}

function reopening(fixed: Fixed): Act {
  const asks = [{ name: 'because', label: say('Why'), as: 'text' }] as const
  return { label: say('Open it again'), contract: api.reopenGoal, fixed, asks }
}

function moving(fixed: Fixed, step: string, of: string): Act {
  return {
    ...{ label: say('Move this step'), of, contract: api.moveGoalStep, fixed: { ...fixed, step } },
    asks: [
      {
        ...{ name: 'to', label: say('It is'), as: 'choice', start: 'done' },
        choices: stepStates.map((value) => ({ value, label: stateWord(value) })),
      },
      { name: 'note', label: say('What came of it'), as: 'text', optional: true },
    ],
  }
}

function clearing(fixed: Fixed, blocker: string, of: string): Act {
  return {
    ...{ label: say('It is out of the way'), of, contract: api.clearBlocker, fixed: { ...fixed, blocker } },
    asks: [{ name: 'how', label: say('What took it away'), as: 'text' }],
  }
}
