// Takedown operations that the reader is admitted to.
import '../requests/requests.css'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { present, Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { listOperations } from '../../api/operations/operations.ts'
import { openAct } from './operation-acts.ts'
import { takedownTone, takedownWord } from './words.ts'

const halfYear = 182 * 86_400_000

export function OperationsPage(): ReactNode {
  const navigate = useNavigate()
  const list = useAsk(listOperations, {}, { keep: true, hears: ['disrupt.operation'] })
  const reviewOn = new Date(present() + halfYear).toISOString().slice(0, 10)
  const show = (answer: unknown) =>
    void navigate({ to: '/takedowns/$id', params: { id: (answer as { id: string }).id } })
  return (
    <Page
      title={say('Takedowns')}
      lead={say('Operations that you are admitted to. Nobody else sees that they exist.')}
      actions={<Acts acts={[openAct(reviewOn)]} onDone={show} />}
    >
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={5} tall /> : null}
      {list.data && list.data.items.length === 0 ? (
        <Empty icon="keys" title={say('You are admitted to no operation')}>
          {say('Open one, or ask whoever leads one to admit you.')}
        </Empty>
      ) : null}
      {list.data && list.data.items.length > 0 ? (
        <Scrolled label={say('Takedowns')}>
          <table className="table">
            <thead>
              <tr>
                {[say('Operation'), say('State'), say('H hour'), say('Partners')].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.data.items.map(({ id, marking, state }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to="/takedowns/$id" params={{ id }} className="title-link" data-row>
                      {state.title}
                    </Link>{' '}
                    <Tlp label={marking.tlp} />
                  </th>
                  <td>
                    <Badge tone={takedownTone(state.state)}>{takedownWord(state.state)}</Badge>
                  </td>
                  <td>{state.hHour ? <Time at={state.hHour} show="both" /> : say('not set')}</td>
                  <td>{state.partners.filter(({ left }) => left === null).length}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
    </Page>
  )
}
