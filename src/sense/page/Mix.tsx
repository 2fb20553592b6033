// Where packets came from, with how sure that is, and the sentence that always stands beside it.
import { lazy, type ReactNode, Suspense } from 'react'
import { countryName } from '#web/country.ts'
import { Card } from '#web/kit/Card.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { say } from '#web/say.ts'
import type { SourceMix } from '../model/attacks.ts'
import { amount, percent, percentBetween } from './words.ts'

const SourceMap = lazy(async () => ({ default: (await import('./SourceMap.tsx')).SourceMap }))
type Share = SourceMix['countries'][number]

export function Mix({ mix }: { mix: SourceMix }): ReactNode {
  return (
    <Card
      title={say('Where packets came from')}
      aside={
        <span className="small quiet">
          {mix.distinctSources === null ? '' : say('about {n} sources, ', { n: amount(mix.distinctSources) })}
          {say('from {n} records', { n: amount(mix.records) })}
        </span>
      }
    >
      <div className="stack">
        <p className="caveat">{mix.caveat}</p>
        <Suspense fallback={<div className="map-wait" />}>
          <SourceMap countries={mix.countries} />
        </Suspense>
        <div className="mix-tables">
          <Shares title={say('By country')} shares={mix.countries} nameOf={(it) => countryName(it.key)} />
          <Shares title={say('By network (AS)')} shares={mix.networks} nameOf={(it) => it.name || it.key} />
        </div>
        <dl className="facts small">
          <dt>{say('Addresses likely forged')}</dt>
          <dd>
            {known(mix.spoofing.likelihood)}
            {mix.spoofing.because.length > 0 ? (
              <ul className="changes">
                {mix.spoofing.because.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ) : null}
          </dd>
          <dt>{say('Hosting and cloud')}</dt>
          <dd>{known(mix.hosting)}</dd>
          <dt>{say('Proxies')}</dt>
          <dd>{known(mix.proxy)}</dd>
          <dt>Tor</dt>
          <dd>{known(mix.tor)}</dd>
          <dt>{say('Open resolvers')}</dt>
          <dd>{known(mix.openResolver)}</dd>
        </dl>
        <p className="small quiet">{mix.tables}</p>
      </div>
    </Card>
  )
}

function known(share: number | null): string {
  return share === null ? say('not known') : percent(share)
}

function Shares({
  title,
  shares,
  nameOf,
}: {
  title: string
  shares: readonly Share[]
  nameOf: (share: Share) => string
}): ReactNode {
  if (shares.length === 0) return null
  return (
    <Scrolled label={title}>
      <table className="table">
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col" className="right">
              {say('Share')}
            </th>
            <th scope="col">{say('95 % between')}</th>
            <th scope="col" className="right">
              {say('Usual')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shares.slice(0, 12).map((share) => (
            <tr key={share.key}>
              <th scope="row">
                {share.key === '*' ? say('all others') : share.key === '??' ? say('not known') : nameOf(share)}
              </th>
              <td className="right">{percent(share.share)}</td>
              <td>{percentBetween(share.low, share.high)}</td>
              <td className="right">{share.usual === null ? '–' : percent(share.usual)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
