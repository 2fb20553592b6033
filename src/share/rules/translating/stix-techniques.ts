// By which technique of ATT&CK a measured way of attacking is told to others. Counters hint, so this hints too, and never guesses.

export interface ToldTechnique {
  /** T1498.002 */
  id: string
  name: string
  /** As ATT&CK spells its tactics. */
  tactic: string
  /** Ids of vectors; one that ends in * means all that begin so. */
  vectors: readonly string[]
}

export function techniqueOf(vector: string, techniques: readonly ToldTechnique[]): ToldTechnique | undefined {
  return techniques.find(({ vectors }) =>
    vectors.some((one) => (one.endsWith('*') ? vector.startsWith(one.slice(0, -1)) : vector === one)),
  )
}

/** What an attack-pattern says of it, in the form in which ATT&CK itself is published; nothing where none is known. */
export function toldTechnique(vector: string, techniques: readonly ToldTechnique[]) {
  const told = techniqueOf(vector, techniques)
  if (!told) return {}
  const url = `https://attack.mitre.org/techniques/${told.id.replace('.', '/')}`
  return {
    kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: told.tactic }],
    external_references: [{ source_name: 'mitre-attack', external_id: told.id, url, description: told.name }],
  }
}
