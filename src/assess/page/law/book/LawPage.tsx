// The law that verdicts are made by, to be read: regimes, rules and facts, what is verified, and how it changed.
import '../law.css'
import { type ReactNode, useEffect, useState } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import type { LawIndex } from '../law-index.ts'
import { useLaw } from '../use-law.ts'
import { FactsOfLaw } from './FactsOfLaw.tsx'
import { Regimes } from './Regimes.tsx'
import { Rules } from './Rules.tsx'
import { Sources } from './Sources.tsx'
import { Versions } from './Versions.tsx'

const tabIds = ['regimes', 'rules', 'facts', 'sources', 'versions'] as const

export function LawPage(): ReactNode {
  const [{ version }] = useChoices('version')
  const law = useLaw(version)
  if (!law.index) {
    return (
      <Page title={say('The law')}>
        <Problem error={law.error} onAgain={law.again} />
        {law.pending ? <Skeleton lines={8} tall /> : null}
      </Page>
    )
  }
  return <Whole index={law.index} version={version} />
}

function Whole({ index, version }: { index: LawIndex; version: string | undefined }): ReactNode {
  const [{ tab, q }, choose] = useChoices('tab', 'q')
  const { law } = index
  const chosen = tabIds.find((it) => it === tab) ?? 'regimes'
  return (
    <Page
      title={say('The law')}
      wide
      lead={law.title}
      actions={version ? <Badge tone="warn">{say('another version than the one in force')}</Badge> : undefined}
    >
      <div className="stack">
        <p className="small">
          {say('Version {version}, compared with the acts in {month}.', {
            version: law.version,
            month: law.checkedAsOf,
          })}{' '}
          <span className="quiet">{law.disclaimer}</span>
        </p>
        {chosen === 'versions' || chosen === 'sources' ? null : (
          <Search q={q} onSearch={(text) => choose({ q: text })} />
        )}
        <Tabs
          label={say('Parts of the law')}
          chosen={chosen}
          onChoose={(id) => choose({ tab: id === 'regimes' ? undefined : id })}
          tabs={[
            { id: 'regimes', title: say('Acts'), count: law.regimes.length, content: <Regimes index={index} q={q} /> },
            { id: 'rules', title: say('Rules'), count: law.rules.length, content: <Rules index={index} q={q} /> },
            { id: 'facts', title: say('Facts'), count: law.facts.length, content: <FactsOfLaw index={index} q={q} /> },
            { id: 'sources', title: say('Sources'), content: <Sources law={law} /> },
            { id: 'versions', title: say('Versions'), content: <Versions /> },
          ]}
        />
      </div>
    </Page>
  )
}

function Search({ q, onSearch }: { q: string | undefined; onSearch: (q: string | undefined) => void }): ReactNode {
  const [typed, setTyped] = useState(q ?? '')
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== (q ?? '')) onSearch(typed || undefined)
    }, 200)
    return () => clearTimeout(timer)
  })
  return (
    <div className="filters no-print">
      <TextField
        label={say('Search the law')}
        hideLabel
        type="search"
        placeholder={say('Search the law: an act, an article, a word')}
        value={typed}
        onChange={setTyped}
      />
    </div>
  )
}
