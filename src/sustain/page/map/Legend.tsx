// What the shapes, the colours and the lines of the map mean; layers that are not there are not explained.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import { layers, partKinds } from '../../model/parts.ts'
import { kindWord, layerWord } from '../words.ts'
import type { MapPart } from './elements.ts'

const shapes: Record<(typeof partKinds)[number], string> = {
  service: 'M2 5h16v10H2z',
  component: 'M10 4a8 6 0 1 1 0 12a8 6 0 0 1 0-12z',
  provider: 'M6 4h8l4 6-4 6H6l-4-6z',
  site: 'M10 3l8 7-8 7-8-7z',
}

export function Legend({
  parts,
  levels,
}: {
  parts: readonly Pick<MapPart, 'kind' | 'layer'>[]
  levels?: boolean
}): ReactNode {
  const kinds = new Set(parts.map(({ kind }) => kind))
  const there = new Set(parts.map(({ layer }) => layer))
  return (
    <ul className="graph-legend small no-print" aria-label={say('What the map means')}>
      {partKinds
        .filter((kind) => kinds.has(kind))
        .map((kind) => (
          <li key={kind}>
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" className="legend-shape">
              <path d={shapes[kind]} />
            </svg>
            {kindWord(kind)}
          </li>
        ))}
      {levels ? (
        <>
          <State state="whole">{say('whole')}</State>
          <State state="less">{say('less than whole: filled as far as it still works')}</State>
          <State state="gone">{say('✕ as good as gone')}</State>
        </>
      ) : (
        layers
          .filter((layer) => there.has(layer))
          .map((layer) => (
            <li key={layer}>
              <span className="layer-swatch" data-layer={layer} aria-hidden="true" />
              {layerWord(layer)}
            </li>
          ))
      )}
      <li>
        <svg width="30" height="10" viewBox="0 0 30 10" aria-hidden="true">
          <path d="M1 5h28" className="legend-line" />
        </svg>
        {say('needs')}
      </li>
      <li>
        <svg width="30" height="10" viewBox="0 0 30 10" aria-hidden="true">
          <path d="M1 5h28" className="legend-line standby" />
        </svg>
        {say('stands by')}
      </li>
    </ul>
  )
}

function State({ state, children }: { state: string; children: ReactNode }): ReactNode {
  return (
    <li>
      <span className="state-swatch" data-state={state} aria-hidden="true" />
      {children}
    </li>
  )
}
