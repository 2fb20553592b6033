// All needs of a part: each is folded until it is changed.
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import type { Choice } from '#web/kit/Field.tsx'
import { say, sayCount } from '#web/say.ts'
import { layerWord } from '../words.ts'
import { NeedFields } from './NeedFields.tsx'
import { type NeedDraft, newNeed } from './need-draft.ts'

interface NeedsEditorProps {
  needs: readonly NeedDraft[]
  onChange: (needs: NeedDraft[]) => void
  parts: readonly Choice[]
}

export function NeedsEditor({ needs, onChange, parts }: NeedsEditorProps): ReactNode {
  const [open, setOpen] = useState<string | null>(null)

  function add(): void {
    const need = newNeed('connectivity')
    onChange([...needs, need])
    setOpen(need.key)
  }

  return (
    <div className="stack tight">
      {needs.map((need) => (
        <div key={need.key} className="need-edited">
          <div className="row apart">
            <span>
              <strong>{need.name || say('A new need')}</strong>{' '}
              <span className="small quiet">
                {layerWord(need.layer)} · {sayCount(need.of.length, '{n} option', '{n} options')}
              </span>
            </span>
            <span className="row">
              <Button
                small
                aria-expanded={open === need.key}
                onPress={() => setOpen(open === need.key ? null : need.key)}
              >
                {open === need.key ? say('Fold') : say('Change')}
              </Button>
              <Button
                small
                kind="danger"
                aria-label={say('Remove the need “{name}”', { name: need.name })}
                onPress={() => onChange(needs.filter((it) => it.key !== need.key))}
              >
                {say('Remove')}
              </Button>
            </span>
          </div>
          {open === need.key ? (
            <NeedFields
              need={need}
              parts={parts}
              onChange={(next) => onChange(needs.map((it) => (it.key === next.key ? next : it)))}
            />
          ) : null}
        </div>
      ))}
      <div className="row">
        <Button small icon="plus" onPress={add}>
          {say('Add a need')}
        </Button>
      </div>
    </div>
  )
}
