// On what a fact or a time rests: what kind of source, what it says, and the record behind it.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import type { ToldSource } from '../../../model/told.ts'
import { sourceWord } from '../words.ts'

const records: Partial<Record<ToldSource['kind'], string>> = {
  incident: 'assess.incident',
  traffic: 'sense.attack',
  watch: 'watch.item',
  map: 'sustain.part',
}

export function Source({ source }: { source: ToldSource }): ReactNode {
  const record = records[source.kind]
  return (
    <span className="source small">
      <span className="quiet">{say('from {kind}', { kind: sourceWord(source.kind) })}</span>
      {source.text ? ': ' : ''}
      {source.text ? (
        source.record && record ? (
          <RecordLink to={{ id: source.record, record }}>{source.text}</RecordLink>
        ) : (
          source.text
        )
      ) : null}
    </span>
  )
}
