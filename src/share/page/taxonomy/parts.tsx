// What the pages of the taxonomy, of clusters and of the forum share: how well something is sourced, standpoints.
import { type ReactNode, useState } from 'react'
import type { Verification } from '#coordinate/model/words.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { say, sayCount } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { type Stand, stands } from '../../model/taxonomy.ts'
import type { Positions } from '../../rules/taxonomy/positions.ts'

const sourced: Record<Verification, { word: string; tone: Tone }> = {
  primary: { word: 'read in the act', tone: 'good' },
  agency: { word: 'by an agency', tone: 'plain' },
  seed: { word: 'from a digest', tone: 'warn' },
  secondary: { word: 'second-hand', tone: 'warn' },
  unverified: { word: 'unverified', tone: 'warn' },
}

export function Sourced({ verification }: { verification: Verification }): ReactNode {
  const { word, tone } = sourced[verification]
  return <Badge tone={tone}>{say(word)}</Badge>
}

const standWords: Record<Stand, string> = { agrees: 'agrees', disagrees: 'disagrees', abstains: 'abstains' }
export const standWord = (stand: Stand) => say(standWords[stand])

export function PositionsShown({ positions }: { positions: Positions }): ReactNode {
  const names = useNames()
  const { counts, standpoints, comments } = positions
  if (comments === 0) return <p className="quiet small">{say('Nobody has said anything yet.')}</p>
  return (
    <div className="stack tight">
      <p className="row small">
        {stands.map((stand) => (
          <span key={stand}>
            {standWord(stand)}: <strong>{counts[stand]}</strong>
          </span>
        ))}
        <span className="quiet">{sayCount(comments, '{n} comment', '{n} comments')}</span>
      </p>
      <ul className="plain-list small">
        {standpoints.map((one) => (
          <li key={`${one.organisation} ${one.spokenFor}`}>
            {one.spokenFor ?? names.organisation(one.organisation ?? '')} {standWord(one.stand)}
          </li>
        ))}
      </ul>
    </div>
  )
}

export function StandField({ value, onChange }: { value: string; onChange: (value: string) => void }): ReactNode {
  return (
    <SelectField
      label={say('Position of your organisation')}
      optional
      none={say('Only a comment')}
      value={value}
      onChange={onChange}
      choices={stands.map((stand) => ({ value: stand, label: standWord(stand) }))}
    />
  )
}

/** A marking that is only sent where somebody chose one. */
export function useMarking(first?: MarkingChoice): { marking: MarkingChoice | undefined; field: ReactNode } {
  const [marking, setMarking] = useState<MarkingChoice | undefined>(first)
  const field = marking ? (
    <MarkingPicker value={marking} onChange={setMarking} />
  ) : (
    <div className="row small">
      <span>{say('Marked for those who may read what it is about.')}</span>
      <Button small kind="quiet" onPress={() => setMarking({ tlp: 'AMBER+STRICT' })}>
        {say('Choose another marking')}
      </Button>
    </div>
  )
  return { marking: marking && cleanMarking(marking), field }
}
