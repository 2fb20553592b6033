// Sustain: what depends on what, what falls when something falls, and on how few everything hangs.
import './sustain.css'
import type { ReactNode } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { addPart, importParts } from '../api/parts.ts'
import { ImportDialog } from './bring/ImportDialog.tsx'
import { CascadeTab } from './cascade/CascadeTab.tsx'
import { ConcentrationTab } from './concentration/ConcentrationTab.tsx'
import { MapTab } from './map/MapTab.tsx'
import { PartDialog } from './part/PartDialog.tsx'

const tabs = ['map', 'cascade', 'concentration'] as const

export function SustainPage(): ReactNode {
  const [{ tab, add }, choose] = useChoices('tab', 'add')
  const may = useMay()
  const close = () => choose({ add: undefined })
  return (
    <Page
      title={say('Dependencies')}
      wide
      lead={say('What every service stands on, what falls when something falls, and on how few it all hangs.')}
      actions={
        <>
          {may(addPart) ? (
            <Button kind="first" icon="plus" onPress={() => choose({ add: 'part' })}>
              {say('Add a part')}
            </Button>
          ) : null}
          {may(importParts) ? (
            <Button icon="upload" onPress={() => choose({ add: 'file' })}>
              {say('Parts from a file')}
            </Button>
          ) : null}
        </>
      }
    >
      <Tabs
        label={say('Views of the dependencies')}
        chosen={tabs.find((it) => it === tab) ?? 'map'}
        onChoose={(id) => choose({ tab: id === 'map' ? undefined : id })}
        tabs={[
          { id: 'map', title: say('Map'), content: <MapTab /> },
          { id: 'cascade', title: say('What if it fails'), content: <CascadeTab /> },
          { id: 'concentration', title: say('On whom it hangs'), content: <ConcentrationTab /> },
        ]}
      />
      {add === 'part' && may(addPart) ? <PartDialog onClose={close} /> : null}
      {add === 'file' && may(importParts) ? <ImportDialog onClose={close} /> : null}
    </Page>
  )
}
