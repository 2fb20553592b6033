// Which ways of attacking are told by which technique of ATT&CK, out of data/.
import Type from 'typebox'
import { readDataset } from '#platform/dataset.ts'
import type { ToldTechnique } from '../rules/translating/stix-techniques.ts'

const Text = Type.String({ minLength: 1, maxLength: 200 })
const Row = Type.Object({
  id: Type.String({ pattern: '^T[0-9]{4}([.][0-9]{3})?$' }),
  name: Text,
  tactic: Type.String({ pattern: '^[a-z-]{1,60}$' }),
  vectors: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}[*]?$' }), { minItems: 1 }),
})

/** Throws BadDataset where the file does not fit. */
export function readAttackTechniques(): ToldTechnique[] {
  return readDataset(Type.Object({ techniques: Type.Array(Row) }), 'share/attack-techniques.json').techniques
}
