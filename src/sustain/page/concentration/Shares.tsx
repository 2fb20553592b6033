// Shares of each layer as stacked bars, with the index in words, as files, and as a table.
import { type ReactNode, useRef } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { saveBlob } from '#web/client.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { asPng, asSvg } from '#web/kit/save-chart.ts'
import { exactly, presentInstant } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import type { measureConcentration } from '../../api/analysis.ts'
import { layerWord, percent } from '../words.ts'
import { equalWord, hhiWord, highlyConcentrated } from './hhi-words.ts'

type Layers = OutputOf<typeof measureConcentration>['layers']
type Share = Layers[number]['shares'][number]

interface SharesProps {
  layers: Layers
  by: 'behind' | 'country'
  weigh: 'services' | 'users'
}

const width = 900
const barTop = 6
const barHeight = 26
/** The biggest have a colour of their own, and all others are one. */
const coloured = 8

export function Shares({ layers, by, weigh }: SharesProps): ReactNode {
  const root = useRef<HTMLDivElement>(null)
  const { realm, asOf } = usePlace()
  const { country } = useVocabulary()
  const nameOf = (name: string | null) => (name === null ? say('not known') : by === 'country' ? country(name) : name)
  const order = looksOf(layers)

  async function save(as: 'svg' | 'png'): Promise<void> {
    if (!root.current) return
    const title = `${realm === 'live' ? '' : `${say('EXERCISE')} · `}${say('On whom it hangs')}`
    const how = weigh === 'users' ? say('Counted by users') : say('Counted by services')
    const lines = [`${how} · ${say('as of {at}', { at: exactly(asOf ?? presentInstant()) })}`]
    const svg = asSvg(root.current, { title, lines })
    const blob = as === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await asPng(svg).catch(() => null)
    if (blob) saveBlob(`${title.replace(/[^\p{L}\p{N}]+/gu, '-')}.${as}`, blob)
    else toast(say('This browser could not draw it. Take the SVG.'))
  }

  return (
    <div className="stack">
      <div ref={root} className="share-charts">
        {layers.map((layer) => (
          <LayerBar key={layer.layer} layer={layer} nameOf={nameOf} order={order} />
        ))}
      </div>
      <p className="small quiet">
        {say(
          'The index (Herfindahl-Hirschman) is the sum of the squares of the shares in per cent: 10,000 is all on one; above {high} a market is called highly concentrated.',
          { high: highlyConcentrated.toLocaleString('en') },
        )}
      </p>
      <div className="row no-print">
        <Button small icon="file" onPress={() => void save('svg')}>
          SVG
        </Button>
        <Button small icon="file" onPress={() => void save('png')}>
          PNG
        </Button>
      </div>
      <details>
        <summary>{say('The same as a table')}</summary>
        <ShareTable layers={layers} nameOf={nameOf} />
      </details>
    </div>
  )
}

/** One name has one colour in all layers. */
function looksOf(layers: Layers): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const { shares } of layers)
    for (const { name, share } of shares) if (name !== null) weights.set(name, (weights.get(name) ?? 0) + share)
  const biggest = [...weights].sort(([, a], [, b]) => b - a).slice(0, coloured)
  return new Map(biggest.map(([name], at) => [name, at]))
}

interface LayerBarProps {
  layer: Layers[number]
  nameOf: (name: string | null) => string
  order: ReadonlyMap<string, number>
}

function LayerBar({ layer, nameOf, order }: LayerBarProps): ReactNode {
  const { word, tone } = hhiWord(layer.hhi)
  const shown = layer.shares.filter(({ share }) => share > 0)
  let from = 0
  const bars = shown.map((one) => {
    const bar = { one, from, look: one.name === null ? 'unknown' : (order.get(one.name)?.toString() ?? 'rest') }
    from += one.share
    return bar
  })
  return (
    <figure className="share-figure">
      <figcaption>
        {layerWord(layer.layer)} <Badge tone={tone}>{word}</Badge>{' '}
        <span className="small quiet">
          {[Math.round(layer.hhi).toLocaleString('en'), equalWord(layer.equalNumber)].filter(Boolean).join(' · ')}
        </span>
      </figcaption>
      <svg
        className="chart share-chart"
        viewBox={`0 0 ${width} ${barTop + barHeight + 2}`}
        role="img"
        preserveAspectRatio="none"
      >
        <title>
          {say('{layer}: {shares}', {
            layer: layerWord(layer.layer),
            shares: shown.map(({ name, share }) => `${nameOf(name)} ${percent(share)}`).join(', '),
          })}
        </title>
        {bars.map((bar) => (
          <rect
            key={bar.one.name ?? '-'}
            className="share-bar"
            data-band={bar.look}
            x={bar.from * width}
            y={barTop}
            width={Math.max(0.5, bar.one.share * width - 1)}
            height={barHeight}
          />
        ))}
      </svg>
      <ul className="chart-legend small">
        {bars.slice(0, coloured).map(({ one, look }) => (
          <li key={one.name ?? '-'}>
            <span className="chart-swatch" data-band={look} aria-hidden="true" />
            {nameOf(one.name)} {percent(one.share)}
          </li>
        ))}
        {bars.length > coloured ? <li>{say('and {n} more', { n: bars.length - coloured })}</li> : null}
      </ul>
    </figure>
  )
}

function ShareTable({ layers, nameOf }: { layers: Layers; nameOf: (name: string | null) => string }): ReactNode {
  const rows: { layer: Layers[number]; share: Share }[] = layers.flatMap((layer) =>
    layer.shares.map((share) => ({ layer, share })),
  )
  return (
    <Scrolled label={say('Shares by layer')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Layer')}</th>
            <th scope="col">{say('Name')}</th>
            <th scope="col" className="right">
              {say('Share')}
            </th>
            <th scope="col" className="right">
              {say('Parts')}
            </th>
            <th scope="col" className="right">
              {say('Services')}
            </th>
            <th scope="col" className="right">
              {say('Index of the layer')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 500).map(({ layer, share }) => (
            <tr key={`${layer.layer} ${share.name ?? '-'}`}>
              <td>{layerWord(layer.layer)}</td>
              <th scope="row">{nameOf(share.name)}</th>
              <td className="right">{percent(share.share)}</td>
              <td className="right">{share.parts}</td>
              <td className="right">{share.services}</td>
              <td className="right">{Math.round(layer.hhi).toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
