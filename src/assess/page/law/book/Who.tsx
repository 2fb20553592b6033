// Whom something concerns, in words: types by their labels, groups by what they stand for.
import type { ReactNode } from 'react'
import { say, sayCount } from '#web/say.ts'
import type { LawIndex } from '../law-index.ts'

/** More names than these are folded. */
const few = 4

export function Who({ types, index }: { types: readonly string[]; index: LawIndex }): ReactNode {
  if (types.includes('*')) return <p>{say('Everybody')}</p>
  const named = types.flatMap((type) => {
    if (type === '*nis2') return [say('Essential and important entities under NIS2')]
    const group = type.startsWith('@') ? index.law.groups[type] : undefined
    return (group ?? [type]).map(index.typeWord)
  })
  if (named.length <= few) return <p>{named.join('; ')}</p>
  return (
    <details>
      <summary>{sayCount(named.length, '{n} type', '{n} types')}</summary>
      <p className="small">{named.join('; ')}</p>
    </details>
  )
}
