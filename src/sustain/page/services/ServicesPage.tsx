// Services that are watched from outside: the state of each in a word, and how sure that is.
import './services.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { addWatchedService, listWatchedServices } from '../../api/services.ts'
import { ServiceDialog } from './ServiceDialog.tsx'
import { addressOf, stateTones, stateWord, sureWord } from './words.ts'

export function ServicesPage(): ReactNode {
  const [{ add }, choose] = useChoices('add')
  const may = useMay()
  const hears = ['sustain.watchedService', 'sustain.reachFinding', 'sustain.vantageHour']
  const list = useAsk(listWatchedServices, {}, { keep: true, hears, everySeconds: 20 })
  const services = list.data?.services ?? []
  return (
    <Page
      title={say('Services')}
      lead={say('How services are reached from several places, and what it is taken for when they are not.')}
      actions={
        may(addWatchedService) ? (
          <Button kind="first" icon="plus" onPress={() => choose({ add: 'service' })}>
            {say('Watch a service')}
          </Button>
        ) : null
      }
    >
      <div className="stack">
        <Problem error={list.error} onAgain={() => void list.refetch()} />
        {list.isPending ? <Skeleton lines={4} tall /> : null}
        {list.data && services.length === 0 ? (
          <Empty icon="sustain" title={say('No service is watched yet')}>
            {say('Name a service and an address of it, with a control that should be as quick from the same place.')}
          </Empty>
        ) : null}
        {services.length === 0 ? null : (
          <ul className="item-list">
            {services.map((one) => (
              <OneService key={one.service.id} one={one} />
            ))}
          </ul>
        )}
      </div>
      {add === 'service' && may(addWatchedService) ? (
        <ServiceDialog onClose={() => choose({ add: undefined })} />
      ) : null}
    </Page>
  )
}

function OneService({ one }: { one: OutputOf<typeof listWatchedServices>['services'][number] }): ReactNode {
  const { service, now, finding } = one
  const { state } = service
  return (
    <li className="item plain-item">
      <div className="item-main">
        <span className="row">
          <Link to="/services/$id" params={{ id: service.id }} className="title-link" data-row>
            {state.name}
          </Link>
          <Badge tone={stateTones[now.state]}>{stateWord(now.state)}</Badge>
          {now.state === 'well' || now.state === 'unknown' ? null : (
            <span className="small quiet">{sureWord(now.sure)}</span>
          )}
          {finding ? <Badge tone="accent">{say('finding open')}</Badge> : null}
          {state.active ? null : <Badge tone="quiet">{say('at rest')}</Badge>}
        </span>
        <span className="small mono wrap-anywhere">{state.endpoints.map(addressOf).join(' · ')}</span>
        <span className="small quiet">
          {now.witnesses === 0
            ? say('Not heard from any place lately')
            : sayCount(now.witnesses, 'Seen from {n} network', 'Seen from {n} networks')}
        </span>
      </div>
      <div className="item-side small">
        <Tlp label={service.marking.tlp} />
      </div>
    </li>
  )
}
