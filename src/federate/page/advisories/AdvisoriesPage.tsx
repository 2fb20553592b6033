// Security advisories: those of others with whether they concern us, what we use, whom we follow, and our own.
import './advisories.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { importAdvisory, listAdvisories } from '../../api/advisories.ts'
import { concernAnswers } from '../../rules/advisories/concerns-us.ts'
import { FederateTabs } from '../Tabs.tsx'
import { ImportFile } from './ImportFile.tsx'
import { OwnTab } from './OwnTab.tsx'
import { ProductsTab } from './ProductsTab.tsx'
import { ProvidersTab } from './ProvidersTab.tsx'
import { concernWords } from './words.ts'

const tabIds = ['received', 'products', 'providers', 'own'] as const

export function AdvisoriesPage(): ReactNode {
  const [{ tab, add }, choose] = useChoices('tab', 'add')
  const may = useMay()
  return (
    <Page
      title={say('Security advisories')}
      wide
      lead={say('What publishers say about flaws in products (CSAF), and whether that concerns what you use.')}
      actions={
        may(importAdvisory) ? (
          <Button kind="first" icon="plus" onPress={() => choose({ add: 'file' })}>
            {say('Take in a file')}
          </Button>
        ) : null
      }
    >
      <FederateTabs />
      <Tabs
        label={say('Parts of the advisories')}
        chosen={tabIds.find((one) => one === tab) ?? 'received'}
        onChoose={(next) => choose({ tab: next === 'received' ? undefined : next })}
        tabs={[
          { id: 'received', title: say('Received'), content: <Received /> },
          { id: 'products', title: say('What we use'), content: <ProductsTab /> },
          { id: 'providers', title: say('Followed'), content: <ProvidersTab /> },
          { id: 'own', title: say('Our own'), content: <OwnTab /> },
        ]}
      />
      {add === 'file' && may(importAdvisory) ? (
        <ImportFile
          contract={importAdvisory}
          title={say('Take in an advisory')}
          hint={say('A CSAF document as its publisher offers it. It keeps the label of its publisher.')}
          onClose={() => choose({ add: undefined })}
        />
      ) : null}
    </Page>
  )
}

function Received(): ReactNode {
  const [{ concerns, words, after }, choose] = useChoices('concerns', 'words', 'after')
  const answer = concernAnswers.find((one) => one === concerns)
  const asked = useAsk(
    listAdvisories,
    { ...(answer ? { concerns: answer } : {}), ...(words ? { words } : {}), ...(after ? { after } : {}), limit: 50 },
    { keep: true },
  )
  return (
    <div className="stack">
      <div className="advisory-filters">
        <SelectField
          label={say('Concerns us')}
          value={answer ?? ''}
          none={say('all')}
          onChange={(value) => choose({ concerns: value || undefined, after: undefined })}
          choices={[
            { value: 'yes', label: say('yes') },
            { value: 'unknown', label: say('cannot say') },
            { value: 'no', label: say('no') },
          ]}
        />
        <TextField
          label={say('Words')}
          optional
          type="search"
          value={words ?? ''}
          onChange={(value) => choose({ words: value || undefined, after: undefined })}
        />
      </div>
      {asked.data ? <Rows {...asked.data} onMore={(next) => choose({ after: next })} /> : null}
      {asked.isPending ? <Skeleton lines={4} tall /> : null}
      {asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
    </div>
  )
}

type Answer = NonNullable<ReturnType<typeof useAsk<typeof listAdvisories>>['data']>

function Rows({ items, next, products, onMore }: Answer & { onMore: (next: string) => void }): ReactNode {
  if (items.length === 0)
    return (
      <Empty title={say('No advisory is here that fits.')}>
        {say('Take in a file, or follow a provider: then its advisories come by themselves.')}
      </Empty>
    )
  return (
    <>
      {products === 0 ? (
        <p className="note">{say('Nothing is on the list of what you use, so nobody can say what concerns you.')}</p>
      ) : null}
      <ul className="plain-list bordered">
        {items.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      {next ? <Button onPress={() => onMore(next)}>{say('Older ones')}</Button> : null}
    </>
  )
}

function Row({ row }: { row: Answer['items'][number] }): ReactNode {
  const { word, tone } = concernWords[row.concern.answer]
  return (
    <li className="stack tight">
      <p className="row">
        <Link to="/advisories/$id" params={{ id: row.id }} className="title-link" data-row>
          {row.title || row.trackingId}
        </Link>
        <Badge tone={tone}>{say(word)}</Badge>
        {row.cvss ? (
          <Badge tone={row.cvss.score >= 7 ? 'bad' : 'plain'}>
            CVSS {row.cvss.score} {row.cvss.severity.toLowerCase()}
          </Badge>
        ) : null}
        {row.check.valid ? null : <Badge tone="warn">{say('Fails tests of CSAF')}</Badge>}
        <Tlp label={row.marking.tlp} />
      </p>
      <p>{row.concern.reasons[0]}</p>
      {row.remedy ? (
        <p className="small">
          <strong>{say('What to do')}:</strong> {row.remedy.details.slice(0, 300)}
        </p>
      ) : null}
      <p className="small quiet">
        {row.publisher} · {row.trackingId} {row.revision} · {row.vulnerabilities.join(', ')}
        {row.more > 0 ? ` ${say('and {n} more', { n: row.more })}` : ''} ·{' '}
        {row.signed ? say('signature holds') : say('not signed')} · <Time at={row.changedAt} />
      </p>
    </li>
  )
}
