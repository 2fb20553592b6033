// The nodes of other organisations: whom we believe, with which keys, and what this node says of itself.
import './directory.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { introducePeer, listPeers } from '../../api/directory.ts'
import { FederateTabs } from '../Tabs.tsx'
import { IntroducePeer } from './IntroducePeer.tsx'
import { OwnCard } from './OwnCard.tsx'
import { Ready } from './Ready.tsx'
import { statusWords } from './words.ts'

export function PeersPage(): ReactNode {
  const [{ tab, add }, choose] = useChoices('tab', 'add')
  const may = useMay()
  return (
    <Page
      title={say('Peers')}
      wide
      lead={say(
        'Nodes of other organisations. A letter counts only from a peer whose fingerprint a person has compared.',
      )}
      actions={
        may(introducePeer) ? (
          <Button kind="first" icon="plus" onPress={() => choose({ add: 'peer' })}>
            {say('Introduce a peer')}
          </Button>
        ) : null
      }
    >
      <FederateTabs />
      <Tabs
        label={say('Parts of the directory')}
        chosen={tab === 'own' ? 'own' : 'peers'}
        onChoose={(next) => choose({ tab: next === 'own' ? 'own' : undefined })}
        tabs={[
          { id: 'peers', title: say('Others'), content: <List /> },
          { id: 'own', title: say('This node'), content: <OwnCard /> },
        ]}
      />
      {add === 'peer' && may(introducePeer) ? <IntroducePeer onClose={() => choose({ add: undefined })} /> : null}
    </Page>
  )
}

function List(): ReactNode {
  const asked = useAsk(listPeers, {}, { keep: true, everySeconds: 60 })
  if (asked.isPending) return <Skeleton lines={4} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { items } = asked.data
  if (items.length === 0)
    return (
      <Empty title={say('No peer is here that you may see.')}>
        {say(
          'Introduce one by its address or by the card that its people send you. Then compare the fingerprint with them.',
        )}
      </Empty>
    )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region has no element of its own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <div className="table-wrap" role="group" aria-label={say('Peers')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Organisation')}</th>
            <th scope="col">{say('Trust')}</th>
            <th scope="col">{say('Agreements')}</th>
            <th scope="col">{say('Post-quantum')}</th>
            <th scope="col">{say('Understands')}</th>
            <th scope="col">{say('Keys until')}</th>
            <th scope="col">{say('Last heard')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, name, status, offers, caught, card, agreements, heardAt }) => (
            <tr key={id}>
              <th scope="row">
                <Link to="/peers/$id" params={{ id }} className="title-link" data-row>
                  {name}
                </Link>
                <span className="small quiet peer-place">
                  {[card.organisation.country, card.organisation.kind, card.address ?? say('no address')]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </th>
              <td>
                <span className="row">
                  <Badge tone={statusWords[status].tone}>{say(statusWords[status].word)}</Badge>
                  {offers ? <Badge tone="warn">{say('New card waits')}</Badge> : null}
                  {caught ? <Badge tone="bad">{say('Two histories')}</Badge> : null}
                </span>
              </td>
              <td>{agreements === 0 ? say('none') : agreements}</td>
              <td>
                <Ready yes={card.postQuantum} />
              </td>
              <td className="small">{card.capabilities.filter((one) => one !== 'post-quantum').join(', ')}</td>
              <td>{card.sealsUntil ? <Time at={card.sealsUntil} /> : say('none')}</td>
              <td>{heardAt ? <Time at={heardAt} /> : say('never')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
