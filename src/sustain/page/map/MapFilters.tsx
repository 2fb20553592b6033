// What of the map is shown: a layer, what is around a part, found by name; as a graph or as a table.
import type { ReactNode } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { layerChoices, layerWord } from '../words.ts'
import type { MapPart } from './elements.ts'

export function MapFilters({ parts }: { parts: readonly MapPart[] }): ReactNode {
  const [{ layer, around, steps, part, view }, choose] = useChoices('layer', 'around', 'steps', 'part', 'view')
  const found = parts.map(({ id, name, layer }) => ({ value: id, label: name, group: layerWord(layer) }))
  const name = parts.find(({ id }) => id === around)?.name
  return (
    <div className="filters no-print">
      <PickOne
        label={say('Find a part')}
        value={part ?? ''}
        onChange={(id) => choose({ part: id || undefined })}
        choices={found}
        placeholder={say('Its name')}
      />
      <SelectField
        label={say('Layer')}
        value={layer ?? ''}
        onChange={(next) => choose({ layer: next || undefined })}
        none={say('All layers')}
        choices={layerChoices()}
      />
      {around ? (
        <>
          <SelectField
            label={say('Around {name}', { name: name ?? say('a part') })}
            value={steps ?? '2'}
            onChange={(next) => choose({ steps: next })}
            choices={[1, 2, 3, 4, 6, 10].map((n) => ({
              value: String(n),
              label: sayCount(n, '{n} step', '{n} steps'),
            }))}
          />
          <Button small onPress={() => choose({ around: undefined, steps: undefined })}>
            {say('Show the whole map')}
          </Button>
        </>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('Shown as')} className="segments">
        <button type="button" aria-pressed={view !== 'table'} onClick={() => choose({ view: undefined })}>
          {say('Graph')}
        </button>
        <button type="button" aria-pressed={view === 'table'} onClick={() => choose({ view: 'table' })}>
          {say('Table')}
        </button>
      </div>
    </div>
  )
}
