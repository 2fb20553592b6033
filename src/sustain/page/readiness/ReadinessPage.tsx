// How ready networks are to go on finding names: each with its reasons, all by sector and Member State, and the guidelines.
import './readiness.css'
import type { ReactNode } from 'react'
import { addressOf } from '#web/client.ts'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { addDnsUse, exportReadiness, importResolverConfiguration } from '../../api/resolvers.ts'
import { DnsLinks } from '../dns/DnsLinks.tsx'
import { BarDefinitions } from './Bar.tsx'
import { CellsTab } from './CellsTab.tsx'
import { FileDialog } from './FileDialog.tsx'
import { GuidelinesTab } from './GuidelinesTab.tsx'
import { NetworkDialog } from './NetworkDialog.tsx'
import { NetworksTab } from './NetworksTab.tsx'

const tabs = ['networks', 'over-all', 'guidelines'] as const

export function ReadinessPage(): ReactNode {
  const [{ tab, add }, choose] = useChoices('tab', 'add')
  const { realm, asOf } = usePlace()
  const may = useMay()
  const close = () => choose({ add: undefined })
  return (
    <Page
      title={say('DNS readiness')}
      wide
      above={<DnsLinks />}
      lead={say('Which resolvers each network uses, and whether names are found when one of them fails.')}
      actions={
        <>
          {may(addDnsUse) ? (
            <Button kind="first" icon="plus" onPress={() => choose({ add: 'network' })}>
              {say('Add a network')}
            </Button>
          ) : null}
          {may(importResolverConfiguration) ? (
            <Button icon="upload" onPress={() => choose({ add: 'file' })}>
              {say('Read a file')}
            </Button>
          ) : null}
          <a
            className={buttonClass()}
            href={addressOf(exportReadiness, {}, { realm, ...(asOf ? { asOf } : {}) })}
            download
          >
            {say('CSV')}
          </a>
        </>
      }
    >
      <BarDefinitions />
      <Tabs
        label={say('Views of readiness')}
        chosen={tabs.find((it) => it === tab) ?? 'networks'}
        onChoose={(id) => choose({ tab: id === 'networks' ? undefined : id })}
        tabs={[
          { id: 'networks', title: say('Networks'), content: <NetworksTab /> },
          { id: 'over-all', title: say('By sector and country'), content: <CellsTab /> },
          { id: 'guidelines', title: say('Guidelines'), content: <GuidelinesTab /> },
        ]}
      />
      {add === 'network' && may(addDnsUse) ? <NetworkDialog onClose={close} /> : null}
      {add === 'file' && may(importResolverConfiguration) ? <FileDialog onClose={close} /> : null}
    </Page>
  )
}
