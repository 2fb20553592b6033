// The unified taxonomy: which version holds, against the day of the framework; its terms, proposals, mappings and versions.
import './taxonomy.css'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { draftTaxonomy, getTaxonomy, listTaxonomies } from '../../api/taxonomy.ts'
import { DraftVersion } from './DraftVersion.tsx'
import { MappingsTab } from './MappingsTab.tsx'
import { ProposalsTab } from './ProposalsTab.tsx'
import { Sourced } from './parts.tsx'
import { StandingShown, statusWords } from './standing.tsx'
import { TermsTab } from './TermsTab.tsx'
import { VersionActs } from './VersionActs.tsx'
import { VersionsTab } from './VersionsTab.tsx'

type Listed = OutputOf<typeof listTaxonomies>

export function TaxonomyPage(): ReactNode {
  const [{ version }, choose] = useChoices('version')
  const list = useAsk(listTaxonomies, { limit: 200 }, { keep: true })
  const may = useMay()
  const items = list.data?.items ?? []
  const shown =
    items.find((one) => one.id === version) ?? items.find((one) => one.state.status === 'adopted') ?? items[0]
  return (
    <Page
      title={say('Taxonomy')}
      wide
      lead={say('The common words for cyber crises: who agreed to them, and what they become in other taxonomies.')}
      actions={may(draftTaxonomy) && shown ? <DraftVersion from={shown.id} /> : null}
    >
      {list.isPending ? <Skeleton lines={4} tall /> : null}
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.data ? <Against listed={list.data} /> : null}
      {list.data && !shown ? (
        <Empty
          title={say('No version is here that you may read.')}
          action={may(draftTaxonomy) ? <DraftVersion /> : null}
        >
          {say('Begin with the draft that Tocsin brings along. It is no official text, and each term is unverified.')}
        </Empty>
      ) : null}
      {shown ? (
        <>
          <SelectField
            label={say('Version')}
            value={shown.id}
            onChange={(id) => choose({ version: id })}
            choices={items.map((one) => ({
              value: one.id,
              label: `${one.state.title} ${one.state.edition}, ${say(statusWords[one.state.status].word).toLowerCase()}`,
            }))}
          />
          <Version id={shown.id} listed={items} />
        </>
      ) : null}
    </Page>
  )
}

const tabIds = ['terms', 'proposals', 'mappings', 'versions'] as const

function Version({ id, listed }: { id: string; listed: Listed['items'] }): ReactNode {
  const [{ tab }, choose] = useChoices('tab')
  const asked = useAsk(getTaxonomy, { id }, { keep: true })
  if (asked.isPending) return <Skeleton lines={6} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const version = asked.data
  return (
    <>
      <VersionActs version={version} />
      <Tabs
        label={say('Parts of the taxonomy')}
        chosen={tabIds.find((one) => one === tab) ?? 'terms'}
        onChoose={(next) => choose({ tab: next === 'terms' ? undefined : next })}
        tabs={[
          { id: 'terms', title: say('Terms'), content: <TermsTab version={version} /> },
          {
            id: 'proposals',
            title: say('Proposals'),
            count: version.openProposals,
            content: <ProposalsTab version={version} listed={listed} />,
          },
          {
            id: 'mappings',
            title: say('Mappings'),
            count: version.mappings.length,
            content: <MappingsTab version={version} />,
          },
          { id: 'versions', title: say('Versions'), content: <VersionsTab version={version} listed={listed} /> },
        ]}
      />
    </>
  )
}

function Against({ listed: { deadline, standing } }: { listed: Listed }): ReactNode {
  return (
    <Card title={say('By when')} aside={<StandingShown standing={standing} />}>
      <p>
        {deadline.text} {say('Until {day}.', { day: deadline.on })}
      </p>
      <p className="small quiet">
        {deadline.obligation}. {deadline.basis} {deadline.source}. <Sourced verification={deadline.verification} />
      </p>
    </Card>
  )
}
