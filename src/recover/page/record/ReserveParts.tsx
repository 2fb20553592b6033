// A use of the EU Cybersecurity Reserve: its clocks, each next step, and the report with what the record would say.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import * as api from '../../api/reserve.ts'
import { stateWord } from '../words.ts'
import { Files } from './Files.tsx'
import { Lines, Standing } from './Standing.tsx'

type Shown = OutputOf<typeof api.getReserveUse>
const parts = ['service', 'results', 'lessons'] as const
const asked = {
  entityAndImpact: 'The entity and the impact',
  spillOver: 'Spill-over',
  serviceAndNeed: 'The service that is needed',
  ownMeasures: 'Measures of one’s own',
  otherSupport: 'Other support',
} as const

export function ReserveParts({ id }: { id: string }): ReactNode {
  const answer = useAsk(api.getReserveUse, { id }, { keep: true, hears: ['recover.'] })
  if (!answer.data) return <Problem error={answer.error} onAgain={() => void answer.refetch()} />
  const { state, marking, drafted } = answer.data
  const said = Object.entries(asked).filter(([name]) => state.request[name as keyof typeof asked])
  const ended = state.serviceUntil !== null
  return (
    <div className="stack">
      <Standing state={state.state} marking={marking}>
        {state.user.name}
      </Standing>
      <Clocks shown={answer.data} />
      <Acts acts={reserveActs(answer.data)} />
      <Card title={say('What was asked for')}>
        {said.length === 0 ? <p className="quiet">{say('Nothing is written down.')}</p> : null}
        <dl className="facts recover-facts">
          {said.map(([name, label]) => (
            <div key={name}>
              <dt>{say(label)}</dt>
              <dd className="prose">{state.request[name as keyof typeof asked]}</dd>
            </div>
          ))}
          {state.answer ? (
            <div>
              <dt>{state.answer.granted ? say('Granted') : say('Refused')}</dt>
              <dd>
                {state.answer.words} <Time at={state.answer.at} show="both" />
              </dd>
            </div>
          ) : null}
          {state.serviceFrom ? (
            <div>
              <dt>{say('Service')}</dt>
              <dd>
                {state.providers.map(({ name }) => name).join(', ')}, <Time at={state.serviceFrom} show="exact" />
                {state.serviceUntil ? (
                  <>
                    {' – '}
                    <Time at={state.serviceUntil} show="exact" />
                  </>
                ) : null}
              </dd>
            </div>
          ) : null}
        </dl>
      </Card>
      {ended ? (
        <Card
          title={say('Report')}
          aside={<Files contract={api.exportReserveReport} id={id} forms={['pdf', 'docx', 'html', 'md']} />}
        >
          {parts.map((part) => (
            <div key={part}>
              <h3>{stateWord(part)}</h3>
              {state.report[part] ? (
                <p className="prose">{state.report[part]}</p>
              ) : (
                <p className="quiet prose">
                  {say('Nothing is written. The record would say: {text}', { text: drafted[part] || '–' })}
                </p>
              )}
            </div>
          ))}
        </Card>
      ) : null}
      <Lines
        title={say('Who was told of the request')}
        lines={state.informed.map((one) => ({ key: one.at + one.party.name, at: one.at, text: one.party.name }))}
      />
      {ended ? (
        <Lines
          title={say('To whom the report went')}
          lines={state.sent.map((one) => ({
            key: one.at + one.party.name,
            at: one.at,
            text: `${one.party.name}: ${one.how}`,
          }))}
        />
      ) : null}
    </div>
  )
}

function Clocks({ shown }: { shown: Shown }): ReactNode {
  const { state, clocks } = shown
  if (state.state === 'requested')
    return (
      <p className={clocks.answerLate ? 'note warn' : 'note'}>
        {clocks.answerLate ? <Badge tone="bad">{say('late')}</Badge> : null} {say('An answer is due within 48 hours:')}{' '}
        <Time at={clocks.answerDue} show="both" />
      </p>
    )
  if (!clocks.reportDue || clocks.owedTo.length === 0) return null
  return (
    <p className={clocks.reportOverdue ? 'note warn' : 'note'}>
      {clocks.reportOverdue ? <Badge tone="bad">{say('overdue')}</Badge> : null}{' '}
      {say('The report is due two months after the end of the service:')} <Time at={clocks.reportDue} show="both" />.{' '}
      {say('Still owed to {names}.', { names: clocks.owedTo.join(', ') })}
    </p>
  )
}

function reserveActs({ id, version, state, clocks, drafted, moves }: Shown): (Act | null)[] {
  const fixed = { id, version }
  const can = (event: string, act: Act) => (moves[event] === null ? act : null)
  const at = { name: 'at', label: say('When'), as: 'moment', optional: true } as const
  const choices = clocks.owedTo.map((value) => ({ value, label: value }))
  return [
    can('answer', {
      ...{ label: say('It was answered'), contract: api.answerReserve, fixed, kind: 'first' },
      asks: [
        {
          ...{ name: 'granted', label: say('The request was'), as: 'choice', start: 'yes' },
          choices: [
            { value: 'yes', label: say('Granted') },
            { value: 'no', label: say('Refused') },
          ],
        },
        { name: 'words', label: say('In which words'), as: 'text' },
        at,
      ],
      make: ({ granted, ...rest }) => ({ ...rest, granted: granted === 'yes' }),
    }),
    can('begin', {
      ...{ label: say('The service has begun'), contract: api.beginReserveService, fixed, kind: 'first' },
      asks: [{ name: 'providers', label: say('Who gives it, one a line'), as: 'parties' }, at],
    }),
    can('end', {
      ...{ label: say('The service has ended'), contract: api.endReserveService, fixed, kind: 'first' },
      lead: say('From then on the report is owed within two months.'),
      asks: [{ name: 'because', label: say('Why'), as: 'text' }, at],
    }),
    can('write', {
      ...{ label: say('Write the report'), contract: api.writeReserveReport, fixed, kind: 'first' },
      lead: say('Where nothing is written yet, there stands what the record says. Go on from it.'),
      asks: parts.map((part) => ({
        ...{ name: part, label: stateWord(part), as: 'text' as const, optional: true },
        start: state.report[part] || drafted[part],
      })),
    }),
    can('approve', {
      ...{ label: say('Approve the report'), contract: api.approveReserveReport, fixed },
      lead: say('By somebody who did not write in it.'),
    }),
    can('send', {
      ...{ label: say('The report was sent'), contract: api.sendReserveReport, fixed, kind: 'first' },
      asks: [
        choices.length > 0
          ? { name: 'party', label: say('To whom'), as: 'choice', choices, start: choices[0]?.value ?? '' }
          : { name: 'party', label: say('To whom') },
        { name: 'how', label: say('How'), start: say('by the platform') },
        at,
      ],
      make: ({ party, ...rest }) => ({
        ...rest,
        party: { name: party, actor: null, organisation: null, person: null },
      }),
    }),
    can('inform', {
      ...{ label: say('Somebody was told'), contract: api.informOfReserve, fixed },
      asks: [{ name: 'party', label: say('Who'), as: 'party', start: 'CSIRTs Network' }, at],
    }),
  ]
}
