// The map of what depends on what: the graph with what is chosen beside it, or the same as a table.
import { useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { changePart, showMap } from '../../api/parts.ts'
import { layers } from '../../model/parts.ts'
import { type NeedAt, NeedDialog } from '../part/NeedDialog.tsx'
import { ChosenPart } from './ChosenPart.tsx'
import { FindBeyond } from './FindBeyond.tsx'
import { Legend } from './Legend.tsx'
import { MapFilters } from './MapFilters.tsx'
import { MapTable } from './MapTable.tsx'

const Graph = lazy(async () => ({ default: (await import('./Graph.tsx')).Graph }))

export function MapTab(): ReactNode {
  const [choice, choose] = useChoices('layer', 'around', 'steps', 'part', 'view')
  const navigate = useNavigate()
  const may = useMay()
  const [source, setSource] = useState<string | null>(null)
  const [editing, setEditing] = useState<NeedAt | null>(null)
  const search = useRef<HTMLDivElement>(null)
  const layer = layers.find((it) => it === choice.layer)
  const steps = Math.min(10, Math.max(1, Math.floor(Number(choice.steps)) || 2))
  const input = { ...(layer ? { layer } : {}), ...(choice.around ? { around: choice.around, steps } : {}) }
  const map = useAsk(showMap, input, { keep: true, hears: ['sustain.part'] })
  const { data } = map
  const chosen = choice.part ?? null
  const open = (id: string) => void navigate({ to: '/sustain/parts/$id', params: { id } })

  function pick(id: string | null): void {
    choose({ part: id ?? undefined })
    if (!id) setSource(null)
  }

  function draw(to: string): void {
    if (source && source !== to) setEditing({ part: source, to })
    setSource(null)
  }

  if (!data) {
    return (
      <div className="stack">
        <Problem error={map.error} onAgain={() => void map.refetch()} />
        {map.isPending ? <Skeleton lines={6} tall /> : null}
      </div>
    )
  }
  if (data.total === 0) return <NothingYet />
  const here = data.parts.find(({ id }) => id === chosen)
  const nameOf = (id: string) => data.parts.find((it) => it.id === id)?.name ?? say('a part that is not shown')
  const table = choice.view === 'table'
  return (
    <div className="stack">
      <div ref={search}>
        <MapFilters parts={data.parts} />
      </div>
      {data.total > data.parts.length && !layer && !choice.around ? (
        <FindBeyond hidden={data.total - data.parts.length} />
      ) : null}
      <Problem error={map.error} onAgain={() => void map.refetch()} />
      <p className="small quiet" role="status">
        {say('{shown} of {total}, {needs}', {
          shown: data.parts.length.toLocaleString('en'),
          total: sayCount(data.total, '{n} part', '{n} parts'),
          needs: sayCount(data.edges.length, '{n} need', '{n} needs'),
        })}
        {here ? ` · ${spoken(here.name, data.edges, here.id)}` : ''}
      </p>
      {source ? (
        <p className="note small" role="status">
          {say('{name} needs …: choose what it needs on the map or by name, then press “It needs this”. Esc leaves.', {
            name: nameOf(source),
          })}
        </p>
      ) : null}
      {table ? (
        <MapTable parts={data.parts} edges={data.edges} />
      ) : (
        <div className="map-beside">
          <div className="stack tight">
            <Suspense fallback={<div className="graph graph-canvas" />}>
              <Graph
                label={say(
                  'Map of the dependencies. Arrow keys walk along the needs, Enter opens a part, slash searches.',
                )}
                parts={data.parts}
                edges={data.edges}
                chosen={chosen}
                source={source}
                onChoose={pick}
                onOpen={(id) => (source ? draw(id) : open(id))}
                onSearch={() => search.current?.querySelector('input')?.focus()}
                view={JSON.stringify(input)}
              />
            </Suspense>
            <Legend parts={data.parts} />
          </div>
          <ChosenPart
            part={here}
            parts={data.parts}
            edges={data.edges}
            source={source}
            onDraw={may(changePart) ? (id) => (source && source !== id ? draw(id) : setSource(id)) : undefined}
            onEdit={may(changePart) ? setEditing : undefined}
            onStop={() => setSource(null)}
          />
        </div>
      )}
      {editing ? <NeedDialog at={editing} nameOf={nameOf} onClose={() => setEditing(null)} /> : null}
    </div>
  )
}

function spoken(name: string, edges: readonly { from: string; to: string }[], id: string): string {
  return say('{name}: needs {below}, is needed by {above}', {
    name,
    below: edges.filter(({ from }) => from === id).length,
    above: edges.filter(({ to }) => to === id).length,
  })
}

function NothingYet(): ReactNode {
  return (
    <Empty icon="sustain" title={say('Nothing is on the map yet')}>
      {say(
        'Add a service and what it cannot do without, or take the parts from a file: CSV, JSON, or a CycloneDX bill of materials.',
      )}
    </Empty>
  )
}
