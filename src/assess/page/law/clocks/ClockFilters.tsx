// Which clocks are shown: how soon, of which act, of whom, and in what state; all of it in the address.
import type { ReactNode } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { CheckField, SelectField } from '#web/kit/Field.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { LawWords } from '../law-index.ts'
import { filterKeys, shows } from './use-wall.ts'

export function ClockFilters({ words, onClear }: { words: LawWords; onClear: (() => void) | undefined }): ReactNode {
  const [choice, choose] = useChoices(...filterKeys)
  const names = useNames()
  const show = shows.find((it) => it === choice.show) ?? 'all'
  return (
    <div className="filters no-print">
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('How soon')} className="segments wraps">
        {shows.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={show === one}
            onClick={() => choose({ show: one === 'all' ? undefined : one })}
          >
            {
              { all: say('All'), overdue: say('Overdue'), '4': say('4 h'), '24': say('24 h'), '168': say('7 days') }[
                one
              ]
            }
          </button>
        ))}
      </div>
      <SelectField
        label={say('Act')}
        hideLabel
        none={say('Any act')}
        value={choice.regime ?? ''}
        onChange={(regime) => choose({ regime: regime || undefined })}
        choices={words.regimes.map((it) => ({ value: it.id, label: it.title }))}
      />
      <SelectField
        label={say('Organisation')}
        hideLabel
        none={say('Any organisation')}
        value={choice.organisation ?? ''}
        onChange={(organisation) => choose({ organisation: organisation || undefined })}
        choices={names.organisations}
      />
      <SelectField
        label={say('State')}
        hideLabel
        none={say('Owed: waiting and running')}
        value={choice.status ?? ''}
        onChange={(status) => choose({ status: status || undefined })}
        choices={[
          { value: 'running', label: say('Running') },
          { value: 'waiting', label: say('Waiting to begin') },
          { value: 'submitted', label: say('Handed in') },
          { value: 'ended', label: say('Ended by the law') },
        ]}
      />
      <CheckField
        label={say('Only what is owed for certain')}
        value={choice.firm === 'true'}
        onChange={(on) => choose({ firm: on ? 'true' : undefined })}
      />
      {onClear ? (
        <Button small kind="quiet" icon="close" onPress={onClear}>
          {say('Clear filters')}
        </Button>
      ) : null}
    </div>
  )
}
