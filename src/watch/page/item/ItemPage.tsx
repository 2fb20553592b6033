// One item: its text on the left with every fact marked where it stands, the facts on the right, and a judgement.
import '../watch.css'
import './item.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { getItem, itemVersion } from '../../api.ts'
import { ItemLead } from './ItemLead.tsx'
import { JudgeItem } from './JudgeItem.tsx'
import { NextItem } from './NextItem.tsx'
import { OnTheMap } from './OnTheMap.tsx'
import { Reading } from './Reading.tsx'

export type ShownItem = OutputOf<typeof getItem>

export function ItemPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const item = useAsk(getItem, { id }, { hears: ['watch.'] })
  const above = (
    <span className="row apart">
      <Link to="/watch">← {say('Watch')}</Link>
      <NextItem id={id} cameIn={item.data?.state.fetchedAt} />
    </span>
  )
  if (item.isPending) {
    return (
      <Page title={say('Item')} above={above}>
        <Skeleton lines={8} />
      </Page>
    )
  }
  if (!item.data) {
    return (
      <Page title={say('Item')} above={above}>
        <Problem error={item.error} onAgain={() => void item.refetch()} />
      </Page>
    )
  }
  return <Whole key={item.data.id} item={item.data} above={above} onStale={() => void item.refetch()} />
}

function Whole({ item, above, onStale }: { item: ShownItem; above: ReactNode; onStale: () => void }): ReactNode {
  const [{ v }, choose] = useChoices('v')
  const { state } = item
  const newest = state.versions[state.versions.length - 1]?.number ?? 1
  const shown = Number(v ?? newest) || newest
  const older = useAsk(itemVersion, { id: item.id, number: shown }, { when: shown !== newest })
  const document = shown === newest ? item.document : older.data
  return (
    <Page
      title={state.title}
      above={above}
      wide
      lead={<ItemLead item={item} />}
      actions={<JudgeItem item={item} onStale={onStale} />}
    >
      {state.judgedBecause ? <p className="note">{state.judgedBecause}</p> : null}
      {older.error ? <Problem error={older.error} /> : null}
      <OnTheMap names={(document?.state.names ?? []).map(({ text }) => text)} />
      {document ? (
        <Reading
          key={document.id}
          item={item}
          document={document}
          shown={shown}
          newest={newest}
          onShow={(number) => choose({ v: number === newest ? undefined : String(number) })}
        />
      ) : item.document || shown !== newest ? (
        <Skeleton lines={8} />
      ) : (
        <p className="note warn">{say('You may read what the item says, but not its document.')}</p>
      )}
    </Page>
  )
}
