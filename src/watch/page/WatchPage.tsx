// Watch: what came in, by story and newest first; taking in text, files and feeds; and opening an incident from what fits together.
import './watch.css'
import { type DragEvent, type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listFollowUps } from '../api/follow-ups.ts'
import { followFeed, importFile, importText } from '../api.ts'
import { AddFeed } from './AddFeed.tsx'
import { AddFile } from './AddFile.tsx'
import { AddText } from './AddText.tsx'
import { AlertsTab } from './alerts/AlertsTab.tsx'
import { Boards } from './boards/Boards.tsx'
import { Claims } from './claims/Claims.tsx'
import { Disputes } from './claims/Disputes.tsx'
import { Feeds } from './Feeds.tsx'
import { Items } from './Items.tsx'
import { Lexicon } from './lexicon/Lexicon.tsx'
import { WatchList } from './names/WatchList.tsx'
import { Stories } from './stories/Stories.tsx'
import { Trays } from './trays/Trays.tsx'

const tabs = [
  'stories',
  'items',
  'trays',
  'alerts',
  'claims',
  'disputes',
  'boards',
  'names',
  'lexicon',
  'feeds',
] as const

export function WatchPage(): ReactNode {
  const [{ tab, add }, choose] = useChoices('tab', 'add')
  const may = useMay()
  // Promises that are late show at the tab: nobody should have to open a tray to learn of them.
  const overdue = useAsk(listFollowUps, { limit: 1 }, { keep: true, hears: ['watch.followUp'] }).data?.overdue
  const [dropped, setDropped] = useState<File[]>([])
  const [over, setOver] = useState(false)

  function drop(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    if (!may(importFile) || event.dataTransfer.files.length === 0) return
    setDropped([...event.dataTransfer.files])
    choose({ add: 'file' })
  }
  function drag(event: DragEvent): void {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }
  function close(): void {
    setDropped([])
    choose({ add: undefined })
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the button "A file" does the same.
    <div
      className="drop-page"
      data-over={over || undefined}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Page
        title={say('Watch')}
        wide
        lead={say('What came in, and what it says. Nothing is part of the picture before somebody accepted it.')}
        actions={
          <>
            {may(importText) ? (
              <Button kind="first" icon="plus" onPress={() => choose({ add: 'text' })}>
                {say('Paste a text')}
              </Button>
            ) : null}
            {may(importFile) ? (
              <Button icon="upload" onPress={() => choose({ add: 'file' })}>
                {say('A file')}
              </Button>
            ) : null}
            {may(followFeed) ? (
              <Button icon="feed" onPress={() => choose({ add: 'feed', tab: 'feeds' })}>
                {say('Follow a feed')}
              </Button>
            ) : null}
          </>
        }
      >
        <Tabs
          label={say('Parts of watch')}
          chosen={tabs.find((it) => it === tab) ?? 'stories'}
          onChoose={(id) => choose({ tab: id === 'stories' ? undefined : id })}
          tabs={[
            { id: 'stories', title: say('Stories'), content: <Stories /> },
            { id: 'items', title: say('All items'), content: <Items /> },
            { id: 'trays', title: say('Trays'), count: overdue, content: <Trays /> },
            { id: 'alerts', title: say('Alerts'), content: <AlertsTab /> },
            { id: 'claims', title: say('Claims'), content: <Claims /> },
            { id: 'disputes', title: say('Disputes'), content: <Disputes /> },
            { id: 'boards', title: say('Boards'), content: <Boards /> },
            { id: 'names', title: say('Watch-list'), content: <WatchList /> },
            { id: 'lexicon', title: say('Lexicon'), content: <Lexicon /> },
            { id: 'feeds', title: say('Feeds'), content: <Feeds /> },
          ]}
        />
        {add === 'text' && may(importText) ? <AddText onClose={close} /> : null}
        {add === 'file' && may(importFile) ? <AddFile files={dropped} onClose={close} /> : null}
        {add === 'feed' && may(followFeed) ? <AddFeed onClose={close} /> : null}
      </Page>
      {over ? <p className="drop-hint">{say('Drop the file: text, a web page, or a saved feed')}</p> : null}
    </div>
  )
}
