// What guards every action of the taxonomy, of clusters and of the forum: a text that carries a mark of classified information is
// refused before anything of it is kept.
import { refuse } from '#kernel/reply.ts'
import type { Binding } from '#platform/http/types.ts'
import { findClassified, type PreparedMarks } from '../../rules/handling/classified.ts'

/** Looks at every text of the input, wherever it stands. Queries keep nothing, and are let through. */
export function guarded(marks: PreparedMarks, bindings: readonly Binding[]): Binding[] {
  return bindings.map((binding) => {
    if (binding.contract.does === 'query') return binding
    return {
      contract: binding.contract,
      async handle(input: unknown, call) {
        for (const { text, where } of textsIn(input)) {
          const mark = findClassified(text, marks).findings.find(({ is }) => is === 'mark')
          // The words themselves are not repeated: they would stand in logs.
          if (mark) return refuse('classified', `It carries a mark of the level ${mark.level}.`, where)
        }
        return binding.handle(input, call)
      },
    }
  })
}

/** Every text with its JSON pointer; the schema has bounded how many there are and how deep. */
export function* textsIn(value: unknown, where = ''): Generator<{ text: string; where: string }> {
  if (typeof value === 'string') yield { text: value, where }
  else if (Array.isArray(value)) for (const [at, one] of value.entries()) yield* textsIn(one, `${where}/${at}`)
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) yield* textsIn(one, `${where}/${name}`)
}
