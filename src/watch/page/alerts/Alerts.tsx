// Alerts, newest first: which item met which question or touches which supplier, why, and whom it concerns.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { useKeys } from '#web/keys.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { alertStatuses, judgeAlert, listAlerts } from '../../api.ts'
import { alertTones, alertWord, PriorityMark } from './words.tsx'

type Alert = OutputOf<typeof listAlerts>['alerts'][number]
type AlertStatus = (typeof alertStatuses)[number]

export function Alerts(): ReactNode {
  const may = useMay()
  const [{ alerts: which, question }, choose] = useChoices('alerts', 'question')
  const status = which === 'all' ? undefined : (alertStatuses.find((it) => it === which) ?? 'open')
  const input: InputOf<typeof listAlerts> = {
    ...(status ? { status } : {}),
    ...(question ? { requirement: question } : {}),
    limit: 100,
  }
  const alerts = useAsk(listAlerts, input, { keep: true })
  const act = useTell(judgeAlert)
  const shown = alerts.data?.alerts ?? []

  function judge(alert: Alert | undefined, status: AlertStatus): void {
    if (!alert || alert.state.status === status || !may(judgeAlert)) return
    act.tell({ id: alert.id, version: alert.version, status }).catch(() => undefined)
  }
  const here = () => {
    const row = document.activeElement?.closest('[data-alert]')?.getAttribute('data-alert')
    return shown.find((it) => it.id === row)
  }
  useKeys({
    t: () => judge(here(), 'taken up'),
    s: () => judge(here(), 'set aside'),
    o: () => judge(here(), 'open'),
  })

  return (
    <section className="stack" aria-labelledby="alerts-head">
      <div className="row apart">
        <h2 id="alerts-head">{say('Alerts')}</h2>
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Which alerts')} className="segments wraps no-print">
          {[...alertStatuses, 'all' as const].map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={(status ?? 'all') === one}
              onClick={() => choose({ alerts: one === 'open' ? undefined : one })}
            >
              {one === 'all' ? say('All') : alertWord(one)}
            </button>
          ))}
        </div>
      </div>
      {question ? (
        <div className="row">
          <Button small icon="close" onPress={() => choose({ question: undefined })}>
            {say('Of all questions again')}
          </Button>
        </div>
      ) : null}
      <Problem error={alerts.error} onAgain={() => void alerts.refetch()} />
      <Problem error={act.error} />
      {alerts.isPending ? <Skeleton lines={4} tall /> : null}
      {alerts.data && shown.length === 0 ? (
        <Empty icon="check" title={status === 'open' ? say('No alert is open') : say('No alert is here')}>
          {say(
            'An item that meets a question, or tells of an incident at a supplier, raises one the moment it comes in.',
          )}
        </Empty>
      ) : null}
      {shown.length > 0 ? (
        <>
          <p className="small quiet">
            {sayCount(alerts.data?.total ?? 0, '{n} alert', '{n} alerts')}
            {alerts.data?.next ? ` · ${say('the newest are shown')}` : ''}
          </p>
          <ul className="item-list">
            {shown.map((alert) => (
              <Row key={alert.id} alert={alert} pending={act.pending} onJudge={(to) => judge(alert, to)} />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}

interface RowProps {
  alert: Alert
  pending: boolean
  onJudge: (status: AlertStatus) => void
}

function Row({ alert, pending, onJudge }: RowProps): ReactNode {
  const may = useMay()
  const glow = useGlow()
  const names = useNames()
  const { state, question, itemTitle, concernsNames } = alert
  const open = state.status === 'open'
  return (
    <li
      className={glow.has(alert.id) ? 'item plain-item glow' : 'item plain-item'}
      data-alert={alert.id}
      data-status={state.status}
    >
      <div className="item-main">
        <span className="row small">
          <PriorityMark priority={state.priority} />
          <Badge tone={alertTones[state.status]}>{alertWord(state.status)}</Badge>
          <strong>{question ?? (state.requirement ? say('A question you may not read') : state.title)}</strong>
        </span>
        {itemTitle === null ? (
          <span className="quiet">{say('An item that you may not read')}</span>
        ) : (
          <Link to="/watch/$id" params={{ id: state.item }} className="title-link" data-row>
            {itemTitle}
          </Link>
        )}
        {state.why.length > 0 ? (
          <ul className="small quiet changes">
            {state.why.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : null}
        {concernsNames.length > 0 ? (
          <p className="small">
            <strong>{say('Concerns:')}</strong> {concernsNames.map((it) => it.name).join(', ')}
          </p>
        ) : null}
        {state.judgedBy ? (
          <p className="small quiet">
            {say('{what} by {name}', {
              what: alertWord(state.status),
              name: names.person(state.judgedBy),
            })}
            {state.judgedBecause ? ` · ${state.judgedBecause}` : ''}
          </p>
        ) : null}
        {may(judgeAlert) ? (
          <span className="row no-print">
            {open ? (
              <>
                <Button small isDisabled={pending} onPress={() => onJudge('taken up')}>
                  {say('Take up')} <kbd>t</kbd>
                </Button>
                <Button small isDisabled={pending} onPress={() => onJudge('set aside')}>
                  {say('Set aside')} <kbd>s</kbd>
                </Button>
              </>
            ) : (
              <Button small kind="quiet" isDisabled={pending} onPress={() => onJudge('open')}>
                {say('Open it again')} <kbd>o</kbd>
              </Button>
            )}
          </span>
        ) : null}
      </div>
      <div className="item-side small quiet">
        <Tlp label={alert.marking.tlp} />
        <Time at={state.raisedAt} />
      </div>
    </li>
  )
}
