// Networks, the weakest first: score, standing, each criterion with its reason and source, and what does not agree.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { getDnsUse, importResolverConfiguration, showReadiness } from '../../api/resolvers.ts'
import { standings } from '../../model/readiness.ts'
import { Bar } from './Bar.tsx'
import { FileDialog } from './FileDialog.tsx'
import { answerTones, answerWord, rangeWord, standingTones, standingWord } from './words.ts'

type Shown = OutputOf<typeof showReadiness>
type Network = Shown['networks'][number]

export function NetworksTab(): ReactNode {
  const [{ standing, into }, choose] = useChoices('standing', 'into')
  const chosen = standings.find((it) => it === standing)
  const list = useAsk(showReadiness, chosen ? { standing: chosen } : {}, { keep: true, hears: ['sustain.'] })
  const networks = list.data?.networks ?? []
  return (
    <div className="stack">
      <SelectField
        label={say('Standing')}
        value={chosen ?? ''}
        none={say('All')}
        choices={standings.map((value) => ({ value, label: standingWord(value) }))}
        onChange={(value) => choose({ standing: value || undefined })}
      />
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={4} tall /> : null}
      {list.data && networks.length === 0 ? (
        <Empty icon="sustain" title={chosen ? say('No network stands so') : say('No network is written down yet')}>
          {say('A network is a place of an organisation whose clients share their resolvers: offices, a data centre.')}
        </Empty>
      ) : null}
      <ul className="item-list">
        {list.data
          ? networks.map((one) => (
              <NetworkRow key={one.use} network={one} data={list.data.data} onFile={(id) => choose({ into: id })} />
            ))
          : null}
      </ul>
      {list.data && list.data.total > networks.length ? (
        <p className="quiet">
          {say('{n} more are not shown; choose a standing, or take the CSV.', { n: list.data.total - networks.length })}
        </p>
      ) : null}
      {into ? <FileDialog into={into} onClose={() => choose({ into: undefined })} /> : null}
    </div>
  )
}

interface RowProps {
  network: Network
  data: Shown['data']
  onFile: (id: string) => void
}

function NetworkRow({ network, data, onFile }: RowProps): ReactNode {
  const may = useMay()
  const { readiness } = network
  const whose = network.organisationName ?? say('an organisation you may not see')
  return (
    <li className="item plain-item">
      <div className="item-main">
        <span className="row">
          <strong>{network.network}</strong>
          <Badge tone={standingTones[readiness.standing]}>{standingWord(readiness.standing)}</Badge>
          {network.findings > 0 ? (
            <Badge tone="warn">
              {sayCount(network.findings, '{n} thing does not agree', '{n} things do not agree')}
            </Badge>
          ) : null}
        </span>
        <span className="small quiet">{[whose, network.country, ...network.sectors].filter(Boolean).join(' · ')}</span>
        <Bar {...readiness.score} />
        <span className="small">{rangeWord(readiness.score)}</span>
        <details>
          <summary>{say('Why')}</summary>
          <Criteria network={network} data={data} />
          <Details id={network.use} />
        </details>
      </div>
      <div className="item-side small">
        {may(importResolverConfiguration) ? (
          <Button
            small
            icon="upload"
            aria-label={say('Read a file for {network}', { network: network.network })}
            onPress={() => onFile(network.use)}
          >
            {say('Read a file')}
          </Button>
        ) : null}
      </div>
    </li>
  )
}

function Criteria({ network, data }: { network: Network; data: Shown['data'] }): ReactNode {
  return (
    <ul className="ready-criteria">
      {network.readiness.criteria.map(({ id, answer, because }) => {
        const criterion = data.criteria.find((one) => one.id === id)
        const sources = data.sources.filter((one) => criterion?.sources.includes(one.id))
        return (
          <li key={id} className="ready-criterion">
            <Badge tone={answerTones[answer]}>{answerWord(answer)}</Badge>
            <span>
              {criterion?.title}{' '}
              <span className="quiet small" title={sources.map(({ document }) => document).join('\n')}>
                {say('weight {weight}', { weight: criterion?.weight ?? 0 })} ·{' '}
                {sources.map((one) => one.id.replaceAll('-', '\u2011')).join(', ')}
              </span>
              <br />
              <span className="small">{because}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** Asked for when it is opened: what a list of hundreds does not need. */
function Details({ id }: { id: string }): ReactNode {
  const { data } = useAsk(getDnsUse, { id }, { hears: ['sustain.dnsUse'] })
  if (!data) return null
  const { resolvers, observed } = data.state
  return (
    <div className="stack tight">
      <p>
        <strong>{say('Resolvers')}</strong>
      </p>
      <ul className="small">
        {resolvers.map((one) => (
          <li key={`${one.address} ${one.tlsName} ${one.transport} ${one.name}`}>
            {one.role === 'used' ? say('asks') : say('falls back to')} {one.name}{' '}
            <span className="mono">{one.address ?? one.tlsName ?? ''}</span> {one.transport} ·{' '}
            {one.operator ?? say('nobody knows whose')}
            {one.country ? ` (${one.country})` : ''}
          </li>
        ))}
        {resolvers.length === 0 ? <li>{say('None is known.')}</li> : null}
      </ul>
      {observed ? (
        <p className="small">
          {say('Seen in {file}:', { file: observed.file })}{' '}
          {observed.resolvers
            .slice(0, 8)
            .map((one) => `${one.known ?? one.address} ${(one.share * 100).toFixed(1)} %`)
            .join(', ')}
        </p>
      ) : null}
      {data.findings.length > 0 ? (
        <ul className="small">
          {data.findings.map(({ level, says }) => (
            <li key={says}>
              <Badge tone={level === 'warning' ? 'warn' : 'quiet'}>
                {level === 'warning' ? say('look') : say('note')}
              </Badge>{' '}
              {says}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
