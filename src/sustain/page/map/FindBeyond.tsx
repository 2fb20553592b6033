// On a map too large to be shown whole: parts are asked for by name, and the map is drawn around the one that is chosen.
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { TextField } from '#web/kit/Field.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { listParts } from '../../api/parts.ts'
import { placeWords } from '../words.ts'

const most = 12

export function FindBeyond({ hidden }: { hidden: number }): ReactNode {
  const [, choose] = useChoices('around', 'part', 'layer')
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const found = useAsk(listParts, { text: asked, limit: most, active: true }, { when: asked.length > 1, keep: true })
  return (
    <div className="note small stack tight no-print">
      <p>
        {sayCount(
          hidden,
          '{n} part is not drawn. Choose a layer, or look for a part and what is around it.',
          '{n} parts are not drawn. Choose a layer, or look for a part and what is around it.',
        )}
      </p>
      <TextField
        label={say('Look for a part in the whole map')}
        type="search"
        value={text}
        onChange={setText}
        maxLength={200}
      />
      {asked.length > 1 && found.data ? (
        <ul className="plain-list">
          {found.data.parts.map(({ id, state }) => (
            <li key={id}>
              <button
                type="button"
                className="link-button"
                onClick={() => choose({ around: id, part: id, layer: undefined })}
              >
                {state.name}
              </button>
              <span className="quiet">{placeWords(state.kind, state.layer).join(' · ')}</span>
            </li>
          ))}
          {found.data.total > most ? <li className="quiet">{say('and more: type more of the name')}</li> : null}
        </ul>
      ) : null}
    </div>
  )
}
