// Whom a rule or a regime concerns, by the types of the entity.
import type { Applies, Known, PreparedLaw, Values } from './prepared.ts'
import { no, type Trit, unknown, yes } from './three-valued.ts'

/** No for whoever is of none of the types; undetermined only where it hangs on the class under NIS2. */
export function applies({ types, nis2 }: Pick<Known, 'types' | 'nis2'>, to: Applies): Trit {
  if (to.everybody) return yes
  for (const type of types) if (to.types[type] === 1) return yes
  return to.nis2 ? nis2 : no
}

/** `*nis2`: the class decides where it is known; else a type that NIS2 names is one of its entities (Art. 3). */
export function nis2Of(law: PreparedLaw, types: readonly number[], values: Values): Trit {
  const known = law.nis2Class === null ? undefined : values[law.nis2Class.index]
  if (known !== undefined) return known === 'none' ? no : yes
  return types.some((type) => law.nis2Types[type] === 1) ? yes : unknown
}
