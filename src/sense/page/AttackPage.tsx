// One attack: three numbers, its picture, its waves, how it is done, whether it is one at all, and where packets came from.
import './sense.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { declareIncident } from '#assess/api.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { enterClaim } from '#watch/api/claims.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { exactly, Time, useNow } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { getAttack, judgeAttack } from '../api.ts'
import type { Attack } from '../model/attacks.ts'
import { secondsOf, type TimeSpan } from './chart/frame.ts'
import { saysOf } from './claim-text.ts'
import { JudgeDialog } from './JudgeDialog.tsx'
import { Mix } from './Mix.tsx'
import { ObservationShown } from './Observations.tsx'
import { TimeView } from './TimeView.tsx'
import {
  attackTones,
  attackWord,
  clockOf,
  crowdWord,
  duration,
  judgedWord,
  markWord,
  percent,
  times,
  withUnit,
} from './words.ts'

type Shown = OutputOf<typeof getAttack>

export function AttackPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const shown = useAsk(getAttack, { id }, { keep: true, hears: ['sense.attack', 'sense.observation'] })
  const above = (
    <Link to="/sense" search={{ tab: 'attacks' }}>
      {say('Attacks')}
    </Link>
  )
  if (!shown.data) {
    return (
      <Page title={say('Attack')} above={above}>
        <Problem error={shown.error} onAgain={() => void shown.refetch()} />
        {shown.isPending ? <Skeleton lines={8} tall /> : null}
      </Page>
    )
  }
  return <Whole shown={shown.data} above={above} />
}

function Whole({ shown, above }: { shown: Shown; above: ReactNode }): ReactNode {
  const { attack, target, observation } = shown
  const { state } = attack
  const may = useMay()
  const names = useNames()
  const me = useMe()
  const now = useNow()
  const [judging, setJudging] = useState(false)
  const news = (observation?.state.parts ?? []).filter((part) => part.kind === 'news')
  return (
    <Page
      title={state.title}
      above={above}
      wide
      lead={
        <span className="row">
          <Tlp label={attack.marking.tlp} />
          <Badge tone={attackTones[state.state]}>{attackWord(state.state)}</Badge>
          <Link to="/sense/targets/$id" params={{ id: target.id }}>
            {target.name}
          </Link>
          <span className="quiet">{target.organisation}</span>
        </span>
      }
      actions={
        <>
          {may(judgeAttack) ? (
            <Button kind="first" onPress={() => setJudging(true)}>
              {say('Say what it was')}
            </Button>
          ) : null}
          {may(enterClaim) ? (
            <Link
              to="/watch"
              search={{
                tab: 'claims',
                add: 'claim',
                says: saysOf(state, target.name),
                by: me.organisation.name,
                attack: attack.id,
              }}
              className={buttonClass()}
            >
              {say('Enter as a claim')}
            </Link>
          ) : null}
          {may(declareIncident) ? (
            <Link
              to="/incidents"
              search={{ add: 'incident', title: state.title, attacks: attack.id }}
              className={buttonClass()}
            >
              {say('Open an incident')}
            </Link>
          ) : null}
        </>
      }
    >
      <div className="stack wide">
        <ThreeNumbers state={state} now={now} />
        {state.judged ? (
          <p>
            {say('{name} says: {as}. {reason}', {
              name: names.person(state.judged.by),
              as: judgedWord(state.judged.as),
              reason: state.judged.reason,
            })}{' '}
            <Time at={state.judged.at} />
          </p>
        ) : null}
        <TimeView
          target={target.id}
          tlp={attack.marking.tlp}
          standard={timeOf(state, now)}
          measure={state.measure}
          withMix={!state.mix}
          markers={news.map((part) => ({ at: secondsOf(part.onset.at), label: part.says, kind: 'news' as const }))}
        />
        <div className="attack-cards">
          <Waves waves={state.waves} />
          <Done state={state} />
        </div>
        {state.mix ? <Mix mix={state.mix} /> : null}
        {observation ? (
          <Card title={say('What all channels say together')}>
            <ObservationShown observation={observation} />
          </Card>
        ) : null}
        {state.doubts.length > 0 ? (
          <p className="small late">
            {say('Doubtful while it lasted:')}{' '}
            {state.doubts
              .map((doubt) => `${markWord(doubt.mark)} (${sayCount(doubt.buckets, '{n} bucket', '{n} buckets')})`)
              .join(' · ')}
          </p>
        ) : null}
      </div>
      {judging ? <JudgeDialog attack={attack} onClose={() => setJudging(false)} /> : null}
    </Page>
  )
}

/** The attack with a quarter of its length, and ten minutes at least, on both sides. */
function timeOf({ onset, end }: Attack, now: number): TimeSpan {
  const from = secondsOf(onset)
  const to = end ? secondsOf(end) : Math.ceil(now / 10_000) * 10
  const room = Math.max(600, Math.round((to - from) / 4))
  return { from: from - room, to: end ? to + room : to }
}

function ThreeNumbers({ state, now }: { state: Attack; now: number }): ReactNode {
  const length = (state.end ? Date.parse(state.end) : now) - Date.parse(state.onset)
  const numbers = [
    { label: say('what is usual'), value: withUnit(state.usual, state.measure) },
    {
      label: say('the highest seen: {times} the usual', { times: times(state.seen, state.usual) }),
      value: withUnit(state.seen, state.measure),
    },
    { label: say('how sure that it is a wave'), value: percent(state.sure) },
    {
      label: say('{waves}, since', { waves: sayCount(state.waves.length, '{n} wave', '{n} waves') }),
      value: duration(Math.max(0, length) / 1000),
      at: state.onset,
    },
  ]
  return (
    <dl className="three">
      {numbers.map((number) => (
        <div key={number.label}>
          <dd className="three-number">{number.value}</dd>
          <dt className="small quiet">
            {number.label} {number.at ? <Time at={number.at} show="exact" /> : null}
          </dt>
        </div>
      ))}
    </dl>
  )
}

function Waves({ waves }: { waves: Attack['waves'] }): ReactNode {
  const first = waves[0]?.onset ?? ''
  return (
    <Card title={say('Waves')}>
      <Scrolled label={say('Waves')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Onset')}</th>
              <th scope="col">{say('Peak')}</th>
              <th scope="col">{say('End')}</th>
              <th scope="col">{say('Highest')}</th>
              <th scope="col">{say('How sure')}</th>
            </tr>
          </thead>
          <tbody>
            {waves.map((wave) => (
              <tr key={`${wave.measure}${wave.onset}`}>
                <th scope="row">
                  <Clock at={wave.onset} first={first} />{' '}
                  {wave.refined ? null : <Badge tone="quiet">{say('preliminary')}</Badge>}
                </th>
                <td>
                  <Clock at={wave.peak} first={first} />
                </td>
                <td>{wave.end ? <Clock at={wave.end} first={first} /> : say('lasts')}</td>
                <td>
                  {withUnit(wave.peakValue, wave.measure)} ({times(wave.peakValue, wave.baseline)})
                </td>
                <td>{percent(wave.confidence)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  )
}

/** To the second, with the day where it is another than the first wave's. */
function Clock({ at, first }: { at: string; first: string }): ReactNode {
  return (
    <time dateTime={at} title={exactly(at)}>
      {at.slice(0, 10) === first.slice(0, 10) ? '' : `${at.slice(0, 10)} `}
      {clockOf(at)}
    </time>
  )
}

function Done({ state }: { state: Attack }): ReactNode {
  const { crowd, vectors } = state
  return (
    <Card title={say('How it is done, and whether it is an attack')}>
      <div className="stack">
        <div className="stack tight">
          <p className="row">
            <strong>{crowdWord(crowd.verdict)}</strong>
            <span className="quiet">{say('{sure} sure', { sure: percent(crowd.confidence) })}</span>
          </p>
          <Reasons title={say('For an attack')} lines={crowd.for} />
          <Reasons title={say('Against it')} lines={crowd.against} />
          <Reasons title={say('Not known')} lines={crowd.missing} />
        </div>
        {vectors.length === 0 ? (
          <p className="quiet">{say('The counters show no known way of doing it.')}</p>
        ) : (
          vectors.map((hint) => (
            <div key={hint.vector} className="stack tight">
              <p className="row">
                <strong>{hint.label}</strong>
                <span>{percent(hint.share)}</span>
                <span className="quiet">{say('{sure} sure', { sure: percent(hint.confidence) })}</span>
              </p>
              <Reasons lines={hint.because} />
            </div>
          ))
        )}
      </div>
    </Card>
  )
}

function Reasons({ title, lines }: { title?: string; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null
  return (
    <div className="small">
      {title ? <strong>{title}</strong> : null}
      <ul className="changes">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
